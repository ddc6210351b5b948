using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.Iso42001;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.Audits;
using AimsBot.Workflows.CorrectiveActions;
using AimsBot.Workflows.People;
using AimsBot.Workflows.Statements;

namespace AimsBot.Tests.Workflows.Audits;

public sealed class AuditTests : AuditBench
{
    // Programme.

    [Fact, Trait("Rule", "IA1"), Trait("Rule", "IA2")]
    public async Task The_programme_says_how_often_how_by_whom_and_how_it_is_reported()
    {
        var head = await AdoptAsync("8.4=6, A.6=12");
        var body = await Bench.BodyAsync<Programme>(head.Id);
        Assert.Equal((12, 36, "samples", "the lead plans", "to top management"), (body.ClauseMonths, body.ControlMonths, body.Methods, body.Duties, body.Reporting));
        Assert.Equal((6, 12, 36), (body.MonthsOf(Requirements.Find("8.4")!), body.MonthsOf(Requirements.Find("A.6.2.4")!), body.MonthsOf(Requirements.Find("A.9.2")!)));
    }

    [Theory, Trait("Rule", "IA8")]
    [InlineData("8.4=37", "months")]
    [InlineData("11.1=6", "months")]
    [InlineData("8.4=often", "months")]
    public async Task No_rhythm_is_longer_than_the_cycle_and_none_is_about_nothing(string months, string wrong) =>
        Assert.Equal(wrong, Outcome(await Bench.TakeAsync(ChangeProgramme.Adopt, Rhythm(months), null, Lea)));

    [Fact, Trait("Rule", "IA8")]
    public void By_default_all_clauses_are_due_yearly_and_all_controls_within_three_years()
    {
        var audit = new Audit { Results = [.. Requirements.All.Select(r => new ItemResult(r.Id, AuditResult.Conforms, new RecordId("PER-0000-0001"), default))] };
        var rows = Coverage.Of(Programme.Default, null, [(audit, Today)], Today.AddMonths(13));
        Assert.All(rows, row => Assert.Equal(row.Requirement.IsControl ? CoverageStanding.Covered : CoverageStanding.Overdue, row.Standing));
        Assert.All(Coverage.Of(Programme.Default, null, [(audit, Today)], Today.AddMonths(37)), row => Assert.Equal(CoverageStanding.Overdue, row.Standing));
    }

    [Fact, Trait("Rule", "IA8")]
    public void Only_included_controls_are_owed_and_what_was_not_audited_does_not_count()
    {
        var audit = new Audit { Results = [new ItemResult("A.9.2", AuditResult.NotAudited, new RecordId("PER-0000-0001"), default)] };
        var rows = Coverage.Of(Programme.Default, ["A.9.2"], [(audit, Today)], Today);
        Assert.Equal((33, CoverageStanding.Never), (rows.Count, rows.Single(r => r.Requirement.Id == "A.9.2").Standing));
    }

    [Theory, Trait("Rule", "IA8")]
    [InlineData(0, CoverageStanding.Covered)]
    [InlineData(274, CoverageStanding.Covered)]
    [InlineData(275, CoverageStanding.DueSoon)]
    [InlineData(365, CoverageStanding.DueSoon)]
    [InlineData(366, CoverageStanding.Overdue)]
    public void A_clause_is_due_soon_and_then_overdue(int days, CoverageStanding standing)
    {
        var audit = new Audit { Results = [new ItemResult("8.2", AuditResult.Minor, new RecordId("PER-0000-0001"), default)] };
        Assert.Equal(standing, Coverage.Of(Programme.Default, [], [(audit, Today)], Today.AddDays(days)).Single(r => r.Requirement.Id == "8.2").Standing);
    }

    // Plan.

    [Fact, Trait("Rule", "IA3")]
    public async Task Goal_criteria_scope_and_method_are_fixed_before_it_starts()
    {
        var audit = await StartedAsync("A.9");
        Assert.Equal(Refusals.NotNow, await Bench.RefusalAsync(PlanAudit.Change, Plan("all"), audit.Id, Lea));
        var body = await BodyAsync(audit);
        Assert.Equal(("does it work", "our own rules", "samples", "A.9.2 A.9.3 A.9.4"), (body.Goal, body.Criteria, body.Method, string.Join(' ', body.Items.Select(i => i.Id))));
    }

