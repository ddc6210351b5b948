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

    /// <summary>Waits, for at most ten seconds, until there is something to see.</summary>
    public static async Task<T> Sees<T>(Func<T?> look, Func<string> what) where T : class
    {
        for (var looks = 0; looks < 1000; looks++)
        {
            if (look() is { } found) return found;
            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }
        throw new TimeoutException($"Nobody saw {what()}");
    }
}
