using AimsBot.Core;
using AimsBot.Core.Calendar;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.Iso42001;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.Certification;
using AimsBot.Workflows.CorrectiveActions;
using AimsBot.Workflows.Statements;
using AimsBot.Workflows.SystemRegister;

namespace AimsBot.Tests.Workflows.Certification;

public sealed class CertificateTests : CertificationBench
{
    // To the certificate.

    [Fact, Trait("Rule", "C1"), Trait("Rule", "C4")]
    public async Task Stage_1_and_stage_2_lead_to_a_certificate()
    {
        var first = await HeldAsync(VisitKind.Stage1, Day("2026-11-02"));
        await Bench.KeepAsync(DecideVisit.Step, new DecideVisit("ready", Day("2026-11-04"), null), first, Lea);
        var second = await HeldAsync(VisitKind.Stage2, Day("2026-12-01"));
        var head = await GrantAsync(Day("2026-12-15"));
        Assert.Equal(CertificateStates.Valid, head.State);
        Assert.Equal((VisitStates.Decided, VisitOutcome.Certified), ((await Bench.HeadAsync(second)).State, (await VisitAsync(second)).Outcome!.Value));
        Assert.Equal(["stage1 decided", "stage2 decided"], (await BodyAsync()).Visits.Select(v => $"{v.Kind.ToString().ToLowerInvariant()} {v.State}"));
    }

    [Fact, Trait("Rule", "C2")]
    public async Task Stage_1_ends_with_worries_and_may_be_held_again()
    {
        var first = await HeldAsync(VisitKind.Stage1, Day("2026-11-02"));
        await Bench.KeepAsync(NoteWorry.Step, new NoteWorry("The scope names no site."), first, Lea);
        await Bench.KeepAsync(DecideVisit.Step, new DecideVisit("repeat", Day("2026-11-04"), "after the move"), first, Lea);
        Assert.Equal(("The scope names no site.", VisitOutcome.Repeat), ((await VisitAsync(first)).Worries.Single().Text, (await VisitAsync(first)).Outcome!.Value));
        Assert.Equal(CertificateStates.None, (await Bench.HeadAsync(Certificate)).State);
        Assert.Equal(VisitStates.Held, (await Bench.HeadAsync(await HeldAsync(VisitKind.Stage1, Day("2026-12-02")))).State);
    }

    [Theory, Trait("Rule", "C3")]
    [InlineData("2027-01-02", false)]
    [InlineData("2027-01-03", true)]
    public async Task A_stage_2_long_after_stage_1_is_pointed_out_and_planned_all_the_same(string second, bool isPointedOut)
    {
        await Bench.KeepAsync(ChangeLimits.Step, new ChangeLimits(null, null, 60, null), Certificate, Lea);
        await HeldAsync(VisitKind.Stage1, Day("2026-11-02"));
        await PlanAsync(VisitKind.Stage2, Day(second));
        Assert.Equal(isPointedOut, (await CardTextAsync()).Contains("between stage 1 and stage 2", StringComparison.Ordinal));
    }

    [Fact, Trait("Rule", "C1")]
    public async Task A_decision_before_stage_2_is_not_taken()
    {
        await HeldAsync(VisitKind.Stage1, Day("2026-11-02"));
        Assert.Equal("decided:certificate.noStage2", await FaultsAsync(GrantCertificate.Step, Grant("2026-12-15", "2029-12-15"), Certificate));
        await PlanAsync(VisitKind.Stage2, Day("2026-12-20"));
        Assert.Equal("decided:certificate.noStage2", await FaultsAsync(GrantCertificate.Step, Grant("2026-12-15", "2029-12-15"), Certificate));
    }

    [Theory, Trait("Rule", "C5")]
    [InlineData("2026-12-15", "2026-12-15", "expires:certificate.expiryBefore")]
    [InlineData("2026-12-15", "2025-12-15", "expires:certificate.expiryBefore")]
    [InlineData("2026-12-15", "2029-12-16", "expires:certificate.expiryLate")]
    [InlineData("2027-01-05", "2029-12-15", "decided:certificate.decidedAhead")]
    [InlineData("2026-12-15", "2029-12-14", "valid")]
    public async Task The_days_of_a_decision_fit_together(string decided, string expires, string outcome)
    {
        await HeldAsync(VisitKind.Stage2, Day("2026-12-01"));
        Assert.Equal(outcome, await FaultsAsync(GrantCertificate.Step, Grant(decided, expires), Certificate));
    }

