using AimsBot.Core;
using AimsBot.Core.People;
using AimsBot.Workflows.Accounts;
using AimsBot.Workflows.Audits;
using AimsBot.Workflows.CorrectiveActions;
using AimsBot.Workflows.IncidentReport;
using AimsBot.Workflows.People;
using AimsBot.Workflows.Policies;
using AimsBot.Workflows.Reviews;
using AimsBot.Workflows.RiskAcceptances;
using AimsBot.Workflows.RiskMethods;
using AimsBot.Workflows.Risks;
using AimsBot.Workflows.Statements;
using AimsBot.Workflows.SystemRegister;

namespace AimsBot;

/// <summary>The two tables of rights: who may take each step, and who may read what.</summary>
public static class Permissions
{
    private static Who Is(string relation) => Who.Is(relation);

    // Whoever asks for an acceptance, owns the risk or its system, or audits, does not decide on it (K13).
    private static readonly IReadOnlyList<Who> KeptApart = [Is("requester"), Is("risk-owner"), Is("system-owner"), Role.InternalAuditor];

    public static readonly IReadOnlyList<TakeRule> Take =
    [
        new(ReportIncident.Step, [Who.Member]),
        new(AddDetails.Step, [Is("reporter"), Is("handler")]),
        new(TakeIncident.Step, [Is("handler")]),
        new(TriageIncident.Step, [Is("handler")]),
        new(CloseIncident.Step, [Is("handler"), Role.ComplianceLead, Is("last-resort")]) { Except = [Is("assignee")] },
        new(MarkDuplicate.Step, [Is("handler")]),
        new(DismissIncident.Step, [Is("handler")]),
        new(ReopenIncident.Step, [Is("reporter"), Is("handler")]),
        new(NoteMessageChange.Step, [Who.Host]),
        new(AskForAction.Step, [Is("handler"), Role.ComplianceLead]),
        new(NoteCorrectiveAction.Step, [Who.Clock]),
        new(MissLimit.FirstAnswer, [Who.Clock]),
        new(MissLimit.TopManagement, [Who.Clock]),
        new(MissLimit.Triage, [Who.Clock]),

        new(RegisterSystem.Step, [Role.ComplianceLead, Role.Administrator]),
        new(UpdateSystem.Step, [Role.ComplianceLead, Role.Administrator, Is("owner")]),
        new(RecordImpact.Step, [Role.ComplianceLead, Is("owner")]),
        new(RetireSystem.Step, [Role.ComplianceLead, Role.Administrator]),
        new(WatchSystem.Step, [Who.Clock]),
        new(NoteIncident.Step, [Who.Clock]),

        new(ChangeMethod.Adopt, [Role.TopManagement]),
        new(ChangeMethod.Change, [Role.TopManagement]),
        new(RaiseRisk.Step, [Who.Member]),
        new(AssessRisk.Inherent, [Is("raiser"), Is("risk-owner"), Is("system-owner"), Role.ComplianceLead]),
        new(AssessRisk.Current, [Is("raiser"), Is("risk-owner"), Is("system-owner"), Role.ComplianceLead]),
        new(AssessRisk.Target, [Is("raiser"), Is("risk-owner"), Is("system-owner"), Role.ComplianceLead]),
        new(TreatRisk.Step, [Is("risk-owner"), Is("system-owner"), Role.ComplianceLead]),
        new(RequestAcceptance.Step, [Is("raiser"), Is("risk-owner"), Is("system-owner"), Role.ComplianceLead]),
        new(RaiseRisk.FromImpact, [Who.Clock]),
        new(ReviewRisk.Step, [Who.Clock]),
        new(NoteAcceptance.Step, [Who.Clock]),
        new(HearOfSystem.Step, [Who.Clock]),
        new(OpenAcceptance.Step, [Who.Clock]),
        new(ApprovePlan.Step, [Is("approver")]) { Except = KeptApart },
        new(AcceptRisk.Step, [Is("approver")]) { Except = KeptApart },
        new(RefuseRisk.Step, [Is("approver")]) { Except = KeptApart },
        new(AskBack.Step, [Is("approver")]) { Except = KeptApart },
        new(ConfirmAcceptance.Step, [Is("approver")]) { Except = KeptApart },
        new(RevokeAcceptance.Step, [Is("voter"), Is("approver"), Role.Legal, Role.ComplianceLead]),
        new(AnswerQuestion.Step, [Is("requester")]),
        new(WithdrawRequest.Step, [Is("requester")]),
        new(ClearLaw.Step, [Role.Legal]) { Except = [Is("requester")] },
        new(HearOfRisk.Step, [Who.Clock]),
        new(HearOfMerger.Step, [Who.Clock]),
        new(PassTime.Remind, [Who.Clock]),
        new(PassTime.Warn, [Who.Clock]),
        new(PassTime.Expire, [Who.Clock]),
        new(NoteAction.Step, [Who.Clock]),

        new(DraftPolicy.Step, [Role.ComplianceLead]),
        new(RevisePolicy.Step, [Role.ComplianceLead, Is("owner")]),
        new(AddPolicyText.Step, [Role.ComplianceLead, Is("owner"), Is("author")]),
        new(ApprovePolicy.Step, [Is("approver")]) { Except = [Is("author")] },
        new(ReviewPolicy.Step, [Role.ComplianceLead, Is("owner")]),
        new(ReviewPolicy.Due, [Who.Clock]),
        new(WithdrawPolicy.Step, [Role.ComplianceLead, Role.TopManagement]),

        new(StartCampaign.Step, [Role.ComplianceLead]),
        new(MoveCampaign.Step, [Role.ComplianceLead]),
        new(EndCampaign.Close, [Role.ComplianceLead]),
        new(EndCampaign.Stop, [Who.Clock]),
        new(AdvanceCampaign.Step, [Who.Clock]),
        new(CallForCampaign.Lead, [Who.Clock]),
        new(CallForCampaign.TopManagement, [Who.Clock]),
        new(KeepFigures.Step, [Who.Clock]),

        new(AskPerson.Step, [Who.Clock]),
        new(Acknowledge.Step, [Is("self")]),
        new(AskOwner.Step, [Is("self")]),
        new(AnswerReader.Step, [Is("owner"), Role.ComplianceLead]),
        new(SayNotForMe.Step, [Is("self")]),
        new(ExemptPerson.Step, [Role.ComplianceLead]) { Except = [Is("self")] },
        new(DeclineExemption.Step, [Role.ComplianceLead]) { Except = [Is("self")] },
        new(RecordOffline.Step, [Role.ComplianceLead, Role.Administrator]) { Except = [Is("self")] },
        new(RemindPerson.Step, [Who.Clock]),
        new(NoteUndelivered.Step, [Who.Clock]),
        new(AdjustAcknowledgement.Step, [Who.Clock]),
        new(InheritAcknowledgement.Step, [Who.Clock]),

        new(StartStatement.Step, [Role.ComplianceLead]),
        new(DecideControls.Step, [Role.ComplianceLead]),
        new(AddOwnControl.Step, [Role.ComplianceLead]),
        new(ApproveStatement.Step, [Role.TopManagement]) { Except = [Is("author")] },

        new(ChangeProgramme.Adopt, [Role.ComplianceLead]),
        new(ChangeProgramme.Change, [Role.ComplianceLead]),
        new(PlanAudit.Step, [Role.ComplianceLead, Role.InternalAuditor]),
        new(PlanAudit.Change, [Role.ComplianceLead, Is("lead-auditor")]),
        new(NotePlanChange.Step, [Is("lead-auditor"), Role.ComplianceLead]),
        new(DeclareInvolvement.Step, [Is("auditor")]),
        new(OverruleConflict.Step, [Role.ComplianceLead, Role.TopManagement]),
        new(StartAudit.Step, [Is("lead-auditor")]),
        new(NoteAnswer.Step, [Who.Clock]),
        new(NoteHandOver.Step, [Who.Clock]),
        new(ConfirmFinding.Step, [Is("lead-auditor")]),
        new(NoteCase.Step, [Who.Clock]),
        new(DraftReport.Step, [Is("lead-auditor")]),
        new(DraftReport.Again, [Is("lead-auditor")]),
        new(AnswerReport.Step, [Is("audited")]),
        new(IssueReport.Step, [Is("lead-auditor")]),
        new(IssueReport.Correct, [Is("lead-auditor")]),
        new(ExportReport.Step, [Who.Operator]),
        new(CancelAudit.Step, [Is("lead-auditor"), Role.ComplianceLead]),

        new(OpenChecklist.Step, [Who.Clock]),
        new(AnswerItem.Step, [Is("auditor")]),
        new(DrawSample.Step, [Is("auditor")]),
        new(HandOverItem.Step, [Is("auditor"), Is("lead-auditor")]),
        new(TurnPage.Next, [Is("auditor")]),
        new(TurnPage.Back, [Is("auditor")]),
        new(TurnPage.Go, [Is("auditor")]),
        new(PauseChecklist.Pause, [Is("auditor")]),
        new(PauseChecklist.Resume, [Is("auditor")]),
        new(TakeOverItem.Step, [Who.Clock]),
        new(RemindAuditor.Step, [Who.Clock]),
        new(CloseChecklist.Step, [Who.Clock]),

        new(OpenCase.Step, [Who.Member]),
        new(OpenCaseFor.Step, [Who.Clock]),
        new(ContainCase.Step, [Is("owner")]),
        new(AnalyseCase.Step, [Is("owner")]),
        new(PlanAction.Step, [Is("owner")]),
        new(StartAction.Step, [Is("owner")]),
        new(FinishAction.Step, [Is("owner")]),
        new(CheckEffect.Step, [Role.ComplianceLead, Role.InternalAuditor, Is("manager"), Role.TopManagement]) { Except = [Is("owner"), Is("had-owned")] },
        new(DecideNoAction.Step, [Role.ComplianceLead, Role.TopManagement]) { Except = [Is("owner"), Is("had-owned")] },
        new(RejectCase.Step, [Role.ComplianceLead, Role.InternalAuditor, Role.TopManagement]) { Except = [Is("owner"), Is("had-owned")] },
        new(AskExtension.Step, [Is("owner")]),
        new(AskExtension.Grant, [Is("manager"), Role.ComplianceLead, Role.TopManagement]) { Except = [Is("owner")] },
        new(AskExtension.Decline, [Is("manager"), Role.ComplianceLead, Role.TopManagement]) { Except = [Is("owner")] },
        new(AssignCase.Step, [Role.ComplianceLead]),
        new(NoteBodyWord.Step, [Role.ComplianceLead]),
        new(RemindOwner.Step, [Who.Clock]),
        new(NoteOwnerUnreached.Step, [Who.Clock]),

        new(PlanReview.Step, [Role.ComplianceLead, Role.TopManagement]),
        new(NoteInput.Step, [Role.ComplianceLead, Is("chair"), Is("attendee")]),
        new(MakePack.Step, [Role.ComplianceLead, Is("chair")]),
        new(Decide.Step, [Is("chair"), Role.ComplianceLead]),
        new(Conclude.Step, [Is("chair")]),
        new(ConfirmAttendance.Step, [Is("attendee")]),
        new(SignMinutes.Step, [Is("chair")]),
        new(LinkAction.Step, [Who.Clock]),
        new(AskForNext.Step, [Who.Clock]),
        new(ExportMinutes.Step, [Who.Operator]),
        new(CancelReview.Step, [Role.ComplianceLead, Is("chair")]),
        new(OpenAction.Step, [Who.Clock]),
        new(EndAction.Finish, [Is("owner")]),
        new(EndAction.Drop, [Role.ComplianceLead, Role.TopManagement]) { Except = [Is("owner")] },
        new(RemindOfAction.Step, [Who.Clock]),

        new(AddPerson.Step, [Role.Administrator, Who.Operator, Who.Host]),
        new(UpdatePerson.Step, [Role.Administrator, Who.Operator, Who.Host]),
        new(GrantRole.Step, [Role.Administrator, Who.Operator, Who.Host]) { Except = [Is("self")] },
        new(TakeRole.Step, [Role.Administrator, Who.Operator, Who.Host]) { Except = [Is("self")] },
        new(LeavePerson.Step, [Role.Administrator, Who.Operator, Who.Host]) { Except = [Is("self")] },
        new(ReturnPerson.Step, [Role.Administrator, Who.Operator]) { Except = [Is("self")] },
        new(ExcludePerson.Step, [Who.Host]),
        new(MergePerson.Step, [Role.Administrator]) { Except = [Is("self")] },
        new(KeepApart.Step, [Role.Administrator]) { Except = [Is("self")] },
        new(AbsorbPerson.Step, [Who.Clock]),
        new(TellOfMerger.Step, [Who.Clock]),
        new(LinkAccount.Step, [Who.Operator, Who.Host, Who.Clock]),
        new(UnlinkAccount.Step, [Who.Operator, Who.Host, Who.Clock]),

        new(DelegateRisks.Step, [Is("self")]),
        new(NoteExport.Step, [Is("self")]),
        new(LosePerson.Step, [Who.Host]),
        new(FindPerson.Step, [Who.Host]),

        new(ClaimAccount.Step, [Who.Operator, Who.Host]),
        new(MeetAccount.Step, [Who.Host]),
        new(CloseAccount.Step, [Who.Operator, Who.Host]),
        new(ReopenAccount.Step, [Who.Operator, Who.Host]),

        new(ErasePayload.Step, [Role.Privacy, Who.Operator]),
    ];

