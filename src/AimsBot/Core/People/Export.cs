namespace AimsBot.Core.People;

/// <summary>That somebody took records out of the bot: what of, how many, and the SHA-256 of the file.</summary>
public sealed record Export(string Of, int Rows, string Hash)
{
    /// <summary>The wire id of the step that writes it down with the person: exporting evidence is an entry of its own.</summary>
    public const string NotedBy = "person.export";
}
