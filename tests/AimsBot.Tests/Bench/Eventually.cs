namespace AimsBot.Tests.Bench;

/// <summary>Waits for a condition, so that no test waits for a time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task TrueAsync(Func<bool> condition)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
            Assert.True(await timer.WaitForNextTickAsync(patience.Token), "The condition was never met.");
    }
}
