using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Reminders;
using AimsBot.Workflows.People;
using AimsBot.Workflows.Policies;

namespace AimsBot.Tests.Workflows.Policies;

public sealed class CampaignTests : PolicyBench
{
    [Fact]
    public async Task Everyone_gets_one_card()
    {
        await RunningAsync();
        Assert.All([Lea, Lars, Tom, Oda, Mona, Claus, Sven], who => Assert.Single(Posts(who), p => p.Card.Name == "Policies/Acknowledgement"));
    }

    [Theory]
    [InlineData(AudienceKind.Role, "compliance-lead", 2)]
    [InlineData(AudienceKind.Line, "mona@example.com", 2)]
    public async Task An_audience_is_a_role_or_a_line(AudienceKind kind, string of, int asked) =>
        Assert.Equal(asked, (await FiguresAsync(await StartAsync(await PublishAsync(), kind, of))).Headcount);

    [Fact]
    public async Task An_audience_by_language()
    {
        await ChangeAsync(Sven, p => p with { Language = "nb-NO" });
        Assert.Equal(1, (await FiguresAsync(await StartAsync(await PublishAsync(), AudienceKind.Language, "nb"))).Headcount);
    }

    [Fact]
    public async Task An_empty_audience_asks_nobody_and_says_so() =>
        Assert.Equal((0, 0), (await FiguresAsync(await StartAsync(await PublishAsync(), AudienceKind.Role, "legal"))) is var f ? (f.Headcount, f.Required) : default);

    [Fact]
    public async Task A_day_that_is_over_is_refused() => Assert.IsType<FormReturned>(await Bench.TakeAsync(
        StartCampaign.Step, new StartCampaign((await PublishAsync()).Id.Value, AudienceKind.Everyone, null, new DateOnly(2027, 1, 3), 14, Ladder.ShortTasks), null, Lea));

    [Fact]
    public async Task A_draft_cannot_be_asked_for() => Assert.IsType<FormReturned>(await Bench.TakeAsync(
        StartCampaign.Step, new StartCampaign((await DraftAsync()).Id.Value, AudienceKind.Everyone, null, Due, 14, Ladder.ShortTasks), null, Lea));

    [Fact, Trait("Rule", "P3")]
    public async Task A_joiner_is_asked_at_once_and_counts_after_the_grace()
    {
        var campaign = await RunningAsync();
        Bench.Clock.SetUtcNow(Monday.AddDays(7));
        var nina = await AddAsync("nina");
        await SweepAtAsync(Monday.AddDays(8));
        Assert.Equal((7, 1, 8), (await FiguresAsync(campaign)) is var before ? (before.Required, before.Grace, before.Headcount) : default);
        Assert.Equal(1, Asked(nina));
        await SweepAtAsync(Monday.AddDays(22));
        Assert.Equal((8, 0), (await FiguresAsync(campaign)) is var after ? (after.Required, after.Grace) : default);
    }

    [Theory, Trait("Rule", "P1")]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Whoever_turns_out_to_be_one_person_is_counted_once(bool byTheOneThatEnds, bool byTheOneThatStays)
    {
        var campaign = await RunningAsync();
        if (byTheOneThatEnds) await AcknowledgeAsync(campaign, Sven);
        if (byTheOneThatStays) await AcknowledgeAsync(campaign, Claus);
        var adam = await AddAsync("adam", Role.Administrator);
        await Bench.KeepAsync(MergePerson.Step, new MergePerson("claus@example.com", "met him"), Sven.Person!.Id, adam);
        for (var day = 1; day <= 3; day++) await SweepAtAsync(Monday.AddDays(day));
        var done = byTheOneThatEnds || byTheOneThatStays;
        Assert.Equal((7, done ? 1 : 0), (await FiguresAsync(campaign)) is var figures ? (figures.Headcount, figures.Acknowledged) : default);
        Assert.Equal(done ? "acknowledged" : "pending", (await AckAsync(campaign, Claus)).State);
        if (byTheOneThatEnds) Assert.NotNull((await AckBodyAsync(campaign, Claus)).Confirmation);
    }

