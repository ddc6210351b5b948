using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.IncidentReport;
using AimsBot.Workflows.People;
using Microsoft.Bot.Schema;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace AimsBot.Tests.Teams;

public sealed class TeamsBotTests : TeamsBotBench
{
    // What is typed.

    [Fact]
    public async Task A_report_that_is_typed_is_answered_with_its_receipt()
    {
        var receipt = await AnswerAsync("incident two names were swapped");
        Assert.Contains((await IncidentAsync()).Id.Value, receipt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_is_the_persons_own_words()
    {
        await SayAsync("incident R&amp;D&#39;s list, 3 &lt; 5\r\n");
        Assert.Equal("R&D's list, 3 < 5", (await Bench.BodyAsync<Incident>((await IncidentAsync()).Id)).Text);
    }

    [Fact]
    public async Task One_message_that_comes_twice_is_one_report()
    {
        for (var i = 0; i < 2; i++) await SayAsync("incident two names were swapped", message => message.Id = "1795000090001");
        await IncidentAsync();
    }

    [Fact]
    public async Task Tasks_shows_what_was_reported()
    {
        await SayAsync("incident two names were swapped");
        Assert.Contains("two names were swapped", await AnswerAsync("tasks"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_the_words_without_a_slash() => Assert.DoesNotContain("/aims", await AnswerAsync("help"), StringComparison.Ordinal);

    [Fact]
    public async Task A_word_that_nobody_knows_is_named() => Assert.Contains("I do not know banana", await AnswerAsync("banana"), StringComparison.Ordinal);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("&nbsp;")]
    public async Task A_message_without_words_is_answered_with_the_help(string? text) =>
        Assert.StartsWith("What you can ask for", await AnswerAsync(text), StringComparison.Ordinal);

    [Fact]
    public async Task A_card_from_the_compose_box_is_no_command() =>
        Assert.Empty(await SayAsync("<span itemtype=\"http://schema.skype.com/inline-compose-card\">incident x</span>"));

    [Fact]
    public async Task The_mention_in_two_parts_is_taken_out_of_a_report()
    {
        var sent = JsonConvert.DeserializeObject<Activity>(await File.ReadAllTextAsync("Data/teams/10-mention.json"))!;
        await TakeAsync(sent);
        Assert.Equal("Ola Dahl says the tool showed R&D's salaries, 3 < 5 people saw it", (await Bench.BodyAsync<Incident>((await IncidentAsync()).Id)).Text);
    }

    [Fact]
    public async Task Where_the_person_wrote_is_kept()
    {
        await SayAsync("help");
        Assert.Equal(new ChatAddress("teams", TeamsChat.Service, "a:kari", "29:kari", "28:bot"), (await Bench.HolderAsync(Account)).Address);
    }

    [Fact]
    public async Task Where_the_person_wrote_is_kept_once_while_it_stays_the_same()
    {
        for (var i = 0; i < 3; i++) await SayAsync("help");
        Assert.Equal(2, (await Bench.HistoryAsync((await Bench.HolderAsync(Account)).Account)).Count);
    }

    [Fact]
    public async Task Without_the_store_a_message_is_left_to_be_sent_again()
    {
        ((FailingStore)Bench.Store).BeforeSave = _ => throw new StoreUnavailableException("down");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => SayAsync("incident two names were swapped"));
    }

    [Fact]
    public async Task Where_something_breaks_the_person_hears_that_nothing_is_kept()
    {
        await SayAsync("help");
        ((FailingStore)Bench.Store).BeforeSave = _ => throw new InvalidOperationException("broken");
        Assert.Contains("was NOT recorded", await AnswerAsync("incident two names were swapped"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_kept_is_said_to_be_kept_where_nothing_can_be_read_afterwards()
    {
        await SayAsync("help");
        var store = (FailingStore)Bench.Store;
        store.BeforeSave = _ =>
        {
            store.BeforeLoad = _ => throw new StoreUnavailableException("down");
            return Task.CompletedTask;
        };
        Assert.StartsWith("Recorded as INC-", await AnswerAsync("incident two names were swapped"), StringComparison.Ordinal);
    }

    // Messages that are changed: case 09.

    [Fact]
    public async Task A_report_whose_message_is_edited_deleted_and_restored_is_one_incident_with_the_first_text()
    {
        await EditAsync();
        Assert.Equal("the chatbot gave out a costumer adress", (await Bench.BodyAsync<Incident>((await IncidentAsync()).Id)).Text);
    }

    [Fact]
    public async Task The_reporter_is_told_once_how_to_correct_it()
    {
        var said = await EditAsync();
        Assert.Equal([1, 1, 0, 0, 0], said.Select(answers => answers.Count));
    }

    [Fact]
    public async Task What_the_reporter_is_told_leads_to_the_form_for_more_details() =>
        Assert.Contains(AddDetails.Step.Id, (string)((JRaw)(await EditAsync())[1][0].Attachments[0].Content).Value!, StringComparison.Ordinal);

    [Fact]
    public async Task The_trail_says_once_that_the_message_was_changed()
    {
        await EditAsync();
        var verbs = (await Bench.HistoryAsync((await IncidentAsync()).Id)).Select(entry => entry.ReadHeader().Verb);
        Assert.Equal(["incident-reported", "message-changed"], verbs);
    }

    [Fact]
    public async Task A_changed_message_that_was_no_report_is_nothing()
    {
        await SayAsync("help", message => message.Id = "1795000090001");
        Assert.Empty(await TakeAsync(From(ActivityTypes.MessageUpdate, message =>
        {
            (message.Id, message.Text) = ("1795000090001", "incident two names were swapped");
            ((JObject)message.ChannelData)["eventType"] = "editMessage";
        })));
    }

    // Buttons of clients that know no Action.Execute.

    [Fact]
    public async Task A_button_that_comes_as_a_message_is_pressed()
    {
        await SayAsync("incident two names were swapped");
        var id = (await IncidentAsync()).Id;
        Assert.Contains("two names were swapped", await AnswerAsync(null, message => message.Value = JObject.Parse($$"""{"record":"{{id}}","verb":"show"}""")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_comes_as_a_message_is_sent()
    {
        await SayAsync(null, message => message.Value = JObject.Parse("""{"verb":"incident.report","form":"nonce","text":"two names were swapped"}"""));
        await IncidentAsync();
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("\"x\"")]
    [InlineData("{\"verb\":\"incident.retired-step\"}")]
    public async Task A_button_that_says_nothing_is_refused(string value) =>
        Assert.StartsWith("That was not done", await AnswerAsync(null, message => message.Value = JToken.Parse(value)), StringComparison.Ordinal);

    // Where others read along.

    [Fact]
    public async Task In_a_channel_the_bot_says_no_more_than_that_it_has_written_privately()
    {
        var said = await SayAsync("incident two names were swapped", InChannel);
        Assert.Equal(["I have written to you privately."], said.Where(one => one.Conversation.Id == TeamsChat.Channel).Select(TeamsChat.Read));
    }

    [Fact]
    public async Task The_receipt_goes_to_the_chat_of_the_two()
    {
        var said = await SayAsync("incident two names were swapped", InChannel);
        Assert.Contains((await IncidentAsync()).Id.Value, TeamsChat.Read(Assert.Single(said, one => one.Conversation.Id == "a:kari")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_cannot_be_written_to_privately_is_told_what_to_do_and_nothing_else()
    {
        Chat.Refusal = new ErrorResponseException("blocked");
        Assert.StartsWith("I could not write to you privately.", await AnswerAsync("incident two names were swapped", InChannel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_from_a_channel_is_kept_even_where_nobody_can_be_written_to()
    {
        Chat.Refusal = new ErrorResponseException("blocked");
        await SayAsync("incident two names were swapped", InChannel);
        await IncidentAsync();
    }

    [Fact]
    public async Task In_a_channel_no_chat_of_the_two_is_kept()
    {
        await SayAsync("help", InChannel);
        Assert.Null((await Bench.HolderAsync(Account)).Address!.Conversation);
    }

    // Strangers.

    [Fact]
    public async Task Somebody_of_another_tenant_is_told_whom_the_bot_is_for() =>
        Assert.Contains("is for members of Demo", await AnswerAsync("incident let me in", OfAnotherTenant), StringComparison.Ordinal);

    [Fact]
    public async Task Somebody_whose_tenants_disagree_is_told_whom_the_bot_is_for() => Assert.Contains(
        "is for members of Demo", await AnswerAsync("incident let me in", message => message.Conversation.TenantId = "22222222-2222-2222-2222-222222222222"), StringComparison.Ordinal);

    [Fact]
    public async Task Who_has_no_id_in_the_tenants_directory_is_told_whom_the_bot_is_for() =>
        Assert.Contains("is for members of Demo", await AnswerAsync("incident let me in", message => message.From.AadObjectId = null), StringComparison.Ordinal);

    [Fact]
    public async Task Strangers_leave_nothing()
    {
        var before = (await Bench.EveryoneAsync()).Count;
        await SayAsync("incident let me in", OfAnotherTenant);
        await SayAsync("incident let me in", message => message.From.AadObjectId = null);
        Assert.Equal((before, 0), ((await Bench.EveryoneAsync()).Count, (await Bench.AllAsync("incident")).Count));
    }

    [Fact]
    public async Task Who_left_is_refused()
    {
        await Bench.KeepAsync(LeavePerson.Step, new LeavePerson("gone"), Kari.Person!.Id);
        Assert.Contains("no longer active", await AnswerAsync("tasks"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_whom_the_directory_does_not_know_may_report_at_once()
    {
        await SayAsync("incident two names were swapped", message => message.From.AadObjectId = "AAAAAAAA-0000-0000-0000-000000000002");
        await IncidentAsync();
    }

    // The bot's coming and going.

    [Fact]
    public async Task Who_adds_the_bot_is_welcomed_once_whichever_news_comes_first()
    {
        var said = new[] { await TakeAsync(Added()), await TakeAsync(Installed("add")), await TakeAsync(Installed("add-upgrade")) };
        Assert.Equal([1, 0, 0], said.Select(one => one.Count));
    }

    [Fact]
    public async Task Who_added_the_bot_is_reached_there()
    {
        await TakeAsync(Installed("add"));
        Assert.Equal("a:kari", (await Bench.HolderAsync(Account)).Address?.Conversation);
    }

    [Fact]
    public async Task Who_removes_the_bot_is_not_reached_there_any_more()
    {
        await TakeAsync(Installed("add"));
        await TakeAsync(Installed("remove"));
        Assert.Null((await Bench.HolderAsync(Account)).Address);
    }

    [Fact]
    public async Task Who_adds_the_bot_again_is_welcomed_again()
    {
        foreach (var action in new[] { "add", "remove" }) await TakeAsync(Installed(action));
        Assert.Single(await TakeAsync(Installed("add")));
    }

    [Fact]
    public async Task In_a_channel_nobody_is_welcomed() => Assert.Empty(await TakeAsync(From(ActivityTypes.InstallationUpdate, activity =>
    {
        activity.Action = "add";
        InChannel(activity);
    })));

    [Fact]
    public async Task Somebody_else_who_comes_is_not_welcomed_by_the_bot() =>
        Assert.Empty(await TakeAsync(From(ActivityTypes.ConversationUpdate, activity => activity.MembersAdded = [new ChannelAccount("29:ola")])));

    [Fact]
    public async Task The_bot_that_a_stranger_adds_says_nothing() => Assert.Empty(await TakeAsync(From(ActivityTypes.InstallationUpdate, activity =>
    {
        activity.Action = "add";
        OfAnotherTenant(activity);
    })));

    [Theory]
    [InlineData("messageReaction")]
    [InlineData("typing")]
    [InlineData("event")]
    [InlineData("nobody-knows")]
    public async Task What_else_Teams_sends_is_nothing(string type) => Assert.Empty(await TakeAsync(From(type)));

    private Activity Installed(string action) => From(ActivityTypes.InstallationUpdate, activity => activity.Action = action);

    private Activity Added() => From(ActivityTypes.ConversationUpdate, activity => activity.MembersAdded = [new ChannelAccount("28:bot")]);

    private static void OfAnotherTenant(Activity activity)
    {
        activity.Conversation.TenantId = "22222222-2222-2222-2222-222222222222";
        activity.ChannelData = JObject.Parse("""{"tenant":{"id":"22222222-2222-2222-2222-222222222222"}}""");
    }

    /// <summary>A report, two edits, a deletion and a restoration of its message; what the bot said to each.</summary>
    private async Task<IReadOnlyList<IReadOnlyList<Activity>>> EditAsync()
    {
        var said = new List<IReadOnlyList<Activity>>();
        foreach (var line in await File.ReadAllLinesAsync("Data/teams/09-edit.jsonl")) said.Add(await TakeAsync(JsonConvert.DeserializeObject<Activity>(line)!));
        return said;
    }
}
