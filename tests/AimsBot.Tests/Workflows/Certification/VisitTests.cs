using AimsBot.Core;
using AimsBot.Core.Calendar;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.Certification;

namespace AimsBot.Tests.Workflows.Certification;

public sealed class VisitTests : CertificationBench
{
    // Planned, asked, moved.

    [Fact]
    public async Task Whoever_must_be_there_is_asked_by_card_and_answers()
    {
        var visit = await PlanAsync(VisitKind.Stage1, Day("2027-05-03"), "tara@example.com", "mona@example.com");
        Assert.Equal(["UTARA", "UMONA"], Slack.Requests.Where(r => r.Card.Name == VisitWorkflow.VisitCard && r.Account.User != "ULEA").Select(r => r.Account.User).Distinct().OrderDescending());
        await Bench.KeepAsync(AnswerInvitation.Accept, new AnswerInvitation(true, null), visit, Tara);
        await Bench.KeepAsync(AnswerInvitation.Decline, new AnswerInvitation(false, "on leave"), visit, Mona);
        Assert.Equal([(true, null), (false, "on leave")], (await VisitAsync(visit)).Attendees.Select(a => (a.Comes!.Value, a.Reason)));
        Assert.Equal(Refusals.NotAllowed, await Bench.RefusalAsync(AnswerInvitation.Accept, new AnswerInvitation(true, null), visit, Lea));
    }

    [Fact]
    public async Task A_visit_that_moves_asks_anew_and_takes_its_deadlines_along()
    {
        var visit = await PlanAsync(VisitKind.Surveillance, Day("2027-10-01"), "tara@example.com");
        await Bench.KeepAsync(AcceptPlan.Step, new AcceptPlan(), visit, Lea);
        await Bench.KeepAsync(AnswerInvitation.Accept, new AnswerInvitation(true, null), visit, Tara);
        await Bench.KeepAsync(MoveVisit.Step, new MoveVisit(Day("2027-10-08"), Day("2027-10-09"), "the body asks"), visit, Lea);
        await SweepAsync();
        var body = await VisitAsync(visit);
        Assert.Null(body.Attendees.Single().Comes);
        Assert.All(body.Preparations, p => Assert.True(p is { IsAccepted: false, IsPushed: true }));
        Assert.Equal(Day("2027-08-09"), body.Preparations[0].Due);
        Assert.Equal(Day("2027-10-08"), (await BodyAsync()).Visits.Single().From);
    }

    [Fact]
    public async Task A_visit_on_a_holiday_is_pointed_out_and_planned_all_the_same()
    {
        var visit = await PlanAsync(VisitKind.Stage1, Day("2027-05-16"));
        using var card = System.Text.Json.JsonDocument.Parse((await Bench.MakeCards().RecordAsync(CoreBench.Organisation, await Bench.HeadAsync(visit), Lea.Person!, default))!.Json);
        var text = CardReading.Aloud(card.RootElement);
        Assert.Contains("16 May 2027 is a day off here", text, StringComparison.Ordinal);
        Assert.Contains("17 May 2027 is a day off here", text, StringComparison.Ordinal);
        Assert.Equal(VisitStates.Planned, (await Bench.HeadAsync(visit)).State);
    }

    [Fact]
    public async Task A_visit_ends_after_it_began()
    {
        Assert.Equal("until:certificate.untilBeforeFrom", await FaultsAsync(PlanVisit.Step, new PlanVisit(VisitKind.Stage1, Day("2027-05-03"), Day("2027-05-02"), null, null, []), Certificate));
        Assert.Equal("from:refusal.required kind:refusal.required", await FaultsAsync(PlanVisit.Step, new PlanVisit(null, null, null, null, null, []), Certificate));
        Assert.Equal("attendees:certificate.noSuchPerson", await FaultsAsync(PlanVisit.Step, new PlanVisit(VisitKind.Stage1, Day("2027-05-03"), null, null, null, ["nobody@example.com"]), Certificate));
    }

    [Fact]
    public async Task A_cancelled_visit_serves_nothing()
    {
        await CertifiedAsync(Day("2026-12-15"));
        var visit = await PlanAsync(VisitKind.Surveillance, Day("2027-10-01"));
        await Bench.KeepAsync(CancelVisit.Step, new CancelVisit("the body has nobody"), visit, Lea);
        await SweepAsync();
        Assert.Null(CyclePlan.Of(await BodyAsync())!.Next!.Visit);
    }