    [Theory, Trait("Case", "24")]
    [InlineData("31/02/2027")]
    [InlineData("2027-02-29")]
    [InlineData("29.02.2027")]
    public async Task A_day_that_does_not_exist_is_refused_at_its_field(string typed)
    {
        await HeldAsync(VisitKind.Stage2, Day("2026-12-01"));
        var before = (await Bench.HeadAsync(Certificate)).Revision;
        var values = new Dictionary<string, string> { ["number"] = "N", ["decided"] = typed, ["expires"] = "2029-12-15" };
        Assert.Equal("decided:refusal.noDate", await FaultsAsync(GrantCertificate.Step, values, Certificate));
        Assert.Equal(before, (await Bench.HeadAsync(Certificate)).Revision);
    }

    // Findings.

    [Fact]
    public async Task A_finding_of_the_body_opens_a_corrective_action_and_holds_up_the_decision_until_the_body_has_verified_it()
    {
        var visit = await HeldAsync(VisitKind.Stage2, Day("2026-12-01"));
        await Bench.KeepAsync(NoteFinding.Step, new NoteFinding(BodyGrade.Major, "8.2", "No reassessment after the change.", null, "mona@example.com"), visit, Lea);
        await SweepAsync();
        var opened = Assert.Single(await Bench.AllAsync("corrective-action"));
        Assert.Equal((opened.Id, Day("2027-06-02")), (await VisitAsync(visit)).Findings.Single() is var f ? (f.Case!.Value, f.Limit!.Value) : default);
        Assert.Equal("decided:certificate.findingsOpen", await FaultsAsync(GrantCertificate.Step, Grant("2026-12-15", "2029-12-15"), Certificate));
        await Bench.KeepAsync(NoteBodyWord.Step, new NoteBodyWord(BodyVerdict.PlanAccepted, Day("2026-12-10"), null, null), opened.Id, Lea);
        await SweepAsync();
        Assert.Equal("decided:certificate.findingsOpen", await FaultsAsync(GrantCertificate.Step, Grant("2026-12-15", "2029-12-15"), Certificate));
        await Bench.KeepAsync(NoteBodyWord.Step, new NoteBodyWord(BodyVerdict.Verified, Day("2026-12-12"), null, null), opened.Id, Lea);
        await SweepAsync();
        Assert.Equal(CertificateStates.Valid, await FaultsAsync(GrantCertificate.Step, Grant("2026-12-15", "2029-12-15"), Certificate));
    }

    [Fact]
    public async Task Majors_that_were_not_verified_within_six_months_mean_another_stage_2()
    {
        var visit = await HeldAsync(VisitKind.Stage2, Day("2026-06-01"));
        await Bench.KeepAsync(NoteFinding.Step, new NoteFinding(BodyGrade.Major, "8.2", "x", null, null), visit, Lea);
        await SweepAsync();
        await Bench.KeepAsync(NoteBodyWord.Step, new NoteBodyWord(BodyVerdict.Verified, Day("2026-12-12"), null, null), (await Bench.AllAsync("corrective-action"))[0].Id, Lea);
        await SweepAsync();
        Assert.Equal("decided:certificate.stage2TooOld", await FaultsAsync(GrantCertificate.Step, Grant("2026-12-15", "2029-12-15"), Certificate));
    }

    [Fact]
    public async Task An_opportunity_opens_nothing_and_owes_no_answer()
    {
        var visit = await HeldAsync(VisitKind.Stage2, Day("2026-12-01"));
        await Bench.KeepAsync(NoteFinding.Step, new NoteFinding(BodyGrade.Opportunity, "9.1", "x", null, null), visit, Lea);
        await SweepAsync();
        Assert.Empty(await Bench.AllAsync("corrective-action"));
        Assert.Equal(CertificateStates.Valid, (await GrantAsync(Day("2026-12-15"))).State);
    }

