using AimsBot.Core;

namespace AimsBot.Tests;

/// <summary>
/// The words that stand in records and buttons for ever. A new step adds its line; a line is never changed, and the word
/// of a step that is gone is never used for another.
/// </summary>
public class AuditVocabularyTests
{
    private static readonly string[] Frozen =
    [
        "acceptance.accept risk-accepted",
        "acceptance.answer risk-acceptance-answered",
        "acceptance.answer-law law-questions-answered",
        "acceptance.approve-plan treatment-plan-approved",
        "acceptance.ask risk-acceptance-questioned",
        "acceptance.confirm risk-acceptance-confirmed",
        "acceptance.expire risk-acceptance-expired",
        "acceptance.hear risk-change-heard",
        "acceptance.open risk-acceptance-opened",
        "acceptance.refuse risk-acceptance-refused",
        "acceptance.remind risk-acceptance-reminded",
        "acceptance.revoke risk-acceptance-revoked",
        "acceptance.warn risk-acceptance-ending",
        "acceptance.withdraw risk-acceptance-withdrawn",
        "account.claim account-claimed",
        "account.close account-closed",
        "account.meet account-met",
        "account.reopen account-reopened",
        "acknowledgement.adjust acknowledgement-adjusted",
        "acknowledgement.answer policy-question-answered",
        "acknowledgement.ask acknowledgement-asked",
        "acknowledgement.ask-question policy-question-asked",
        "acknowledgement.decline exemption-declined",
        "acknowledgement.exempt person-exempted",
        "acknowledgement.give policy-acknowledged",
        "acknowledgement.given-up reminder-undelivered",
        "acknowledgement.not-for-me exemption-asked-for",
        "acknowledgement.record-offline offline-signature-recorded",
        "acknowledgement.remind person-reminded",
        "acknowledgement.tomorrow reading-put-off",
        "campaign.advance campaign-advanced",
        "campaign.call-lead campaign-lead-called",
        "campaign.call-top-management campaign-top-management-called",
        "campaign.close campaign-closed",
        "campaign.export campaign-exported",
        "campaign.move campaign-moved",
        "campaign.snapshot campaign-snapshot-kept",
        "campaign.start campaign-started",
        "campaign.stop campaign-stopped",
        "course.add-question course-question-added",
        "course.advance course-advanced",
        "course.again course-asked-again",
        "course.call course-lateness-called",
        "course.draft course-drafted",
        "course.drop-questions course-questions-dropped",
        "course.publish course-published",
        "course.retire course-retired",
        "course.revise course-revised",
        "incident.add-details incident-detailed",
        "incident.close incident-closed",
        "incident.duplicate incident-duplicate",
        "incident.first-answer-missed first-answer-missed",
        "incident.message-changed message-changed",
        "incident.not-an-incident incident-dismissed",
        "incident.reopen incident-reopened",
        "incident.report incident-reported",
        "incident.take incident-taken",
        "incident.top-management-called top-management-called",
        "incident.triage incident-triaged",
        "incident.triage-missed triage-missed",
        "method.adopt method-adopted",
        "method.change method-changed",
        "person.add person-added",
        "person.delegate authority-delegated",
        "person.exclude person-excluded",
        "person.find person-reached",
        "person.grant-role role-granted",
        "person.leave person-left",
        "person.link-account account-linked",
        "person.lose person-unreachable",
        "person.record-leave leave-recorded",
        "person.return person-returned",
        "person.take-role role-taken",
        "person.unlink-account account-unlinked",
        "person.update person-updated",
        "policy.add-question policy-question-added",
        "policy.add-text policy-text-added",
        "policy.approve policy-approved",
        "policy.draft policy-drafted",
        "policy.drop-questions policy-questions-dropped",
        "policy.review policy-reviewed",
        "policy.review-due policy-review-due",
        "policy.revise policy-revised",
        "policy.withdraw policy-withdrawn",
        "record.erase payload-erased",
        "risk.assess-current risk-assessed-current",
        "risk.assess-inherent risk-assessed-inherent",
        "risk.assess-target risk-assessed-target",
        "risk.hear risk-review-due",
        "risk.note-acceptance risk-acceptance-noted",
        "risk.raise risk-raised",
        "risk.request-acceptance risk-acceptance-requested",
        "risk.treat risk-treated",
        "system.note-incident system-incident-noted",
        "system.register system-registered",
        "system.retire system-retired",
        "system.update system-updated",
        "system.watch system-watched",
        "training.adjust training-adjusted",
        "training.again training-asked-again",
        "training.assign training-assigned",
        "training.attest training-attested",
        "training.exempt trainee-exempted",
        "training.given-up training-reminder-undelivered",
        "training.judge competence-judged",
        "training.record training-recorded",
        "training.remind trainee-reminded",
        "training.renew training-renewal-due",
        "training.tomorrow training-put-off",
    ];

    [Fact]
    public void Every_step_has_the_wire_id_and_the_verb_that_are_written_here() =>
        Assert.Equal(Frozen, Steps.Select(step => $"{step.Id} {step.Verb}").Order(StringComparer.Ordinal));

    [Fact]
    public void No_two_steps_share_a_verb() => Assert.Equal(Steps.Count(), Steps.Select(step => step.Verb).Distinct().Count());

    [Fact]
    public void Types_and_prefixes_are_those_that_are_written_here() => Assert.Equal(
        ["acceptance RAC", "account ACC", "acknowledgement ACK", "campaign CAM", "course CRS", "incident INC", "method MTH", "person PER", "policy POL", "risk RSK", "system SYS", "training TRN"],
        WorkflowCatalogue.Make().Workflows.Select(workflow => $"{workflow.Type} {workflow.Prefix}").Order(StringComparer.Ordinal));

    [Fact]
    public void States_are_those_that_are_written_here() => Assert.Equal(
        [
            "acceptance: waiting asked at-legal blocked returned refused withdrawn accepted ended",
            "account: open closed",
            "acknowledgement: pending acknowledged exempt stopped",
            "campaign: running stopped closed",
            "course: draft published revised retired",
            "incident: reported triaged closed duplicate not-an-incident",
            "method: in-force",
            "person: active left outsider",
            "policy: draft published revised withdrawn",
            "risk: raised unaccepted accepted",
            "system: active retired",
            "training: assigned attested competent exempt stopped",
        ],
        WorkflowCatalogue.Make().Workflows.Select(workflow => $"{workflow.Type}: {string.Join(' ', workflow.Lifecycle.States)}").Order(StringComparer.Ordinal));

    private static IEnumerable<Step> Steps => WorkflowCatalogue.Make().Workflows.SelectMany(workflow => workflow.Steps).Append(ErasePayload.Step);
}