    [Fact]
    public async Task What_is_still_to_come_was_not_held() =>
        Assert.Equal("until:certificate.dayAhead", await FaultsAsync(HoldVisit.Step, new HoldVisit(Day("2027-01-04"), Day("2027-01-05")), await PlanAsync(VisitKind.Stage1, Day("2027-01-05"))));

    // What is to be ready.

    [Fact, Trait("Rule", "C9")]
    public async Task From_a_visit_the_bot_proposes_what_is_to_be_ready_by_when()
    {
        var visit = await PlanAsync(VisitKind.Surveillance, Day("2027-10-01"));
        Assert.Equal(
            ["InternalAudit 2027-08-02", "ManagementReview 2027-09-01", "CorrectiveActions 2027-09-17"],
            (await VisitAsync(visit)).Preparations.Select(p => $"{p.Kind} {p.Due:yyyy-MM-dd}"));
        Assert.Equal(PreparationKind.Coverage, (await VisitAsync(await PlanAsync(VisitKind.Recertification, Day("2029-09-01")))).Preparations[0].Kind);
    }

    [Fact]
    public async Task A_visit_at_short_notice_asks_for_nothing_in_the_past_nor_on_its_day()
    {
        var body = await VisitAsync(await PlanAsync(VisitKind.Surveillance, Day("2027-01-06")));
        Assert.All(body.Preparations, p => Assert.Equal(Day("2027-01-05"), p.Due));
        Assert.Empty((await VisitAsync(await PlanAsync(VisitKind.Surveillance, Day("2026-10-01")))).Preparations);
    }

    [Fact, Trait("Rule", "C9")]
    public async Task A_deadline_that_moves_pushes_what_builds_on_it()
    {
        var visit = await PlanAsync(VisitKind.Surveillance, Day("2027-10-01"));
        await Bench.KeepAsync(MoveDeadline.Step, new MoveDeadline(PreparationKind.InternalAudit, Day("2027-08-12"), "the auditor is away"), visit, Lea);
        Assert.Equal(
            ["2027-08-12 False", "2027-09-11 True", "2027-09-27 True"],
            (await VisitAsync(visit)).Preparations.Select(p => $"{p.Due:yyyy-MM-dd} {p.IsPushed}"));
        Assert.Equal(Day("2027-08-02"), (await VisitAsync(visit)).Preparations[0].Proposed);
    }

    [Fact]
    public async Task A_deadline_that_would_push_others_past_the_visit_stays()
    {
        var visit = await PlanAsync(VisitKind.Surveillance, Day("2027-10-01"));
        var form = Assert.IsType<FormReturned>(await Bench.TakeAsync(MoveDeadline.Step, new MoveDeadline(PreparationKind.InternalAudit, Day("2027-09-01"), "x"), visit, Lea));
        Assert.Equal(("certificate.pastVisit", "2027-08-15"), (form.Fields["on"].Key, form.Fields["on"].Facts["latest"]));
        Assert.Equal(Day("2027-08-02"), (await VisitAsync(visit)).Preparations[0].Due);
    }

    // Reminders.

    [Fact, Trait("Rule", "M1")]
    public async Task A_surveillance_without_a_day_is_reminded_of_once_a_rung_by_the_audit_ladder()
    {
        await CertifiedAsync(Day("2026-12-15"));
        await WalkAsync(Day("2027-01-05"), Day("2028-01-10"));
        var rungs = (await BodyAsync()).Reminders.Where(r => r.Due == Day("2027-12-15") && r.Sent).Select(r => r.Rung);
        Assert.Equal([-180, -120, -90, -60, -30, -14, -7, -1, 1, 3, 7, 14, 21], rungs);
        Assert.Equal(rungs.Select(r => $"rung:2027-12-15:{r}"), (await RungsAsync(Certificate, Lea)).Select(r => r.Why));
    }

    [Fact]
    public async Task Two_months_before_its_limit_top_management_hears_that_the_next_step_has_no_day()
    {
        await CertifiedAsync(Day("2026-12-15"));
        await WalkAsync(Day("2027-01-05"), Day("2027-10-14"));
        Assert.DoesNotContain(Slack.Requests, r => r.Account.User == "UTARA");
        await WalkAsync(Day("2027-10-15"), Day("2027-10-18"));
        Assert.Contains(Slack.Requests, r => r.Account.User == "UTARA");
    }

