using AimsBot.Core;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Tests;

/// <summary>
/// The two permission tables, written out: each step with each actor who may take it, each type with each actor who may
/// read it. Everybody who is not named may not.
/// </summary>
public class PermissionsTests
{
    // Persons by role, persons by what they are to the record, and the machinery.
    private static readonly string[] Actors =
        [.. Roles.Names, .. Relations.Select(relation => "is:" + relation), "clock", "operator", "host"];

    private static string[] Relations => ["self", "manager", "reporter", "handler", "assignee", "told", "system-owner", "owner", "last-resort", "requester", "raiser", "risk-owner", "approver", "voter", "author", "had-owned", "lead-auditor", "auditor", "audited", "chair", "attendee", "judge"];

    [Theory]
    [InlineData("incident.report", "staff manager compliance-lead internal-auditor incident-handler legal privacy top-management administrator is:self is:manager is:reporter is:handler is:assignee is:told is:system-owner is:owner is:last-resort is:requester is:raiser is:risk-owner is:approver is:voter is:author is:had-owned is:lead-auditor is:auditor is:audited is:chair is:attendee is:judge")]
    [InlineData("incident.add-details", "is:reporter is:handler")]
    [InlineData("incident.take", "is:handler")]
    [InlineData("incident.triage", "is:handler")]
    [InlineData("incident.close", "compliance-lead is:handler is:last-resort")]
    [InlineData("incident.duplicate", "is:handler")]
    [InlineData("incident.not-an-incident", "is:handler")]
    [InlineData("incident.reopen", "is:reporter is:handler")]
    [InlineData("incident.message-changed", "host")]
    [InlineData("incident.first-answer-missed", "clock")]
    [InlineData("incident.top-management-called", "clock")]
    [InlineData("incident.triage-missed", "clock")]
    [InlineData("system.register", "compliance-lead administrator")]
    [InlineData("system.update", "compliance-lead administrator is:owner")]
    [InlineData("system.record-impact", "compliance-lead is:owner")]
    [InlineData("system.retire", "compliance-lead administrator")]
    [InlineData("policy.draft", "compliance-lead")]
    [InlineData("policy.revise", "compliance-lead is:owner")]
    [InlineData("policy.add-text", "compliance-lead is:owner is:author")]
    [InlineData("policy.replace-text", "compliance-lead is:owner is:author")]
    [InlineData("policy.add-question", "compliance-lead is:owner is:author")]
    [InlineData("policy.drop-questions", "compliance-lead is:owner is:author")]
    [InlineData("policy.approve", "is:approver")]
    [InlineData("policy.review", "compliance-lead is:owner")]
    [InlineData("policy.review-due", "clock")]
    [InlineData("policy.withdraw", "compliance-lead top-management")]
    [InlineData("campaign.start", "compliance-lead")]
    [InlineData("campaign.move", "compliance-lead")]
    [InlineData("campaign.close", "compliance-lead")]
    [InlineData("campaign.export", "compliance-lead")]
    [InlineData("campaign.stop", "clock")]
    [InlineData("campaign.advance", "clock")]
    [InlineData("campaign.call-lead", "clock")]
    [InlineData("campaign.call-top-management", "clock")]
    [InlineData("campaign.snapshot", "clock")]
    [InlineData("acknowledgement.ask", "clock")]
    [InlineData("acknowledgement.give", "is:self")]
    [InlineData("acknowledgement.ask-question", "is:self")]
    [InlineData("acknowledgement.answer", "compliance-lead is:owner")]
    [InlineData("acknowledgement.not-for-me", "is:self")]
    [InlineData("acknowledgement.exempt", "compliance-lead")]
    [InlineData("acknowledgement.decline", "compliance-lead")]
    [InlineData("acknowledgement.record-offline", "compliance-lead administrator")]
    [InlineData("acknowledgement.remind", "clock")]
    [InlineData("acknowledgement.given-up", "clock")]
    [InlineData("acknowledgement.adjust", "clock")]
    [InlineData("acknowledgement.inherit", "clock")]
    [InlineData("acknowledgement.tomorrow", "is:self")]
    [InlineData("certificate.begin", "compliance-lead")]
    [InlineData("certificate.plan-visit", "compliance-lead")]
    [InlineData("certificate.grant", "compliance-lead")]
    [InlineData("certificate.check", "compliance-lead internal-auditor top-management")]
    [InlineData("certificate.ask", "compliance-lead internal-auditor top-management")]
    [InlineData("certificate.raise-change", "manager compliance-lead top-management")]
    [InlineData("certificate.answer-change", "compliance-lead")]
    [InlineData("certificate.note-programme", "compliance-lead")]
    [InlineData("certificate.answer-year", "compliance-lead")]
    [InlineData("certificate.change-limits", "compliance-lead")]
    [InlineData("certificate.change-scope", "compliance-lead")]
    [InlineData("certificate.transfer", "compliance-lead")]
    [InlineData("certificate.suspend", "compliance-lead")]
    [InlineData("certificate.lift", "compliance-lead")]
    [InlineData("certificate.withdraw", "compliance-lead top-management")]
    [InlineData("certificate.hear-change", "clock")]
    [InlineData("certificate.hear-visit", "clock")]
    [InlineData("certificate.pass-expiry", "clock")]
    [InlineData("certificate.remind", "clock")]
    [InlineData("visit.open", "clock")]
    [InlineData("visit.accept", "is:attendee")]
    [InlineData("visit.decline", "is:attendee")]
    [InlineData("visit.accept-plan", "compliance-lead")]
    [InlineData("visit.move-deadline", "compliance-lead")]
    [InlineData("visit.move", "compliance-lead")]
    [InlineData("visit.arrange", "compliance-lead")]
    [InlineData("visit.cancel", "compliance-lead")]
    [InlineData("visit.hold", "compliance-lead")]
    [InlineData("visit.note-worry", "compliance-lead")]
    [InlineData("visit.note-finding", "compliance-lead")]
    [InlineData("visit.regrade", "compliance-lead")]
    [InlineData("visit.send-evidence", "compliance-lead")]
    [InlineData("visit.decide", "compliance-lead")]
    [InlineData("visit.hear-decision", "clock")]
    [InlineData("visit.hear-case", "clock")]
    [InlineData("visit.hear-verdict", "clock")]
    [InlineData("visit.remind", "clock")]
    [InlineData("course.draft", "compliance-lead")]
    [InlineData("course.revise", "compliance-lead is:owner")]
    [InlineData("course.add-question", "compliance-lead is:owner")]
    [InlineData("course.drop-questions", "compliance-lead is:owner")]
    [InlineData("course.publish", "compliance-lead")]
    [InlineData("course.again", "compliance-lead")]
    [InlineData("course.retire", "compliance-lead")]
    [InlineData("course.advance", "clock")]
    [InlineData("course.call", "clock")]
    [InlineData("course.snapshot", "clock")]
    [InlineData("course.export", "compliance-lead")]
    [InlineData("training.assign", "clock")]
    [InlineData("training.attest", "is:self")]
    [InlineData("training.tomorrow", "is:self")]
    [InlineData("training.record", "compliance-lead")]
    [InlineData("training.exempt", "compliance-lead")]
    [InlineData("training.judge", "is:judge")]
    [InlineData("training.again", "compliance-lead is:manager")]
    [InlineData("training.renew", "clock")]
    [InlineData("training.remind", "clock")]
    [InlineData("training.given-up", "clock")]
    [InlineData("training.adjust", "clock")]
    [InlineData("system.watch", "clock")]
    [InlineData("system.note-incident", "clock")]
    [InlineData("person.delegate", "is:self")]
    [InlineData("person.export", "is:self")]
    [InlineData("method.adopt", "top-management")]
    [InlineData("method.change", "top-management")]
    [InlineData("method.word", "top-management")]
    [InlineData("method.touch", "clock")]
    [InlineData("risk.raise", "staff manager compliance-lead internal-auditor incident-handler legal privacy top-management administrator is:self is:manager is:reporter is:handler is:assignee is:told is:system-owner is:owner is:last-resort is:requester is:raiser is:risk-owner is:approver is:voter is:author is:had-owned is:lead-auditor is:auditor is:audited is:chair is:attendee is:judge")]
    [InlineData("risk.assess-inherent", "compliance-lead is:system-owner is:raiser is:risk-owner")]
    [InlineData("risk.assess-current", "compliance-lead is:system-owner is:raiser is:risk-owner")]
    [InlineData("risk.assess-target", "compliance-lead is:system-owner is:raiser is:risk-owner")]
    [InlineData("risk.treat", "compliance-lead is:system-owner is:risk-owner")]
    [InlineData("risk.request-acceptance", "compliance-lead is:system-owner is:raiser is:risk-owner")]
    [InlineData("risk.note-acceptance", "clock")]
    [InlineData("risk.raise-from-impact", "clock")]
    [InlineData("risk.review-due", "clock")]
    [InlineData("risk.hear", "clock")]
    [InlineData("acceptance.open", "clock")]
    [InlineData("acceptance.approve-plan", "is:approver")]
    [InlineData("acceptance.accept", "is:approver")]
    [InlineData("acceptance.refuse", "is:approver")]
    [InlineData("acceptance.ask", "is:approver")]
    [InlineData("acceptance.confirm", "is:approver")]
    [InlineData("acceptance.revoke", "compliance-lead legal is:approver is:voter")]
    [InlineData("acceptance.answer", "is:requester")]
    [InlineData("acceptance.withdraw", "is:requester")]
    [InlineData("acceptance.answer-law", "legal")]
    [InlineData("acceptance.hear", "clock")]
    [InlineData("acceptance.hear-merger", "clock")]
    [InlineData("acceptance.remind", "clock")]
    [InlineData("acceptance.warn", "clock")]
    [InlineData("acceptance.expire", "clock")]
    [InlineData("incident.ask-action", "compliance-lead is:handler")]
    [InlineData("incident.note-action", "clock")]
    [InlineData("acceptance.note-action", "clock")]
    [InlineData("corrective-action.open", "staff manager compliance-lead internal-auditor incident-handler legal privacy top-management administrator is:self is:manager is:reporter is:handler is:assignee is:told is:system-owner is:owner is:last-resort is:requester is:raiser is:risk-owner is:approver is:voter is:author is:had-owned is:lead-auditor is:auditor is:audited is:chair is:attendee is:judge")]
    [InlineData("corrective-action.open-for", "clock")]
    [InlineData("corrective-action.contain", "is:owner")]
    [InlineData("corrective-action.analyse", "is:owner")]
    [InlineData("corrective-action.plan", "is:owner")]
    [InlineData("corrective-action.start", "is:owner")]
    [InlineData("corrective-action.done", "is:owner")]
    [InlineData("corrective-action.check", "compliance-lead internal-auditor top-management is:manager")]
    [InlineData("corrective-action.no-cause-action", "compliance-lead top-management")]
    [InlineData("corrective-action.reject", "compliance-lead internal-auditor top-management")]
    [InlineData("corrective-action.ask-extension", "is:owner")]
    [InlineData("corrective-action.grant-extension", "compliance-lead top-management is:manager")]
    [InlineData("corrective-action.decline-extension", "compliance-lead top-management is:manager")]
    [InlineData("corrective-action.assign", "compliance-lead")]
    [InlineData("corrective-action.note-body", "compliance-lead")]
    [InlineData("corrective-action.remind", "clock")]
    [InlineData("corrective-action.given-up", "clock")]
    [InlineData("statement.start", "compliance-lead")]
    [InlineData("statement.decide", "compliance-lead")]
    [InlineData("statement.add-control", "compliance-lead")]
    [InlineData("statement.approve", "top-management")]
    [InlineData("programme.adopt", "compliance-lead")]
    [InlineData("programme.change", "compliance-lead")]
    [InlineData("audit.plan", "compliance-lead internal-auditor")]
    [InlineData("audit.change-plan", "compliance-lead is:lead-auditor")]
    [InlineData("audit.note-change", "compliance-lead is:lead-auditor")]
    [InlineData("audit.declare", "is:auditor")]
    [InlineData("audit.overrule", "compliance-lead top-management")]
    [InlineData("audit.start", "is:lead-auditor")]
    [InlineData("audit.note-answer", "clock")]
    [InlineData("audit.note-hand-over", "clock")]
    [InlineData("audit.confirm", "is:lead-auditor")]
    [InlineData("audit.note-case", "clock")]
    [InlineData("audit.draft-report", "is:lead-auditor")]
    [InlineData("audit.redraft-report", "is:lead-auditor")]
    [InlineData("audit.answer-report", "is:audited")]
    [InlineData("audit.issue", "is:lead-auditor")]
    [InlineData("audit.correct", "is:lead-auditor")]
    [InlineData("audit.cancel", "compliance-lead is:lead-auditor")]
    [InlineData("checklist.open", "clock")]
    [InlineData("checklist.answer", "is:auditor")]
    [InlineData("checklist.attach", "is:auditor")]
    [InlineData("checklist.drop-file", "is:auditor")]
    [InlineData("checklist.draw-sample", "is:auditor")]
    [InlineData("checklist.hand-over", "is:lead-auditor is:auditor")]
    [InlineData("checklist.next", "is:auditor")]
    [InlineData("checklist.back", "is:auditor")]
    [InlineData("checklist.go", "is:auditor")]
    [InlineData("checklist.pause", "is:auditor")]
    [InlineData("checklist.resume", "is:auditor")]
    [InlineData("checklist.take-over", "clock")]
    [InlineData("checklist.remind", "clock")]
    [InlineData("checklist.close", "clock")]
    [InlineData("audit.note-export", "compliance-lead internal-auditor top-management is:told is:lead-auditor is:auditor is:audited operator")]
    [InlineData("review.note-export", "compliance-lead internal-auditor top-management is:chair is:attendee operator")]
    [InlineData("review.plan", "compliance-lead top-management")]
    [InlineData("review.note-input", "compliance-lead is:chair is:attendee")]
    [InlineData("review.make-pack", "compliance-lead is:chair")]
    [InlineData("review.decide", "compliance-lead is:chair")]
    [InlineData("review.conclude", "is:chair")]
    [InlineData("review.confirm", "is:attendee")]
    [InlineData("review.sign", "is:chair")]
    [InlineData("review.note-action", "clock")]
    [InlineData("review.ask-for-next", "clock")]
    [InlineData("review.cancel", "compliance-lead is:chair")]
    [InlineData("review-action.open", "clock")]
    [InlineData("review-action.finish", "is:owner")]
    [InlineData("review-action.drop", "compliance-lead top-management")]
    [InlineData("review-action.remind", "clock")]
    [InlineData("person.link-account", "clock operator host")]
    [InlineData("person.unlink-account", "clock operator host")]
    [InlineData("person.add", "administrator operator host")]
    [InlineData("person.update", "administrator operator host")]
    [InlineData("person.grant-role", "administrator operator host")]
    [InlineData("person.take-role", "administrator operator host")]
    [InlineData("person.record-leave", "administrator is:manager")]
    [InlineData("person.leave", "administrator is:manager operator host")]
    [InlineData("person.return", "administrator operator")]
    [InlineData("person.exclude", "host")]
    [InlineData("person.merge", "administrator")]
    [InlineData("person.keep-apart", "administrator")]
    [InlineData("person.absorb", "clock")]
    [InlineData("person.tell-of-merger", "clock")]
    [InlineData("person.lose", "host")]
    [InlineData("person.find", "host")]
    [InlineData("account.claim", "operator host")]
    [InlineData("account.meet", "host")]
    [InlineData("account.close", "operator host")]
    [InlineData("account.reopen", "operator host")]
    [InlineData("record.erase", "privacy operator")]
    public void A_step_is_taken_by_these_and_nobody_else(string step, string expected)
    {
        var rule = Permissions.Take.Single(rule => rule.Step == step);
        Assert.Equal(expected, string.Join(' ', Actors.Where(name => rule.Grants(ActorOf(name), RelationsOf(name)) is not null)));
    }