    [Fact, Trait("Rule", "Y4")]
    public async Task The_rows_of_the_statement_in_force_are_items_of_their_own()
    {
        await StatementAsync();
        var items = (await BodyAsync(await PlanAsync("SOA soa-A.9.3"))).Items;
        Assert.Equal(("SOA-A.9.3", "− we set no aims", 38), (items.Single(i => i.Id == "SOA-A.9.3").Id, items.Single(i => i.Id == "SOA-A.9.3").Title, items.Count));
        Assert.Equal(["SOA-A.9.3"], (await BodyAsync(await PlanAsync("SOA-A.9.3"))).Items.Select(i => i.Id));
    }

    [Fact, Trait("Rule", "IA5")]
    public async Task Who_approved_the_statement_audits_none_of_its_rows()
    {
        await StatementAsync();
        var audit = await Bench.KeepAsync(PlanAudit.Step, Plan("SOA-A.9.3") with { LeadAddress = Address(Tara) }, null, Lea);
        Assert.Equal("audit.nobodyIndependent", await Bench.RefusalAsync(StartAudit.Step, new StartAudit(), audit.Id, Tara));
    }

    [Theory]
    [InlineData("SOA")]
    [InlineData("SOA-A.9.3")]
    public async Task Without_a_statement_there_are_no_rows_to_audit(string scope) =>
        Assert.Equal("scope", Outcome(await Bench.TakeAsync(PlanAudit.Step, Plan(scope), null, Lea)));

