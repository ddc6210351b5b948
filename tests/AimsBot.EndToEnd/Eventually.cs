namespace AimsBot.EndToEnd;

/// <summary>Waiting for what another process does.</summary>
internal static class Eventually
{
    public static async Task Is(Func<Task<bool>> isSo, string what, int seconds = 20)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(seconds), $"{what} did not happen within {seconds} s");
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }
}
