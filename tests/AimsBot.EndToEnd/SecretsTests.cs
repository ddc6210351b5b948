using AimsBot.EndToEnd.Slack;

namespace AimsBot.EndToEnd;

/// <summary>What the host writes about itself holds no secret and nothing that people wrote.</summary>
public class SecretsTests
{
    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task The_host_s_output_has_no_secret_no_token_no_address_and_no_text(string environment)
    {
        await using var slack = await SlackDouble.Start();
        slack.AddUser("T0BENCH", "U0KARI", "Kari Nordmann", "kari.nordmann@example.com");
        await using var bot = new BotProcess(slack.ApiUrl);
        bot.Settings["ASPNETCORE_ENVIRONMENT"] = environment;
        bot.Settings["Slack__PreviousSigningSecret"] = "the-secret-before";
        // As much as an operator can ask for.
        bot.Settings["Logging__LogLevel__Default"] = "Debug";
        await bot.Start();

        // Trouble with Slack, trouble with the store, refusals and answers: everything that is worth a line in a log.
        slack.Misbehave(SlackTrouble.Refuses("fatal_error"), times: 4, method: "users.info");
        await bot.Report("U0KARI", "a sentence that nobody else may read");
        slack.Behave();
        await bot.Report("U0KARI", "a sentence that nobody else may read");
        await bot.Say("U0KARI", "/aims a-word-that-is-unknown");
        await bot.Slack.Send("/slack/commands", SlashCommand.ContentType, "text=a+sentence+that+nobody", signature: "v0=of-somebody-else");
        await bot.Slack.Send("/slack/events", "application/json", "{\"a-sentence\": that nobody");
        var folder = Path.GetDirectoryName(bot.Database)!;
        Directory.Move(folder, folder + ".away");
        Assert.Contains("NOT recorded", await bot.Say("U0KARI", "/ai-incident a sentence that nobody else may read"), StringComparison.Ordinal);
        Directory.Move(folder + ".away", folder);
        await bot.Stop();

        string[] never = [BotProcess.SigningSecret, "the-secret-before", BotProcess.BotToken, "sentence", "a-word-that-is-unknown", "kari.nordmann", "Kari", "/commands/1"];
        Assert.All(never, secret => Assert.DoesNotContain(secret, bot.Output, StringComparison.OrdinalIgnoreCase));
        // It did say what went wrong.
        Assert.Contains("was not recorded", bot.Output, StringComparison.Ordinal);
    }
}
