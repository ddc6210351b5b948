using AimsBot.Core;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Workflows.CorrectiveActions;
using AimsBot.Workflows.IncidentReport;
using AimsBot.Workflows.People;

namespace AimsBot.Tests.Workflows.CorrectiveActions;

public sealed class CorrectiveActionTests : CaseBench
{
    [Fact]
    public async Task A_case_goes_its_whole_way()
    {
        var head = await AwaitingAsync();
        WaitDays(31);
        Assert.Equal(CaseStates.Closed, Outcome(await CheckAsync(head, Lea)));
    }

    [Fact, Trait("Rule", "N1")]
    public async Task Correction_and_corrective_action_are_two_fields()
    {
        var body = await BodyAsync(await PlanAsync(await AnalyseAsync(await ContainAsync(await OpenAsync()))));
        Assert.Equal(("read again", "a deputy"), (body.Correction, body.Plan!.Action));
    }

    [Fact, Trait("Rule", "N1")]
    public async Task With_a_correction_alone_it_closes_by_a_recorded_decision()
    {
        var head = await AnalyseAsync(await ContainAsync(await OpenAsync()));
        await Bench.KeepAsync(DecideNoAction.Step, new DecideNoAction("once in ten years"), head.Id, Lea);
        Assert.Equal(("once in ten years", Lea.Person!.Id), (await BodyAsync(head)).NoCauseAction is { } ruling ? (ruling.Reason, ruling.By) : default);
    }

    [Fact, Trait("Rule", "N1")]
    public async Task The_owner_does_not_decide_that_the_cause_need_not_be_acted_on()
    {
        await Bench.KeepAsync(GrantRole.Step, new GrantRole(Role.ComplianceLead), Oda.Person!.Id);
        var head = await AnalyseAsync(await ContainAsync(await OpenAsync()));
        Assert.Equal(Refusals.NotAllowed, await Bench.RefusalAsync(DecideNoAction.Step, new DecideNoAction("why bother"), head.Id, Oda));
    }

    [Theory, Trait("Rule", "N2")]
    [InlineData(null, "the translator", "elsewhere")]
    [InlineData(true, "", "checked")]
    [InlineData(null, "", "elsewhere checked")]
    public async Task Where_else_it_was_looked_for_is_demanded(bool? found, string looked, string wrong) => Assert.Equal(
        wrong, Outcome(await Bench.TakeAsync(AnalyseCase.Step, new AnalyseCase("no deputy", found, looked, null), (await ContainAsync(await OpenAsync())).Id, Oda)));

    [Fact]
    public async Task Without_anything_to_contain_the_reason_is_asked_for()
    {
        var head = await OpenAsync();
        Assert.Equal("reason", Outcome(await Bench.TakeAsync(AnalyseCase.Step, new AnalyseCase("no deputy", false, "the translator", null), head.Id, Oda)));
        Assert.Equal(CaseStates.Analysed, (await AnalyseAsync(head, "nothing went out")).State);
    }

    [Theory, Trait("Rule", "N3")]
    [InlineData(CaseGrade.Minor, 30)]
    [InlineData(CaseGrade.Major, 90)]
    public async Task The_effect_is_checked_after_a_wait(CaseGrade grade, int days)
    {
        var head = await AwaitingAsync(grade);
        WaitDays(days - 1);
        Assert.Equal("early", Outcome(await CheckAsync(head, Lea)));
        WaitDays(1);
        Assert.Equal(CaseStates.Closed, Outcome(await CheckAsync(head, Lea)));
    }

    [Fact, Trait("Rule", "N3")]
    public async Task The_wait_is_cut_short_with_a_reason() =>
        Assert.Equal(CaseStates.Closed, Outcome(await CheckAsync(await AwaitingAsync(), Lea, early: "the body asks")));

