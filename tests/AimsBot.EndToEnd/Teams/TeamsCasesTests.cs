using System.Net;
using AimsBot.EndToEnd.Slack;

namespace AimsBot.EndToEnd.Teams;

/// <summary>What went wrong in other bots, sent as it was sent there: a host in Development, without a registration, on loopback.</summary>
public sealed class TeamsCasesTests : IAsyncLifetime
{
    private SlackDouble _slack = null!;
    private TeamsDouble _teams = null!;
    private BotProcess _bot = null!;
    private TeamsSender _sender = null!;

    private TeamsPerson Kari => new(_teams, _sender, "29:kari");

    public async Task InitializeAsync()
    {
        _slack = await SlackDouble.Start();
        SharedBot.AddUsers(_slack);
        _slack.UnknownUsersAreMembers = true;
        _teams = await TeamsDouble.Start();
        _teams.AddUser("29:kari", "Kari Nordmann", "kari.nordmann@example.com", "aaaaaaaa-0000-0000-0000-000000000001");
        _teams.AddUser("29:ola", "Ola Dahl", "ola@example.com", "aaaaaaaa-0000-0000-0000-000000000002");
        _bot = new BotProcess(_slack.ApiUrl);
        _teams.Introduce(_bot);
    }

    public async Task DisposeAsync()
    {
        await _bot.TrailVerifies();
        Assert.DoesNotContain("   at AimsBot", _bot.Output, StringComparison.Ordinal);
        _sender?.Dispose();
        await _bot.DisposeAsync();
        await _slack.DisposeAsync();
        await _teams.DisposeAsync();
    }

    /// <summary>Case 01.</summary>
    [Fact]
    public async Task One_human_with_three_spellings_of_one_address_in_two_chats_is_one_person()
    {
        _slack.AddUser("T0BENCH", "U0KARI", "Kari Nordmann", "kari.nordmann@example.com");
        await _bot.Import(CaseData.PathOf("01-people.csv"));
        await StartAsync();
        // The very first command is slower by what the runtime still has to compile, and Slack leaves little time to ask who somebody is.
        await _bot.Report("U0CLERK", "before Kari came");

        var id = await _bot.Report("U0KARI", "the translator swapped two names");
        await Kari.Types("tasks");
        Assert.Contains(id, (await Kari.Reads("Your tasks")).Reading, StringComparison.Ordinal);
        await _bot.Import(_bot.Write("capitals.csv", Capitals(await File.ReadAllTextAsync(CaseData.PathOf("01-people.csv")))));

        var people = await _bot.People();
        var kari = Assert.Single(people, p => string.Equals((string?)p["email"], "kari.nordmann@example.com", StringComparison.OrdinalIgnoreCase));
        var lead = Assert.Single(people, p => string.Equals((string?)p["email"], "lead@example.com", StringComparison.OrdinalIgnoreCase));
        var details = (await _bot.Record((string)kari["id"]!))["data"]!;
        Assert.Contains("manager", details["roles"]!.AsArray().Select(r => (string)r!));
        Assert.Equal((string?)lead["id"], (string?)details["manager"]);
        Assert.Equal(["slack", "teams"], details["accounts"]!.AsArray().Select(a => (string)a!["channel"]!).Order(StringComparer.Ordinal));
        Assert.Equal((string?)kari["id"], (string?)(await _bot.Record(id))["data"]!["reporter"]);
    }

    /// <summary>Case 06, line 5.</summary>
    [Fact]
    public async Task A_guest_of_the_tenant_is_answered_politely_and_added_nowhere()
    {
        var (activity, member) = (CaseData.Lines("06-outsiders.jsonl")[4], CaseData.Lines("06-outsiders.jsonl")[5]);
        _teams.AddUser(new TeamsUser(
            "29:guest", (string)member["aadObjectId"]!, (string)member["name"]!, (string)member["email"]!, (string)member["userPrincipalName"]!, "guest", TeamsDouble.TenantId));
        await StartAsync();
        activity["serviceUrl"] = _teams.ServiceUrl;
        activity["conversation"]!["id"] = _teams.PersonalChatWith("29:guest");

        Assert.Equal(HttpStatusCode.OK, (await _sender.Send(activity)).Status);

        var guest = new TeamsPerson(_teams, _sender, "29:guest");
        await guest.Reads("This bot is for members of Bench");
        Assert.Single(guest.Messages);
        Assert.Empty(await _bot.People());
        Assert.Empty(await _bot.Records());
    }