    public static readonly IReadOnlyList<ReadRule> Read =
    [
        new("incident", [Is("reporter"), Is("handler"), Is("told"), Is("system-owner"), Role.ComplianceLead, Who.Operator]) { Counted = [Role.TopManagement] },
        new("method", [Who.Member, Who.Operator]),
        new("risk", [Is("raiser"), Is("risk-owner"), Is("system-owner"), Role.ComplianceLead, Role.Legal, Role.TopManagement, Role.InternalAuditor, Who.Operator]),
        new("acceptance", [Is("requester"), Is("risk-owner"), Is("system-owner"), Is("approver"), Is("voter"), Is("told"), Role.ComplianceLead, Role.Legal, Role.InternalAuditor, Who.Operator]) { Counted = [Role.TopManagement] },
        new("system", [Who.Member, Who.Operator]),
        new("policy", [Who.Member, Who.Operator]),
        new("campaign", [Role.ComplianceLead, Role.TopManagement, Who.Operator]),
        new("acknowledgement", [Is("self"), Is("manager"), Is("owner"), Role.ComplianceLead, Role.Administrator, Who.Operator]) { Counted = [Role.TopManagement] },
        new("statement", [Who.Member, Who.Operator]),
        new("programme", [Who.Member, Who.Operator]),
        new("audit", [Is("lead-auditor"), Is("auditor"), Is("audited"), Is("told"), Role.ComplianceLead, Role.InternalAuditor, Role.TopManagement, Who.Operator]),
        new("checklist", [Is("auditor"), Is("lead-auditor"), Who.Operator]),
        new("corrective-action", [Is("owner"), Is("had-owned"), Is("raiser"), Is("manager"), Is("told"), Role.ComplianceLead, Role.InternalAuditor, Role.TopManagement, Who.Operator]),
        new("review", [Is("chair"), Is("attendee"), Role.ComplianceLead, Role.TopManagement, Role.InternalAuditor, Who.Operator]),
        new("review-action", [Is("owner"), Is("manager"), Role.ComplianceLead, Role.TopManagement, Role.InternalAuditor, Who.Operator]),
        new("person", [Is("self"), Is("manager"), Role.Administrator, Role.ComplianceLead, Who.Operator]),
        new("account", [Who.Operator]),
    ];
}