    [Theory]
    [InlineData("person.grant-role")]
    [InlineData("person.take-role")]
    [InlineData("person.leave")]
    [InlineData("person.record-leave")]
    [InlineData("person.return")]
    [InlineData("person.merge")]
    [InlineData("person.keep-apart")]
    public void No_administrator_takes_this_step_on_himself(string step) => Assert.Null(
        Permissions.Take.Single(rule => rule.Step == step).Grants(ActorOf("administrator"), new HashSet<string> { "self" }));

    [Fact]
    public void Whoever_has_an_incident_does_not_close_it() => Assert.Null(
        Permissions.Take.Single(rule => rule.Step == "incident.close").Grants(ActorOf("compliance-lead"), new HashSet<string> { "handler", "assignee" }));

    [Fact, Trait("Rule", "P2")]
    public void Whoever_wrote_a_policy_does_not_approve_it() => Assert.Null(
        Permissions.Take.Single(rule => rule.Step == "policy.approve").Grants(ActorOf("compliance-lead"), new HashSet<string> { "approver", "author" }));

    [Theory, Trait("Rule", "K13")]
    [InlineData("requester")]
    [InlineData("risk-owner")]
    [InlineData("system-owner")]
    public void Whoever_asks_or_owns_does_not_decide_on_a_risk(string relation) => Assert.All(
        new[] { "approve-plan", "accept", "refuse", "ask", "confirm" },
        step => Assert.Null(Permissions.Take.Single(rule => rule.Step == "acceptance." + step).Grants(ActorOf("top-management"), new HashSet<string> { "approver", relation })));