    /// <summary>Case 07.</summary>
    [Fact]
    public async Task Gone_from_Slack_she_is_reached_in_Teams_and_gone_from_both_the_lead_is_told_once()
    {
        _slack.AddUser("T0BENCH", "U0LEAD", "Lead One", "lead@example.com");
        _slack.AddUser("T0BENCH", "U0TINA", "Tina Vik", "tina@example.com");
        _teams.AddUser("29:tina", "Tina Vik", "tina@example.com", "aaaaaaaa-0000-0000-0000-000000000007");
        await _bot.Import(CaseData.PathOf("07-people.csv"));
        await StartAsync();
        var lead = new SlackPerson(_slack, _bot.Slack, "T0BENCH", "U0LEAD");
        var slackTina = new SlackPerson(_slack, _bot.Slack, "T0BENCH", "U0TINA");
        var tina = new TeamsPerson(_teams, _sender, "29:tina");
        // Somebody of the tenant has spoken before: so the bot knows where Teams is.
        await Kari.Types("help");
        await _bot.Slack.Send("/slack/events", "application/json", CaseData.Whole("07-user_change.json").ToJsonString());

        var first = await _bot.Report("U0LEAD", "when Tina was gone from Slack");
        await tina.Reads(first);
        await slackTina.OpensHome();
        Assert.Contains("no longer active", (await slackTina.Hears("/aims tasks")).Reading, StringComparison.Ordinal);
        Assert.DoesNotContain(slackTina.Messages, m => m.OnlyFor is null);
        Assert.Equal("active", (string?)Assert.Single(await _bot.People(), p => (string?)p["email"] == "tina@example.com")["state"]);

        _teams.Block("29:tina");
        var second = await _bot.Report("U0LEAD", "when Tina was gone from Teams as well");
        await lead.Reads(second);
        await lead.Reads("Somebody can no longer be reached");
        var third = await _bot.Report("U0LEAD", "and once more");
        await lead.Reads(third);
        Assert.Single(lead.Messages, m => m.OnlyFor is null && m.Reading.Contains("Somebody can no longer be reached", StringComparison.Ordinal));
        Assert.Contains("Tina Vik", (await lead.Reads("Somebody can no longer be reached")).Reading, StringComparison.Ordinal);

        // She opens the chat again, and all is well.
        _teams.Unblock("29:tina");
        await tina.Types("tasks");
        await lead.Reads("A person of your organisation");
    }

    /// <summary>Case 09.</summary>
    [Fact]
    public async Task A_report_s_message_that_is_edited_deleted_and_restored_is_one_report_and_the_reporter_hears_once_how_to_correct_it()
    {
        await StartAsync();
        foreach (var activity in CaseData.Lines("09-edit.jsonl", ("CONNECTOR", _teams.ServiceUrl)))
        {
            activity["conversation"]!["id"] = Kari.PersonalChat;
            Assert.Equal(HttpStatusCode.OK, (await _sender.Send(activity)).Status);
        }

        var record = await _bot.Record((string)Assert.Single(await _bot.Records())["id"]!);
        Assert.Equal("the chatbot gave out a costumer adress", (string?)record["data"]!["text"]);
        Assert.Equal(["incident-reported", "message-changed"], record["entries"]!.AsArray().Select(e => (string)e!["verb"]!));
        var told = Assert.Single(Kari.Messages, m => m.Reading.Contains("The record has not changed", StringComparison.Ordinal));
        await Kari.Clicks("Add details", told);
        Assert.Contains("Save", Kari.Buttons(told));
    }

    /// <summary>Case 10.</summary>
    [Fact]
    public async Task A_name_in_two_mentions_is_read_whole_and_the_bot_s_own_is_gone()
    {
        await StartAsync();
        _teams.AddChannel("19:channel@thread.tacv2", "19:team@thread.tacv2", "29:kari", "29:ola");
        var activity = CaseData.Whole("10-mention.json", ("CONNECTOR", _teams.ServiceUrl));
        // In this Teams the bot has another id.
        var sent = activity.ToJsonString().Replace("28:bot", TeamsDouble.BotId, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _sender.Send(sent)).Status);

        var record = await _bot.Record((string)Assert.Single(await _bot.Records())["id"]!);
        Assert.Equal("Ola Dahl says the tool showed R&D's salaries, 3 < 5 people saw it", (string?)record["data"]!["text"]);
        await Kari.Reads("Ola Dahl says the tool showed R&D's salaries, 3 < 5 people saw it");
    }

    /// <summary>Case 16 (c).</summary>
    [Fact]
    public async Task One_click_that_arrives_twenty_times_at_once_and_once_more_is_one_act_with_one_answer()
    {
        await _bot.Import(_bot.Write("people.csv", """
            name,email,roles,manager_email,time_zone,language,slack_team,slack_user,teams_tenant,teams_object_id
            Kari Nordmann,kari.nordmann@example.com,incident-handler,,Europe/Oslo,en,,,11111111-1111-1111-1111-111111111111,aaaaaaaa-0000-0000-0000-000000000001
            """));
        await StartAsync();
        await Kari.Types("help");
        var id = await _bot.Report("U0CLERK", "clicked often");
        var click = Kari.Click("Take it on", await Kari.Reads(id));
        var activity = CaseData.Whole("16-invoke.json", ("CONNECTOR", _teams.ServiceUrl), ("ACTION_ID", "take"), ("VERB", "incident.take"));
        activity["value"]!["action"]!["data"] = click["value"]!["action"]!["data"]!.DeepClone();

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _sender.Send(activity)));
        var late = await _sender.Send(activity);

        Assert.All(replies.Append(late), reply =>
        {
            Assert.Equal(HttpStatusCode.OK, reply.Status);
            Assert.Equal(200, (int)reply.Json!["statusCode"]!);
            Assert.Equal("application/vnd.microsoft.card.adaptive", (string?)reply.Json["type"]);
            Assert.Contains("Taken by Kari Nordmann", reply.Json["value"]!.ToJsonString(), StringComparison.Ordinal);
        });
        Assert.Equal(["incident-reported", "incident-taken"], (await _bot.Record(id))["entries"]!.AsArray().Select(e => (string)e!["verb"]!));
    }

    private async Task StartAsync()
    {
        await _bot.Start();
        _sender = new TeamsSender(_bot.Address, _teams);
    }

    private static string Capitals(string csv) =>
        string.Join('\n', csv.Split('\n').Select((line, i) => i == 0 ? line : string.Join(',', line.Split(',').Select(cell => cell.Contains('@', StringComparison.Ordinal) ? cell.ToUpperInvariant() : cell))));
}
