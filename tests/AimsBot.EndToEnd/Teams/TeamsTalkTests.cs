using System.Net;
using System.Text.Json.Nodes;
using AimsBot.EndToEnd.Incidents;

namespace AimsBot.EndToEnd.Teams;

/// <summary>What people do in Teams, and what they get to see.</summary>
public sealed class TeamsTalkTests(TwoChats chats) : IClassFixture<TwoChats>
{
    private TeamsPerson Tim => chats.InTeams("29:tim");
    private TeamsPerson Hedda => chats.InTeams("29:hedda");

    [Fact]
    public async Task Whoever_adds_the_bot_is_welcomed_once_and_again_after_having_sent_it_away()
    {
        chats.Teams.AddUser("29:wilma", "Wilma Ny", "wilma@example.com", "aaaaaaaa-0000-0000-0000-0000000000b1");
        var wilma = chats.InTeams("29:wilma");
        await wilma.Installs();
        await wilma.Reads("What you can ask for");
        await wilma.Installs();
        await wilma.Types("help");
        await Eventually.Sees(() => wilma.Messages.Count >= 2 ? wilma : null, () => "the help");
        Assert.Equal(2, wilma.Messages.Count);

        await wilma.Uninstalls();
        await wilma.Installs();

        await Eventually.Sees(() => wilma.Messages.Count == 3 ? wilma : null, () => "another welcome");
        Assert.Equal("Wilma Ny", (string?)Assert.Single(await chats.Bot.People(), p => (string?)p["email"] == "wilma@example.com")["name"]);
    }

