using System.Net;
using System.Text.Json.Nodes;
using AimsBot.Slack.WebApi;
using AimsBot.Slack.Wire;

namespace AimsBot.Tests.Slack.WebApi;

public sealed class SlackWebApiTests : IDisposable
{
    private static readonly SlackContent Hello = new("Hello", [new JsonObject { ["type"] = "divider" }], "copy-1");

    private readonly ScriptedSlack _slack = new();

    public void Dispose() => _slack.Dispose();

    [Fact]
    public async Task A_profile_is_asked_for_with_its_language()
    {
        _slack.Then("""{"ok": true, "user": {"id": "U1", "locale": "nb-NO", "profile": {"email": "a@example.com"}}}""");

        var result = await _slack.Api.GetProfile(ScriptedSlack.Workspace, "U1", SlackTurn.Answer, default);

        Assert.Equal(new SlackProfile { Id = "U1", Locale = "nb-NO", Email = "a@example.com" }, result.Value);
        var sent = Assert.Single(_slack.Requests);
        Assert.Equal("https://slack.com/api/users.info", sent.Address.AbsoluteUri);
        Assert.Equal("Bearer xoxb-very-secret", sent.Authorization);
        Assert.Equal(("application/x-www-form-urlencoded", "user=U1&include_locale=true"), (sent.ContentType, sent.Body));
    }

