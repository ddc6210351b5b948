using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.IncidentReport;
using AimsBot.Workflows.People;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;
using Newtonsoft.Json.Linq;

namespace AimsBot.Tests.Teams;

public sealed class TeamsInvokesTests : TeamsBotBench
{
    private const string CardType = "application/vnd.microsoft.card.adaptive";
    private const string MessageType = "application/vnd.microsoft.activity.message";
    private const string ErrorType = "application/vnd.microsoft.error";

    // Buttons.

    [Fact]
    public async Task A_button_is_answered_with_the_card_as_it_stands()
    {
        var answer = await PressAsync(TakeIncident.Step.Id, await ReportedAsync());
        Assert.Contains("kari", TeamsChat.Aloud((JRaw)((JObject)answer.Body)["value"]!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_button_that_comes_twenty_times_is_one_act()
    {
        var head = await ReportedAsync();
        for (var i = 0; i < 20; i++) await PressAsync(TakeIncident.Step.Id, head, activity => activity.Id = "f:16000000-0000-0000-0000-000000000016");
        Assert.Equal(2, (await Bench.HistoryAsync(head.Id)).Count);
    }

    [Fact]
    public async Task All_twenty_answers_mean_the_same()
    {
        var head = await ReportedAsync();
        var answers = new List<string>();
        for (var i = 0; i < 20; i++) answers.Add((await PressAsync(TakeIncident.Step.Id, head, activity => activity.Id = "f:16000000-0000-0000-0000-000000000016")).Body.ToString()!);
        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task The_form_of_a_step_takes_the_place_of_the_card()
    {
        var answer = await PressAsync(TriageIncident.Step.Id, await ReportedAsync());
        Assert.Contains("[Cancel]", TeamsChat.Aloud((JRaw)((JObject)answer.Body)["value"]!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_may_not_be_done_is_answered_in_the_protocols_own_form()
    {
        var answer = await PressAsync(TakeIncident.Step.Id, await ReportAsync());
        Assert.Equal((200, 400, ErrorType), (answer.Status, (int)((JObject)answer.Body)["statusCode"]!, TypeOf(answer)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"action":{"type":"Action.Execute","verb":"incident.take","data":null}}""")]
    [InlineData("""{"action":{"type":"Action.Execute","verb":"incident.take","data":"@@DATA@@"}}""")]
    [InlineData("""{"action":{"type":"Action.Execute","verb":"incident.retired-step","data":{}}}""")]
    [InlineData("""{"action":"incident.take"}""")]
    public async Task What_says_nothing_is_answered_in_the_protocols_own_form(string value)
    {
        var answer = await InvokeAsync("adaptiveCard/action", value);
        Assert.Equal((200, ErrorType), (answer.Status, TypeOf(answer)));
    }

    [Fact]
    public async Task A_click_of_a_stranger_is_answered_in_the_protocols_own_form()
    {
        var answer = await PressAsync(TakeIncident.Step.Id, await ReportAsync(), activity => activity.From.AadObjectId = null);
        Assert.Equal((200, ErrorType), (answer.Status, TypeOf(answer)));
    }

    [Fact]
    public async Task Without_the_store_the_person_hears_that_nothing_is_kept()
    {
        var head = await ReportedAsync();
        await SayAsync("help");
        ((FailingStore)Bench.Store).BeforeSave = _ => throw new StoreUnavailableException("down");
        Assert.Contains("NOT recorded", (await PressAsync(TakeIncident.Step.Id, head)).Body.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_button_that_was_not_kept_is_kept_when_it_comes_again()
    {
        var head = await ReportedAsync();
        await SayAsync("help");
        ((FailingStore)Bench.Store).BeforeSave = _ => throw new StoreUnavailableException("down");
        await PressAsync(TakeIncident.Step.Id, head, activity => activity.Id = "f:1");
        ((FailingStore)Bench.Store).BeforeSave = null;
        Assert.Equal(CardType, TypeOf(await PressAsync(TakeIncident.Step.Id, head, activity => activity.Id = "f:1")));
    }

    // Where others read along.

    [Fact]
    public async Task In_a_channel_a_button_is_answered_with_its_number_alone()
    {
        var head = await ReportedAsync();
        var answer = await PressAsync(TakeIncident.Step.Id, head, InChannel);
        Assert.Equal((MessageType, $"Done: {head.Id}"), (TypeOf(answer), (string?)((JObject)answer.Body)["value"]));
    }

    [Fact]
    public async Task In_a_channel_no_card_of_a_record_is_shown() =>
        Assert.Equal(ErrorType, TypeOf(await PressAsync("show", await ReportedAsync(), InChannel)));

    // Dialogs and the message extension.

    [Fact]
    public async Task A_button_for_something_new_opens_its_form_as_a_dialog()
    {
        var dialog = await DialogAsync("task/fetch", """{"data":{"verb":"incident.report","msteams":{"type":"task/fetch"}}}""");
        Assert.Contains("\"form\":", CardOf(dialog), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_extension_opens_the_form_with_the_message_that_is_reported()
    {
        var dialog = await DialogAsync("composeExtension/fetchTask", """
            {"commandId":"reportIncident","messagePayload":{"body":{"content":"<p>two &amp; three</p>"},"linkToMessage":"https://teams.microsoft.com/l/message/1"}}
            """);
        Assert.Contains("two & three\\nhttps://teams.microsoft.com/l/message/1", CardOf(dialog), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://teams.example/1")]
    public async Task A_link_that_is_no_web_address_is_left_out(string link)
    {
        var dialog = await DialogAsync("composeExtension/fetchTask", $$$"""{"commandId":"reportIncident","messagePayload":{"body":{"content":"x"},"linkToMessage":"{{{link}}}"}}""");
        Assert.DoesNotContain(link, CardOf(dialog), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_extensions_other_command_shows_the_tasks() =>
        Assert.Equal("Your tasks", (await DialogAsync("composeExtension/fetchTask", """{"commandId":"aims"}""")).Title);

    [Theory]
    [InlineData("task/submit")]
    [InlineData("composeExtension/submitAction")]
    public async Task A_dialog_that_is_sent_is_answered_with_the_receipt(string name)
    {
        var dialog = await DialogAsync(name, """{"data":{"verb":"incident.report","form":"nonce","text":"two names were swapped"}}""");
        Assert.Contains((await IncidentAsync()).Id.Value, CardOf(dialog), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dialog_that_is_sent_twice_is_one_record()
    {
        for (var i = 0; i < 2; i++) await DialogAsync("task/submit", """{"data":{"verb":"incident.report","form":"nonce","text":"two names were swapped"}}""");
        await IncidentAsync();
    }

    [Fact]
    public async Task What_is_wrong_in_a_dialog_comes_back_with_what_was_filled_in()
    {
        var dialog = await DialogAsync("task/submit", """{"data":{"verb":"incident.report","form":"nonce","text":"","affected":"two customers"}}""");
        Assert.Matches("Please fill this in.*two customers", CardOf(dialog));
    }

    [Theory]
    [InlineData("task/fetch", "{}")]
    [InlineData("task/fetch", "null")]
    [InlineData("task/submit", """{"data":[]}""")]
    [InlineData("composeExtension/submitAction", """{"data":{"verb":"incident.take","form":"x"}}""")]
    public async Task A_dialog_that_says_nothing_is_answered_with_a_dialog(string name, string value) => Assert.Equal("That was not done", (await DialogAsync(name, value)).Title);

    [Fact]
    public async Task What_nobody_knows_is_not_implemented() => Assert.Equal(501, (await InvokeAsync("signin/tokenExchange", "{}")).Status);

    // Hans reports, so that Kari may take it on once she handles incidents.
    private Task<Head> ReportAsync() => Bench.KeepAsync(ReportIncident.Step, new ReportIncident(new IncidentDetails { Text = "two names were swapped" }), null, Hans);

    private async Task<Head> ReportedAsync()
    {
        await Bench.KeepAsync(GrantRole.Step, new GrantRole(Role.IncidentHandler), Kari.Person!.Id);
        return await ReportAsync();
    }

    private Task<InvokeResponse> PressAsync(string verb, Head head, Action<Activity>? with = null) => InvokeAsync(
        "adaptiveCard/action",
        $$$"""{"action":{"type":"Action.Execute","verb":"{{{verb}}}","data":{"record":"{{{head.Id}}}","basis":{{{head.Basis}}}}},"trigger":"manual"}""", with);

    private async Task<TaskModuleTaskInfo> DialogAsync(string name, string value)
    {
        var answer = await InvokeAsync(name, value);
        Assert.Equal(200, answer.Status);
        return (TaskModuleTaskInfo)((TaskModuleContinueResponse)((TaskModuleResponse)answer.Body).Task).Value;
    }

    private static string CardOf(TaskModuleTaskInfo dialog) => (string)((JRaw)dialog.Card.Content).Value!;

    private static string? TypeOf(InvokeResponse answer) => (string?)((JObject)answer.Body)["type"];
}
