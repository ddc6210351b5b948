namespace AimsBot.CosmosDouble;

/// <summary>An answer that is a refusal. 501 is the double's own: the store asked for what the double does not know.</summary>
internal sealed class Refused(int status, string message, int subStatus = 0) : Exception(message)
{
    public int Status => status;
    public int SubStatus => subStatus;
}
