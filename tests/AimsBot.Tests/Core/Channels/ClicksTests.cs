using System.Text;
using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Pump;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;
using AimsBot.Tests.Workflows.IncidentReport;
using AimsBot.Workflows.IncidentReport;

namespace AimsBot.Tests.Core.Channels;

/// <summary>Every click means the same in every channel.</summary>
public sealed class ClicksTests : IncidentBench
{
    private static readonly ActionRef Nothing = new(null, null);
    private static readonly Dictionary<string, string> Report = new() { ["text"] = "two names were swapped" };

    private int _clicks;

    public static TheoryData<string> Channels => [ChannelNames.Slack, ChannelNames.Teams];

    // Buttons.

    [Theory, MemberData(nameof(Channels))]
    public async Task The_button_of_a_list_shows_the_tasks(string channel) =>
        Assert.Equal("Shared/Tasks", Assert.IsType<CardReply>(await PressAsync(channel, Rita, CopySender.ListVerb, null)).Card.Name);

    [Theory, MemberData(nameof(Channels))]
    public async Task A_button_that_is_not_of_our_making_is_about_no_record(string channel) =>
        Assert.Equal(Refusals.NotFound, await RefusedAsync(PressAsync(channel, Hans, "incident.take", null)));

    [Theory, MemberData(nameof(Channels))]
    public async Task A_button_of_a_step_that_is_no_more_cannot_be_pressed_any_more(string channel) =>
        Assert.Equal(Refusals.NotNow, await RefusedAsync(PressAsync(channel, Hans, "incident.retired-step", Of(await ReportAsync()))));

    [Theory, MemberData(nameof(Channels))]
    public async Task A_button_of_a_step_that_is_no_more_brings_the_card_as_it_stands(string channel) =>
        Assert.NotNull(Assert.IsType<RefusedReply>(await PressAsync(channel, Hans, "incident.retired-step", Of(await ReportAsync()))).Current);

    [Theory, MemberData(nameof(Channels))]
    public async Task A_record_is_shown_to_who_may_see_it(string channel)
    {
        var head = await ReportAsync();
        Assert.Equal(head.Id, Assert.IsType<CardReply>(await PressAsync(channel, Hans, ActionRef.ShowVerb, Of(head))).Record!.Id);
    }

    [Theory, MemberData(nameof(Channels))]
    public async Task For_who_may_not_see_it_there_is_no_such_record(string channel) =>
        Assert.Equal(Refusals.NotFound, await RefusedAsync(PressAsync(channel, Sven, ActionRef.ShowVerb, Of(await ReportAsync()))));

    [Theory, MemberData(nameof(Channels))]
    public async Task A_button_of_a_step_with_a_form_opens_it(string channel) =>
        Assert.Equal(TriageIncident.Step, Assert.IsType<FormReply>(await PressAsync(channel, Hans, TriageIncident.Step.Id, Of(await ReportAsync()))).Step);

    [Theory, MemberData(nameof(Channels))]
    public async Task A_button_of_a_step_without_a_form_takes_it(string channel) =>
        Assert.Equal(Hans.Person!.Id, (await BodyAsync(await KeptAsync(PressAsync(channel, Hans, TakeIncident.Step.Id, Of(await ReportAsync()))))).Assignee);

    [Theory, MemberData(nameof(Channels))]
    public async Task The_trail_says_where_it_was_pressed(string channel)
    {
        var head = await KeptAsync(PressAsync(channel, Hans, TakeIncident.Step.Id, Of(await ReportAsync())));
        Assert.Equal(channel, (await Bench.HistoryAsync(head.Id))[^1].ReadHeader().Channel);
    }

    [Theory, MemberData(nameof(Channels))]
    public async Task One_delivery_that_comes_twice_is_one_act(string channel)
    {
        var (head, delivery) = (await ReportAsync(), new Delivery("once"));
        for (var i = 0; i < 2; i++) await KeptAsync(PressAsync(channel, Hans, TakeIncident.Step.Id, Of(head), delivery));
        Assert.Equal(2, (await Bench.HistoryAsync(head.Id)).Count);
    }

    [Fact]
    public async Task One_act_from_a_card_in_each_chat_is_done_and_not_wrong()
    {
        var head = await ReportAsync();
        foreach (var channel in new[] { ChannelNames.Slack, ChannelNames.Teams }) await KeptAsync(PressAsync(channel, Hans, TakeIncident.Step.Id, Of(head)));
        Assert.Equal(2, (await Bench.HistoryAsync(head.Id)).Count);
    }