    [Fact, Trait("Rule", "P3")]
    public async Task A_leaver_drops_out()
    {
        var campaign = await RunningAsync();
        await Bench.KeepAsync(LeavePerson.Step, new LeavePerson("left"), Sven.Person!.Id);
        await SweepAtAsync(Monday.AddDays(1));
        Assert.Equal((6, AcknowledgementStates.Stopped), ((await FiguresAsync(campaign)).Headcount, (await AckAsync(campaign, Sven)).State));
    }

    [Fact, Trait("Rule", "P3")]
    public async Task A_leaver_who_had_read_it_drops_out_too_and_what_they_confirmed_stays()
    {
        var campaign = await RunningAsync();
        await AcknowledgeAsync(campaign, Sven);
        await Bench.KeepAsync(LeavePerson.Step, new LeavePerson("left"), Sven.Person!.Id);
        await SweepAtAsync(Monday.AddDays(1));
        Assert.Equal((0, 6), (await FiguresAsync(campaign)) is var f ? (f.Acknowledged, f.Headcount) : default);
        Assert.NotNull((await AckBodyAsync(campaign, Sven)).Confirmation);
        await Bench.KeepAsync(ReturnPerson.Step, new ReturnPerson(), Sven.Person.Id);
        await SweepAtAsync(Monday.AddDays(2));
        Assert.Equal((1, 7, 1), ((await FiguresAsync(campaign)).Acknowledged, (await FiguresAsync(campaign)).Headcount, Asked(Sven)));
    }

    [Fact, Trait("Rule", "P3")]
    public async Task Long_leave_is_exempt_until_it_ends()
    {
        var campaign = await RunningAsync();
        await ChangeAsync(Sven, p => p with { LeaveFrom = new DateOnly(2027, 1, 5), LeaveUntil = new DateOnly(2027, 3, 1) });
        await SweepAtAsync(Monday.AddDays(1));
        Assert.Equal((1, 6), (await FiguresAsync(campaign)) is var away ? (away.Exempt, away.Required) : default);
        await SweepAtAsync(new DateTimeOffset(2027, 3, 2, 10, 0, 0, TimeSpan.Zero));
        Assert.Equal((AcknowledgementStates.Pending, new DateOnly(2027, 3, 16)), ((await AckAsync(campaign, Sven)).State, (await AckBodyAsync(campaign, Sven)).Due));
    }

    [Fact, Trait("Rule", "P3")]
    public async Task A_short_leave_is_not_exempt()
    {
        var campaign = await RunningAsync();
        await ChangeAsync(Sven, p => p with { LeaveFrom = new DateOnly(2027, 1, 5), LeaveUntil = new DateOnly(2027, 1, 15) });
        await SweepAtAsync(Monday.AddDays(1));
        Assert.Equal(0, (await FiguresAsync(campaign)).Exempt);
    }

    [Fact, Trait("Rule", "P4")]
    public async Task The_figures_of_a_month_stay_as_they_were()
    {
        var campaign = await RunningAsync();
        await AcknowledgeAsync(campaign, Claus);
        await SweepAtAsync(new DateTimeOffset(2027, 2, 1, 6, 0, 0, TimeSpan.Zero));
        await Bench.KeepAsync(LeavePerson.Step, new LeavePerson("left"), Sven.Person!.Id);
        await SweepAtAsync(new DateTimeOffset(2027, 2, 3, 6, 0, 0, TimeSpan.Zero));
        var kept = Assert.Single((await Bench.BodyAsync<Campaign>(campaign.Id)).Snapshots);
        Assert.Equal((1, 6, 6), (kept.Acknowledged, kept.Overdue, (await FiguresAsync(campaign)).Headcount));
        Assert.Contains("1 Feb 2027: 1 of 7 have read it, 6 overdue, 0 not reached", await CardAsync(await Bench.HeadAsync(campaign.Id), Lea), StringComparison.Ordinal);
    }

