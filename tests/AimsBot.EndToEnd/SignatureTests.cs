using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using AimsBot.EndToEnd.Slack;

namespace AimsBot.EndToEnd;

/// <summary>Nothing is looked at that Slack has not signed lately, and nothing that is no command is taken for one.</summary>
[Collection(SharedBotTests.Name)]
public class SignatureTests(SharedBot shared)
{
    private static readonly string[] Doors = ["/slack/commands", "/slack/events"];

    private BotProcess Bot => shared.Bot;

    [Theory]
    [InlineData(-301, HttpStatusCode.Unauthorized)]
    [InlineData(-299, HttpStatusCode.OK)]
    [InlineData(298, HttpStatusCode.OK)]
    [InlineData(330, HttpStatusCode.Unauthorized)]
    public async Task A_request_is_good_for_five_minutes_either_way(int secondsOff, HttpStatusCode status)
    {
        // The first answer may need longer than the second that is left.
        await Send(body: "ssl_check=1");
        Assert.Equal(status, (await Send(body: "ssl_check=1", timestamp: Now(secondsOff))).Status);
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("", null)]
    [InlineData("", "")]
    [InlineData(null, "v0=")]
    [InlineData(null, "v0=zz114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")]
    [InlineData(null, "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")]
    [InlineData(null, "v1=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")]
    [InlineData("yesterday", null)]
    [InlineData("-1", null)]
    [InlineData("99999999999999999999", null)]
    [InlineData("+1795500000", null)]
    public async Task A_wrong_missing_or_malformed_signature_is_401_at_every_door(string? timestamp, string? signature)
    {
        var before = (await Bot.Records()).Count;
        foreach (var door in Doors)
        {
            var reply = await Send(door, new SlashCommand("U0LEAD", "/ai-incident forged").Body, timestamp, signature);
            Assert.Equal((HttpStatusCode.Unauthorized, ""), (reply.Status, reply.Body));
        }
        Assert.Equal(before, (await Bot.Records()).Count);
    }

