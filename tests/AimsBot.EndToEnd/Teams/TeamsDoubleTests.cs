using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace AimsBot.EndToEnd.Teams;

/// <summary>What the double takes, and what it refuses as Teams does.</summary>
public sealed class TeamsDoubleTests : IAsyncLifetime
{
    private const string Hello = """{"type": "message", "text": "Hello"}""";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2027, 1, 4, 10, 0, 0, TimeSpan.Zero));
    private readonly HttpClient _http = new();
    private TeamsDouble _teams = null!;
    private string _chat = "";

    public async Task InitializeAsync()
    {
        _teams = await TeamsDouble.Start(_clock);
        _teams.AddUser("29:kari", "Kari Nordmann", "kari@example.com", "aaaaaaaa-0000-0000-0000-000000000001");
        _teams.AddUser(new TeamsUser("29:guest", "bbbbbbbb-0000-0000-0000-000000000006", "Gran (Guest)", "gran@partner.example",
            "gran_partner.example#EXT#@bench.onmicrosoft.example", "guest", TeamsDouble.TenantId));
        _teams.AddChannel("19:general@thread.tacv2", "19:team@thread.tacv2", "29:kari", "29:guest");
        _chat = _teams.PersonalChatWith("29:kari");
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _teams.DisposeAsync();
    }

    [Fact]
    public async Task A_message_is_posted_changed_and_deleted()
    {
        var id = (string)(await Call(HttpMethod.Post, $"{_chat}/activities", Hello, HttpStatusCode.Created))!["id"]!;

        Assert.Equal(id, (string?)(await Call(HttpMethod.Put, $"{_chat}/activities/{id}", """{"type": "message", "text": "Done"}""", HttpStatusCode.OK))!["id"]);
        Assert.Equal(("Done", 1), (_teams.Messages[0].Text, _teams.Messages[0].Updates));
        await Call(HttpMethod.Delete, $"{_chat}/activities/{id}", null, HttpStatusCode.OK);
        Assert.True(_teams.Messages[0].IsDeleted);
        await Refused(HttpMethod.Put, $"{_chat}/activities/{id}", Hello, HttpStatusCode.NotFound, "ActivityNotFoundInConversation");
        Assert.Empty(_teams.Complaints);
    }

    [Theory]
    [InlineData("29:kari")]
    [InlineData("aaaaaaaa-0000-0000-0000-000000000001")]
    public async Task A_personal_chat_is_the_same_however_its_person_is_named(string member) =>
        Assert.Equal(_chat, (string?)(await Create($$"""{"tenantId": "{{TeamsDouble.TenantId}}", "members": [{"id": "{{member}}"}], "isGroup": false}"""))["id"]);

    [Fact]
    public async Task Nobody_knows_of_a_person_who_is_not_there_until_something_is_sent()
    {
        var chat = (string)(await Create($$"""{"tenantId": "{{TeamsDouble.TenantId}}", "members": [{"id": "aaaaaaaa-0000-0000-0000-000000000099"}]}"""))["id"]!;

        await Refused(HttpMethod.Post, $"{chat}/activities", Hello, HttpStatusCode.InternalServerError, "UserNotFound");
    }

    [Fact]
    public async Task Who_is_gone_is_not_there_any_more()
    {
        _teams.RemoveUser("29:kari");

        await Refused(HttpMethod.Post, $"{_chat}/activities", Hello, HttpStatusCode.InternalServerError, "UserNotFound");
        await Refused(HttpMethod.Get, "19:general@thread.tacv2/members/29:kari", null, HttpStatusCode.NotFound, "MemberNotFoundInConversation");
    }

    [Fact]
    public async Task A_thread_begins_in_a_channel_and_is_answered_there()
    {
        var begun = await Create($$"""{"tenantId": "{{TeamsDouble.TenantId}}", "isGroup": true, "channelData": {"channel": {"id": "19:general@thread.tacv2"} }, "activity": {{Hello}} }""");
        Assert.Equal($"19:general@thread.tacv2;messageid={begun["activityId"]}", (string?)begun["id"]);

        await Call(HttpMethod.Post, $"{begun["id"]}/activities/{begun["activityId"]}", Hello, HttpStatusCode.Created);

        Assert.Equal([(string)begun["id"]!], _teams.Messages.Select(message => message.ConversationId).Distinct());
        Assert.Empty(_teams.Complaints);
    }

    [Fact]
    public async Task The_roster_names_guests_as_such()
    {
        var page = await Call(HttpMethod.Get, "19:general@thread.tacv2;messageid=1/pagedmembers", null, HttpStatusCode.OK);
        Assert.Equal(["user", "guest"], page!["members"]!.AsArray().Select(member => (string?)member!["userRole"]));

        var member = await Call(HttpMethod.Get, "19:general@thread.tacv2/members/29:guest", null, HttpStatusCode.OK);
        Assert.Equal("gran_partner.example#EXT#@bench.onmicrosoft.example", (string?)member!["userPrincipalName"]);
        await Refused(HttpMethod.Get, $"{_chat}/members/29:guest", null, HttpStatusCode.NotFound, "MemberNotFoundInConversation");
        await Refused(HttpMethod.Get, "a:nobody/members", null, HttpStatusCode.NotFound, "ConversationNotFound");
    }

    [Fact]
    public async Task A_long_roster_comes_in_pages()
    {
        var members = Enumerable.Range(0, 60).Select(i => _teams.AddUser($"29:p{i}", $"Person {i}", $"p{i}@example.com", $"p{i}").Id).ToArray();
        _teams.AddGroupChat("19:chat@thread.v2", members);

        var first = await Call(HttpMethod.Get, "19:chat@thread.v2/pagedmembers?pageSize=2", null, HttpStatusCode.OK);
        Assert.Equal(50, first!["members"]!.AsArray().Count);
        var last = await Call(HttpMethod.Get, $"19:chat@thread.v2/pagedmembers?continuationToken={first["continuationToken"]}", null, HttpStatusCode.OK);
        Assert.Equal((10, false), (last!["members"]!.AsArray().Count, last.AsObject().ContainsKey("continuationToken")));
    }

    [Fact]
    public async Task Who_blocked_the_bot_gets_nothing()
    {
        _teams.Block("29:kari");
        await Refused(HttpMethod.Post, $"{_chat}/activities", Hello, HttpStatusCode.Forbidden, "MessageWritesBlocked");

        _teams.Unblock("29:kari");
        await Call(HttpMethod.Post, $"{_chat}/activities", Hello, HttpStatusCode.Created);
    }

    [Fact]
    public async Task Who_sends_too_fast_is_told_to_wait_and_complained_of()
    {
        for (var i = 0; i < 7; i++) await Call(HttpMethod.Post, $"{_chat}/activities", Hello, HttpStatusCode.Created);

        using var answer = await Send(HttpMethod.Post, $"{_chat}/activities", Hello);
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(1)), (answer.StatusCode, answer.Headers.RetryAfter!.Delta));
        Assert.Equal(["send: more than 7 within 1 s to a:kari (send)"], _teams.Complaints);
        await Call(HttpMethod.Post, "19:general@thread.tacv2/activities", Hello, HttpStatusCode.Created);

        _clock.Advance(TimeSpan.FromSeconds(2));
        await Call(HttpMethod.Post, $"{_chat}/activities", Hello, HttpStatusCode.Created);
    }

    public static TheoryData<string, string> BadMessages => new()
    {
        { """{"type": "massage", "text": "x"}""", "/type massage" },
        { """{"type": "message"}""", "nothing to see" },
        { """{"type": "message", "text": "x", "textFormat": "html"}""", "/textFormat" },
        { """{"type": "message", "text": "Hello Kari", "entities": [{"type": "mention", "text": "<at>Kari</at>", "mentioned": {"id": "29:kari"}}]}""", "/entities/0/text" },
        { """{"type": "message", "attachments": [{"contentType": "application/vnd.microsoft.card.hero", "content": {}}]}""", "contentType" },
        { Card("\"a string\""), "must be an object" },
        { Card("""{"type": "AdaptiveCard", "version": "1.6", "body": [{"type": "TextBlock", "text": "x"}]}"""), "/version 1.6" },
        { Card("""{"type": "AdaptiveCard", "version": "1.5", "body": []}"""), "is empty" },
        { Body("""{"type": "Carousel"}"""), "no element" },
        { Body("""{"type": "Container", "items": [{"type": "Header", "text": "x"}]}"""), "/body/0/items/0" },
        { Body("""{"type": "TextBlock"}"""), "/text is required" },
        { Body("""{"type": "Input.Text", "label": "x"}"""), "/id is required" },
        { Body("""{"type": "Input.Text", "id": "a"}, {"type": "Input.Text", "id": "a"}"""), "twice" },
        { Body("""{"type": "Input.ChoiceSet", "id": "a", "choices": []}"""), "/choices is required" },
        { Body("""{"type": "Input.ChoiceSet", "id": "a", "value": "z", "choices": [{"title": "A", "value": "a"}]}"""), "none of its choices" },
        { Body("""{"type": "Input.Date", "id": "a", "value": "31.12.2027"}"""), "no date" },
        { Actions("""{"type": "Action.Execute", "title": "Go"}"""), "/verb is required" },
        { Actions("""{"type": "Action.Execute", "verb": "go"}"""), "/title is required" },
        { Actions("""{"type": "Action.Execute", "title": "Go", "verb": "go", "data": "x"}"""), "/data must be an object" },
        { Actions("""{"type": "Action.Jump", "title": "Go"}"""), "no action" },
        { Actions("""{"type": "Action.OpenUrl", "title": "Go"}"""), "/url is required" },
    };

    [Theory]
    [MemberData(nameof(BadMessages))]
    public async Task A_message_that_Teams_would_not_show_is_refused_and_noted(string message, string fault)
    {
        await Refused(HttpMethod.Post, $"{_chat}/activities", message, HttpStatusCode.BadRequest, "BadArgument");

        Assert.Contains(fault, string.Join('\n', _teams.Complaints), StringComparison.Ordinal);
        Assert.Empty(_teams.Messages);
    }

    [Fact]
    public async Task A_message_of_more_than_100_KB_is_refused_whatever_its_letters_are()
    {
        await Refused(HttpMethod.Post, $"{_chat}/activities", $$"""{"type": "message", "text": "{{new string('å', 52_000)}}"}""", HttpStatusCode.RequestEntityTooLarge, "MessageSizeTooBig");
        await Call(HttpMethod.Post, $"{_chat}/activities", $$"""{"type": "message", "text": "{{new string('å', 51_000)}}"}""", HttpStatusCode.Created);
    }

    [Fact]
    public async Task An_answer_to_what_nobody_said_is_noted()
    {
        await Call(HttpMethod.Post, $"{_chat}/activities/invented", Hello, HttpStatusCode.Created);

        Assert.Contains("invented", Assert.Single(_teams.Complaints), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "application/json")]
    [InlineData("{", "application/json")]
    [InlineData(Hello, "text/plain")]
    public async Task A_body_of_the_wrong_shape_is_refused(string body, string type)
    {
        using var answer = await Send(HttpMethod.Post, $"{_chat}/activities", body, type);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Single(_teams.Complaints);
    }

    public static TheoryData<string, HttpStatusCode, int> Troubles => new()
    {
        { nameof(TeamsTrouble.PreconditionFailed), HttpStatusCode.PreconditionFailed, 0 },
        { nameof(TeamsTrouble.ServerError), HttpStatusCode.InternalServerError, 0 },
        { nameof(TeamsTrouble.BadGateway), HttpStatusCode.BadGateway, 0 },
        { nameof(TeamsTrouble.GatewayTimeout), HttpStatusCode.GatewayTimeout, 1 },
        { nameof(TeamsTrouble.MessageWritesBlocked), HttpStatusCode.Forbidden, 0 },
        { nameof(TeamsTrouble.ConversationNotFound), HttpStatusCode.NotFound, 0 },
        { nameof(TeamsTrouble.UserNotFound), HttpStatusCode.InternalServerError, 0 },
    };

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task A_call_goes_wrong_on_order_with_or_without_its_work_done(string name, HttpStatusCode status, int messages)
    {
        var trouble = (TeamsTrouble)typeof(TeamsTrouble).GetField(name)!.GetValue(null)!;
        _teams.Misbehave(trouble with { WorkIsDone = messages > 0 }, method: TeamsCalls.Send);

        using var answer = await Send(HttpMethod.Post, $"{_chat}/activities", Hello);

        Assert.Equal((status, messages), (answer.StatusCode, _teams.Messages.Count));
        await Call(HttpMethod.Post, $"{_chat}/activities", Hello, HttpStatusCode.Created);
        Assert.Equal([(int)status, 201], _teams.Calls.Select(call => call.Status));
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task A_connection_is_cut_before_or_after_the_work(bool after, int messages)
    {
        _teams.Misbehave(after ? TeamsTrouble.CutAfterWork : TeamsTrouble.CutBeforeWork);

        await Assert.ThrowsAsync<HttpRequestException>(() => Send(HttpMethod.Post, $"{_chat}/activities", Hello));
        Assert.Equal(messages, _teams.Messages.Count);
    }

    [Fact]
    public async Task A_call_hangs_until_its_caller_gives_up()
    {
        _teams.Misbehave(TeamsTrouble.Hang);
        _teams.Misbehave(TeamsTrouble.TooMany(retryAfter: 2));
        using var impatient = new HttpClient { Timeout = TimeSpan.FromMilliseconds(200) };

        await Assert.ThrowsAsync<TaskCanceledException>(() => impatient.PostAsync($"{_teams.ServiceUrl}v3/conversations/{_chat}/activities", Content(Hello)));
        using var answer = await Send(HttpMethod.Post, $"{_chat}/activities", Hello);
        Assert.Equal(TimeSpan.FromSeconds(2), answer.Headers.RetryAfter!.Delta);
    }

    private static string Card(string content) => $$"""{"type": "message", "attachments": [{"contentType": "{{TeamsCardRules.CardType}}", "content": {{content}} }]}""";

    private static string Body(string elements) => Card($$"""{"type": "AdaptiveCard", "version": "1.5", "body": [{{elements}}]}""");

    private static string Actions(string actions) =>
        Card($$"""{"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": "x"}], "actions": [{{actions}}]}""");

    private async Task<JsonNode> Create(string body)
    {
        using var answer = await _http.PostAsync($"{_teams.ServiceUrl}v3/conversations", Content(body));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    private async Task<JsonNode?> Call(HttpMethod method, string path, string? body, HttpStatusCode status)
    {
        using var answer = await Send(method, path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}: {text}");
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }

    private async Task Refused(HttpMethod method, string path, string? body, HttpStatusCode status, string code) =>
        Assert.Equal(code, (string?)(await Call(method, path, body, status))!["error"]!["code"]);

    private Task<HttpResponseMessage> Send(HttpMethod method, string path, string? body, string type = "application/json") =>
        _http.SendAsync(new HttpRequestMessage(method, $"{_teams.ServiceUrl}v3/conversations/{path}") { Content = body is null ? null : Content(body, type) });

    private static StringContent Content(string body, string type = "application/json") => new(body, new MediaTypeHeaderValue(type));
}
