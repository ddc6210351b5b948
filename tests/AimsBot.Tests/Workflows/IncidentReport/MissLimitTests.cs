using AimsBot.Core;
using AimsBot.Core.People;
using AimsBot.Workflows.IncidentReport;

namespace AimsBot.Tests.Workflows.IncidentReport;

[Trait("Rule", "9.3")]
public sealed class MissLimitTests : IncidentBench
{
    private static readonly string[] All = ["first-answer-missed", "top-management-called", "triage-missed"];

    [Theory]
    [InlineData(60, "first-answer-missed")]
    [InlineData(120, "first-answer-missed top-management-called")]
    [InlineData(240, "first-answer-missed top-management-called triage-missed")]
    public async Task A_critical_one_without_an_answer_escalates_step_by_step(int minutes, string verbs)
    {
        var head = await ReportAsync(Severity.S1);
        for (var at = 0; at <= minutes; at += 20) await SweepAtAsync(Monday.AddMinutes(at));
        Assert.Equal(verbs, string.Join(' ', (await VerbsAsync(head)).Intersect(All)));
    }

    [Fact]
    public async Task A_clock_that_jumps_over_all_limits_makes_up_for_each_once()
    {
        var head = await ReportAsync(Severity.S1);
        await SweepAtAsync(Monday.AddDays(30));
        await SweepAtAsync(Monday.AddDays(31));
        var verbs = await VerbsAsync(head);
        Assert.Equal(["incident-reported", .. All, "corrective-action-linked", "corrective-action-linked"], verbs);
    }

    [Fact]
    public async Task Two_pumps_escalate_once()
    {
        var head = await ReportAsync(Severity.S1);
        Bench.Clock.SetUtcNow(Monday.AddDays(1));
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => Bench.MakePump().SweepAsync("demo", default))));
        var verbs = await VerbsAsync(head);
        Assert.Equal(["incident-reported", .. All], verbs.Except(["corrective-action-linked"]));
    }

    [Fact]
    public async Task Handlers_and_the_lead_are_called_where_a_critical_one_has_no_answer()
    {
        var head = await ReportAsync(Severity.S1);
        await SweepAtAsync(Monday.AddHours(1));
        Assert.Equal("hans hans hilde hilde lea", await CardsAsync(head));
    }

    [Fact]
    public async Task The_lead_is_called_where_another_one_has_no_answer()
    {
        var head = await ReportAsync(Severity.S2);
        await SweepAtAsync(Monday.AddHours(4));
        Assert.Equal("hans hilde lea", await CardsAsync(head));
    }

    [Fact]
    public async Task Top_management_is_called_for_a_critical_one()
    {
        var head = await ReportAsync(Severity.S1);
        await SweepAtAsync(Monday.AddHours(2));
        Assert.Contains("tom", await CardsAsync(head), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Top_management_is_not_called_for_another_one()
    {
        var head = await ReportAsync(Severity.S2);
        await SweepAtAsync(Monday.AddDays(30));
        Assert.DoesNotContain("tom", await CardsAsync(head), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Top_management_that_was_called_may_act()
    {
        var head = await ReportAsync(Severity.S1);
        await SweepAtAsync(Monday.AddHours(2));
        Assert.Equal(Tom.Person!.Id, (await BodyAsync(await TakeAsync(head, Tom))).Assignee);
    }

    [Fact]
    public async Task Top_management_that_was_not_called_may_not() =>
        Assert.Equal(Refusals.NotAllowed, await Bench.RefusalAsync(TakeIncident.Step, new TakeIncident(), (await ReportAsync(Severity.S1)).Id, Tom));

    [Fact]
    public async Task It_then_waits_for_top_management_too()
    {
        var head = await ReportAsync(Severity.S1);
        await SweepAtAsync(Monday.AddHours(2));
        Assert.Equal(["role:incident-handler", "role:top-management"], (await Bench.HeadAsync(head.Id)).WaitsFor);
    }

    [Fact]
    public async Task After_an_answer_only_the_triage_can_be_late()
    {
        var head = await TakeAsync(await ReportAsync(Severity.S1), Hans);
        await SweepAtAsync(Monday.AddDays(1));
        Assert.Equal(["triage-missed"], (await VerbsAsync(head)).Intersect(All));
    }

    [Fact]
    public async Task After_the_triage_nothing_is_late()
    {
        var head = await TriageAsync(await ReportAsync(Severity.S1), Hans, Severity.S1);
        await SweepAtAsync(Monday.AddDays(1));
        Assert.Empty((await VerbsAsync(head)).Intersect(All));
    }

    [Fact]
    public async Task What_was_ended_before_its_limit_is_not_late()
    {
        var head = await DismissAsync(await ReportAsync(Severity.S1), Hans);
        await SweepAtAsync(Monday.AddDays(1));
        Assert.Empty((await VerbsAsync(head)).Intersect(All));
    }

    [Fact]
    public async Task What_was_reopened_twice_is_late_once()
    {
        var head = await ReportAsync(Severity.S1);
        for (var i = 1; i < 4; i++)
        {
            head = await ReopenAsync(await DismissAsync(head, Hans), Rita);
            await SweepAtAsync(Monday.AddDays(i));
        }
        Assert.Equal(["triage-missed"], (await VerbsAsync(head)).Where(All.Contains));
    }

    [Fact]
    public async Task An_answer_that_comes_while_the_clock_looks_is_in_time()
    {
        var head = await ReportAsync(Severity.S1);
        Bench.Clock.SetUtcNow(Monday.AddHours(1));
        await TakeAsync(head, Hans);
        Assert.Equal(Refusals.NotNow, await Bench.RefusalAsync(MissLimit.FirstAnswer, new MissLimit(), head.Id, Actor.Clock));
    }

    [Fact]
    public async Task A_limit_that_moved_while_the_clock_looked_is_not_missed()
    {
        var head = await ReportAsync(Severity.S1);
        Bench.Clock.SetUtcNow(Monday.AddHours(1));
        await AddAsync(head, Rita, new IncidentDetails { Text = "x", Severity = Severity.S4 });
        Assert.Equal(Refusals.NotNow, await Bench.RefusalAsync(MissLimit.FirstAnswer, new MissLimit(), head.Id, Actor.Clock));
    }

    [Fact]
    public async Task A_limit_that_moved_nearer_than_now_is_missed_at_once()
    {
        var head = await ReportAsync(Severity.S4);
        Bench.Clock.SetUtcNow(Monday.AddHours(6));
        await AddAsync(head, Rita, new IncidentDetails { Text = "x", Severity = Severity.S1 });
        await SweepAtAsync(Monday.AddHours(6));
        Assert.Equal(All, (await VerbsAsync(head)).Intersect(All));
    }

    [Fact]
    public async Task A_call_leaves_the_cards_that_stand_good()
    {
        var head = await ReportAsync(Severity.S1);
        await SweepAtAsync(Monday.AddHours(2));
        Assert.Equal(head.Basis, (await Bench.HeadAsync(head.Id)).Basis);
    }
}