    [Theory, Trait("Rule", "N3")]
    [InlineData("owner")]
    [InlineData("had-owned")]
    public void Whoever_owns_or_owned_an_action_does_not_check_its_effect(string relation) => Assert.All(
        new[] { "check", "no-cause-action", "reject" },
        step => Assert.Null(Permissions.Take.Single(rule => rule.Step == "corrective-action." + step).Grants(ActorOf("compliance-lead"), new HashSet<string> { relation, "manager" })));

    [Fact, Trait("Rule", "K13")]
    public void An_auditor_does_not_decide_on_a_risk() => Assert.Null(
        Permissions.Take.Single(rule => rule.Step == "acceptance.accept").Grants(ActorOf("internal-auditor"), new HashSet<string> { "approver" }));

    [Theory]
    [InlineData("incident", "compliance-lead is:reporter is:handler is:told is:system-owner operator")]
    [InlineData("system", "staff manager compliance-lead internal-auditor incident-handler legal privacy top-management administrator is:self is:manager is:reporter is:handler is:assignee is:told is:system-owner is:owner is:last-resort is:requester is:raiser is:risk-owner is:approver is:voter is:author is:had-owned is:lead-auditor is:auditor is:audited is:chair is:attendee is:judge operator")]
    [InlineData("method", "staff manager compliance-lead internal-auditor incident-handler legal privacy top-management administrator is:self is:manager is:reporter is:handler is:assignee is:told is:system-owner is:owner is:last-resort is:requester is:raiser is:risk-owner is:approver is:voter is:author is:had-owned is:lead-auditor is:auditor is:audited is:chair is:attendee is:judge operator")]
    [InlineData("risk", "compliance-lead internal-auditor legal top-management is:system-owner is:raiser is:risk-owner operator")]
    [InlineData("acceptance", "compliance-lead internal-auditor legal is:told is:system-owner is:requester is:risk-owner is:approver is:voter operator")]
    [InlineData("policy", "staff manager compliance-lead internal-auditor incident-handler legal privacy top-management administrator is:self is:manager is:reporter is:handler is:assignee is:told is:system-owner is:owner is:last-resort is:requester is:raiser is:risk-owner is:approver is:voter is:author is:had-owned is:lead-auditor is:auditor is:audited is:chair is:attendee is:judge operator")]
    [InlineData("campaign", "compliance-lead top-management operator")]
    [InlineData("acknowledgement", "compliance-lead administrator is:self is:manager is:owner operator")]
    [InlineData("certificate", "staff manager compliance-lead internal-auditor incident-handler legal privacy top-management administrator is:self is:manager is:reporter is:handler is:assignee is:told is:system-owner is:owner is:last-resort is:requester is:raiser is:risk-owner is:approver is:voter is:author is:had-owned is:lead-auditor is:auditor is:audited is:chair is:attendee is:judge operator")]
    [InlineData("visit", "compliance-lead internal-auditor top-management is:attendee operator")]
    [InlineData("course", "staff manager compliance-lead internal-auditor incident-handler legal privacy top-management administrator is:self is:manager is:reporter is:handler is:assignee is:told is:system-owner is:owner is:last-resort is:requester is:raiser is:risk-owner is:approver is:voter is:author is:had-owned is:lead-auditor is:auditor is:audited is:chair is:attendee is:judge operator")]
    [InlineData("training", "compliance-lead is:self is:manager is:judge operator")]
    [InlineData("person", "compliance-lead administrator is:self is:manager operator")]
    [InlineData("corrective-action", "compliance-lead internal-auditor top-management is:manager is:told is:owner is:raiser is:had-owned operator")]
    [InlineData("statement", "staff manager compliance-lead internal-auditor incident-handler legal privacy top-management administrator is:self is:manager is:reporter is:handler is:assignee is:told is:system-owner is:owner is:last-resort is:requester is:raiser is:risk-owner is:approver is:voter is:author is:had-owned is:lead-auditor is:auditor is:audited is:chair is:attendee is:judge operator")]
    [InlineData("programme", "staff manager compliance-lead internal-auditor incident-handler legal privacy top-management administrator is:self is:manager is:reporter is:handler is:assignee is:told is:system-owner is:owner is:last-resort is:requester is:raiser is:risk-owner is:approver is:voter is:author is:had-owned is:lead-auditor is:auditor is:audited is:chair is:attendee is:judge operator")]
    [InlineData("audit", "compliance-lead internal-auditor top-management is:told is:lead-auditor is:auditor is:audited operator")]
    [InlineData("checklist", "is:lead-auditor is:auditor operator")]
    [InlineData("review", "compliance-lead internal-auditor top-management is:chair is:attendee operator")]
    [InlineData("review-action", "compliance-lead internal-auditor top-management is:manager is:owner operator")]
    [InlineData("account", "operator")]
    public void A_record_is_read_whole_by_these_and_nobody_else(string type, string expected) =>
        Assert.Equal(expected, string.Join(' ', Actors.Where(name => SightOf(type, name) == Sight.Whole)));

