namespace AimsBot.EndToEnd;

/// <summary>Waiting for what another process does.</summary>
internal static class Eventually
{
    /// <param name="pause">Milliseconds between two looks.</param>
    public static async Task Is(Func<Task<bool>> isSo, string what, int seconds = 20, int pause = 50)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(seconds), $"{what} did not happen within {seconds} s");
            await Task.Delay(TimeSpan.FromMilliseconds(pause));
        }
    }

    // Beside other tests and hosts on two cores, what takes a tenth of a second alone takes half a minute at times.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Waits, for at most a minute, until there is something to see.</summary>
    public static async Task<T> Sees<T>(Func<T?> look, Func<string> what) where T : class
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (look() is { } found) return found;
            if (TimeProvider.System.GetElapsedTime(began) > Patience) throw new TimeoutException($"Nobody saw {what()}");
            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }
    }
}
