namespace AimsBot.EndToEnd;

/// <summary>Waiting for what another process does.</summary>
internal static class Eventually
{
    /// <summary>Beside other tests and hosts on two cores, what takes a tenth of a second alone takes half a minute at times.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Waits until it is so.</summary>
    /// <param name="seconds">How long at most; none: as long as everything else is waited for.</param>
    /// <param name="pause">Milliseconds between two looks.</param>
    public static async Task Is(Func<Task<bool>> isSo, string what, int? seconds = null, int pause = 50)
    {
        var patience = seconds is { } given ? TimeSpan.FromSeconds(given) : Patience;
        var began = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < patience, $"{what} did not happen within {patience}");
            await Task.Delay(TimeSpan.FromMilliseconds(pause));
        }
    }

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