    [Fact, Trait("Rule", "IA3")]
    public async Task A_later_change_is_written_down_with_its_reason_and_printed()
    {
        var audit = await StartedAsync("A.9.4");
        await Bench.KeepAsync(NotePlanChange.Step, new NotePlanChange("one day more", "the owner was ill"), audit.Id, Aino);
        await AnswerAllAsync(audit, Aino);
        var drafted = await Bench.KeepAsync(DraftReport.Step, new DraftReport(), audit.Id, Aino);
        Assert.Contains("one day more (the owner was ill)", await TextAsync((await BodyAsync(drafted)).Draft!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("9.9")]
    [InlineData("A.2.1")]
    [InlineData("OWN-1")]
    [InlineData("POL-0000-0000")]
    [InlineData("everything")]
    public async Task What_is_no_clause_control_or_record_is_named(string scope) => Assert.Equal("scope", Outcome(await Bench.TakeAsync(PlanAudit.Step, Plan($"8.2 {scope}"), null, Lea)));

    [Fact]
    public async Task All_is_every_clause_and_every_control() => Assert.Equal(70, (await BodyAsync(await PlanAsync("all"))).Items.Count);

    [Fact]
    public async Task Own_things_stand_beside_the_standards()
    {
        var policy = await PolicyAsync(Lea, Tara, Oda);
        Assert.Equal(["A.9.4", policy.Id.Value], (await BodyAsync(await PlanAsync($"{policy.Id} A.9.4"))).Items.Select(i => i.Id));
    }

    // Independence; the matrix stands in IndependenceTests.

    [Fact, Trait("Rule", "IA6")]
    public async Task Whoever_runs_the_aims_does_not_audit_its_clauses()
    {
        var audit = await Bench.KeepAsync(PlanAudit.Step, Plan("8.1 A.8.3") with { LeadAddress = Address(Lea) }, null, Lea);
        var refusal = Assert.IsType<NotTaken>(await Bench.TakeAsync(StartAudit.Step, new StartAudit(), audit.Id, Lea)).Refusal;
        Assert.Equal(("audit.nobodyIndependent", "8.1"), (refusal.Key, refusal.Facts["items"]));
    }

    [Theory, Trait("Rule", "IA6")]
    [InlineData("audit.start")]
    [InlineData("audit.confirm")]
    [InlineData("audit.draft-report")]
    [InlineData("audit.issue")]
    [InlineData("audit.correct")]
    public void The_compliance_lead_may_plan_and_the_lead_auditor_alone_grades_and_issues(string step) =>
        Assert.Equal([Who.Is("lead-auditor")], Permissions.Take.Single(r => r.Step == step).Allowed);

    [Fact, Trait("Rule", "IA5")]
    public async Task Items_go_only_to_those_whom_nothing_keeps_from_them()
    {
        var policy = await PolicyAsync(Lea, Tara, Anders);
        var audit = await StartedAsync($"{policy.Id} A.9.4 A.10.2", Anders, Asta);
        var body = await BodyAsync(audit);
        Assert.NotEqual(Anders.Person!.Id, body.Items.Single(i => i.Id == policy.Id.Value).Auditor);
        Assert.All(body.Auditors, auditor => Assert.Contains(body.Items, i => i.Auditor == auditor));
    }

    [Fact]
    public async Task With_nobody_independent_it_does_not_start_and_says_for_which_items()
    {
        var policy = await PolicyAsync(Lea, Tara, Aino);
        var audit = await PlanAsync($"{policy.Id} A.9.4");
        var refusal = Assert.IsType<NotTaken>(await Bench.TakeAsync(StartAudit.Step, new StartAudit(), audit.Id, Aino)).Refusal;
        Assert.Equal(("audit.nobodyIndependent", policy.Id.Value, AuditStates.Planned), (refusal.Key, refusal.Facts["items"], (await Bench.HeadAsync(audit.Id)).State));
    }

    [Fact, Trait("Rule", "IA5")]
    public async Task An_override_is_printed_with_its_reason()
    {
        var policy = await PolicyAsync(Lea, Tara, Aino);
        var audit = await PlanAsync(policy.Id.Value);
        await Bench.KeepAsync(OverruleConflict.Step, new OverruleConflict(Address(Aino), ["all"], "nobody else can"), audit.Id, Lea);
        await StartAsync(audit);
        await AnswerAllAsync(audit, Aino);
        var head = await Bench.KeepAsync(DraftReport.Step, new DraftReport(), audit.Id, Aino);
        Assert.Contains($"{Aino.Person!.Id}, {policy.Id} (owned it), {Lea.Person!.Id}: nobody else can", await TextAsync((await BodyAsync(head)).Draft!), StringComparison.Ordinal);
    }

    [Fact, Trait("Rule", "IA5")]
    public async Task An_override_that_concerns_the_programme_owner_goes_to_top_management()
    {
        var audit = await Bench.KeepAsync(PlanAudit.Step, Plan("8.1") with { LeadAddress = Address(Lea) }, null, Lea);
        await Bench.KeepAsync(GrantRole.Step, new GrantRole(Role.ComplianceLead), Anders.Person!.Id);
        var input = new OverruleConflict(Address(Lea), ["8.1"], "small firm");
        Assert.Equal("audit.notYourself", await Bench.RefusalAsync(OverruleConflict.Step, input, audit.Id, Lea));
        Assert.Equal("audit.topManagementOverrules", await Bench.RefusalAsync(OverruleConflict.Step, input, audit.Id, Anders));
        Assert.Single((await BodyAsync(await Bench.KeepAsync(OverruleConflict.Step, input, audit.Id, Tara))).Overrules);
    }

    [Fact, Trait("Rule", "IA5")]
    public async Task Handing_an_item_over_to_somebody_who_had_to_do_with_it_is_refused_with_the_reason()
    {
        var policy = await PolicyAsync(Lea, Tara, Anders);
        var audit = await StartedAsync($"{policy.Id} A.9.4", Anders);
        var form = Assert.IsType<FormReturned>(await Bench.TakeAsync(HandOverItem.Step, new HandOverItem(policy.Id.Value, Address(Anders), "busy"), (await ListAsync(audit, Aino)).Id, Aino));
        Assert.Equal(("conflict.owned", policy.Id.Value), (form.Fields["auditor"].Key, form.Fields["auditor"].Facts["thing"]));
    }

    // The checklist.

    [Theory, Trait("Rule", "IA10")]
    [InlineData(AuditResult.Conforms, null, null, null, "evidence")]
    [InlineData(AuditResult.Minor, null, "seen", "https://example.com", "requirement")]
    [InlineData(AuditResult.Major, "A.9.2", null, "https://example.com", "observation")]
    [InlineData(AuditResult.Minor, "A.9.2", "seen", null, "evidence")]
    [InlineData(AuditResult.Major, null, null, null, "evidence requirement observation")]
    [InlineData(AuditResult.Opportunity, null, null, null, "observation")]
    [InlineData(AuditResult.NotAudited, null, null, null, "note")]
    [InlineData(AuditResult.Conforms, null, null, "the minutes of Monday", "evidence")]
    [InlineData(AuditResult.Conforms, null, null, "POL-0000-0000", "evidence")]
    [InlineData(AuditResult.Conforms, null, null, "ftp://example.com/x", "evidence")]
    [InlineData(AuditResult.Conforms, null, null, "sha256:0000000000000000000000000000000000000000000000000000000000000000", "evidence")]
    public async Task An_answer_without_what_it_rests_on_is_refused(AuditResult result, string? requirement, string? observation, string? evidence, string wrong) => Assert.Equal(
        wrong.Split(' ').Order(), Outcome(await TryAnswerAsync(await StartedAsync("A.9"), Aino, new AnswerItem(result, null, requirement, observation, evidence, null))).Split(' ').Order());

    [Fact, Trait("Rule", "IA10")]
    public async Task An_answer_holds_question_result_evidence_sample_auditor_and_time()
    {
        var audit = await StartedAsync("A.9");
        await Bench.KeepAsync(DrawSample.Step, new DrawSample("audits", 1, null), (await ListAsync(audit, Aino)).Id, Aino);
        await AnswerAsync(audit, Aino, Conforms($"{audit.Id}\nhttps://example.com/minutes") with { Judgement = "the riskiest" });
        await SweepAsync();
        var result = Assert.Single((await BodyAsync(audit)).Results);
        Assert.Equal(("A.9.2", AuditResult.Conforms, Aino.Person!.Id, "the riskiest", Bench.Clock.GetUtcNow()), (result.Item, result.Result, result.Auditor, result.Judgement, result.At));
        Assert.Equal([new Evidence(EvidenceKind.Record, audit.Id.Value), new Evidence(EvidenceKind.Link, "https://example.com/minutes")], result.Evidence);
        Assert.Equal(audit.Id, Assert.Single(result.Sample!.Picked));
    }

    [Fact]
    public async Task A_kept_document_is_evidence_under_its_hash()
    {
        var hash = await Bench.Store.KeepDocumentAsync("demo", "minutes of Monday"u8.ToArray(), default);
        var audit = await StartedAsync("A.9.4");
        await AnswerAsync(audit, Aino, Conforms("sha256:" + hash.ToUpperInvariant()));
        await SweepAsync();
        Assert.Equal([new Evidence(EvidenceKind.Document, "sha256:" + hash)], Assert.Single((await BodyAsync(audit)).Results).Evidence);
    }

    [Fact]
    public async Task The_card_moves_on_to_the_next_open_item_and_back()
    {
        var audit = await StartedAsync("A.9");
        Assert.Equal("A.9.2", (await ListBodyAsync(audit, Aino)).Current);
        await AnswerAsync(audit, Aino);
        Assert.Equal("A.9.3", (await ListBodyAsync(audit, Aino)).Current);
        var list = (await ListAsync(audit, Aino)).Id;
        await Bench.KeepAsync(TurnPage.Back, new TurnPage((string?)null), list, Aino);
        Assert.Equal("A.9.2", (await ListBodyAsync(audit, Aino)).Current);
        await Bench.KeepAsync(TurnPage.Next, new TurnPage((string?)null), list, Aino);
        Assert.Equal("A.9.3", (await ListBodyAsync(audit, Aino)).Current);
        await Bench.KeepAsync(TurnPage.Go, new TurnPage("A.9.4"), list, Aino);
        Assert.Equal("A.9.4", (await ListBodyAsync(audit, Aino)).Current);
    }

    [Fact]
    public async Task An_answer_can_be_changed_until_the_report_is_drafted()
    {
        var audit = await StartedAsync("A.9.4");
        await AnswerAsync(audit, Aino, Finds(AuditResult.Major));
        await AnswerAsync(audit, Aino, Conforms());
        await SweepAsync();
        var body = await BodyAsync(audit);
        Assert.Equal((AuditResult.Conforms, 0), (Assert.Single(body.Results).Result, body.Findings.Count));
        await Bench.KeepAsync(DraftReport.Step, new DraftReport(), audit.Id, Aino);
        await SweepAsync();
        Assert.Equal(Refusals.NotNow, Outcome(await TryAnswerAsync(audit, Aino, Finds(AuditResult.Major))));
    }

    [Fact]
    public async Task A_paused_list_is_taken_up_where_it_was()
    {
        var audit = await StartedAsync("A.9");
        await AnswerAsync(audit, Aino);
        var list = (await ListAsync(audit, Aino)).Id;
        await Bench.KeepAsync(PauseChecklist.Pause, new PauseChecklist(), list, Aino);
        Assert.Equal(Refusals.NotNow, Outcome(await TryAnswerAsync(audit, Aino, Conforms())));
        await Bench.KeepAsync(PauseChecklist.Resume, new PauseChecklist(), list, Aino);
        Assert.Equal(("A.9.3", 1), (await ListBodyAsync(audit, Aino)) is var body ? (body.Current, body.Answered) : default);
    }

    [Fact]
    public async Task Nobody_answers_another_auditors_items()
    {
        var audit = await StartedAsync("A.9", Anders);
        Assert.Equal(Refusals.NotAllowed, await Bench.RefusalAsync(AnswerItem.Step, Conforms(), (await ListAsync(audit, Aino)).Id, Anders));
        Assert.Equal(Refusals.NotAllowed, await Bench.RefusalAsync(AnswerItem.Step, Conforms(), (await ListAsync(audit, Anders)).Id, Lea));
    }

    [Fact]
    public async Task When_an_auditor_leaves_the_lead_hands_the_items_on_and_no_answer_is_lost()
    {
        var audit = await StartedAsync("A.9 A.10", Anders);
        await AnswerAsync(audit, Anders);
        await Bench.KeepAsync(LeavePerson.Step, new LeavePerson("gone"), Anders.Person!.Id);
        foreach (var item in (await ListBodyAsync(audit, Anders)).Items.Where(i => i.Result is null))
            await Bench.KeepAsync(HandOverItem.Step, new HandOverItem(item.Id, Address(Aino), "gone"), (await ListAsync(audit, Anders)).Id, Aino);
        await SweepAsync();
        await AnswerAllAsync(audit, Aino);
        Assert.Empty((await BodyAsync(audit)).Unanswered);
        Assert.Equal(6, (await BodyAsync(audit)).Results.Count);
    }

    [Fact]
    public async Task An_auditor_who_had_no_item_gets_a_card_with_the_one_that_is_handed_over()
    {
        var audit = await StartedAsync("A.9.4", Anders);
        Assert.DoesNotContain(Slack.Requests, r => r.Account.User == "UANDERS" && r.Card.Name == ChecklistWorkflow.ChecklistCard);
        await Bench.KeepAsync(HandOverItem.Step, new HandOverItem("A.9.4", Address(Anders), "knows more of it"), (await ListAsync(audit, Aino)).Id, Aino);
        await SweepAsync();
        Assert.Contains(Slack.Requests, r => r.Account.User == "UANDERS" && r.Card.Name == ChecklistWorkflow.ChecklistCard);
        await AnswerAllAsync(audit, Anders);
        Assert.Equal(Anders.Person!.Id, Assert.Single((await BodyAsync(audit)).Results).Auditor);
    }

    [Fact, Trait("Rule", "IA13")]
    public void A_sample_is_the_same_on_every_machine_and_in_whatever_order_the_population_came()
    {
        RecordId[] ids = [.. Enumerable.Range(0, 200).Select(i => RecordId.Derive("ACK", "demo", $"{i}", 0))];
        var sample = DrawSample.Draw("acknowledgement", ids, "77", 5);
        Assert.Equal(sample.Picked, DrawSample.Draw("acknowledgement", [.. ids.Reverse()], "77", 5).Picked);
        // Written out: a change of the way of drawing would make every kept sample irreproducible.
        Assert.Equal("ACK-7DJQ-5QE4 ACK-96ZC-P55V ACK-JMR4-20ED ACK-RDQ1-J0T8 ACK-S993-BRHK", string.Join(' ', sample.Picked));
        Assert.Equal((200, "4cb1ce963e16b9efe5bf6fbe2ca7eaca8b30d771b0e3e6722c090aabc03dbbe7"), (sample.Count, sample.PopulationHash));
    }

    [Fact, Trait("Rule", "IA13")]
    public async Task A_sample_keeps_population_seed_and_picks_and_nobody_chooses_the_seed_by_trying()
    {
        var audit = await StartedAsync("A.9");
        var list = (await ListAsync(audit, Aino)).Id;
        await Bench.KeepAsync(DrawSample.Step, new DrawSample("audits", 5, null), list, Aino);
        var first = (await ListBodyAsync(audit, Aino)).Shown!.Sample!;
        await Bench.KeepAsync(DrawSample.Step, new DrawSample("audits", 5, null), list, Aino);
        Assert.Equal((first.Seed, first.PopulationHash), (await ListBodyAsync(audit, Aino)).Shown!.Sample is { } again ? (again.Seed, again.PopulationHash) : default);
        Assert.Equal($"{audit.Id}/A.9.2", first.Seed);
    }

    [Theory, Trait("Rule", "IA13")]
    [InlineData("audits", 0, "size")]
    [InlineData("audits", 61, "size")]
    [InlineData("people", 5, "population")]
    [InlineData("incidents", 5, "population")]
    public async Task A_sample_that_cannot_be_drawn_is_refused(string population, int size, string wrong) =>
        Assert.Equal(wrong, Outcome(await Bench.TakeAsync(DrawSample.Step, new DrawSample(population, size, null), (await ListAsync(await StartedAsync("A.9"), Aino)).Id, Aino)));

    // Findings.

    [Theory, Trait("Rule", "IA11")]
    [InlineData(AuditResult.Minor, CaseGrade.Minor)]
    [InlineData(AuditResult.Major, CaseGrade.Major)]
    public async Task A_finding_opens_a_corrective_action_when_the_lead_confirms_it_linked_both_ways(AuditResult result, CaseGrade grade)
    {
        var audit = await StartedAsync("A.9.4");
        await AnswerAsync(audit, Aino, Finds(result));
        await SweepAsync();
        Assert.Empty(await Bench.AllAsync("corrective-action"));
        await ConfirmAsync(audit, "A.9.4");
        var head = Assert.Single(await Bench.AllAsync("corrective-action"));
        var opened = await Bench.BodyAsync<CorrectiveAction>(head.Id);
        Assert.Equal((audit.Id, grade, CaseSource.InternalAudit, Oda.Person!.Id), (opened.From, opened.Grade, opened.Source, opened.Owner));
        Assert.Equal(head.Id, Assert.Single((await BodyAsync(audit)).Findings).Case);
    }

    [Fact, Trait("Rule", "IA11")]
    public async Task An_opportunity_never_opens_one()
    {
        await DraftedAsync(AuditResult.Opportunity);
        Assert.Empty(await Bench.AllAsync("corrective-action"));
    }

    [Fact]
    public async Task Another_grade_needs_a_reason_and_the_auditors_stays_beside_it()
    {
        var audit = await StartedAsync("A.9.4");
        await AnswerAsync(audit, Aino, Finds(AuditResult.Minor));
        await SweepAsync();
        Assert.Equal("reason", Outcome(await Bench.TakeAsync(ConfirmFinding.Step, new ConfirmFinding("A.9.4", AuditResult.Major, Address(Oda), null), audit.Id, Aino)));
        await ConfirmAsync(audit, "A.9.4", AuditResult.Major, "it is the third one");
        Assert.Equal((AuditResult.Minor, AuditResult.Major), Assert.Single((await BodyAsync(audit)).Findings) is var f ? (f.Result, f.Confirmed!.Value) : default);
    }

    // The report.

    [Fact]
    public async Task A_report_waits_for_every_answer_and_every_finding()
    {
        var audit = await StartedAsync("A.9");
        Assert.Equal("audit.unanswered", await Bench.RefusalAsync(DraftReport.Step, new DraftReport(), audit.Id, Aino));
        await AnswerAsync(audit, Aino, Finds(AuditResult.Minor));
        await AnswerAllAsync(audit, Aino);
        Assert.Equal("audit.unconfirmed", await Bench.RefusalAsync(DraftReport.Step, new DraftReport(), audit.Id, Aino));
    }

    [Fact, Trait("Rule", "IA12")]
    public async Task An_issued_report_is_frozen_and_a_correction_is_a_new_version()
    {
        var audit = await IssueAsync(await DraftedAsync());
        var first = (await BodyAsync(audit)).Versions[0];
        var text = await TextAsync(first.Hash);
        await Bench.KeepAsync(IssueReport.Correct, new CorrectReport("the date was wrong"), audit.Id, Aino);
        var body = await BodyAsync(audit);
        Assert.Equal([1, 2], body.Versions.Select(v => v.Number));
        Assert.Equal((first, text), (body.Versions[0], await TextAsync(first.Hash)));
        Assert.Contains("the date was wrong", await TextAsync(body.Versions[1].Hash), StringComparison.Ordinal);
    }

    [Theory, Trait("Rule", "IA12")]
    [InlineData("audit.confirm")]
    [InlineData("audit.note-answer")]
    [InlineData("audit.note-change")]
    [InlineData("audit.overrule")]
    [InlineData("audit.answer-report")]
    [InlineData("audit.issue")]
    [InlineData("audit.cancel")]
    public void Nothing_but_a_correction_and_a_link_happens_to_an_issued_audit(string step) =>
        Assert.DoesNotContain(new AuditWorkflow().Lifecycle.StepsFrom(AuditStates.Issued), s => s.Id == step);

    [Fact]
    public async Task Of_two_who_issue_at_once_one_does()
    {
        var audit = await DraftedAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => Bench.TakeAsync(IssueReport.Step, new IssueReport(), audit.Id, Aino, audit.Basis))));
        Assert.All(answers, answer => Assert.IsType<Kept>(answer));
        Assert.Single((await BodyAsync(audit)).Versions);
    }

    [Fact]
    public async Task What_the_audited_say_to_the_draft_is_printed()
    {
        var audit = await DraftedAsync();
        await Bench.KeepAsync(AnswerReport.Step, new AnswerReport("we have one since May"), audit.Id, Oda);
        await IssueAsync(audit);
        Assert.Contains("we have one since May", await TextAsync((await BodyAsync(audit)).Versions[0].Hash), StringComparison.Ordinal);
    }

    [Fact, Trait("Rule", "IA7")]
    public async Task The_managers_concerned_get_the_result_as_a_card_and_its_delivery_is_recorded()
    {
        var audit = await IssueAsync(await DraftedAsync());
        await SweepAsync();
        var copies = (await Bench.Store.PendingAsync("demo", audit.Id, default))!.Copies.Where(c => c.Why == "result").ToArray();
        Assert.Equal(new[] { Oda, Mia, Lea, Tara }.Select(a => a.Person!.Id).ToHashSet(), copies.Select(c => c.Person!.Value).ToHashSet());
        Assert.All(copies, copy => Assert.Equal((CopyState.Shown, true), (copy.State, copy.SentAt is not null && copy.Message is not null)));
    }

    [Fact, Trait("Rule", "E13")]
    public async Task Whoever_takes_the_report_out_leaves_an_entry_and_changes_nothing_of_it()
    {
        var audit = await IssueAsync(await DraftedAsync());
        var before = (await BodyAsync(audit)).Versions;
        await Bench.MakeClicks().PressAsync(CoreBench.Visit(Tara), ExportReport.Step.Id, new ActionRef(audit.Id, null), new Delivery("export"), default);
        Assert.Equal("audit-report-exported", (await Bench.HistoryAsync(audit.Id))[^1].ReadHeader().Verb);
        Assert.Equal(before, (await BodyAsync(audit)).Versions);
    }

    [Fact]
    public async Task A_report_names_people_by_number_and_the_card_by_name()
    {
        var audit = await IssueAsync(await DraftedAsync());
        var text = await TextAsync((await BodyAsync(audit)).Versions[0].Hash);
        Assert.Contains(Oda.Person!.Id.Value, text, StringComparison.Ordinal);
        Assert.Equal("aino and oda", AuditCards.Named($"{Aino.Person!.Id} and {Oda.Person.Id}", id => id == Aino.Person.Id ? "aino" : "oda"));
    }

    [Fact, Trait("Rule", "IA9")]
    public async Task The_status_says_what_is_left_before_certification()
    {
        var desk = new AuditDesk(CoreBench.Catalogue, Bench.Store, Bench.MakeCards(), Bench.Clock, Bench.Links);
        var card = System.Text.Encoding.UTF8.GetString((await desk.StatusAsync(CoreBench.Visit(Lea), default)).Json);
        Assert.Contains("70 clauses and included controls were never audited", card, StringComparison.Ordinal);
        Assert.Contains("No management review was held", card, StringComparison.Ordinal);
    }

    [Theory, Trait("Rule", "IA8")]
    [InlineData(0, 12)]
    [InlineData(1, 11)]
    [InlineData(364, 0)]
    [InlineData(366, null)]
    public void The_map_tells_the_months_that_are_left(int days, int? months)
    {
        var audit = new Audit { Results = [new ItemResult("8.2", AuditResult.Conforms, Aino.Person!.Id, default)] };
        var row = Coverage.Of(Programme.Default, [], [(audit, Today)], Today.AddDays(days)).Single(r => r.Requirement.Id == "8.2");
        Assert.Equal(months, CoverageMap.MonthsLeft(row, Today.AddDays(days)));
    }

    [Fact, Trait("Rule", "IA8")]
    public void The_map_is_a_picture_whose_facts_are_its_words()
    {
        var rows = Coverage.Of(Programme.Default, null, [], Today);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], CoverageMap.Draw(rows, Today)[..4]);
        Assert.Contains("A.6: covered: 0, due soon: 0, overdue: 0, never audited: 9", CoverageMap.Alt(rows, AimsBot.Core.Cards.CardText.For("Audits", "en")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Three_auditors_in_two_chats_carry_an_audit_through_and_a_process_that_dies_loses_nothing()
    {
        var asta = await Bench.LinkAsync(Asta, new ChatAccount(ChannelNames.Teams, CoreBench.Tenant, "asta"));
        var teams = new FakeChannel(ChannelNames.Teams);
        var audit = await Bench.KeepAsync(StartAudit.Step, new StartAudit(), (await PlanAsync("A.9 A.10 A.8", Anders, asta)).Id, Aino);
        // The process dies right after the commit: another one finds what was left to do.
        for (var i = 0; i < 3; i++) await Bench.MakePump(null, Slack, teams).SweepAsync("demo", default);
        var auditors = new[] { Aino, Anders, asta };
        while (true)
        {
            var open = false;
            foreach (var auditor in auditors)
            {
                if ((await ListBodyAsync(audit, auditor)).NextOpen("") is null) continue;
                open = true;
                var list = await ListAsync(audit, auditor);
                // The same delivery twice, from two processes.
                var key = $"{auditor.Name}:{list.Revision}";
                foreach (var runner in new[] { Bench.Runner, Bench.MakeRunner(Bench.Store) })
                    Assert.IsType<Kept>(await runner.RunAsync(Bench.Action(AnswerItem.Step, Conforms(), list.Id, auditor, list.Basis, key), default));
            }
            if (!open) break;
        }
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Bench.MakePump(null, Slack, teams).SweepAsync("demo", default)));
        await SweepAsync();
        var body = await BodyAsync(audit);
        Assert.Equal((10, 0), (body.Results.Count, body.Unanswered.Count));
        Assert.Equal(3, body.Results.Select(r => r.Auditor).Distinct().Count());
    }

    /// <summary>A statement in force that leaves A.9.3 out.</summary>
    private async Task StatementAsync()
    {
        var head = await Bench.KeepAsync(StartStatement.Step, new StartStatement(), null, Lea);
        await Bench.KeepAsync(DecideControls.Step, new DecideControls([.. Requirements.Controls.Select(c => c.Id)], Applicability.Risk, "a risk asks", "RSK-1"), head.Id, Lea);
        await Bench.KeepAsync(DecideControls.Step, new DecideControls(["A.9.3"], Applicability.NoSuchActivity, "we set no aims", null), head.Id, Lea);
        await Bench.KeepAsync(ApproveStatement.Step, new ApproveStatement("all looked at"), head.Id, Tara);
    }

    private static ChangeProgramme Rhythm(string months) => new(12, 36, 24, months, "samples", "the lead plans", "to top management", "the first");

    private Task<Head> AdoptAsync(string months) => Bench.KeepAsync(ChangeProgramme.Adopt, Rhythm(months), null, Lea);
}
