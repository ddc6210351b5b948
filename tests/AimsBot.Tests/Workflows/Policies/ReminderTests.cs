using AimsBot.Core.Channels;
using AimsBot.Core.Records;
using AimsBot.Workflows.People;
using AimsBot.Workflows.Policies;

namespace AimsBot.Tests.Workflows.Policies;

/// <summary>The rules of reminders, on campaigns.</summary>
public sealed class ReminderTests : PolicyBench
{
    // 09:00 in Oslo on the days of the short ladder of 25 January 2027, a Monday.
    private static readonly DateTimeOffset FourteenBefore = new(2027, 1, 11, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset SevenBefore = new(2027, 1, 18, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset ThreeAndOneBefore = new(2027, 1, 22, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset ThreeAfter = new(2027, 1, 28, 8, 0, 0, TimeSpan.Zero);

    [Fact, Trait("Rule", "M1")]
    public async Task Each_rung_is_one_message()
    {
        await RunningAsync();
        await SweepAtAsync(FourteenBefore);
        await SweepAtAsync(SevenBefore);
        Assert.Equal(3, Asked(Claus));
    }

    [Fact, Trait("Rule", "M3")]
    public async Task Sweeping_again_or_from_another_process_reminds_nobody_twice()
    {
        await RunningAsync();
        Bench.Clock.SetUtcNow(FourteenBefore);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SweepAsync()));
        await SweepAsync();
        Assert.Equal(2, Asked(Claus));
    }

    [Fact, Trait("Rule", "M4")]
    public async Task After_a_long_stop_the_nearest_rung_alone_is_sent()
    {
        var campaign = await RunningAsync();
        await SweepAtAsync(ThreeAndOneBefore.AddHours(1));
        Assert.Equal(2, Asked(Claus));
        Assert.Equal([(-14, false), (-7, false), (-3, false), (-1, true)], (await AckBodyAsync(campaign, Claus)).Reminders.Select(r => (r.Rung, r.Sent)));
    }

    [Fact, Trait("Rule", "M5")]
    public async Task Moving_the_last_day_makes_a_new_ladder_and_keeps_what_was_sent()
    {
        var campaign = await RunningAsync();
        await SweepAtAsync(FourteenBefore);
        await Bench.KeepAsync(MoveCampaign.Step, new MoveCampaign(Due.AddDays(14), "holidays"), campaign.Id, Lea);
        await SweepAsync();
        await SweepAtAsync(FourteenBefore.AddDays(14));
        Assert.Equal([(Due, -14), (Due.AddDays(14), -14)], (await AckBodyAsync(campaign, Claus)).Reminders.Select(r => (r.Due, r.Rung)));
        Assert.Equal(3, Asked(Claus));
    }

    [Fact, Trait("Rule", "M6")]
    public async Task Nobody_is_reminded_after_they_have_read_it()
    {
        var campaign = await RunningAsync();
        await AcknowledgeAsync(campaign, Claus);
        await SweepAtAsync(FourteenBefore);
        Assert.Equal((1, 2), (Asked(Claus), Asked(Sven)));
    }

    [Fact, Trait("Rule", "M6")]
    public async Task What_waited_for_the_morning_is_dropped_when_it_is_done_meanwhile()
    {
        Bench.Clock.SetUtcNow(Monday.AddHours(12));
        var campaign = await RunningAsync();
        Assert.Equal(0, Asked(Claus));
        await AcknowledgeAsync(campaign, Claus);
        await SweepAtAsync(Monday.AddDays(1));
        var copy = Assert.Single((await Bench.Store.PendingAsync("demo", (await AckAsync(campaign, Claus)).Id, default))!.Copies);
        Assert.Equal((0, CopyState.Dropped), (Asked(Claus), copy.State));
    }

    [Fact, Trait("Rule", "M6")]
    public async Task A_leaver_is_not_reminded()
    {
        await RunningAsync();
        await Bench.KeepAsync(LeavePerson.Step, new LeavePerson("left"), Sven.Person!.Id);
        await SweepAtAsync(FourteenBefore);
        Assert.Equal(1, Asked(Sven));
    }

    [Fact, Trait("Rule", "M7")]
    public async Task Nobody_is_asked_outside_their_own_working_hours()
    {
        Sven = await ChangeAsync(Sven, p => p with { TimeZone = "America/New_York", Country = "US" });
        await RunningAsync();
        // 11:00 in Oslo is 05:00 in New York.
        Assert.Equal((1, 0), (Asked(Claus), Asked(Sven)));
        await SweepAtAsync(new DateTimeOffset(2027, 1, 4, 14, 0, 0, TimeSpan.Zero));
        Assert.Equal((1, 1), (Asked(Claus), Asked(Sven)));
    }

    [Fact, Trait("Rule", "M7")]
    public async Task Whoever_is_asked_at_night_is_not_looked_at_before_the_morning()
    {
        Sven = await ChangeAsync(Sven, p => p with { TimeZone = "America/New_York", Country = "US" });
        var campaign = await RunningAsync();
        var morning = new DateTimeOffset(2027, 1, 4, 14, 0, 0, TimeSpan.Zero);
        var work = (await Bench.Store.PendingAsync("demo", (await AckAsync(campaign, Sven)).Id, default))!;
        Assert.Equal((morning, morning), (work.Wake!.WakeAt, work.Copies.Single().NotBefore));
        // Nobody wrote to it since it was made.
        Assert.Equal((0, 1L << 32), (work.Copies.Single().Version, work.Wake.Version));
    }

    [Fact, Trait("Rule", "M7")]
    public async Task Whoever_moves_is_reminded_in_the_morning_of_the_new_place()
    {
        var campaign = await RunningAsync();
        await ChangeAsync(Sven, p => p with { TimeZone = "America/New_York", Country = "US" });
        await SweepAtAsync(Monday.AddDays(1));
        Assert.Equal(("America/New_York", "US"), (await AckBodyAsync(campaign, Sven)) is var body ? (body.Zone, body.Country) : default);
        await SweepAtAsync(FourteenBefore);
        Assert.Equal((2, 1), (Asked(Claus), Asked(Sven)));
        await SweepAtAsync(FourteenBefore.AddHours(6));
        Assert.Equal(2, Asked(Sven));
    }

    [Fact, Trait("Rule", "M8")]
    public async Task Several_things_on_one_day_are_one_list()
    {
        await StartAsync(await PublishAsync());
        await StartAsync(await PublishAsync("Another."), due: Due);
        await StartAsync(await PublishAsync("A third."), due: Due);
        var before = Posts(Claus).Count;
        await SweepAtAsync(FourteenBefore);
        Assert.Equal(["Shared/List"], Posts(Claus).Skip(before).Select(p => p.Card.Name));
    }

    [Fact, Trait("Rule", "M8")]
    public async Task The_last_rung_goes_alone()
    {
        await StartAsync(await PublishAsync());
        await StartAsync(await PublishAsync("Another."), due: Due);
        await SweepAtAsync(SevenBefore);
        var before = Posts(Claus).Count;
        await SweepAtAsync(ThreeAndOneBefore);
        Assert.Equal(["Policies/Acknowledgement", "Policies/Acknowledgement"], Posts(Claus).Skip(before).Select(p => p.Card.Name));
    }

    [Fact, Trait("Rule", "M8")]
    public async Task A_manager_gets_one_list_for_her_line()
    {
        await StartAsync(await PublishAsync(), AudienceKind.Line, "mona@example.com");
        await SweepAtAsync(ThreeAfter);
        Assert.Equal(["Shared/List"], Posts(Mona).Select(p => p.Card.Name));
    }

    [Fact, Trait("Rule", "M8")]
    public async Task A_manager_of_people_in_several_zones_gets_one_list_a_day()
    {
        Claus = await ChangeAsync(Claus, p => p with { TimeZone = "America/Sao_Paulo", Country = "BR" });
        Sven = await ChangeAsync(Sven, p => p with { TimeZone = "America/New_York", Country = "US" });
        await StartAsync(await PublishAsync(), AudienceKind.Line, "mona@example.com");
        // Their mornings, three days late, are two hours of the same afternoon in Oslo.
        for (var hour = 0; hour < 24; hour++) await SweepAtAsync(new DateTimeOffset(2027, 1, 28, 0, 0, 0, TimeSpan.Zero).AddHours(hour));
        Assert.Empty(Posts(Mona));
        for (var hour = 0; hour < 24; hour++) await SweepAtAsync(new DateTimeOffset(2027, 1, 29, 0, 0, 0, TimeSpan.Zero).AddHours(hour));
        Assert.Equal(["Shared/List"], Posts(Mona).Select(p => p.Card.Name));
    }

    [Fact, Trait("Rule", "M2")]
    public async Task Three_days_late_the_manager_hears_of_it()
    {
        var campaign = await StartAsync(await PublishAsync(), AudienceKind.Line, "mona@example.com");
        await AcknowledgeAsync(campaign, Sven);
        await SweepAtAsync(ThreeAfter.AddDays(-2));
        Assert.Empty(Posts(Mona));
        await SweepAtAsync(ThreeAfter);
        Assert.Single(Posts(Mona), p => p.Card.Name == "Policies/Acknowledgement");
    }

    [Fact, Trait("Rule", "M9")]
    public async Task What_became_of_a_rung_stands_on_its_copy()
    {
        var campaign = await RunningAsync();
        await SweepAtAsync(FourteenBefore);
        var copy = (await Bench.Store.PendingAsync("demo", (await AckAsync(campaign, Claus)).Id, default))!.Copies[^1];
        Assert.Equal(("rung:2027-01-25:-14", ChannelNames.Slack, CopyState.Shown, (DateTimeOffset?)FourteenBefore), (copy.Why, copy.Channel, copy.State, copy.SentAt));
        Assert.NotNull(copy.Message);
    }

    [Fact, Trait("Rule", "M10")]
    public async Task Whom_no_chat_takes_is_counted_as_unreachable_and_the_manager_hears_of_it()
    {
        Slack.Instead = (_, request, _) => Task.FromResult(request.Account.User == "USVEN" ? new Unreachable("not installed") : AimsBot.Tests.Bench.FakeChannel.Shown(request));
        var campaign = await StartAsync(await PublishAsync(), AudienceKind.Line, "mona@example.com");
        await SweepAsync();
        var copy = (await Bench.Store.PendingAsync("demo", (await AckAsync(campaign, Sven)).Id, default))!.Copies[0];
        Assert.Equal((CopyState.GivenUp, (DateTimeOffset?)null), (copy.State, copy.SentAt));
        Assert.Equal((1, 1, 2), (await FiguresAsync(campaign)) is var f ? (f.Unreachable, f.Pending, f.Headcount) : default);
        Assert.Equal("reminder-undelivered", (await Bench.HistoryAsync((await AckAsync(campaign, Sven)).Id))[^1].ReadHeader().Verb);
        Assert.Empty(Posts(Mona));
        await SweepAtAsync(Monday.AddDays(1));
        Assert.Single(Posts(Mona));
    }

}
