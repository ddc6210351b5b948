using System.Net;

namespace AimsBot.EndToEnd;

/// <summary>What is not configured is closed, and what is not for everybody is shut.</summary>
public class DoorsTests
{
    // Under these, each and together, nobody gets in by pretending to be near.
    private static readonly (string Name, string Value)[][] Tricks =
    [
        [],
        [("X-Forwarded-For", "127.0.0.1")],
        [("Forwarded", "for=127.0.0.1;host=localhost")],
        [("Host", "localhost")],
        [("Host", "bot.example")],
        [("Host", "localhost"), ("X-Forwarded-For", "::1"), ("X-Forwarded-Host", "localhost"), ("X-Real-IP", "127.0.0.1")],
    ];

    private static readonly HttpStatusCode[] Shut = [HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.NotFound];

    [Fact]
    public async Task In_production_without_credentials_Slack_is_closed_and_the_jobs_are_shut()
    {
        await using var bot = new BotProcess();
        bot.Settings["Slack__SigningSecret"] = null;
        bot.Settings["Slack__BotToken"] = null;
        await bot.Start();

        foreach (var door in new[] { "commands", "interactions", "events", "options" })
        {
            var reply = await bot.Slack.Send($"/slack/{door}", SlashCommand.ContentType, new SlashCommand("U0LEAD", "/ai-incident x").Body, secret: "");
            Assert.Equal(HttpStatusCode.NotFound, reply.Status);
        }
        foreach (var trick in Tricks) Assert.Contains(await Jobs(bot, trick), Shut);
        Assert.Equal(HttpStatusCode.NotFound, (await bot.Http.GetAsync(new Uri("/", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await bot.Http.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task In_development_the_jobs_are_for_this_machine_asked_by_its_own_name()
    {
        await using var bot = new BotProcess();
        bot.Settings["ASPNETCORE_ENVIRONMENT"] = "Development";
        await bot.Start();

        Assert.Equal(HttpStatusCode.OK, await Jobs(bot, []));
        Assert.Equal(HttpStatusCode.OK, await Jobs(bot, [("Host", "localhost")]));
        var recurring = await bot.Http.GetStringAsync("/jobs/recurring");
        Assert.All(["outbox", "deadlines", "seals"], job => Assert.Contains(job, recurring, StringComparison.Ordinal));
        Assert.Contains(await Jobs(bot, [("Host", "bot.example")]), Shut);
        Assert.Contains(await Jobs(bot, [("X-Forwarded-For", "127.0.0.1")]), Shut);
        Assert.Contains(await Jobs(bot, [("Forwarded", "for=127.0.0.1")]), Shut);
    }

    private static async Task<HttpStatusCode> Jobs(BotProcess bot, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/jobs");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await bot.Http.SendAsync(request);
        return response.StatusCode;
    }
}
