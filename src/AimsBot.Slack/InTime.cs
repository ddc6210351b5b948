namespace AimsBot.Slack;

/// <summary>
/// Slack waits three seconds for an answer, whatever its own API is doing meanwhile. What takes longer is not broken off:
/// it goes on behind the answer.
/// </summary>
internal static class InTime
{
    /// <summary>So long a request waits for work. The rest of the three seconds is the way here and back.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.3);

    /// <summary>True where the work ended in time; it throws what the work threw. Otherwise the work goes on.</summary>
    public static async Task<bool> EndsAsync(Task work, TimeProvider clock)
    {
        using var giveUp = new CancellationTokenSource();
        if (!work.IsCompleted && await Task.WhenAny(work, Task.Delay(Patience, clock, giveUp.Token)) != work) return false;
        await giveUp.CancelAsync();
        await work;
        return true;
    }
}