    [Fact]
    public async Task A_body_that_was_changed_after_signing_is_401()
    {
        var command = new SlashCommand("U0LEAD", "/ai-incident as signed");
        var timestamp = Now(0);
        var signature = SlackSender.Sign(BotProcess.SigningSecret, timestamp, command.Body);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Send(body: command.Body + "x", timestamp: timestamp, signature: signature)).Status);
        Assert.Equal(HttpStatusCode.OK, (await Send(body: command.Body, timestamp: timestamp, signature: signature)).Status);
    }

    [Fact]
    public async Task Two_signatures_are_none()
    {
        const string body = "ssl_check=1";
        var timestamp = Now(0);
        var right = SlackSender.Sign(BotProcess.SigningSecret, timestamp, body);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/slack/commands") { Content = new StringContent(body) };
        request.Headers.Add("X-Slack-Request-Timestamp", timestamp);
        request.Headers.Add("X-Slack-Signature", [right, right]);
        using var response = await Bot.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData((1024 * 1024) + 1, false)]
    [InlineData((1024 * 1024) + 1, true)]
    [InlineData(6 * 1024 * 1024, false)]
    public async Task A_body_beyond_a_megabyte_is_413(int size, bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/slack/commands") { Content = new ByteArrayContent(new byte[size]) };
        request.Headers.TransferEncodingChunked = chunked;
        // Asks first, and so is told before it has sent all of it.
        request.Headers.ExpectContinue = true;
        using var response = await Bot.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task A_form_with_a_hundred_fields_too_many_is_400() =>
        Assert.Equal(HttpStatusCode.BadRequest, (await Send(body: string.Join('&', Enumerable.Range(0, 200).Select(i => $"f{i}=1")))).Status);

    [Theory]
    [InlineData("")]
    [InlineData("&&&===%%%")]
    [InlineData("{\"command\":\"/ai-incident\"}")]
    [InlineData("\0\u0001\u0002")]
    public async Task A_body_that_is_no_command_is_400(string body) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await Send(body: body)).Status);

    [Theory]
    [InlineData("team_id")]
    [InlineData("user_id")]
    [InlineData("command")]
    public async Task A_command_in_which_something_is_missing_is_400(string field)
    {
        var command = new SlashCommand("U0LEAD", "/ai-incident not whole");
        command.Fields.Remove(field);
        Assert.Equal(HttpStatusCode.BadRequest, (await Send(body: command.Body)).Status);
        command.Fields[field] = "";
        Assert.Equal(HttpStatusCode.BadRequest, (await Send(body: command.Body)).Status);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task An_event_that_is_no_event_is_400(string body) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await Bot.Slack.Send("/slack/events", "application/json", body)).Status);

    [Fact]
    public async Task A_form_nested_beyond_reason_is_answered_and_the_host_lives()
    {
        var body = string.Concat(Enumerable.Repeat("""{"a":""", 50_000)) + "1" + new string('}', 50_000);
        Assert.Equal(HttpStatusCode.BadRequest, (await Bot.Slack.Send("/slack/events", "application/json", body)).Status);
        Assert.Equal("alive", await Bot.Http.GetStringAsync("/health/live"));
    }

    [Fact]
    public async Task Both_secrets_are_taken_while_one_takes_the_place_of_the_other()
    {
        await using var bot = new BotProcess();
        bot.Settings["Slack__PreviousSigningSecret"] = "the-one-before";
        await bot.Start();

        Assert.Equal(HttpStatusCode.OK, await ProbeWith(bot, BotProcess.SigningSecret));
        Assert.Equal(HttpStatusCode.OK, await ProbeWith(bot, "the-one-before"));
        Assert.Equal(HttpStatusCode.Unauthorized, await ProbeWith(bot, "a-third"));
    }

    [Fact]
    public async Task A_secret_that_is_changed_in_the_configuration_file_is_taken_without_a_restart()
    {
        await using var bot = new BotProcess();
        var program = Directory.CreateDirectory(Path.Combine(bot.Folder, "program"));
        foreach (var file in Directory.GetFiles(bot.Program)) File.Copy(file, Path.Combine(program.FullName, Path.GetFileName(file)));
        Directory.CreateSymbolicLink(Path.Combine(program.FullName, "runtimes"), Path.Combine(bot.Program, "runtimes"));
        bot.Program = program.FullName;
        bot.Settings["Slack__SigningSecret"] = null;
        Configure("the-old-one", null);
        await bot.Start();
        Assert.Equal(HttpStatusCode.OK, await ProbeWith(bot, "the-old-one"));

        Configure("the-new-one", "the-old-one");
        await Eventually.Is(async () => await ProbeWith(bot, "the-new-one") == HttpStatusCode.OK, "The new secret");
        Assert.Equal(HttpStatusCode.OK, await ProbeWith(bot, "the-old-one"));

        Configure("the-new-one", null);
        await Eventually.Is(async () => await ProbeWith(bot, "the-old-one") == HttpStatusCode.Unauthorized, "The end of the old secret");
        Assert.Equal(HttpStatusCode.OK, await ProbeWith(bot, "the-new-one"));

        void Configure(string secret, string? previous)
        {
            var path = Path.Combine(program.FullName, "appsettings.json");
            var settings = JsonNode.Parse(File.ReadAllText(path))!;
            settings["Slack"] = new JsonObject { ["SigningSecret"] = secret, ["PreviousSigningSecret"] = previous };
            File.WriteAllText(path, settings.ToJsonString());
        }
    }

    private static async Task<HttpStatusCode> ProbeWith(BotProcess bot, string secret) =>
        (await bot.Slack.Send("/slack/commands", SlashCommand.ContentType, "ssl_check=1", secret: secret)).Status;

    private static string Now(int secondsOff) =>
        (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + secondsOff).ToString(CultureInfo.InvariantCulture);

    private Task<SlackReply> Send(string door = "/slack/commands", string body = "", string? timestamp = null, string? signature = null) =>
        Bot.Slack.Send(door, SlashCommand.ContentType, body, timestamp, signature);
}
