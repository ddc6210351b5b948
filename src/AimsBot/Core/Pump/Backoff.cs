namespace AimsBot.Core.Pump;

/// <summary>How long to wait before something that failed is tried again: twice as long each time, up to a limit.</summary>
internal sealed record Backoff(TimeSpan First, TimeSpan Longest)
{
    /// <param name="attempts">How many have failed before this one.</param>
    public TimeSpan After(int attempts)
    {
        var wait = First * Math.Pow(2, Math.Min(attempts, 16));
        return wait < Longest ? wait : Longest;
    }
}