    [Fact, Trait("Rule", "N3")]
    public async Task Whoever_owned_it_does_not_check_it_after_handing_it_on()
    {
        await Bench.KeepAsync(GrantRole.Step, new GrantRole(Role.ComplianceLead), Oda.Person!.Id);
        var head = await AnalyseAsync(await ContainAsync(await OpenAsync()));
        await Bench.KeepAsync(AssignCase.Step, new AssignCase("rita@example.com", "knows it"), head.Id, Lea);
        await Bench.KeepAsync(PlanAction.Step, new PlanAction("a deputy", Today.AddDays(60)), head.Id, Rita);
        await Bench.KeepAsync(StartAction.Step, new StartAction(), head.Id, Rita);
        await Bench.KeepAsync(FinishAction.Step, new FinishAction("done"), head.Id, Rita);
        WaitDays(31);
        Assert.Equal(Refusals.NotAllowed, Outcome(await CheckAsync(head, Oda)));
    }

    [Fact, Trait("Rule", "N4")]
    public async Task What_did_not_work_reopens_the_same_case_with_what_was_tried()
    {
        var head = await AwaitingAsync();
        Assert.Equal(CaseStates.Reopened, Outcome(await CheckAsync(head, Lea, effective: false, early: "seen at once")));
        var body = await BodyAsync(head);
        var round = Assert.Single(body.Rounds);
        Assert.Equal(("no deputy", "a deputy", "the rota has one", false), (round.Analysis!.Cause, round.Plan!.Action, round.Done!.What, round.Check.Effective));
        Assert.Equal((null, null, null), (body.Analysis, body.Plan, body.Done));
        Assert.Single(await Bench.AllAsync("corrective-action"));
    }

    [Fact, Trait("Rule", "N4")]
    public async Task A_reopened_case_is_analysed_anew_with_a_reason()
    {
        var head = await AwaitingAsync();
        await CheckAsync(head, Lea, effective: false, early: "seen at once");
        Assert.Equal("reason", Outcome(await Bench.TakeAsync(AnalyseCase.Step, new AnalyseCase("another", false, "all", null), head.Id, Oda)));
        Assert.Equal(CaseStates.Analysed, (await AnalyseAsync(head, "the rota was not read")).State);
    }

    [Fact, Trait("Rule", "N5")]
    public async Task More_time_has_a_reason_an_approver_and_a_count()
    {
        var head = await PlanAsync(await AnalyseAsync(await ContainAsync(await OpenAsync())));
        for (var i = 1; i <= 2; i++)
        {
            await Bench.KeepAsync(AskExtension.Step, new AskExtension(Today.AddDays(60 + (10 * i)), "the supplier is late"), head.Id, Oda);
            await Bench.KeepAsync(AskExtension.Grant, new GrantExtension(), head.Id, Mia);
        }
        var body = await BodyAsync(head);
        Assert.Equal((2, Today.AddDays(80)), (body.Extensions.Count, body.Due));
        Assert.All(body.Extensions, e => Assert.Equal(("the supplier is late", Oda.Person!.Id, Mia.Person!.Id), (e.Reason, e.AskedBy, e.ApprovedBy)));
    }

    [Fact, Trait("Rule", "N5")]
    public async Task The_owner_gives_herself_no_more_time()
    {
        await Bench.KeepAsync(GrantRole.Step, new GrantRole(Role.ComplianceLead), Oda.Person!.Id);
        var head = await PlanAsync(await AnalyseAsync(await ContainAsync(await OpenAsync())));
        await Bench.KeepAsync(AskExtension.Step, new AskExtension(Today.AddDays(90), "late"), head.Id, Oda);
        Assert.Equal(Refusals.NotAllowed, await Bench.RefusalAsync(AskExtension.Grant, new GrantExtension(), head.Id, Oda));
    }

    [Fact, Trait("Rule", "N5")]
    public async Task A_declined_extension_leaves_the_day()
    {
        var head = await PlanAsync(await AnalyseAsync(await ContainAsync(await OpenAsync())));
        await Bench.KeepAsync(AskExtension.Step, new AskExtension(Today.AddDays(90), "late"), head.Id, Oda);
        await Bench.KeepAsync(AskExtension.Decline, new DeclineExtension("it is urgent"), head.Id, Lea);
        var body = await BodyAsync(head);
        Assert.Equal((Today.AddDays(60), 0), (body.Due, body.Extensions.Count));
    }

    [Theory, Trait("Rule", "N5")]
    [InlineData(-1)]
    [InlineData(60)]
    public async Task More_time_is_later_than_what_there_is(int days)
    {
        var head = await PlanAsync(await AnalyseAsync(await ContainAsync(await OpenAsync())));
        Assert.Equal("to", Outcome(await Bench.TakeAsync(AskExtension.Step, new AskExtension(Today.AddDays(days), "late"), head.Id, Oda)));
    }