    [Fact]
    public async Task A_regraded_finding_keeps_its_first_grade_and_the_reason()
    {
        var visit = await HeldAsync(VisitKind.Surveillance, Day("2026-12-01"));
        await Bench.KeepAsync(NoteFinding.Step, new NoteFinding(BodyGrade.Opportunity, "8.2", "x", null, null), visit, Lea);
        await Bench.KeepAsync(RegradeFinding.Step, new RegradeFinding("1", BodyGrade.Major, null, "three minors on one clause"), visit, Lea);
        await SweepAsync();
        var finding = (await VisitAsync(visit)).Findings.Single();
        Assert.Equal((BodyGrade.Opportunity, BodyGrade.Major, "three minors on one clause"), (finding.First, finding.Grade, finding.Regradings.Single().Reason));
        Assert.Single(await Bench.AllAsync("corrective-action"));
    }

    [Theory]
    [InlineData(VisitKind.Stage2, null, "2027-05-03")]
    [InlineData(VisitKind.Stage2, 90, "2027-02-01")]
    [InlineData(VisitKind.Surveillance, null, null)]
    [InlineData(VisitKind.Surveillance, 90, "2027-02-01")]
    [InlineData(VisitKind.Recertification, null, "2026-11-20")]
    [InlineData(VisitKind.Recertification, 90, "2026-11-20")]
    [InlineData(VisitKind.Recertification, 7, "2026-11-10")]
    public void The_limit_of_a_major_is_the_bodys_and_no_law_of_ours(VisitKind kind, int? days, string? limit) => Assert.Equal(
        limit is null ? null : Day(limit),
        NoteFinding.LimitOf(BodyGrade.Major, new BodyVisit { Kind = kind, Until = Day("2026-11-03"), Expires = Day("2026-11-20"), Limits = new BodyLimits { MajorDays = days } }));

    [Fact]
    public async Task A_body_that_shortens_its_limits_changes_none_that_was_given()
    {
        await Bench.KeepAsync(ChangeLimits.Step, new ChangeLimits(90, 90, 60, null), Certificate, Lea);
        var visit = await HeldAsync(VisitKind.Surveillance, Day("2026-12-01"));
        await Bench.KeepAsync(NoteFinding.Step, new NoteFinding(BodyGrade.Major, "8.2", "x", null, null), visit, Lea);
        await Bench.KeepAsync(ChangeLimits.Step, new ChangeLimits(30, 30, 60, null), Certificate, Lea);
        Assert.Equal(Day("2027-03-02"), (await VisitAsync(visit)).Findings.Single().Limit);
        var later = await HeldAsync(VisitKind.Surveillance, Day("2026-12-20"));
        await Bench.KeepAsync(NoteFinding.Step, new NoteFinding(BodyGrade.Major, "8.2", "x", null, null), later, Lea);
        Assert.Equal(Day("2027-01-20"), (await VisitAsync(later)).Findings.Single().Limit);
    }

    [Fact]
    public async Task Evidence_that_was_sent_stands_with_its_day()
    {
        var visit = await HeldAsync(VisitKind.Surveillance, Day("2026-12-01"));
        await Bench.KeepAsync(NoteFinding.Step, new NoteFinding(BodyGrade.Minor, "8.2", "x", null, null), visit, Lea);
        await Bench.KeepAsync(SendEvidence.Step, new SendEvidence("1", Day("2026-12-20"), "the new plan"), visit, Lea);
        Assert.Equal((1, Day("2026-12-20")), (await VisitAsync(visit)).Evidence.Single() is var sent ? (sent.Finding!.Value, sent.On) : default);
        Assert.Equal("on:certificate.dayAhead", await FaultsAsync(SendEvidence.Step, new SendEvidence("1", Day("2027-01-05"), "x"), visit));
    }

    // Suspended, withdrawn, transferred.

