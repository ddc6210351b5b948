using System.Text.Json;
using System.Text.Json.Nodes;

namespace AimsBot.EndToEnd.Slack;

/// <summary>Slack's own code (npm <c>@slack/web-api</c> and <c>@slack/bolt</c>) as judge of the double and of the signature.</summary>
public class SlackPeerTests
{
    private const string Packages = "npm-slack";

    [SkippableFact]
    public async Task Slacks_own_client_takes_the_double_for_Slack()
    {
        var packages = await NodePackages.In(Packages);
        await using var slack = await SlackDouble.Start();
        slack.AddUser("T0BENCH", "U0KARI", "Kari Nordmann", "kari@example.com");

        var said = JsonNode.Parse(await packages.Run("web-api.mjs", "", slack.ApiUrl.AbsoluteUri, "xoxb-bench", "U0KARI"))!;

        var conversation = slack.DirectMessageWith("T0BENCH", "U0KARI");
        var timestamp = slack.Messages[0].Timestamp.Replace(".", "", StringComparison.Ordinal);
        Assert.Equal(JsonNode.Parse($$"""
            {"team": "T0BENCH", "locale": "en-GB", "sameMessage": true, "copy": "c1", "ephemeral": "string", "home": "string",
             "permalink": "https://bench.slack.com/archives/{{conversation}}/p{{timestamp}}",
             "tooManyBlocks": "invalid_blocks", "noTrigger": "invalid_trigger", "unknownMessage": "message_not_found", "wrongToken": "invalid_auth"}
            """)!.AsObject().OrderBy(member => member.Key).Select(member => $"{member.Key}={member.Value}"),
            said.AsObject().OrderBy(member => member.Key).Select(member => $"{member.Key}={member.Value}"));
        Assert.Equal(["chat.postMessage: /blocks has 51 blocks, 50 are allowed"], slack.Complaints);
    }

    [SkippableFact]
    public async Task Slacks_own_client_waits_when_the_double_says_too_many()
    {
        var packages = await NodePackages.In(Packages);
        await using var slack = await SlackDouble.Start();
        slack.AddUser("T0BENCH", "U0KARI", "Kari Nordmann", "kari@example.com");
        slack.Misbehave(SlackTrouble.TooMany(retryAfter: 1), method: "chat.update");

        await packages.Run("web-api.mjs", "", slack.ApiUrl.AbsoluteUri, "xoxb-bench", "U0KARI");

        Assert.Equal([false, true], slack.Calls.Where(call => call.Method == "chat.update").Take(2).Select(call => call.Ok));
    }

    [SkippableFact]
    public async Task Bolt_accepts_our_signature_and_refuses_a_changed_body()
    {
        var packages = await NodePackages.In(Packages);
        var timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        const string body = "payload=%7B%7D&text=bl%C3%A5b%C3%A6r";

        Task<string> Judge(string signed, string sent) => packages.Run("bolt-signature.mjs", JsonSerializer.Serialize(
            new { secret = "s3cret", timestamp, signature = SlackSender.Sign("s3cret", timestamp, signed), body = sent }));

        Assert.Equal("accepted", await Judge(body, body));
        Assert.Contains("signature mismatch", await Judge(body, body + "x"), StringComparison.Ordinal);
    }
}