    [Fact]
    public async Task A_post_carries_text_blocks_and_the_id_of_its_copy()
    {
        var result = await _slack.Api.Post(ScriptedSlack.Workspace, "U1", Hello, SlackTurn.Decision, default);

        Assert.Equal(new SlackMessageRef("D1", "1.1"), result.Value);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""
            {"channel": "U1", "text": "Hello", "blocks": [{"type": "divider"}], "unfurl_links": false, "unfurl_media": false, "mrkdwn": false,
             "metadata": {"event_type": "aimsbot_copy", "event_payload": {"copy": "copy-1"}}}
            """), JsonNode.Parse(Assert.Single(_slack.Requests).Body)));
    }

    [Fact]
    public async Task An_update_without_blocks_takes_the_old_buttons_away()
    {
        await _slack.Api.Update(ScriptedSlack.Workspace, new SlackMessageRef("D1", "1.1"), new SlackContent("Done"), SlackTurn.Decision, default);

        Assert.Contains("\"blocks\":[]", Assert.Single(_slack.Requests).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("channel_not_found", SlackFailure.Gone)]
    [InlineData("user_not_found", SlackFailure.Gone)]
    [InlineData("account_inactive", SlackFailure.Gone)]
    [InlineData("is_archived", SlackFailure.Gone)]
    [InlineData("not_in_channel", SlackFailure.Gone)]
    [InlineData("messages_tab_disabled", SlackFailure.Gone)]
    [InlineData("message_not_found", SlackFailure.Gone)]
    [InlineData("token_revoked", SlackFailure.Unauthorised)]
    [InlineData("invalid_auth", SlackFailure.Unauthorised)]
    [InlineData("missing_scope", SlackFailure.Unauthorised)]
    [InlineData("invalid_blocks", SlackFailure.BadRequest)]
    [InlineData("msg_too_long", SlackFailure.BadRequest)]
    [InlineData("something_new", SlackFailure.BadRequest)]
    public async Task Slacks_no_is_a_value_and_is_not_asked_again(string code, SlackFailure kind)
    {
        _slack.Then($$"""{"ok": false, "error": "{{code}}"}""");

        var result = await _slack.Api.Post(ScriptedSlack.Workspace, "D1", Hello, SlackTurn.Decision, default);

        Assert.False(result.Ok);
        Assert.Equal(new SlackError(kind, code), result.Error);
        Assert.Single(_slack.Requests);
    }

    [Fact]
    public async Task What_is_wrong_with_a_block_is_kept()
    {
        _slack.Then("""{"ok": false, "error": "invalid_blocks", "response_metadata": {"messages": ["[ERROR] too long [json-pointer:/blocks/0]"]}}""");

        var result = await _slack.Api.Post(ScriptedSlack.Workspace, "D1", Hello, SlackTurn.Decision, default);

        Assert.Equal("[ERROR] too long [json-pointer:/blocks/0]", result.Error!.Detail);
    }

    [Fact]
    public async Task Retry_After_holds_for_every_call_of_that_method_in_that_workspace()
    {
        _slack.Then("""{"ok": false, "error": "ratelimited"}""", HttpStatusCode.TooManyRequests, retryAfter: "7");
        var began = _slack.Clock.GetUtcNow();

        var first = _slack.Api.Post(ScriptedSlack.Workspace, "D1", Hello, SlackTurn.Decision, default);
        var second = _slack.Api.Post(ScriptedSlack.Workspace, "D2", Hello, SlackTurn.Decision, default);
        var elsewhere = _slack.Api.Post(new SlackWorkspace("T0SECOND", "xoxb-2"), "D1", Hello, SlackTurn.Decision, default);
        Assert.True((await elsewhere).Ok);
        Assert.True((await _slack.Finish(first)).Ok);
        Assert.True((await _slack.Finish(second)).Ok);

        var late = _slack.Requests.Where(sent => sent.At - began >= TimeSpan.FromSeconds(7));
        Assert.NotEmpty(late);
        Assert.All(_slack.Requests, sent => Assert.True(sent.At == began || sent.At - began >= TimeSpan.FromSeconds(7)));
    }

    [Fact]
    public async Task A_pause_longer_than_the_budget_is_told_at_once()
    {
        _slack.Then("{}", HttpStatusCode.TooManyRequests, retryAfter: "60");

        var result = await _slack.Api.Post(ScriptedSlack.Workspace, "D1", Hello, SlackTurn.Answer, default);
        var next = await _slack.Api.Post(ScriptedSlack.Workspace, "D2", Hello, SlackTurn.Answer, default);

        Assert.Equal(new SlackError(SlackFailure.Retryable, "ratelimited", TimeSpan.FromSeconds(60)), result.Error);
        Assert.Equal(new SlackError(SlackFailure.Retryable, "client_no_turn", TimeSpan.FromSeconds(60)), next.Error);
        Assert.Single(_slack.Requests);
    }

    [Fact]
    public async Task Too_many_without_a_time_means_five_seconds()
    {
        _slack.Then("{}", HttpStatusCode.TooManyRequests);
        var began = _slack.Clock.GetUtcNow();

        Assert.True((await _slack.Finish(_slack.Api.Post(ScriptedSlack.Workspace, "D1", Hello, SlackTurn.Decision, default))).Ok);

        Assert.True(_slack.Requests[1].At - began >= TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_post_whose_answer_was_lost_is_not_sent_again()
    {
        _slack.ThenFails(new HttpRequestException(HttpRequestError.ResponseEnded));

        var result = await _slack.Api.Post(ScriptedSlack.Workspace, "D1", Hello, SlackTurn.Decision, default);

        Assert.Equal(new SlackError(SlackFailure.Retryable, "client_connection_cut", AnswerLost: true), result.Error);
        Assert.Single(_slack.Requests);
    }

    [Fact]
    public async Task A_post_that_gets_no_answer_in_time_is_not_sent_again()
    {
        _slack.ThenNeverAnswers();

        var result = await _slack.Finish(_slack.Api.Post(ScriptedSlack.Workspace, "D1", Hello, SlackTurn.Decision, default));

        Assert.Equal(new SlackError(SlackFailure.Retryable, "client_timeout", AnswerLost: true), result.Error);
    }

    [Fact]
    public async Task A_post_that_never_left_is_sent_again()
    {
        _slack.ThenFails(new HttpRequestException(HttpRequestError.ConnectionError));

        Assert.True((await _slack.Finish(_slack.Api.Post(ScriptedSlack.Workspace, "D1", Hello, SlackTurn.Decision, default))).Ok);
        Assert.Equal(2, _slack.Requests.Count);
    }

    [Fact]
    public async Task An_update_is_repeated_whatever_happened_to_its_answer()
    {
        _slack.ThenFails(new HttpRequestException(HttpRequestError.ResponseEnded)).Then("oops", HttpStatusCode.InternalServerError);

        var update = _slack.Api.Update(ScriptedSlack.Workspace, new SlackMessageRef("D1", "1.1"), Hello, SlackTurn.Decision, default);

        Assert.True((await _slack.Finish(update)).Ok);
        Assert.Equal(3, _slack.Requests.Count);
    }

    [Fact]
    public async Task A_Slack_in_trouble_is_asked_four_times()
    {
        for (var i = 0; i < 9; i++) _slack.Then("<html>", HttpStatusCode.ServiceUnavailable);

        var result = await _slack.Finish(_slack.Api.Post(ScriptedSlack.Workspace, "D1", Hello, SlackTurn.Decision, default));

        Assert.Equal(new SlackError(SlackFailure.Retryable, "http_503"), result.Error);
        Assert.Equal(4, _slack.Requests.Count);
    }

    [Theory]
    [InlineData("<html>proxy</html>")]
    [InlineData("[]")]
    [InlineData("""{"ok": true}""")]
    [InlineData("""{"ok": "true", "ts": 5}""")]
    [InlineData("")]
    public async Task An_answer_of_another_shape_is_a_failure_whose_effect_is_unknown(string body)
    {
        _slack.Then(body);

        var result = await _slack.Api.Post(ScriptedSlack.Workspace, "D1", Hello, SlackTurn.Decision, default);

        Assert.Equal(("client_unexpected_answer", true), (result.Error!.Code, result.Error.AnswerLost));
    }

    [Fact]
    public async Task An_endless_answer_is_not_read_to_its_end()
    {
        _slack.Then($$"""{"ok": true, "ts": "1.1", "x": "{{new string('x', 2_000_000)}}"}""");

        var result = await _slack.Api.Post(ScriptedSlack.Workspace, "D1", Hello, SlackTurn.Decision, default);

        Assert.Equal("client_answer_too_large", result.Error!.Code);
    }

    [Fact]
    public async Task A_form_opens_at_once_however_many_calls_wait()
    {
        for (var i = 0; i < 200; i++) _slack.Then("""{"ok": true, "view": {"id": "V1", "hash": "h1"}}""");

        for (var i = 0; i < 200; i++)
        {
            var opened = await _slack.Api.OpenView(ScriptedSlack.Workspace, "1.2.x", [], default);
            Assert.Equal(new SlackViewRef("V1", "h1"), opened.Value);
        }
    }

    [Fact]
    public async Task A_form_is_not_tried_twice()
    {
        _slack.Then("{}", HttpStatusCode.TooManyRequests, retryAfter: "3");

        var refused = await _slack.Api.OpenView(ScriptedSlack.Workspace, "1.2.x", [], default);
        var again = await _slack.Api.OpenView(ScriptedSlack.Workspace, "1.3.x", [], default);

        Assert.Equal(("ratelimited", TimeSpan.FromSeconds(3)), (refused.Error!.Code, refused.Error.RetryAfter));
        Assert.Equal(("ratelimited", TimeSpan.FromSeconds(3)), (again.Error!.Code, again.Error.RetryAfter));
        Assert.Single(_slack.Requests);
    }

    [Fact]
    public async Task Copies_are_found_by_their_metadata_page_by_page()
    {
        _slack
            .Then("""
                {"ok": true, "response_metadata": {"next_cursor": "c2"}, "messages": [
                  {"ts": "9.1", "metadata": {"event_type": "aimsbot_copy", "event_payload": {"copy": "other"}}}, {"ts": "9.2"}]}
                """)
            .Then("""
                {"ok": true, "response_metadata": {"next_cursor": ""}, "messages": [
                  {"ts": "9.3", "metadata": {"event_type": "aimsbot_copy", "event_payload": {"copy": "copy-1"}}}]}
                """);

        var found = await _slack.Api.FindCopies(
            ScriptedSlack.Workspace, "D1", "copy-1", DateTimeOffset.FromUnixTimeSeconds(9), SlackTurn.Decision, default);

        Assert.Equal([new SlackMessageRef("D1", "9.3")], found.Value!);
        Assert.Equal("channel=D1&oldest=9&limit=200&include_all_metadata=true&cursor=c2", _slack.Requests[1].Body);
    }

    [Theory]
    [InlineData("https://hooks.slack.com/actions/T1/1/x", "https://slack.com/api/", true)]
    [InlineData("https://eu.slack.com/x", "https://slack.com/api/", true)]
    [InlineData("https://slack.com/x", "https://slack.com/api/", true)]
    [InlineData("http://127.0.0.1:4000/response/1", "http://127.0.0.1:4000/api/", true)]
    [InlineData("http://hooks.slack.com/x", "https://slack.com/api/", false)]
    [InlineData("https://hooks.slack.com:8443/x", "https://slack.com/api/", false)]
    [InlineData("https://hooks.slack.com@evil.example/x", "https://slack.com/api/", false)]
    [InlineData("https://user@hooks.slack.com/x", "https://slack.com/api/", false)]
    [InlineData("https://hooks.slack.com.evil.example/x", "https://slack.com/api/", false)]
    [InlineData("https://notslack.com/x", "https://slack.com/api/", false)]
    [InlineData("http://169.254.169.254/latest", "https://slack.com/api/", false)]
    [InlineData("file:///etc/passwd", "https://slack.com/api/", false)]
    [InlineData("/x", "https://slack.com/api/", false)]
    [InlineData("", "https://slack.com/api/", false)]
    public async Task A_response_url_is_used_on_Slacks_own_hosts_alone_and_without_the_token(string url, string apiUrl, bool used)
    {
        using var slack = new ScriptedSlack(apiUrl).Then("ok");

        var result = await slack.Api.Answer(url, new SlackContent("hello"), replaceOriginal: true, default);

        Assert.Equal(used, result.Ok);
        Assert.Equal(used ? 1 : 0, slack.Requests.Count);
        Assert.All(slack.Requests, sent => Assert.Null(sent.Authorization));
    }

    [Fact]
    public async Task A_used_up_response_url_is_gone()
    {
        _slack.Then("""{"ok": false, "error": "used_url"}""", HttpStatusCode.NotFound);

        var result = await _slack.Api.Answer("https://hooks.slack.com/x", new SlackContent("hello"), replaceOriginal: false, default);

        Assert.Equal(new SlackError(SlackFailure.Gone, "used_url"), result.Error);
    }

    [Fact]
    public async Task No_token_and_no_text_reach_the_log()
    {
        _slack.Then("""{"ok": false, "error": "invalid_auth"}""").ThenFails(new HttpRequestException("xoxb-very-secret"));

        await _slack.Api.Post(ScriptedSlack.Workspace, "D1", Hello, SlackTurn.Decision, default);
        var result = await _slack.Api.Post(ScriptedSlack.Workspace, "D1", Hello, SlackTurn.Decision, default);

        Assert.Equal(2, _slack.Log.Count);
        Assert.All(_slack.Log.Append(result.ToString()).Append(ScriptedSlack.Workspace.ToString()), line =>
        {
            Assert.DoesNotContain("xoxb", line, StringComparison.Ordinal);
            Assert.DoesNotContain("Hello", line, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task One_who_gives_up_waiting_is_told_by_the_usual_exception()
    {
        using var cancel = new CancellationTokenSource();
        var call = _slack.ThenNeverAnswers().Api.Post(ScriptedSlack.Workspace, "D1", Hello, SlackTurn.Decision, cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task A_campaign_gets_one_call_a_second_and_leaves_room_for_answers()
    {
        var began = _slack.Clock.GetUtcNow();
        var campaign = Enumerable.Range(0, 5)
            .Select(i => _slack.Api.Post(ScriptedSlack.Workspace, $"D{i}", Hello, SlackTurn.Campaign, default)).ToList();
        var answer = await _slack.Api.Post(ScriptedSlack.Workspace, "D9", Hello, SlackTurn.Answer, default);
        await _slack.Finish(Task.WhenAll(campaign));

        Assert.True(answer.Ok);
        Assert.Equal(2, _slack.Requests.Count(sent => sent.At == began));
        Assert.True(_slack.Requests[^1].At - began >= TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task A_channel_gets_a_short_burst_and_then_one_message_a_second()
    {
        var began = _slack.Clock.GetUtcNow();
        var posts = Enumerable.Range(0, 6)
            .Select(_ => _slack.Api.Post(ScriptedSlack.Workspace, "C1", Hello, SlackTurn.Decision, default)).ToList();
        await _slack.Finish(Task.WhenAll(posts));

        Assert.Equal(4, _slack.Requests.Count(sent => sent.At == began));
        Assert.True(_slack.Requests[5].At - began >= TimeSpan.FromSeconds(2));
    }
}