    [Fact, Trait("Rule", "C14")]
    public async Task A_suspension_counts_as_invalid_until_it_is_lifted()
    {
        await CertifiedAsync(Day("2026-12-15"));
        await Bench.KeepAsync(SuspendCertificate.Step, new SuspendCertificate(Day("2027-01-02"), "the audit could not be held"), Certificate, Lea);
        Assert.Equal((CertificateStates.Suspended, Day("2027-07-02")), ((await Bench.HeadAsync(Certificate)).State, (await BodyAsync()).Suspensions.Single().Until));
        Assert.False(Standing.IsValidOn(await BodyAsync(), Today));
        Assert.Equal("on:certificate.dayBefore", await FaultsAsync(LiftSuspension.Step, new LiftSuspension(Day("2027-01-01"), "x"), Certificate));
        Assert.Equal(CertificateStates.Valid, await FaultsAsync(LiftSuspension.Step, new LiftSuspension(Day("2027-01-04"), "held"), Certificate));
        Assert.True(Standing.IsValidOn(await BodyAsync(), Today));
    }

    [Fact, Trait("Rule", "C14")]
    public async Task A_withdrawn_certificate_is_over()
    {
        await CertifiedAsync(Day("2026-12-15"));
        await Bench.KeepAsync(WithdrawCertificate.Step, new WithdrawCertificate(Today, "given up"), Certificate, Lea);
        Assert.Equal(CertificateStates.Withdrawn, (await Bench.HeadAsync(Certificate)).State);
        Assert.Equal(Refusals.NotNow, await Bench.RefusalAsync(GrantCertificate.Step, Grant("2027-01-03", "2029-12-15"), Certificate, Lea));
    }

    [Fact]
    public async Task Another_scope_or_another_body_leaves_the_dates_as_they_are()
    {
        await CertifiedAsync(Day("2026-12-15"));
        await Bench.KeepAsync(ChangeLimits.Step, new ChangeLimits(90, null, null, null), Certificate, Lea);
        await Bench.KeepAsync(ChangeScope.Step, new ChangeScope("AI in recruiting, Bergen", "3", null, Today), Certificate, Lea);
        await Bench.KeepAsync(TransferCertificate.Step, new TransferCertificate("Other Cert", "O-9", Today), Certificate, Lea);
        var body = await BodyAsync();
        Assert.Equal((Day("2026-12-15"), Day("2029-12-15"), "O-9", "3", "Other Cert"), (body.Cycle!.Decided, body.Cycle.Expires, body.Cycle.Number, body.Cycle.Statement, body.Body));
        Assert.Equal(["AI in recruiting", "Nordic Cert, N-1"], body.Alterations.Select(a => a.Before));
        Assert.Null(body.Limits.MajorDays);
    }

    // Recertification.

    [Fact, Trait("Rule", "C10"), Trait("Rule", "C11")]
    public async Task A_recertification_in_time_follows_the_old_expiry()
    {
        await CertifiedAsync(Day("2025-12-15"));
        GoTo(Day("2028-11-20"));
        await HeldAsync(VisitKind.Recertification, Day("2028-10-10"));
        Assert.Equal("expires:certificate.expiryLate", await FaultsAsync(GrantCertificate.Step, Grant("2028-11-20", "2031-12-16"), Certificate));
        await GrantAsync(Day("2028-11-20"), Day("2031-12-15"));
        Assert.Equal(CycleStart.Recertification, (await BodyAsync()).Cycle!.Start);
    }

    [Fact, Trait("Rule", "C10"), Trait("Rule", "C12"), Trait("Rule", "C13")]
    public async Task A_major_at_the_recertification_three_weeks_before_expiry_costs_the_certificate_and_the_time()
    {
        await CertifiedAsync(Day("2025-12-15"));
        GoTo(Day("2028-11-24"));
        var visit = await HeldAsync(VisitKind.Recertification, Day("2028-11-22"));
        await Bench.KeepAsync(NoteFinding.Step, new NoteFinding(BodyGrade.Major, "9.3", "No review.", null, "mona@example.com"), visit, Lea);
        await SweepAsync();
        Assert.Equal(Day("2028-12-15"), (await VisitAsync(visit)).Findings.Single().Limit);
        GoTo(Day("2028-12-16"));
        await SweepAsync();
        Assert.Equal(CertificateStates.Expired, (await Bench.HeadAsync(Certificate)).State);
        Assert.Contains("no valid certificate since 16 Dec 2028", await CardTextAsync(), StringComparison.Ordinal);
        Assert.Contains("restores it until 15 Jun 2029", await CardTextAsync(), StringComparison.Ordinal);
        GoTo(Day("2029-03-01"));
        Assert.Equal("decided:certificate.findingsOpen", await FaultsAsync(GrantCertificate.Step, Grant("2029-03-01", "2031-12-15"), Certificate));
        await Bench.KeepAsync(NoteBodyWord.Step, new NoteBodyWord(BodyVerdict.Verified, Day("2029-02-25"), null, null), (await Bench.AllAsync("corrective-action"))[0].Id, Lea);
        await SweepAsync();
        Assert.Equal("expires:certificate.expiryLate", await FaultsAsync(GrantCertificate.Step, Grant("2029-03-01", "2032-03-01"), Certificate));
        Assert.Equal(CertificateStates.Valid, (await GrantAsync(Day("2029-03-01"), Day("2031-12-15"))).State);
        Assert.Equal(CycleStart.Restored, (await BodyAsync()).Cycle!.Start);
    }