    [Theory, MemberData(nameof(Channels))]
    public async Task A_card_that_nobody_knew_of_joins_the_others_when_it_is_clicked(string channel)
    {
        var head = await KeptAsync(PressAsync(channel, Hans, TakeIncident.Step.Id, Of(await ReportAsync()), new Delivery("click", new ClickedMessage(channel, "place", "conversation", "message"))));
        Assert.Single((await Bench.Store.PendingAsync("demo", head.Id, default))!.Copies, copy => (copy.Channel, copy.Conversation, copy.Message) == (channel, "conversation", "message"));
    }

    // Two at once.

    [Fact]
    public Task Of_two_in_two_chats_in_one_instant_one_has_it_and_the_other_hears_who() => Race(times: 50);

    [Fact]
    [Trait("Category", "Long")]
    public Task Of_two_in_two_chats_in_one_instant_one_has_it_and_the_other_hears_who_a_thousand_times() => Race(times: 1_000);

    private async Task Race(int times)
    {
        for (var i = 0; i < times; i++)
        {
            var head = await ReportAsync();
            var (one, other) = i % 2 == 0 ? (ChannelNames.Slack, ChannelNames.Teams) : (ChannelNames.Slack, ChannelNames.Slack);
            using var line = new Barrier(2);
            var replies = await Task.WhenAll(
                Task.Factory.StartNew(() => Go(one, Hans), default, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap(),
                Task.Factory.StartNew(() => Go(other, Hilde), default, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap());
            var winner = (await BodyAsync(Assert.Single(replies.OfType<KeptReply>()).Head)).Assignee == Hans.Person!.Id ? "hans" : "hilde";
            Assert.Contains(winner, Assert.Single(replies.OfType<RefusedReply>()).Meanwhile, StringComparison.Ordinal);
            Assert.Equal(2, (await Bench.HistoryAsync(head.Id)).Count);

            Task<Reply> Go(string channel, Actor actor)
            {
                line.SignalAndWait();
                return PressAsync(channel, actor, TakeIncident.Step.Id, Of(head));
            }
        }
    }

    [Fact]
    public async Task Who_clicks_twice_in_one_instant_has_done_it_once_and_hears_so_both_times()
    {
        for (var i = 0; i < 50; i++)
        {
            var head = await ReportAsync();
            foreach (var reply in await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => PressAsync(ChannelNames.Slack, Hans, TakeIncident.Step.Id, Of(head)))))) Assert.IsType<KeptReply>(reply);
            Assert.Equal(2, (await Bench.HistoryAsync(head.Id)).Count);
        }
    }

    [Theory, MemberData(nameof(Channels))]
    public async Task What_is_kept_is_said_to_be_kept_also_where_nothing_can_be_read_afterwards(string channel)
    {
        var head = await ReportAsync();
        var store = (FailingStore)Bench.Store;
        store.BeforeSave = _ =>
        {
            store.BeforeLoad = _ => throw new StoreUnavailableException("down");
            return Task.CompletedTask;
        };
        var receipt = Assert.IsType<KeptReply>(await PressAsync(channel, Hans, TakeIncident.Step.Id, Of(head))).Receipt;
        Assert.Contains("It is recorded.", Encoding.UTF8.GetString(receipt.Json), StringComparison.Ordinal);
    }

    // What was not taken.

    [Theory, MemberData(nameof(Channels))]
    public async Task Who_comes_second_gets_the_card_as_it_stands(string channel) => Assert.Equal(IncidentWorkflow.IncidentCard, (await SecondAsync(channel)).Current!.Name);

    [Theory, MemberData(nameof(Channels))]
    public async Task Who_comes_second_hears_who_was_first_and_where(string channel) => Assert.Matches(
        $"hans.*{(channel == ChannelNames.Slack ? "Teams" : "Slack")}", (await SecondAsync(channel)).Meanwhile);

    [Theory, MemberData(nameof(Channels))]
    public async Task Who_may_not_hears_who_may(string channel) =>
        Assert.Contains("an incident handler", Assert.IsType<RefusedReply>(await PressAsync(channel, Rita, TakeIncident.Step.Id, Of(await ReportAsync()))).Reason, StringComparison.Ordinal);

    [Theory, MemberData(nameof(Channels))]
    public async Task Who_may_not_see_the_record_gets_no_card_of_it(string channel) =>
        Assert.Null(Assert.IsType<RefusedReply>(await PressAsync(channel, Sven, TakeIncident.Step.Id, Of(await ReportAsync()))).Current);

    [Theory, MemberData(nameof(Channels))]
    public async Task A_form_that_may_not_be_sent_is_not_opened(string channel) =>
        Assert.Equal(Refusals.NotAllowed, await RefusedAsync(PressAsync(channel, Rita, TriageIncident.Step.Id, Of(await ReportAsync()))));

    // Forms.

    [Theory, MemberData(nameof(Channels))]
    public async Task A_form_that_is_sent_is_kept_and_has_a_receipt(string channel) => Assert.Equal(
        "IncidentReport/Receipt", Assert.IsType<KeptReply>(await SubmitAsync(channel, Rita, ReportIncident.Step.Id, Nothing, Report)).Receipt.Name);

    [Theory, MemberData(nameof(Channels))]
    public async Task The_receipt_names_the_words_of_the_chat(string channel)
    {
        var receipt = Assert.IsType<KeptReply>(await SubmitAsync(channel, Rita, ReportIncident.Step.Id, Nothing, Report)).Receipt;
        Assert.Equal(channel == ChannelNames.Slack, Encoding.UTF8.GetString(receipt.Json).Contains("/aims tasks", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Channels))]
    public async Task What_is_wrong_in_a_form_is_named_by_its_input(string channel) =>
        Assert.Equal(["text"], Assert.IsType<FaultsReply>(await SubmitAsync(channel, Rita, ReportIncident.Step.Id, Nothing, [])).Faults.Keys);

    [Theory, MemberData(nameof(Channels))]
    public async Task A_form_that_is_wrong_leaves_nothing(string channel)
    {
        await SubmitAsync(channel, Rita, ReportIncident.Step.Id, Nothing, []);
        Assert.Empty(await Bench.AllAsync("incident"));
    }

    [Theory, MemberData(nameof(Channels))]
    public async Task A_form_that_is_sent_twice_is_one_record(string channel)
    {
        for (var i = 0; i < 2; i++) await KeptAsync(Bench.MakeClicks().SubmitAsync(CoreBench.Visit(Rita, channel), ReportIncident.Step.Id, Nothing, Report, new Delivery("form"), default));
        Assert.Single(await Bench.AllAsync("incident"));
    }

    [Theory, MemberData(nameof(Channels))]
    public async Task A_step_without_a_form_cannot_be_sent_as_one(string channel) =>
        Assert.Equal(Refusals.NotFound, await RefusedAsync(SubmitAsync(channel, Hans, TakeIncident.Step.Id, Of(await ReportAsync()), [])));

    [Theory, MemberData(nameof(Channels))]
    public async Task A_form_that_is_not_of_our_making_is_refused(string channel) =>
        Assert.Equal(Refusals.NotFound, await RefusedAsync(SubmitAsync(channel, Rita, ReportIncident.Step.Id, null, Report)));

    [Theory, MemberData(nameof(Channels))]
    public async Task A_form_of_a_step_that_is_no_more_is_refused(string channel) =>
        Assert.Equal(Refusals.NotFound, await RefusedAsync(SubmitAsync(channel, Rita, "incident.retired-step", Nothing, Report)));

    private static ActionRef Of(Head head) => new(head.Id, head.Basis);

    private Task<Reply> PressAsync(string channel, Actor actor, string verb, ActionRef? target, Delivery? delivery = null) =>
        Bench.MakeClicks().PressAsync(CoreBench.Visit(actor, channel), verb, target, delivery ?? new Delivery($"click-{Interlocked.Increment(ref _clicks)}"), default);

    private Task<Reply> SubmitAsync(string channel, Actor actor, string verb, ActionRef? target, Dictionary<string, string> values) =>
        Bench.MakeClicks().SubmitAsync(CoreBench.Visit(actor, channel), verb, target, values, new Delivery($"form-{Interlocked.Increment(ref _clicks)}"), default);

    // Hans takes it in the other chat, and Hilde clicks on the card from before.
    private async Task<RefusedReply> SecondAsync(string channel)
    {
        var head = await ReportAsync();
        await KeptAsync(PressAsync(channel == ChannelNames.Slack ? ChannelNames.Teams : ChannelNames.Slack, Hans, TakeIncident.Step.Id, Of(head)));
        return Assert.IsType<RefusedReply>(await PressAsync(channel, Hilde, TakeIncident.Step.Id, Of(head)));
    }

    private static async Task<Head> KeptAsync(Task<Reply> reply) => Assert.IsType<KeptReply>(await reply).Head;

    private static async Task<string> RefusedAsync(Task<Reply> reply) => Assert.IsType<RefusedReply>(await reply).Refusal.Key;
}
