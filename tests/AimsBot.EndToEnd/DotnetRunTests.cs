using System.Net;

namespace AimsBot.EndToEnd;

/// <summary>The README's first command.</summary>
public class DotnetRunTests
{
    [Fact]
    public async Task Started_by_dotnet_run_from_another_folder_it_needs_no_configuration_and_keeps_its_data_there()
    {
        await using var bot = new BotProcess();
        bot.Settings.Clear();
        // Not the address that it would take by itself, which somebody may be using.
        bot.Settings["ASPNETCORE_URLS"] = "http://127.0.0.1:0";

        await bot.StartByDotnetRun();

        Assert.True(File.Exists(Path.Combine(bot.Folder, "data", "aimsbot.db")));
        // Development: the jobs can be seen from this machine.
        Assert.Equal(HttpStatusCode.OK, (await bot.Http.GetAsync(new Uri("/jobs", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task An_environment_that_is_named_in_the_shell_decides_under_dotnet_run_too()
    {
        await using var bot = new BotProcess();
        await bot.StartByDotnetRun();
        Assert.NotEqual(HttpStatusCode.OK, (await bot.Http.GetAsync(new Uri("/jobs", UriKind.Relative))).StatusCode);
    }
}