    [Theory, Trait("Rule", "N6")]
    [InlineData("internal-audit", CaseSource.InternalAudit)]
    [InlineData("external-audit", CaseSource.ExternalAudit)]
    [InlineData("incident", CaseSource.Incident)]
    [InlineData("concern", CaseSource.Concern)]
    [InlineData("missed-deadline", CaseSource.MissedDeadline)]
    [InlineData("bias-test", CaseSource.BiasTest)]
    [InlineData("overdue-reassessment", CaseSource.OverdueReassessment)]
    [InlineData("supplier", CaseSource.Supplier)]
    public async Task It_knows_where_it_came_from(string word, CaseSource source)
    {
        var told = new Nonconformity(new RecordId("AUD-0000-0001"), word, "no second reader") { Owner = Oda.Person!.Id };
        var head = await Bench.KeepAsync(OpenCaseFor.Step, told, null, Actor.Clock);
        Assert.Equal((source, Oda.Person.Id, told.From), (await BodyAsync(head)) is var body ? (body.Source, body.Owner, body.From) : default);
    }

    [Fact, Trait("Rule", "N6")]
    public async Task An_incident_and_its_case_name_each_other()
    {
        var hans = await AddAsync("hans", Role.IncidentHandler);
        var incident = await Bench.KeepAsync(ReportIncident.Step, new ReportIncident(new IncidentDetails { Text = "two names" }), null, Rita);
        await Bench.KeepAsync(TriageIncident.Step, new TriageIncident(IncidentKind.Incident, [IncidentCategory.Other], Severity.S2, null, new SeriousIncident(Answer.No, Answer.No, Answer.No, Answer.No, Answer.No)), incident.Id, hans);
        await Bench.KeepAsync(AskForAction.Step, new AskForAction("names are not checked"), incident.Id, hans);
        await SweepAsync();
        var head = Assert.Single(await Bench.AllAsync("corrective-action"));
        Assert.Equal((incident.Id, CaseGrade.Major), (await BodyAsync(head)) is var body ? (body.From, body.Grade) : default);
        Assert.Equal([head.Id], (await Bench.BodyAsync<Incident>(incident.Id)).CorrectiveActions);
        Assert.Equal("incident.hasAction", await Bench.RefusalAsync(AskForAction.Step, new AskForAction("again"), incident.Id, hans));
    }

    [Fact, Trait("Rule", "I13"), Trait("Rule", "N6")]
    public async Task A_missed_limit_opens_one_case()
    {
        await AddAsync("hans", Role.IncidentHandler);
        var incident = await Bench.KeepAsync(ReportIncident.Step, new ReportIncident(new IncidentDetails { Text = "two names", Severity = Severity.S2 }), null, Rita);
        WaitDays(3);
        await SweepAsync();
        await SweepAsync();
        var cases = await Bench.AllAsync("corrective-action");
        Assert.Equal(2, cases.Count);
        Assert.All(cases, c => Assert.Equal(incident.Id, c.Parent));
        Assert.Equal(cases.Select(c => c.Id).ToHashSet(), (await Bench.BodyAsync<Incident>(incident.Id)).CorrectiveActions.ToHashSet());
    }

    [Fact, Trait("Rule", "N7")]
    public async Task It_may_end_as_no_nonconformity_and_stays_on_record()
    {
        var head = await Bench.KeepAsync(RejectCase.Step, new RejectCase("the rule is about another tool"), (await OpenAsync()).Id, Aino);
        Assert.Equal(("rejected", "the rule is about another tool"), (head.State, (await BodyAsync(head)).Rejection!.Reason));
    }

    [Fact, Trait("Rule", "N7")]
    public async Task Whom_it_is_about_does_not_reject_it()
    {
        await Bench.KeepAsync(GrantRole.Step, new GrantRole(Role.InternalAuditor), Oda.Person!.Id);
        Assert.Equal(Refusals.NotAllowed, await Bench.RefusalAsync(RejectCase.Step, new RejectCase("no"), (await OpenAsync()).Id, Oda));
    }

