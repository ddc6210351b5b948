using System.IO.Compression;
using System.Text.Json.Nodes;
using AimsBot.EndToEnd.Slack;
using AimsBot.EndToEnd.Teams;

namespace AimsBot.EndToEnd;

/// <summary>An administrator's way: what is uploaded to Slack and to Teams, and the command that says what is still wrong.</summary>
public class DoctorTests
{
    [Fact]
    public async Task With_everything_in_place_nothing_is_wrong_and_each_fault_is_named_with_its_remedy()
    {
        await using var slack = await SlackDouble.Start();
        await using var teams = await TeamsDouble.Start(withLogin: true);
        await using var bot = new BotProcess(slack.ApiUrl);
        teams.Introduce(bot);
        await bot.Start();
        bot.Settings["Host__PublicUrl"] = bot.Address.AbsoluteUri;

        var well = await bot.Command("doctor");
        Assert.True(well.ExitCode == 0, well.ToString());
        Assert.DoesNotContain("FAULT", well.Output, StringComparison.Ordinal);
        Assert.Equal(6, well.Output.Split("ok ").Length - 1);

        slack.Scopes = "commands";
        bot.Settings["MicrosoftAppPassword"] = "of-yesterday";
        bot.Kill();
        var ill = await bot.Command("doctor");
        Assert.Equal(1, ill.ExitCode);
        Assert.Contains("FAULT  Slack: the token lacks chat:write, files:read, im:history, im:write, users:read, users:read.email.", ill.Output, StringComparison.Ordinal);
        Assert.Contains("FAULT  Teams: AADSTS7000215", ill.Output, StringComparison.Ordinal);
        Assert.Contains("FAULT  public address:", ill.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(BotProcess.BotToken, ill.Output + ill.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("of-yesterday", ill.Output + ill.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ill.Output + ill.Errors, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task The_manifest_for_Slack_names_this_host_and_is_one_that_Slack_takes()
    {
        await using var bot = new BotProcess();
        Assert.Contains("Host:PublicUrl is missing", (await bot.Command("slack", "manifest")).Errors, StringComparison.Ordinal);
        bot.Settings["Host__PublicUrl"] = "https://bot.example.org/";
        var printed = await bot.Command("slack", "manifest");
        Assert.Equal(0, printed.ExitCode);
        Assert.DoesNotContain("aimsbot.example.com", printed.Output, StringComparison.Ordinal);
        var manifest = JsonNode.Parse(printed.Output)!;
        Assert.Equal("https://bot.example.org/slack/events", (string?)manifest["settings"]!["event_subscriptions"]!["request_url"]);

        var packages = await NodePackages.In("npm-slack");
        var checks = new JsonArray(new JsonObject { ["type"] = "manifest", ["value"] = manifest });
        Assert.Equal("", await packages.Run("check-types.mjs", checks.ToJsonString()));
    }

    [SkippableFact]
    public async Task The_package_for_Teams_names_this_bot_and_is_one_to_Microsofts_schema()
    {
        await using var bot = new BotProcess();
        var file = Path.Combine(bot.Folder, "aimsbot.zip");
        Assert.Contains("MicrosoftAppId is missing", (await bot.Command("teams", "package", file)).Errors, StringComparison.Ordinal);
        bot.Settings["Host__PublicUrl"] = "https://bot.example.org";
        bot.Settings["MicrosoftAppType"] = "UserAssignedMSI";
        bot.Settings["MicrosoftAppId"] = TeamsLogin.AppId;
        bot.Settings["MicrosoftAppTenantId"] = TeamsDouble.TenantId;
        Assert.Equal(0, (await bot.Command("teams", "package", file, "--version-of-app", "1.2.3")).ExitCode);
        Assert.Equal(2, (await bot.Command("teams", "package", file)).ExitCode);

        using var package = ZipFile.OpenRead(file);
        Assert.Equal(["color.png", "manifest.json", "nb.json", "outline.png"], package.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
        using var reader = new StreamReader(package.GetEntry("manifest.json")!.Open());
        var manifest = JsonNode.Parse(await reader.ReadToEndAsync())!;
        Assert.Equal((TeamsLogin.AppId, "1.2.3"), ((string?)manifest["id"], (string?)manifest["version"]));

        var packages = await NodePackages.In("npm-teams");
        Assert.Equal("", await packages.Run("manifest.mjs", manifest.ToJsonString(), (string)manifest["manifestVersion"]!));
    }
}
