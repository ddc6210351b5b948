using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AimsBot.EndToEnd.Incidents;

namespace AimsBot.EndToEnd.Teams;

/// <summary>Who gets in at Teams' door, and with what: through the SDK's own check of tokens, in the real host.</summary>
public sealed class TeamsDoorTests(TwoChats chats) : IClassFixture<TwoChats>
{
    private TeamsPerson Tim => chats.InTeams("29:tim");

    [Fact]
    public async Task A_good_token_opens_and_the_answer_arrives_with_a_token_of_the_bot_s_own()
    {
        var id = await chats.Tim.Reports("with a good token");
        Assert.Equal(["incident-reported"], await chats.Verbs(id));
        Assert.Contains(chats.Teams.Calls, c => c.Method == TeamsCalls.Token);
    }

    [Theory]
    [MemberData(nameof(Flaws))]
    public async Task A_token_with_something_wrong_about_it_is_401_and_changes_nothing(TeamsTokenFlaw flaw)
    {
        var before = (await chats.Bot.Records()).Count;
        var reply = await chats.Sender.Send(Said("incident by nobody"), flaw);
        Assert.Equal((HttpStatusCode.Unauthorized, ""), (reply.Status, reply.Body));
        Assert.Equal(before, (await chats.Bot.Records()).Count);
    }

    public static TheoryData<TeamsTokenFlaw> Flaws() => [.. Enum.GetValues<TeamsTokenFlaw>().Where(flaw => flaw != TeamsTokenFlaw.None)];