    [Fact]
    public async Task What_the_certification_body_says_stands_beside_and_closes_nothing()
    {
        var head = await AwaitingAsync();
        await Bench.KeepAsync(NoteBodyWord.Step, new NoteBodyWord(BodyVerdict.Verified, Today, Today.AddDays(90), null), head.Id, Lea);
        Assert.Equal((CaseStates.AwaitingEffectiveness, BodyVerdict.Verified), (await StateAsync(head), Assert.Single((await BodyAsync(head)).BodyWords).Verdict));
    }

    [Fact]
    public async Task Where_nobody_is_named_the_lead_is_asked()
    {
        var head = await OpenAsync(owner: null);
        Assert.Contains(PeopleDirectory.RoleDate(Role.ComplianceLead), head.WaitsFor);
        await SweepAsync();
        Assert.Single(Posts(Lea), p => p.Card.Name == CorrectiveActionWorkflow.CaseCard);
    }

    [Fact]
    public async Task An_owner_whom_nobody_knows_is_named_on_the_form() => Assert.Equal("owner", Outcome(await Bench.TakeAsync(
        OpenCase.Step, new OpenCase("x", null, null, CaseGrade.Minor, CaseSource.Other, null, "nobody@example.com"), null, Rita)));

    [Theory]
    [InlineData("INC-0000-0000")]
    [InlineData("the incident of Monday")]
    public async Task A_record_that_is_none_is_named_on_the_form(string from) => Assert.Equal("from", Outcome(await Bench.TakeAsync(
        OpenCase.Step, new OpenCase("x", null, null, CaseGrade.Minor, CaseSource.Other, from, null), null, Rita)));

    [Fact]
    public async Task A_plan_for_yesterday_is_refused() => Assert.Equal("due", Outcome(await Bench.TakeAsync(
        PlanAction.Step, new PlanAction("x", Today.AddDays(-1)), (await AnalyseAsync(await ContainAsync(await OpenAsync()))).Id, Oda)));

    // Reminders.

    [Fact, Trait("Rule", "M1")]
    public async Task The_owner_is_reminded_by_the_general_ladder()
    {
        var head = await PlanAsync(await AnalyseAsync(await ContainAsync(await OpenAsync())), Today.AddDays(98));
        await SweepAsync();
        WaitDays(40);
        await SweepAsync();
        Assert.Equal([-60], (await BodyAsync(head)).Reminders.Where(r => r.Due == Today.AddDays(98) && r.Sent).Select(r => r.Rung));
    }

    [Theory, Trait("Rule", "M2")]
    [InlineData(2, 0, 0, 0)]
    [InlineData(3, 1, 0, 0)]
    [InlineData(7, 1, 1, 0)]
    [InlineData(14, 1, 1, 1)]
    public async Task The_later_it_gets_the_further_up_it_goes(int late, int manager, int lead, int top)
    {
        await PlanAsync(await AnalyseAsync(await ContainAsync(await OpenAsync())), new DateOnly(2027, 2, 1));
        await SweepAsync();
        Bench.Clock.SetUtcNow(new DateTimeOffset(2027, 2, 1, 9, 0, 0, TimeSpan.Zero).AddDays(late));
        await SweepAsync();
        Assert.Equal((manager, lead, top), (Posts(Mia).Count, Posts(Lea).Count, Posts(Tara).Count));
    }

    [Fact]
    public async Task Where_the_owner_left_the_lead_names_another()
    {
        var head = await PlanAsync(await AnalyseAsync(await ContainAsync(await OpenAsync())), Today.AddDays(20));
        await Bench.KeepAsync(LeavePerson.Step, new LeavePerson("left"), Oda.Person!.Id);
        WaitDays(7);
        await SweepAsync();
        Assert.Single(Posts(Lea));
        Assert.Contains(PeopleDirectory.RoleDate(Role.ComplianceLead), (await Bench.HeadAsync(head.Id)).WaitsFor);
    }

    [Fact]
    public async Task Nobody_is_asked_for_the_effect_before_it_can_be_judged()
    {
        await AwaitingAsync();
        WaitDays(29);
        await SweepAsync();
        Assert.Empty(Posts(Lea));
        WaitDays(2);
        await SweepAsync();
        Assert.Single(Posts(Lea));
    }
}