    [Fact]
    public async Task The_help_opens_the_form_of_a_report_in_a_dialog_that_gives_the_receipt()
    {
        await Tim.Types("help");
        await Tim.Clicks("Report an AI incident", await Tim.Reads("What you can ask for"));
        Assert.Equal("Report an AI incident", Tim.Dialog!.Title);

        await Tim.Submits(("What is it?", "question"), ("What happened?", "may I paste a CV into it?"), ("How bad is it, as far as you can tell?", "not-sure"));

        Assert.Contains("Recorded as INC-", Tim.Dialog!.Reading, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_in_a_dialog_is_said_above_the_field_and_what_was_typed_is_still_there()
    {
        await Tim.OpensExtension("reportIncident");
        await Tim.Submits(("What is it?", "hazard"), ("What happened?", "it will go wrong one day"), ("How bad is it, as far as you can tell?", "S4"), ("On which day did it happen?", "2099-01-01"));

        Assert.Contains("later than now", Tim.Dialog!.Reading, StringComparison.Ordinal);
        Assert.Contains("it will go wrong one day", Tim.Dialog.Card!.ToJsonString(), StringComparison.Ordinal);
        await Tim.Submits(("On which day did it happen?", null));
        Assert.Contains("Recorded as INC-", Tim.Dialog!.Reading, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("compose")]
    [InlineData("commandBox")]
    public async Task The_extension_reports_from_the_compose_box_and_the_command_box(string context)
    {
        var before = (await chats.Bot.Records()).Count;
        await Tim.OpensExtension("reportIncident", context: context);
        var form = Tim.Dialog!;
        var sent = Tim.Submission(form, null, ("What is it?", "incident"), ("What happened?", $"from the {context}"), ("How bad is it, as far as you can tell?", "S4"));

        var replies = await Task.WhenAll(chats.Sender.Send(sent), chats.Sender.Send(sent));

        Assert.All(replies, reply => Assert.Contains("Recorded as INC-", reply.Body, StringComparison.Ordinal));
        Assert.Equal(before + 1, (await chats.Bot.Records()).Count);
    }

    [Fact]
    public async Task A_message_becomes_a_report_with_its_words_and_its_link()
    {
        chats.Teams.AddChannel("19:general@thread.tacv2", "19:team@thread.tacv2", "29:tim", "29:hedda");
        var message = chats.Teams.Say("19:general@thread.tacv2", "29:hedda", "the bot said &lt;nonsense&gt; &amp; <b>worse</b><br>twice");
        await Tim.OpensExtensionOn("reportIncident", message);
        var form = Tim.Dialog!.Card!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        Assert.Contains("the bot said <nonsense> & worse\\ntwice", form, StringComparison.Ordinal);
        Assert.Contains("https://teams.microsoft.com/l/message/", form, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_aims_extension_shows_the_tasks_and_a_record_from_there()
    {
        var id = await chats.Tim.Reports("to be found in the tasks");
        await Tim.OpensExtension("aims");
        Assert.Contains(id, Tim.Dialog!.Reading, StringComparison.Ordinal);
        var show = TeamsScreen.Actions(Tim.Dialog.Card!).First(a => a["data"]!.ToJsonString().Contains(id, StringComparison.Ordinal));
        var value = new JsonObject { ["commandId"] = "aims", ["commandContext"] = "compose", ["data"] = show["data"]!.DeepClone() };
        var reply = await chats.Sender.Send(Tim.Invoke("composeExtension/submitAction", Tim.PersonalChat, value));
        Assert.Contains("to be found in the tasks", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_channel_the_bot_says_no_more_than_that_it_has_written_privately()
    {
        chats.Teams.AddChannel("19:all@thread.tacv2", "19:team@thread.tacv2", "29:tim", "29:hedda");
        var said = await Tim.TypesInChannel("incident @Hedda Handler says that it leaks", "19:all@thread.tacv2");

        var receipt = await Tim.Reads("Hedda Handler says that it leaks");
        Assert.Contains("Recorded as INC-", receipt.Reading, StringComparison.Ordinal);
        var open = Assert.Single(chats.Teams.Messages, m => m.ConversationId == said.ConversationId && m.AuthorId == TeamsDouble.BotId);
        Assert.Equal(("I have written to you privately.", 0), (open.Text, open.Cards.Count));
    }

    [Fact]
    public async Task Where_it_may_not_write_privately_it_says_so_in_the_channel_and_no_more()
    {
        chats.Teams.AddUser("29:blok", "Blok Blokk", "blok@example.com", "aaaaaaaa-0000-0000-0000-0000000000b2");
        chats.Teams.AddChannel("19:some@thread.tacv2", "19:team@thread.tacv2", "29:blok");
        chats.Teams.Block("29:blok");
        var blok = chats.InTeams("29:blok");
        var said = await blok.TypesInChannel("incident that nobody here may read", "19:some@thread.tacv2");
        var open = await Eventually.Sees(() => chats.Teams.Messages.FirstOrDefault(m => m.ConversationId == said.ConversationId && m.AuthorId == TeamsDouble.BotId), () => "a word in the channel");
        Assert.StartsWith("I could not write to you privately", open.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_without_Execute_presses_and_is_answered_by_a_message()
    {
        var id = await chats.Tim.Reports("pressed in an old client");
        await chats.Hedda.Sees(id, "AI incident");
        await Hedda.ClicksInOldClient("Take it on", Hedda.Messages.Last(m => m.Reading.Contains(id, StringComparison.Ordinal)));
        await chats.Hedda.Sees(id, "Taken by Hedda Handler in Teams");
        Assert.Contains("incident-taken", await chats.Verbs(id));
    }

    [Fact]
    public async Task A_forwarded_card_works_for_whoever_may_and_shows_nothing_to_those_who_read_along()
    {
        chats.Teams.AddGroupChat("19:group@thread.v2", "29:tim", "29:hedda");
        var id = await chats.Tim.Reports("forwarded by somebody");
        await chats.Hedda.Sees(id, "AI incident");
        var click = Hedda.Click("Take it on", Hedda.Messages.Last(m => m.Reading.Contains(id, StringComparison.Ordinal)));
        click["conversation"] = new JsonObject { ["id"] = "19:group@thread.v2", ["conversationType"] = "groupChat", ["isGroup"] = true, ["tenantId"] = TeamsDouble.TenantId };
        click["replyToId"] = "1795000000999";

        var byClerk = click.DeepClone().AsObject();
        byClerk["id"] = "f:forwarded-by-tim";
        byClerk["from"] = Tim.Act("invoke")["from"]!.DeepClone();
        var refused = await chats.Sender.Send(byClerk);
        Assert.Equal("application/vnd.microsoft.error", (string?)refused.Json!["type"]);
        var kept = await chats.Sender.Send(click);

        Assert.Equal("application/vnd.microsoft.activity.message", (string?)kept.Json!["type"]);
        Assert.DoesNotContain("forwarded by somebody", kept.Body, StringComparison.Ordinal);
        await chats.Hedda.Sees(id, "Taken by Hedda Handler");
        Assert.DoesNotContain(chats.Teams.Calls, c => c.ConversationId == "19:group@thread.v2");
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("{}")]
    [InlineData("""{"action":null}""")]
    [InlineData("""{"action":{"type":"Action.Execute","verb":"incident.take","data":null}}""")]
    [InlineData("""{"action":{"type":"Action.Execute","verb":"incident.take","data":{"record":"INC-0000-0000","basis":1}}}""")]
    [InlineData("""{"action":{"type":"Action.Execute","verb":"no.such.step","data":{}}}""")]
    [InlineData("""{"action":{"type":"Action.Execute","verb":7,"data":"x"}}""")]
    [InlineData("""{"action":{"type":"Action.Execute","verb":"incident.report","data":{"form":"abc","text":["x"],"kind":{"a":1}}}}""")]
    public async Task Whatever_a_button_sends_is_answered_in_the_protocol_s_form(string value)
    {
        foreach (var name in new[] { "adaptiveCard/action", "task/fetch", "task/submit", "composeExtension/fetchTask", "composeExtension/submitAction" })
        {
            var activity = Tim.Act("invoke");
            activity["name"] = name;
            activity["value"] = JsonNode.Parse(value);
            var reply = await chats.Sender.Send(activity);
            Assert.Equal(HttpStatusCode.OK, reply.Status);
            Assert.NotNull(name == "adaptiveCard/action" ? reply.Json!["type"] : reply.Json!["task"]!["value"]!["card"]);
        }
    }

    [Fact]
    public async Task While_Teams_turns_the_bot_away_its_messages_wait_and_then_arrive_once()
    {
        chats.Teams.Misbehave(TeamsTrouble.TooMany(retryAfter: 1), method: TeamsCalls.Send);
        chats.Teams.Misbehave(TeamsTrouble.PreconditionFailed, method: TeamsCalls.Send);
        var id = await chats.Clara.Reports("while Teams was busy");
        await chats.Hedda.Sees(id, "AI incident");
        await chats.Hugo.Sees(id, "AI incident");
        Assert.Single(Hedda.Messages, m => m.Reading.Contains(id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_card_that_the_person_deleted_is_sent_anew_when_the_record_changes()
    {
        var id = await chats.Clara.Reports("deleted by its reader");
        await chats.Hedda.Sees(id, "AI incident");
        await chats.Hanna.Sees(id, "AI incident");
        chats.Teams.Misbehave(TeamsTrouble.Refuses(404, "ActivityNotFoundInConversation"), times: 1, method: TeamsCalls.Update);
        await chats.Hanna.Presses("Take it on", id);
        await Eventually.Sees(
            () => new[] { "29:hedda", "29:hugo", "29:bea", "29:pia" }.Select(chats.InTeams).Any(p => p.Messages.Count(m => m.Reading.Contains(id, StringComparison.Ordinal)) == 2) ? this : null, () => "a second card");
    }
}