    [Theory]
    [InlineData("")]
    [InlineData("Bearer abc")]
    [InlineData("Bearer ")]
    [InlineData("Basic dGltOnRpbQ==")]
    [InlineData("Bearer a.b.c")]
    public async Task No_token_or_none_that_can_be_read_is_401(string authorization)
    {
        var reply = await chats.Sender.Send(Said("incident by nobody"), authorization);
        Assert.Equal((HttpStatusCode.Unauthorized, ""), (reply.Status, reply.Body));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"type\":5}")]
    [InlineData("{\"type\":\"invoke\"")]
    [InlineData("\"message\"")]
    public async Task What_is_no_activity_is_400(string body) => Assert.Equal(HttpStatusCode.BadRequest, (await chats.Sender.Send(body)).Status);

    [Theory]
    [InlineData("type")]
    [InlineData("id")]
    [InlineData("serviceUrl")]
    [InlineData("channelId")]
    [InlineData("conversation")]
    [InlineData("from")]
    [InlineData("recipient")]
    public async Task An_activity_that_lacks_a_part_is_400(string part)
    {
        var activity = Said("incident without a part");
        activity.Remove(part);
        Assert.Equal(HttpStatusCode.BadRequest, (await chats.Sender.Send(activity)).Status);
    }

    [Fact]
    public async Task A_body_of_a_megabyte_and_one_nested_deep_are_400()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await chats.Sender.Send(Said(new string('x', 1024 * 1024)))).Status);
        var deep = Said("deep").ToJsonString()[..^1] + ",\"value\":" + string.Concat(Enumerable.Repeat("{\"a\":", 200)) + "1" + new string('}', 200) + "}";
        Assert.Equal(HttpStatusCode.BadRequest, (await chats.Sender.Send(deep)).Status);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("https://smba.trafficmanager.net.evil.example/teams/")]
    [InlineData("http://smba.trafficmanager.net/teams/")]
    [InlineData("https://me@smba.trafficmanager.net/teams/")]
    [InlineData("http://127.0.0.1:9/")]
    [InlineData("file:///etc/passwd")]
    public async Task A_service_that_is_not_the_platform_s_is_400(string url)
    {
        var activity = Said("incident with an answer to elsewhere");
        activity["serviceUrl"] = url;
        Assert.Equal(HttpStatusCode.BadRequest, (await chats.Sender.Send(activity)).Status);
    }

    [Fact]
    public async Task An_activity_of_an_unknown_kind_is_taken_and_means_nothing()
    {
        var before = chats.Teams.Calls.Count;
        Assert.Equal(HttpStatusCode.OK, (await chats.Sender.Send(Tim.Act("somethingNew"))).Status);
        Assert.Equal(before, chats.Teams.Calls.Count);
    }

    [Fact]
    public async Task Somebody_of_another_tenant_is_refused_politely_and_nothing_is_kept()
    {
        var before = ((await chats.Bot.Records()).Count, (await chats.Bot.People()).Count);
        var activity = Tim.Invoke("adaptiveCard/action", Tim.PersonalChat, new JsonObject { ["action"] = new JsonObject { ["verb"] = "tasks" } });
        const string elsewhere = "22222222-2222-2222-2222-222222222222";
        activity["conversation"]!["tenantId"] = elsewhere;
        activity["channelData"]!["tenant"]!["id"] = elsewhere;
        var reply = await chats.Sender.Send(activity);
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Contains("This bot is for members of Bench", reply.Body, StringComparison.Ordinal);

        // One tenant in the conversation and another in the channel's data is neither.
        activity["conversation"]!["tenantId"] = TeamsDouble.TenantId;
        Assert.Contains("This bot is for members of Bench", (await chats.Sender.Send(activity)).Body, StringComparison.Ordinal);
        Assert.Equal(before, ((await chats.Bot.Records()).Count, (await chats.Bot.People()).Count));
    }

    [Fact]
    public async Task A_caller_who_hangs_up_does_not_undo_the_act()
    {
        var before = (await chats.Bot.Records()).Count;
        using var http = new HttpClient { BaseAddress = chats.Bot.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages");
        request.Content = new StringContent(Said("incident of one who hung up").ToJsonString(), Encoding.UTF8, "application/json");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {chats.Teams.SignToken()}");
        chats.Teams.Misbehave(TeamsTrouble.Hang, method: TeamsCalls.Send);
        using var gone = new CancellationTokenSource();
        var sending = http.SendAsync(request, gone.Token);
        await Eventually.Is(async () => (await chats.Bot.Records()).Count == before + 1, "The report");
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Equal(before + 1, (await chats.Bot.Records()).Count);
        chats.Teams.Behave();
    }

    [Fact]
    public async Task What_is_refused_is_one_line_in_the_log_and_no_token_stands_there()
    {
        await chats.Sender.Send(Said("incident by nobody"), TeamsTokenFlaw.Expired);
        await Eventually.Is(() => Task.FromResult(chats.Bot.Output.Contains("A Teams request was refused", StringComparison.Ordinal)), "The line");
        Assert.DoesNotContain(chats.Teams.SignToken().Split('.')[0] + ".", chats.Bot.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at Microsoft.", chats.Bot.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(TeamsLogin.AppPassword, chats.Bot.Output, StringComparison.Ordinal);
    }

    private JsonObject Said(string text)
    {
        var activity = Tim.Act("message");
        activity["text"] = text;
        return activity;
    }
}

/// <summary>A door without a registration is shut, or this machine's alone.</summary>
public sealed class TeamsClosedDoorTests
{
    [Fact]
    public async Task In_production_without_a_registration_there_is_no_door()
    {
        await using var bot = await BotProcess.Started();
        using var answer = await bot.Http.PostAsync("/api/messages", new StringContent("{}"));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("Host", "aims.example")]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    public async Task In_development_without_a_registration_only_this_machine_itself_is_let_in(string header, string value)
    {
        await using var teams = await TeamsDouble.Start();
        teams.AddUser("29:kari", "Kari Nordmann", "kari@example.com", "aaaaaaaa-0000-0000-0000-000000000001");
        await using var bot = new BotProcess();
        teams.Introduce(bot);
        await bot.Start();
        using var sender = new TeamsSender(bot.Address, teams);
        var kari = new TeamsPerson(teams, sender, "29:kari");
        await kari.Types("tasks");
        await kari.Reads("Your tasks");

        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages");
        request.Content = new StringContent(kari.Act("message").ToJsonString(), Encoding.UTF8, "application/json");
        request.Headers.TryAddWithoutValidation(header, value);
        using var answer = await bot.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }
}