    [Theory]
    [InlineData("incident", "top-management")]
    [InlineData("acceptance", "top-management")]
    [InlineData("risk", "")]
    [InlineData("method", "")]
    [InlineData("system", "")]
    [InlineData("policy", "")]
    [InlineData("campaign", "")]
    [InlineData("acknowledgement", "top-management")]
    [InlineData("person", "")]
    [InlineData("corrective-action", "")]
    [InlineData("statement", "")]
    [InlineData("programme", "")]
    [InlineData("audit", "")]
    [InlineData("checklist", "")]
    [InlineData("review", "")]
    [InlineData("review-action", "")]
    [InlineData("certificate", "")]
    [InlineData("visit", "")]
    [InlineData("account", "")]
    public void A_record_is_counted_by_these_and_nobody_else(string type, string expected) =>
        Assert.Equal(expected, string.Join(' ', Actors.Where(name => SightOf(type, name) == Sight.Counted)));

    [Fact]
    public void Every_step_has_one_row() => Assert.Equal(
        WorkflowCatalogue.Make().Workflows.SelectMany(workflow => workflow.Steps).Append(ErasePayload.Step).Select(step => step.Id).Order(StringComparer.Ordinal),
        Permissions.Take.Select(rule => rule.Step).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_type_has_one_row() => Assert.Equal(
        WorkflowCatalogue.Make().Workflows.Select(workflow => workflow.Type).Order(StringComparer.Ordinal),
        Permissions.Read.Select(rule => rule.Type).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_row_stands_in_a_test_above()
    {
        var rows = Permissions.Take.Select(rule => rule.Step).Concat(Permissions.Read.Select(rule => rule.Type)).ToArray();
        var tested = new[] { nameof(A_step_is_taken_by_these_and_nobody_else), nameof(A_record_is_read_whole_by_these_and_nobody_else) }
            .SelectMany(test => typeof(PermissionsTests).GetMethod(test)!.GetCustomAttributesData())
            .Where(attribute => attribute.AttributeType == typeof(InlineDataAttribute))
            .Select(attribute => (string)((IReadOnlyList<System.Reflection.CustomAttributeTypedArgument>)attribute.ConstructorArguments[0].Value!)[0].Value!)
            .ToArray();
        Assert.Empty(rows.Except(tested).Select(row => $"{row} has no InlineData above: say who may, and nobody else"));
        Assert.Equal(rows.Length, tested.Length);
    }

    private static Sight SightOf(string type, string name) =>
        Permissions.Read.Single(rule => rule.Type == type).SightOf(ActorOf(name), RelationsOf(name));

    private static Actor ActorOf(string name) => name switch
    {
        "clock" => Actor.Clock,
        "operator" => Actor.Operator,
        "host" => Actor.Host,
        _ => Actor.Of(new Person(
            new RecordId("PER-0000-0001"), PersonStates.Active, new PersonDetails { Roles = Roles.Parse(name) is { } role ? [role] : [Role.Staff] })),
    };

    private static HashSet<string> RelationsOf(string name) => name.StartsWith("is:", StringComparison.Ordinal) ? [name[3..]] : [];
}