    [Fact, Trait("Rule", "C13")]
    public async Task After_six_months_it_takes_a_new_stage_2()
    {
        await CertifiedAsync(Day("2023-12-15"), Day("2026-12-14"));
        GoTo(Day("2027-06-15"));
        await SweepAsync();
        Assert.Equal(CertificateStates.None, (await Bench.HeadAsync(Certificate)).State);
        await HeldAsync(VisitKind.Recertification, Day("2027-06-12"));
        Assert.Equal("decided:certificate.noStage2", await FaultsAsync(GrantCertificate.Step, Grant("2027-06-15", "2030-06-15"), Certificate));
        await HeldAsync(VisitKind.Stage2, Day("2027-06-12"));
        await GrantAsync(Day("2027-06-15"));
        Assert.Equal(CycleStart.Initial, (await BodyAsync()).Cycle!.Start);
    }

    // The body's dates and answers.

    [Fact, Trait("Rule", "C8")]
    public async Task The_answer_which_year_is_the_recertification_year_is_kept_with_its_cycle()
    {
        await CertifiedAsync(Day("2026-01-10"), Day("2029-01-09"));
        Assert.Contains("recertification year, 2028 or 2029", await CardTextAsync(), StringComparison.Ordinal);
        Assert.Equal("year:refusal.noSuchChoice", await FaultsAsync(AnswerYear.Step, new AnswerYear("2027"), Certificate));
        await Bench.KeepAsync(AnswerYear.Step, new AnswerYear("2028"), Certificate, Lea);
        Assert.Equal(2028, CyclePlan.Of(await BodyAsync())!.RecertificationYear);
        Assert.DoesNotContain("recertification year, 2028", await CardTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bodys_day_wins_and_the_card_shows_the_difference()
    {
        await CertifiedAsync(Day("2026-12-15"));
        Assert.Equal("on:certificate.outsideCycle", await FaultsAsync(NoteProgramme.Step, new NoteProgramme("surveillance-1", Day("2026-12-15")), Certificate));
        await Bench.KeepAsync(NoteProgramme.Step, new NoteProgramme("surveillance-1", Day("2027-10-01")), Certificate, Lea);
        var card = await CardTextAsync();
        Assert.Contains("Surveillance 1, by 1 Oct 2027", card, StringComparison.Ordinal);
        Assert.Contains("the body's programme says 1 Oct 2027, the rules 15 Dec 2027", card, StringComparison.Ordinal);
    }

    [Fact, Trait("Rule", "C15")]
    public async Task A_significant_change_asks_whether_the_body_must_be_told_and_keeps_the_answer()
    {
        await Bench.KeepAsync(RaiseChange.Step, new RaiseChange(ChangeKind.Site, "Bergen joins."), Certificate, Mona);
        Assert.Contains("role:compliance-lead", (await Bench.HeadAsync(Certificate)).WaitsFor);
        Assert.Equal("on:certificate.toldWhen", await FaultsAsync(AnswerChange.Step, new AnswerChange("1", TellBody.Yes, null, "a new site"), Certificate));
        await Bench.KeepAsync(AnswerChange.Step, new AnswerChange("1", TellBody.Yes, Today, "a new site"), Certificate, Lea);
        var change = (await BodyAsync()).Changes.Single();
        Assert.Equal((true, Today, "a new site"), (change.Answer!.MustTell, change.Answer.ToldOn!.Value, change.Answer.Reason));
        Assert.Empty((await Bench.HeadAsync(Certificate)).WaitsFor);
    }

    [Fact, Trait("Rule", "C15"), Trait("Rule", "V5")]
    public async Task A_system_of_a_new_kind_asks_by_itself_whether_the_body_must_be_told()
    {
        await RegisterAsync("Assistant", SystemRole.Deployer);
        await CertifiedAsync(Day("2026-12-15"));
        await RegisterAsync("Another assistant", SystemRole.Deployer);
        Assert.Empty((await BodyAsync()).Changes);
        var posts = Posts();
        var system = await RegisterAsync("CV ranking that we sell", SystemRole.Provider);
        var change = (await BodyAsync()).Changes.Single();
        Assert.Equal((ChangeKind.SystemClass, "CV ranking that we sell", null, system.Id), (change.Kind, change.Text, change.RaisedBy, change.About!.Value));
        Assert.True(Posts() > posts);
        Assert.Contains("role:compliance-lead", (await Bench.HeadAsync(Certificate)).WaitsFor);
        Assert.Contains($"1. A new kind of AI system: CV ranking that we sell ({system.Id})", await CardTextAsync(), StringComparison.Ordinal);
        await Bench.KeepAsync(AnswerChange.Step, new AnswerChange("1", TellBody.No, null, "it is sold in another company"), Certificate, Lea);
        Assert.Contains("It need not be told, says lea: it is sold in another company", await CardTextAsync(), StringComparison.Ordinal);
        Assert.Empty((await Bench.HeadAsync(Certificate)).WaitsFor);
    }

    [Fact, Trait("Rule", "C15"), Trait("Rule", "V5")]
    public async Task A_system_that_becomes_of_a_new_kind_asks_once()
    {
        await CertifiedAsync(Day("2026-12-15"));
        var system = await RegisterAsync("Assistant", SystemRole.Deployer);
        await Bench.KeepAsync(AnswerChange.Step, new AnswerChange("1", TellBody.No, null, "our first"), Certificate, Lea);
        await Bench.KeepAsync(UpdateSystem.Step, new UpdateSystem(new RegisterSystem("Assistant", "mona@example.com", SystemStatus.InUse) { Role = SystemRole.Maker }), system.Id, Lea);
        await SweepAsync();
        await Bench.KeepAsync(UpdateSystem.Step, new UpdateSystem(new RegisterSystem("Assistants", "mona@example.com", SystemStatus.InUse) { Role = SystemRole.Maker }), system.Id, Lea);
        await SweepAsync();
        Assert.Equal(["Assistant", "Assistant"], (await BodyAsync()).Changes.Select(c => c.Text));
    }

    [Fact, Trait("Rule", "C15"), Trait("Rule", "Y5")]
    public async Task Another_statement_of_applicability_asks_by_itself()
    {
        var statement = (await Bench.KeepAsync(StartStatement.Step, new StartStatement(), null, Lea)).Id;
        await Bench.KeepAsync(DecideControls.Step, new DecideControls([.. Requirements.Controls.Select(c => c.Id)], Applicability.Law, "it is asked for", "the AI Act"), statement, Lea);
        await Bench.KeepAsync(ApproveStatement.Step, new ApproveStatement("the first"), statement, Tara);
        await CertifiedAsync(Day("2026-12-15"));
        await Bench.KeepAsync(DecideControls.Step, new DecideControls(["A.10.3"], Applicability.NoSuchActivity, "no customers", null), statement, Lea);
        await Bench.KeepAsync(ApproveStatement.Step, new ApproveStatement("one left out"), statement, Tara);
        await SweepAsync();
        Assert.Equal((ChangeKind.Statement, "one left out"), (await BodyAsync()).Changes.Single() is var change ? (change.Kind, change.Text) : default);
    }

    [Fact, Trait("Rule", "C12")]
    public async Task A_zone_that_changes_in_the_middle_of_the_cycle_is_kept_with_the_next_reminder_and_ends_the_last_day_where_the_organisation_is_then()
    {
        var head = await CertifiedAsync(Day("2026-12-15"));
        var moved = CoreBench.Organisation with { TimeZone = "Pacific/Kiritimati", Calendar = WorkingCalendar.For("Pacific/Kiritimati", null) };
        var body = head.Read<Certificate>();
        var last = new CertificateWorkflow().DeadlinesOf(body, CertificateStates.Valid).Single(d => d.Step == PassExpiry.Step);
        var facts = new StepFacts
        {
            Now = last.At.AddDays(-30),
            Actor = Actor.Clock,
            Organisation = moved,
            Record = Certificate,
            State = CertificateStates.Valid,
            People = new Dictionary<Role, IReadOnlyList<Person>> { [Role.ComplianceLead] = [], [Role.TopManagement] = [] },
        };
        var reminded = Assert.IsType<Change>(RemindOfCycle.Decide(body, new RemindOfCycle(), facts));
        var anew = new CertificateWorkflow().DeadlinesOf(reminded.Body, reminded.State).Single(d => d.Step == PassExpiry.Step);
        Assert.Equal((last.At.AddHours(-13), "Pacific/Kiritimati"), (anew.At, ((Certificate)reminded.Body).Zone));
    }

    [Fact, Trait("Rule", "C12"), Trait("Rule", "M7")]
    public async Task Whoever_is_concerned_hears_in_the_morning_that_there_is_no_certificate_any_more()
    {
        await CertifiedAsync(Day("2026-12-15"));
        GoTo(Day("2029-12-15"));
        await SweepAsync();
        Bench.Clock.SetUtcNow(LocalTimes.Instant(Day("2029-12-16"), new TimeOnly(0, 1), "Europe/Oslo"));
        var (posts, lea) = (Posts(), Posts("ULEA"));
        await SweepAsync();
        Assert.Equal((CertificateStates.Expired, posts, lea), ((await Bench.HeadAsync(Certificate)).State, Posts(), Posts("ULEA")));
        // The day after the last one is a Sunday.
        GoTo(Day("2029-12-17"), 10);
        await SweepAsync();
        Assert.Equal((1, 1), (Posts("ULEA") - lea, Posts("UTARA") - (posts - lea)));
        Assert.Contains("There is no valid certificate since 16 Dec 2029.", await CardTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Four_months_before_the_expiry_top_management_hears_that_the_recertification_has_no_day()
    {
        await CertifiedAsync(Day("2026-12-15"));
        foreach (var day in new[] { "2027-11-02", "2028-11-02" })
        {
            GoTo(Day(day));
            await HeldAsync(VisitKind.Surveillance, Day(day).AddDays(-1));
        }
        var before = Posts("UTARA");
        GoTo(Day("2029-08-16"));
        await SweepAsync();
        Assert.Equal(before, Posts("UTARA"));
        GoTo(Day("2029-08-17"));
        await SweepAsync();
        Assert.Equal(before + 1, Posts("UTARA"));
    }

    // Rights.

    [Fact]
    public async Task Only_a_lead_notes_what_the_body_decided()
    {
        await HeldAsync(VisitKind.Stage2, Day("2026-12-01"));
        Assert.Equal(Refusals.NotAllowed, await Bench.RefusalAsync(GrantCertificate.Step, Grant("2026-12-15", "2029-12-15"), Certificate, Tara));
        Assert.Equal(Refusals.NotAllowed, await Bench.RefusalAsync(WithdrawCertificate.Step, new WithdrawCertificate(Today, "x"), Certificate, Mona));
    }

    // Readiness.

    [Fact]
    public async Task Readiness_counts_from_the_records_and_shows_a_gap_as_a_gap()
    {
        await Bench.KeepAsync(OpenCase.Step, new OpenCase("x", null, null, CaseGrade.Minor, CaseSource.Other, null, null), null, Mona);
        var lines = Readiness.Of(await BodyAsync(), new Dictionary<string, IReadOnlyList<Head>>(), await CountsAsync(), "Europe/Oslo").ToDictionary(l => l.Key);
        Assert.Equal((1, 1, true), (lines["actions"].Shown!.Value, lines["actions"].Open, lines["actions"].IsGap));
        Assert.Equal((null, true), (lines["bias"].Shown, lines["bias"].IsGap));
        Assert.All(lines.Values, line => Assert.NotEmpty(line.Supports));
    }

    [Fact, Trait("Rule", "G4")]
    public async Task Each_line_is_a_record_to_look_at_or_a_button_by_which_its_owner_is_asked()
    {
        var visit = await HeldAsync(VisitKind.Stage2, Day("2026-12-01"));
        await Bench.KeepAsync(DecideVisit.Step, new DecideVisit("repeat", Day("2026-12-04"), null), visit, Lea);
        await SweepAsync();
        var clicks = Bench.MakeClicks();
        var reply = Assert.IsType<KeptReply>(await clicks.TakeAsync(CoreBench.Visit(Lea), CheckReadiness.Step, new ActionRef(Certificate, null), new Dictionary<string, string>(), new Delivery("d-1", null), default));
        using var card = System.Text.Json.JsonDocument.Parse(reply.Receipt.Json);
        var buttons = Buttons(card.RootElement).ToArray();
        Assert.Equal(Readiness.Keys.Count, buttons.Length);
        Assert.Equal([Certificate.Value, visit.Value], buttons.Where(b => b.GetProperty("verb").GetString() == ActionRef.ShowVerb).Select(b => b.GetProperty("data").GetProperty("record").GetString()));
        var review = Assert.Single(buttons, b => b.GetProperty("data").TryGetProperty("line", out var line) && line.GetString() == "review");
        var form = Assert.IsType<FormReply>(await clicks.PressAsync(CoreBench.Visit(Lea), AskForGap.Step.Id, ActionRef.Read(review.GetProperty("data")), new Delivery("d-2", null), default));
        using var shown = System.Text.Json.JsonDocument.Parse(form.Form.Json);
        Assert.Equal("review", shown.RootElement.GetProperty("body").EnumerateArray().Single(e => e.TryGetProperty("id", out var id) && id.GetString() == "gap").GetProperty("value").GetString());

        static IEnumerable<System.Text.Json.JsonElement> Buttons(System.Text.Json.JsonElement element) => element.ValueKind switch
        {
            System.Text.Json.JsonValueKind.Array => element.EnumerateArray().SelectMany(Buttons),
            System.Text.Json.JsonValueKind.Object when element.TryGetProperty("type", out var type) && type.ValueEquals("Action.Execute") => [element],
            System.Text.Json.JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Buttons(p.Value)),
            _ => [],
        };
    }

    [Fact]
    public async Task Asking_for_what_is_missing_reaches_whose_matter_it_is()
    {
        await Bench.KeepAsync(AskForGap.Step, new AskForGap("review", "before May, please"), Certificate, Lea);
        await SweepAsync();
        Assert.Contains(Slack.Requests, r => r.Account.User == "UTARA");
        Assert.Contains("before May, please", await CardTextAsync(), StringComparison.Ordinal);
        Assert.Equal("gap:refusal.noSuchChoice", await FaultsAsync(AskForGap.Step, new AskForGap("nothing", null), Certificate));
    }

    private static GrantCertificate Grant(string decided, string expires) => new("N", Day(decided), Day(expires), null, null);

    private async Task<Dictionary<string, int>> CountsAsync()
    {
        var counts = new Dictionary<string, int>();
        foreach (var (name, query) in Readiness.Queries) counts[name] = await Bench.Store.CountAsync("demo", query, default);
        return counts;
    }

    private int Posts(string? user = null) => Slack.Requests.Count(r => r.Message is null && r.Card.Name == CertificateWorkflow.CertificateCard && (user is null || r.Account.User == user));

    private async Task<Head> RegisterAsync(string name, SystemRole role)
    {
        var system = await Bench.KeepAsync(RegisterSystem.Step, new RegisterSystem(name, "mona@example.com", SystemStatus.InUse) { Role = role }, null, Lea);
        await SweepAsync();
        return system;
    }

    private async Task<string> CardTextAsync()
    {
        using var card = System.Text.Json.JsonDocument.Parse((await Bench.MakeCards().RecordAsync(CoreBench.Organisation, await Bench.HeadAsync(Certificate), Lea.Person!, default))!.Json);
        return CardReading.Aloud(card.RootElement);
    }
}
