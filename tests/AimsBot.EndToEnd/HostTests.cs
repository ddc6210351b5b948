namespace AimsBot.EndToEnd;

public class HostTests
{
    [Fact]
    public void The_host_is_built() => Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, "AimsBot.Host.dll")));
}