    [Fact, Trait("Rule", "M6")]
    public async Task A_surveillance_that_is_planned_reminds_of_itself_and_not_of_its_limit()
    {
        await CertifiedAsync(Day("2026-12-15"));
        await PlanAsync(VisitKind.Surveillance, Day("2027-10-01"));
        Assert.Equal(["recertification"], CertificateWorkflow.Dues(await BodyAsync(), CertificateStates.Valid).Select(d => d.What));
    }

    [Fact, Trait("Rule", "M1"), Trait("Rule", "M2")]
    public async Task A_visit_of_two_days_is_late_after_the_second()
    {
        await CertifiedAsync(Day("2026-12-15"));
        var visit = await PlanAsync(VisitKind.Surveillance, Day("2027-10-04"));
        await WalkAsync(Day("2027-10-01"), Day("2027-10-05"));
        Assert.DoesNotContain((await VisitAsync(visit)).Reminders, r => r.Rung > 0 && r.Due >= Day("2027-10-04"));
        await WalkAsync(Day("2027-10-06"), Day("2027-10-06"));
        Assert.Equal((Day("2027-10-05"), 1, true), (await VisitAsync(visit)).Reminders.Single(r => r.Rung > 0 && r.Due >= Day("2027-10-04")) is var late ? (late.Due, late.Rung, late.Sent) : default);
    }

    [Fact, Trait("Rule", "C6")]
    public async Task A_surveillance_that_is_put_off_past_its_limit_reminds_of_the_limit_again()
    {
        await CertifiedAsync(Day("2026-12-15"));
        var visit = await PlanAsync(VisitKind.Surveillance, Day("2027-12-13"));
        Assert.DoesNotContain("surveillance-1", CertificateWorkflow.Dues(await BodyAsync(), CertificateStates.Valid).Select(d => d.What));
        await Bench.KeepAsync(MoveVisit.Step, new MoveVisit(Day("2027-12-15"), Day("2027-12-16"), "the body asks"), visit, Lea);
        await SweepAsync();
        Assert.Contains(("surveillance-1", Day("2027-12-15")), CertificateWorkflow.Dues(await BodyAsync(), CertificateStates.Valid));
    }

    [Fact, Trait("Rule", "M7")]
    public async Task Nothing_goes_out_at_night_nor_on_a_day_off()
    {
        await CertifiedAsync(Day("2026-12-15"));
        var visit = await PlanAsync(VisitKind.Surveillance, Day("2027-10-03"), "tara@example.com");
        for (var end = Day("2027-10-05"); Today < end; Bench.Clock.Advance(TimeSpan.FromHours(6))) await Bench.MakePump(null, Slack).SweepAsync("demo", default);
        var sent = await RungsAsync(visit, Tara);
        Assert.NotEmpty(sent);
        Assert.All(sent, rung =>
        {
            var (day, time) = LocalTimes.At(rung.At, "Europe/Oslo");
            Assert.True(time >= new TimeOnly(9, 0) && time < new TimeOnly(17, 0) && CoreBench.Organisation.Calendar.IsWorkingDay(NodaTime.LocalDate.FromDateOnly(day)), $"{rung.Why} {day} {time}");
        });
    }

    [Fact, Trait("Rule", "M3")]
    public async Task Two_hosts_at_once_remind_once()
    {
        await CertifiedAsync(Day("2026-12-15"));
        GoTo(Day("2027-06-18"));
        await Task.WhenAll(Bench.MakePump(null, Slack).SweepAsync("demo", default), Bench.MakePump(null, Slack).SweepAsync("demo", default));
        await SweepAsync();
        Assert.Single((await BodyAsync()).Reminders, r => r.Due == Day("2027-12-15"));
        var copies = (await Bench.Store.PendingAsync("demo", Certificate, default))!.Copies.Where(c => c.Person == Lea.Person!.Id && c.Why == "rung:2027-12-15:-180").ToArray();
        Assert.Single(copies);
        Assert.NotNull(copies[0].SentAt);
    }

    // The clock moves a day at a time, as far as the reminders go: each day's morning is met by a host of its own.
    private async Task WalkAsync(DateOnly from, DateOnly until)
    {
        for (var day = from; day <= until; day = day.AddDays(1))
        {
            GoTo(day, 10);
            await Bench.MakePump(null, Slack).SweepAsync("demo", default);
        }
    }
}