    [Fact, Trait("Rule", "P10")]
    public async Task Before_it_is_in_force_people_are_asked_and_nobody_is_late()
    {
        var campaign = await StartAsync(await PublishAsync(from: new DateOnly(2027, 2, 1)), due: new DateOnly(2027, 1, 11));
        Assert.Equal((7, 0), (await FiguresAsync(campaign)) is var now ? (now.Pending, now.Overdue) : default);
        Bench.Clock.SetUtcNow(new DateTimeOffset(2027, 2, 15, 12, 0, 0, TimeSpan.Zero));
        Assert.Equal(0, (await FiguresAsync(campaign)).Overdue);
        Bench.Clock.SetUtcNow(new DateTimeOffset(2027, 2, 16, 12, 0, 0, TimeSpan.Zero));
        Assert.Equal(7, (await FiguresAsync(campaign)).Overdue);
    }

    [Fact, Trait("Rule", "P8")]
    public async Task A_review_falls_due_and_no_change_is_a_record()
    {
        var policy = await PublishAsync();
        await SweepAtAsync(new DateTimeOffset(2028, 1, 4, 12, 0, 0, TimeSpan.Zero));
        Assert.Equal([Oda.Id], (await Bench.HeadAsync(policy.Id)).WaitsFor);
        await Bench.KeepAsync(ReviewPolicy.Step, new ReviewPolicy("still right"), policy.Id, Oda);
        Assert.Equal((PolicyStates.Published, false), (await Bench.HeadAsync(policy.Id)) is var head ? (head.State, head.WaitsFor.Count > 0) : default);
        Assert.Equal("policy-reviewed", (await Bench.HistoryAsync(policy.Id))[^1].ReadHeader().Verb);
        Assert.Equal(2029, (await Bench.BodyAsync<Policy>(policy.Id)).ReviewDue!.Value.Year);
    }

    [Fact]
    public async Task A_withdrawn_policy_stops_its_campaign()
    {
        var policy = await PublishAsync();
        var campaign = await StartAsync(policy);
        await Bench.KeepAsync(WithdrawPolicy.Step, new WithdrawPolicy("gone"), policy.Id, Lea);
        await SweepAsync();
        Assert.Equal((CampaignStates.Stopped, AcknowledgementStates.Stopped), ((await Bench.HeadAsync(campaign.Id)).State, (await AckAsync(campaign, Claus)).State));
    }

    [Fact, Trait("Rule", "M3")]
    public async Task Rounds_of_every_day_ask_nobody_twice()
    {
        await RunningAsync();
        for (var day = 1; day < 7; day++) await SweepAtAsync(Monday.AddDays(day));
        Assert.Equal(1, Asked(Claus));
    }

    [Fact, Trait("Rule", "M2")]
    public async Task A_week_late_the_lead_hears_in_figures_and_after_two_weeks_top_management()
    {
        await RunningAsync();
        await SweepAtAsync(new DateTimeOffset(2027, 2, 1, 12, 0, 0, TimeSpan.Zero));
        var (lead, top) = (Posts(Lars).Count(p => p.Card.Name == "Policies/Campaign"), Posts(Tom).Count(p => p.Card.Name == "Policies/Campaign"));
        await SweepAtAsync(new DateTimeOffset(2027, 2, 8, 12, 0, 0, TimeSpan.Zero));
        Assert.Equal((1, 0, 1, 1), (lead, top, Posts(Lars).Count(p => p.Card.Name == "Policies/Campaign"), Posts(Tom).Count(p => p.Card.Name == "Policies/Campaign")));
    }

    [Fact]
    public async Task A_manager_sees_how_her_own_line_stands()
    {
        var campaign = await RunningAsync();
        await AcknowledgeAsync(campaign, Claus);
        var reply = Assert.IsType<CardReply>(await Bench.MakeWords().AnswerAsync(AimsBot.Tests.Bench.CoreBench.Visit(Mona), "policy", new Delivery("d"), default));
        Assert.Contains("1 of 2 of your line have read it. Not yet: sven".Replace(" of your line", "", StringComparison.Ordinal), System.Text.Encoding.UTF8.GetString(reply.Card.Json), StringComparison.Ordinal);
    }
}
