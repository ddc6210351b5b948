using System.Net;
using System.Net.Sockets;

namespace AimsBot.EndToEnd;

/// <summary>What is wrong with the settings is said at start, all of it, and nothing listens.</summary>
public class SettingsTests
{
    [Fact]
    public async Task Every_wrong_setting_is_named_at_once()
    {
        await using var bot = new BotProcess();
        var wrong = new Dictionary<string, string>
        {
            ["Storage__Kind"] = "Oracle",
            ["Organisation__Id"] = "no spaces please",
            ["Organisation__Name"] = "",
            ["Organisation__TimeZone"] = "Mars/Olympus",
            ["Organisation__Country"] = "Norway",
            ["Organisation__SlackTeams"] = "bench",
            ["Organisation__TeamsTenants"] = "contoso",
            ["Organisation__Administrators"] = "somebody",
            ["Slack__ApiUrl"] = "http://slack.example/api/",
            ["Slack__Workspaces__0__TeamId"] = "T0UNLISTED",
            ["Host__PublicUrl"] = "ftp://bot.example",
        };
        foreach (var (name, value) in wrong) bot.Settings[name] = value;

        var refused = await bot.RefusedStart();

        Assert.Equal(2, refused.ExitCode);
        foreach (var name in wrong.Keys)
            Assert.Contains(name.Replace("__0__TeamId", "", StringComparison.Ordinal).Replace("__", ":", StringComparison.Ordinal), refused.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Now listening", refused.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(BotProcess.SigningSecret, refused.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(bot.Folder, "data")));
    }

    [Theory]
    [InlineData("Slack__SigningSecret", null, "Slack:SigningSecret is missing although Slack:BotToken is set")]
    [InlineData("Slack__BotToken", null, "Slack:BotToken is missing")]
    [InlineData("Organisation__SlackTeams", null, "Organisation:SlackTeams is empty although Slack:SigningSecret is set")]
    [InlineData("Organisation__Id", null, "Organisation:Id must be")]
    [InlineData("MicrosoftAppId", "00000000-0000-0000-0000-000000000001", "MicrosoftAppType must be SingleTenant, UserAssignedMSI or MultiTenant")]
    [InlineData("ASPNETCORE_URLS", "rubbish", "rubbish")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "rubbish", "OTEL_EXPORTER_OTLP_ENDPOINT")]
    public async Task A_setting_that_is_missing_or_wrong_is_named_with_the_reason(string name, string? value, string sentence)
    {
        await using var bot = new BotProcess();
        bot.Settings[name] = value;
        await Refuses(bot, sentence);
    }

    [Fact]
    public async Task An_address_that_somebody_else_has_is_named()
    {
        await using var bot = new BotProcess();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        bot.Settings["ASPNETCORE_URLS"] = $"http://{other.LocalEndpoint}";
        var refused = await bot.RefusedStart();
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains($"Failed to bind to address http://{other.LocalEndpoint}: address already in use", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_for_the_database_that_cannot_be_made_is_named()
    {
        await using var bot = new BotProcess();
        bot.Settings["Storage__Sqlite__Path"] = Path.Combine(bot.Write("a-file", "x"), "below", "aimsbot.db");
        await Refuses(bot, "a-file");
    }

    private static async Task Refuses(BotProcess bot, string sentence)
    {
        var refused = await bot.RefusedStart();
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(sentence, refused.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Now listening", refused.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Errors, StringComparison.Ordinal);
    }
}
