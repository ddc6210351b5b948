namespace AimsBot.Slack;

/// <summary>
/// Slack waits three seconds for an answer, whatever its own API is doing meanwhile. What takes longer is not broken off:
/// it goes on behind the answer.
/// </summary>
internal static class InTime
{
    /// <summary>So long a request waits for work. The rest of the three seconds is the way here and back.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.3);

    /// <summary>
    /// True where the work ended in time; it throws what the work threw. Otherwise the work goes on. The time counts from
    /// here, also what the work does before it first waits.
    /// </summary>
    public static async Task<bool> EndsAsync(Func<Task> begin, TimeProvider clock)
    {
        var began = clock.GetTimestamp();
        var work = begin();
        var left = Patience - clock.GetElapsedTime(began);
        using var giveUp = new CancellationTokenSource();
        if (!work.IsCompleted && (left <= TimeSpan.Zero || await Task.WhenAny(work, Task.Delay(left, clock, giveUp.Token)) != work)) return false;
        await giveUp.CancelAsync();
        await work;
        return true;
    }
}
