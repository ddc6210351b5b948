using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using AimsBot.Slack.WebApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace AimsBot.EndToEnd.Slack;

/// <summary>The double and the bot's own client, against each other.</summary>
public sealed class SlackDoubleTests : IAsyncLifetime
{
    private static readonly SlackWorkspace Workspace = new("T0BENCH", "xoxb-bench");
    private static readonly SlackContent Hello = new("Hello", [Parse("""{"type": "divider"}""")], "copy-1");

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2027, 1, 4, 10, 0, 0, TimeSpan.Zero));
    private readonly HttpClient _http = new();
    private SlackDouble _slack = null!;
    private ServiceProvider _services = null!;

    private SlackWebApi Api => _services.GetRequiredService<SlackWebApi>();

    public async Task InitializeAsync()
    {
        _slack = await SlackDouble.Start(_clock);
        _slack.AddUser("T0BENCH", "U0KARI", "Kari Nordmann", "kari@example.com");
        _services = new ServiceCollection().AddLogging().AddSlackWebApi(_slack.ApiUrl, TimeProvider.System).BuildServiceProvider();
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _services.DisposeAsync();
        await _slack.DisposeAsync();
    }

    [Fact]
    public async Task Every_call_of_the_bot_works()
    {
        var identity = await Api.TestToken(Workspace, SlackTurn.Answer, default);
        Assert.Equal(("T0BENCH", SlackDouble.BotUserId), (identity.Value!.TeamId, identity.Value.BotUserId));

        var profile = await Api.GetProfile(Workspace, "U0KARI", SlackTurn.Answer, default);
        Assert.Equal(("kari@example.com", true, "en-GB"), (profile.Value!.Email, profile.Value.EmailIsConfirmed, profile.Value.Locale));

        var conversation = (await Api.OpenDirectMessage(Workspace, "U0KARI", SlackTurn.Answer, default)).Value!;
        var posted = (await Api.Post(Workspace, "U0KARI", Hello, SlackTurn.Decision, default)).Value!;
        Assert.Equal(conversation, posted.ChannelId);
        Assert.Equal([posted], (await Api.FindCopies(Workspace, conversation, "copy-1", _clock.GetUtcNow(), SlackTurn.Decision, default)).Value!);

        Assert.True((await Api.Update(Workspace, posted, new SlackContent("Done"), SlackTurn.Decision, default)).Ok);
        Assert.Equal(("Done", 1), (_slack.Messages[0].Text, _slack.Messages[0].Updates));
        Assert.StartsWith("https://", (await Api.GetPermalink(Workspace, posted, SlackTurn.Answer, default)).Value!, StringComparison.Ordinal);

        var whisper = await Api.PostEphemeral(Workspace, conversation, "U0KARI", Hello, SlackTurn.Answer, default);
        var change = await Api.Update(Workspace, new SlackMessageRef(conversation, whisper.Value!), Hello, SlackTurn.Answer, default);
        Assert.Equal("cant_update_message", change.Error!.Code);

        var opened = await Api.OpenView(Workspace, _slack.NewTrigger("T0BENCH", "U0KARI"), Form(), default);
        var updated = await Api.UpdateView(Workspace, opened.Value!.Id, opened.Value.Hash, Form(), SlackTurn.Answer, default);
        Assert.True(updated.Ok);
        var late = await Api.UpdateView(Workspace, opened.Value.Id, opened.Value.Hash, Form(), SlackTurn.Answer, default);
        Assert.Equal("hash_conflict", late.Error!.Code);
        Assert.True((await Api.PublishHome(Workspace, "U0KARI", null, Parse("""{"type": "home", "blocks": []}"""), SlackTurn.Answer, default)).Ok);

        var address = _slack.NewResponseUrl("T0BENCH", conversation, "U0KARI", _slack.Messages[0]);
        Assert.True((await Api.Answer(address, new SlackContent("Replaced"), replaceOriginal: true, default)).Ok);
        Assert.Equal("Replaced", _slack.Messages[0].Text);

        Assert.Empty(_slack.Complaints);
    }

    [Theory]
    [InlineData("""{"ts": "1.1", "text": "x"}""", "message_not_found")]
    [InlineData("""{"channel": "D1", "ts": 7, "text": "x"}""", "message_not_found")]
    public async Task An_unknown_message_cannot_be_updated(string arguments, string error) =>
        Assert.Equal(error, await Call("chat.update", arguments));

    [Theory]
    [InlineData(null, "not_authed")]
    [InlineData("xoxb-wrong", "invalid_auth")]
    [InlineData("xoxb-revoked", "token_revoked")]
    public async Task A_call_without_a_good_token_is_refused(string? token, string error)
    {
        _slack.AddWorkspace("T0GONE", "xoxb-revoked");
        _slack.Revoke("xoxb-revoked");

        Assert.Equal(error, await Call("chat.postMessage", """{"channel": "U0KARI", "text": "x"}""", token));
    }

    [Theory]
    [InlineData("chat.postMessage", "text/plain", "channel=U0KARI&text=x", "invalid_post_type")]
    [InlineData("chat.postMessage", "application/json", "{", "invalid_json")]
    [InlineData("chat.postMessage", "application/json", "[]", "invalid_arguments")]
    [InlineData("chat.postMessage", "application/x-www-form-urlencoded", "channel=U0KARI&text=x&blocks=[", "invalid_arguments")]
    [InlineData("users.info", "application/json", """{"user": "U0KARI"}""", "invalid_arguments")]
    public async Task A_call_of_the_wrong_shape_is_refused(string method, string type, string body, string error)
    {
        Assert.Equal(error, await Call(method, body, "xoxb-bench", type));
        Assert.Single(_slack.Complaints);
    }

    public static TheoryData<string, string> BadBlocks => new()
    {
        { Repeat("""{"type": "divider"}""", 51), "51 blocks" },
        { """{"type": "divider", "block_id": "a"}, {"type": "divider", "block_id": "a"}""", "twice" },
        { """{"type": "divider", "block_id": "@256"}""", "block_id" },
        { """{"type": "header", "text": {"type": "plain_text", "text": "@151"}}""", "/text" },
        { """{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}""", "plain_text" },
        { """{"type": "section", "text": {"type": "mrkdwn", "text": "@3001"}}""", "3001 characters" },
        { """{"type": "section", "text": {"type": "mrkdwn", "text": ""}}""", "0 characters" },
        { """{"type": "section"}""", "needs text or fields" },
        { $$"""{"type": "section", "fields": [{{Repeat("""{"type": "mrkdwn", "text": "x"}""", 11)}}]}""", "11 items" },
        { $$"""{"type": "context", "elements": [{{Repeat("""{"type": "mrkdwn", "text": "x"}""", 11)}}]}""", "11 items" },
        { $$"""{"type": "actions", "elements": [{{Repeat(Button("Go", "v"), 26)}}]}""", "26 items" },
        { $$"""{"type": "actions", "elements": [{{Button("@76", "v")}}]}""", "76 characters" },
        { $$"""{"type": "actions", "elements": [{{Button("Go", "@2001")}}]}""", "2001 characters" },
        { """{"type": "actions", "elements": [{"type": "slider"}]}""", "no element" },
        { Accessory("overflow", Repeat(Option("x", "v"), 6)), "6 items" },
        { Accessory("static_select", Option("@76", "v")), "76 characters" },
        { Accessory("static_select", Option("x", "@76")), "76 characters" },
        { """{"type": "image", "image_url": "https://example.com/x.png"}""", "alt_text" },
        { """{"type": "banner"}""", "unknown" },
        { "7", "must be an object" },
    };

    [Theory]
    [MemberData(nameof(BadBlocks))]
    public async Task A_message_over_a_limit_is_refused_and_noted(string blocks, string fault)
    {
        Assert.Equal("invalid_blocks", await Call("chat.postMessage", $$"""{"channel": "U0KARI", "text": "x", "blocks": [{{Fill(blocks)}}]}"""));

        Assert.Contains(fault, string.Join('\n', _slack.Complaints), StringComparison.Ordinal);
        Assert.Empty(_slack.Messages);
    }

    public static TheoryData<string, string> BadViews => new()
    {
        { """{"type": "home", "blocks": []}""", "modal" },
        { """{"type": "modal", "title": {"type": "plain_text", "text": "@25"}, "blocks": []}""", "25 characters" },
        { """{"type": "modal", "title": {"type": "plain_text", "text": "x"}, "callback_id": "@256", "blocks": []}""", "256 characters" },
        { """{"type": "modal", "title": {"type": "plain_text", "text": "x"}, "private_metadata": "@3001", "blocks": []}""", "3001 characters" },
        { $$"""{"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": [{{Repeat("""{"type": "divider"}""", 101)}}]}""", "101 blocks" },
        { $$"""{"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": [{{Input("x")}}]}""", "submit is required" },
        { $$"""{"type": "modal", "title": {"type": "plain_text", "text": "x"}, "submit": {"type": "plain_text", "text": "x"}, "blocks": [{{Input("@151")}}]}""", "151 characters" },
        { """{"type": "modal", "title": {"type": "plain_text", "text": "x"}}""", "array" },
    };

    [Theory]
    [MemberData(nameof(BadViews))]
    public async Task A_form_over_a_limit_is_refused_and_noted(string view, string fault)
    {
        var trigger = _slack.NewTrigger("T0BENCH", "U0KARI");

        Assert.Equal("invalid_arguments", await Call("views.open", $$"""{"trigger_id": "{{trigger}}", "view": {{Fill(view)}}}"""));
        Assert.Contains(fault, string.Join('\n', _slack.Complaints), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trigger_opens_one_form_within_three_seconds()
    {
        var trigger = _slack.NewTrigger("T0BENCH", "U0KARI");
        Assert.True((await Api.OpenView(Workspace, trigger, Form(), default)).Ok);
        Assert.Equal("exchanged_trigger_id", (await Api.OpenView(Workspace, trigger, Form(), default)).Error!.Code);

        var old = _slack.NewTrigger("T0BENCH", "U0KARI");
        _clock.Advance(TimeSpan.FromSeconds(3.1));
        Assert.Equal("expired_trigger_id", (await Api.OpenView(Workspace, old, Form(), default)).Error!.Code);
    }

    [Fact]
    public async Task A_response_url_works_five_times_for_half_an_hour_and_takes_no_token()
    {
        var address = _slack.NewResponseUrl("T0BENCH", "D1", "U0KARI", original: null);
        for (var use = 1; use <= 5; use++) Assert.True((await Api.Answer(address, Hello, replaceOriginal: false, default)).Ok);
        Assert.Equal("used_url", (await Api.Answer(address, Hello, replaceOriginal: false, default)).Error!.Code);

        var old = _slack.NewResponseUrl("T0BENCH", "D1", "U0KARI", original: null);
        _clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal("expired_url", (await Api.Answer(old, Hello, replaceOriginal: false, default)).Error!.Code);
        Assert.Empty(_slack.Complaints);

        using var request = new HttpRequestMessage(HttpMethod.Post, _slack.NewResponseUrl("T0BENCH", "D1", "U0KARI", original: null));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "xoxb-bench");
        request.Content = new StringContent("""{"text": "x"}""", new MediaTypeHeaderValue("application/json"));
        Assert.Equal(HttpStatusCode.NotFound, (await _http.SendAsync(request)).StatusCode);
        Assert.Contains("token", Assert.Single(_slack.Complaints), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_response_url_and_a_token_are_in_no_trace_and_no_log()
    {
        var seen = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => seen.Enqueue($"{activity.DisplayName} {string.Join(' ', activity.TagObjects)}"),
        };
        ActivitySource.AddActivityListener(listener);
        await using var services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new QueueLog(seen)))
            .AddSlackWebApi(_slack.ApiUrl, TimeProvider.System).BuildServiceProvider();
        var api = services.GetRequiredService<SlackWebApi>();
        var address = _slack.NewResponseUrl("T0BENCH", "D1", "U0KARI", original: null);

        await api.Answer(address, Hello, replaceOriginal: false, default);
        _slack.Misbehave(SlackTrouble.Refuses("invalid_auth"));
        await api.Post(Workspace, "U0KARI", Hello, SlackTurn.Answer, default);

        Assert.Contains(seen, line => line.StartsWith("slack chat.postMessage", StringComparison.Ordinal));
        Assert.Contains(seen, line => line.Contains("invalid_auth", StringComparison.Ordinal));
        // Other tests of this process leave traces too, but not of this double's addresses.
        Assert.DoesNotContain(seen, line => line.Contains(address, StringComparison.Ordinal) || line.Contains("xoxb-bench", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_lost_answer_leaves_a_message_that_can_be_found()
    {
        _slack.Misbehave(SlackTrouble.CutAfterWork, method: "chat.postMessage");

        var result = await Api.Post(Workspace, "U0KARI", Hello, SlackTurn.Decision, default);

        Assert.True(result.Error!.AnswerLost);
        var message = Assert.Single(_slack.Messages);
        var found = await Api.FindCopies(Workspace, message.ChannelId, "copy-1", _clock.GetUtcNow(), SlackTurn.Decision, default);
        Assert.Equal([new SlackMessageRef(message.ChannelId, message.Timestamp)], found.Value!);
    }

    [Fact]
    public async Task A_connection_cut_before_the_work_leaves_nothing()
    {
        _slack.Misbehave(SlackTrouble.CutBeforeWork);

        Assert.True((await Api.Post(Workspace, "U0KARI", Hello, SlackTurn.Decision, default)).Error!.AnswerLost);
        Assert.Empty(_slack.Messages);
    }

    [Fact]
    public async Task Too_many_calls_are_waited_for_and_then_work()
    {
        _slack.Misbehave(SlackTrouble.TooMany(retryAfter: 1));
        var began = TimeProvider.System.GetTimestamp();

        Assert.True((await Api.Post(Workspace, "U0KARI", Hello, SlackTurn.Decision, default)).Ok);

        Assert.True(TimeProvider.System.GetElapsedTime(began) >= TimeSpan.FromSeconds(0.9));
        Assert.Equal([false, true], _slack.Calls.Select(call => call.Ok));
    }

    [Fact]
    public async Task A_Slack_in_trouble_is_asked_again_where_that_is_safe()
    {
        _slack.Misbehave(SlackTrouble.ServerError, times: 2);

        Assert.True((await Api.GetProfile(Workspace, "U0KARI", SlackTurn.Decision, default)).Ok);
        Assert.Equal(3, _slack.Calls.Count);
    }

    [Fact]
    public async Task A_Slack_that_hangs_costs_a_form_two_and_a_half_seconds()
    {
        _slack.Misbehave(SlackTrouble.Hang, method: "views.open");

        var result = await Api.OpenView(Workspace, _slack.NewTrigger("T0BENCH", "U0KARI"), Form(), default);

        Assert.Equal("client_timeout", result.Error!.Code);
    }

    [Theory]
    [InlineData("U0NOBODY", "channel_not_found")]
    [InlineData("U0GONE", "account_inactive")]
    [InlineData("C0ARCHIVED", "is_archived")]
    [InlineData("C0OTHERS", "not_in_channel")]
    [InlineData("C0SECOND", "channel_not_found")]
    public async Task Nobody_is_written_to_who_cannot_be(string channel, string error)
    {
        _slack.AddUser(Parse("""{"id": "U0GONE", "team_id": "T0BENCH", "deleted": true, "profile": {}}"""));
        _slack.AddChannel("T0BENCH", "C0OTHERS", "U0KARI");
        _slack.AddChannel("T0SECOND", "C0SECOND", SlackDouble.BotUserId);
        _slack.AddChannel("T0BENCH", "C0ARCHIVED", SlackDouble.BotUserId);
        _slack.Archive("C0ARCHIVED");

        Assert.Equal(error, (await Api.Post(Workspace, channel, Hello, SlackTurn.Decision, default)).Error!.Code);
    }

    [Fact]
    public async Task A_stranger_of_a_shared_channel_is_known_and_a_member_of_another_workspace_is_not()
    {
        _slack.AddUser(Parse("""{"id": "U0OUT", "team_id": "T0OTHER", "is_stranger": true, "profile": {}}"""));
        _slack.AddUser("T0SECOND", "U0ELSE", "Else", "else@example.com");

        Assert.True((await Api.GetProfile(Workspace, "U0OUT", SlackTurn.Answer, default)).Value!.IsStranger);
        Assert.Equal("user_not_found", (await Api.GetProfile(Workspace, "U0ELSE", SlackTurn.Answer, default)).Error!.Code);
        _slack.UnknownUsersAreMembers = true;
        Assert.True((await Api.GetProfile(Workspace, "U0ELSE", SlackTurn.Answer, default)).Value!.EmailIsConfirmed);
    }

    /// <summary>Calls as a careless client would, and gives the error.</summary>
    private async Task<string?> Call(string method, string body, string? token = "xoxb-bench", string type = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_slack.ApiUrl, method));
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Content = new StringContent(body, MediaTypeHeaderValue.Parse(type));
        using var response = await _http.SendAsync(request);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]?.GetValue<string>();
    }

    private static JsonObject Form() =>
        Parse("""{"type": "modal", "title": {"type": "plain_text", "text": "Form"}, "blocks": [{"type": "divider"}]}""");

    private static string Button(string label, string value) =>
        $$"""{"type": "button", "text": {"type": "plain_text", "text": "{{label}}"}, "value": "{{value}}"}""";

    private static string Option(string text, string value) =>
        $$"""{"text": {"type": "plain_text", "text": "{{text}}"}, "value": "{{value}}"}""";

    private static string Input(string placeholder) =>
        $$"""{"type": "input", "element": {"type": "plain_text_input", "placeholder": {"type": "plain_text", "text": "{{placeholder}}"} }, "label": {"type": "plain_text", "text": "x"} }""";

    private static string Accessory(string type, string options) =>
        $$"""{"type": "section", "accessory": {"type": "{{type}}", "options": [{{options}}]}, "text": {"type": "mrkdwn", "text": "x"} }""";

    private static string Repeat(string json, int times) => string.Join(", ", Enumerable.Repeat(json, times));

    /// <summary>Writes a text of n letters for each <c>"@n"</c>, so that the names of the tests stay short.</summary>
    private static string Fill(string json) => System.Text.RegularExpressions.Regex.Replace(
        json, "\"@(\\d+)\"", found => $"\"{new string('x', int.Parse(found.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))}\"");

    private static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;

    private sealed class QueueLog(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue(formatter(state, exception));

        public void Dispose() { }
    }
}
