using AimsBot.Core;
using AimsBot.Core.People;
using AimsBot.Workflows.Accounts;
using AimsBot.Workflows.IncidentReport;
using AimsBot.Workflows.People;
using AimsBot.Workflows.Policies;
using AimsBot.Workflows.RiskAcceptances;
using AimsBot.Workflows.RiskMethods;
using AimsBot.Workflows.Risks;
using AimsBot.Workflows.SystemRegister;
using AimsBot.Workflows.Training;

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
        new(MissLimit.FirstAnswer, [Who.Clock]),
        new(MissLimit.TopManagement, [Who.Clock]),
        new(MissLimit.Triage, [Who.Clock]),

        new(RegisterSystem.Step, [Role.ComplianceLead, Role.Administrator]),
        new(UpdateSystem.Step, [Role.ComplianceLead, Role.Administrator, Is("owner")]),
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
        new(PassTime.Remind, [Who.Clock]),
        new(PassTime.Warn, [Who.Clock]),
        new(PassTime.Expire, [Who.Clock]),

        new(DraftPolicy.Step, [Role.ComplianceLead]),
        new(RevisePolicy.Step, [Role.ComplianceLead, Is("owner")]),
        new(AddPolicyText.Step, [Role.ComplianceLead, Is("owner"), Is("author")]),
        new(AddPolicyQuestion.Step, [Role.ComplianceLead, Is("owner"), Is("author")]),
        new(DropPolicyQuestions.Step, [Role.ComplianceLead, Is("owner"), Is("author")]),
        new(ApprovePolicy.Step, [Is("approver")]) { Except = [Is("author")] },
        new(ReviewPolicy.Step, [Role.ComplianceLead, Is("owner")]),
        new(ReviewPolicy.Due, [Who.Clock]),
        new(WithdrawPolicy.Step, [Role.ComplianceLead, Role.TopManagement]),

        new(StartCampaign.Step, [Role.ComplianceLead]),
        new(MoveCampaign.Step, [Role.ComplianceLead]),
        new(EndCampaign.Close, [Role.ComplianceLead]),
        new(ExportCampaign.Step, [Role.ComplianceLead]),
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
        new(PutOffReading.Step, [Is("self")]),
        new(RemindPerson.Step, [Who.Clock]),
        new(NoteUndelivered.Step, [Who.Clock]),
        new(AdjustAcknowledgement.Step, [Who.Clock]),

        new(DraftCourse.Step, [Role.ComplianceLead]),
        new(ReviseCourse.Step, [Role.ComplianceLead, Is("owner")]),
        new(AddCourseQuestion.Step, [Role.ComplianceLead, Is("owner")]),
        new(DropCourseQuestions.Step, [Role.ComplianceLead, Is("owner")]),
        new(PublishCourse.Step, [Role.ComplianceLead]),
        new(RepeatCourse.Step, [Role.ComplianceLead]),
        new(RetireCourse.Step, [Role.ComplianceLead]),
        new(AdvanceCourse.Step, [Who.Clock]),
        new(CallForCourse.Step, [Who.Clock]),

        new(AssignCourse.Step, [Who.Clock]),
        new(AttestTraining.Step, [Is("self")]),
        new(PutOffTraining.Step, [Is("self")]),
        new(RecordTraining.Step, [Role.ComplianceLead]) { Except = [Is("self")] },
        new(ExemptTrainee.Step, [Role.ComplianceLead]) { Except = [Is("self")] },
        new(JudgeCompetence.Step, [Is("judge")]) { Except = [Is("self")] },
        new(AskAgain.Step, [Role.ComplianceLead, Is("manager")]),
        new(RenewTraining.Step, [Who.Clock]),
        new(RemindTrainee.Step, [Who.Clock]),
        new(NoteTrainingUndelivered.Step, [Who.Clock]),
        new(AdjustAssignment.Step, [Who.Clock]),

        new(AddPerson.Step, [Role.Administrator, Who.Operator, Who.Host]),
        new(UpdatePerson.Step, [Role.Administrator, Who.Operator, Who.Host]),
        new(GrantRole.Step, [Role.Administrator, Who.Operator, Who.Host]) { Except = [Is("self")] },
        new(TakeRole.Step, [Role.Administrator, Who.Operator, Who.Host]) { Except = [Is("self")] },
        new(RecordLeave.Step, [Role.Administrator, Is("manager")]) { Except = [Is("self")] },
        new(LeavePerson.Step, [Role.Administrator, Is("manager"), Who.Operator, Who.Host]) { Except = [Is("self")] },
        new(ReturnPerson.Step, [Role.Administrator, Who.Operator]) { Except = [Is("self")] },
        new(ExcludePerson.Step, [Who.Host]),
        new(LinkAccount.Step, [Who.Operator, Who.Host, Who.Clock]),
        new(UnlinkAccount.Step, [Who.Operator, Who.Host, Who.Clock]),

        new(DelegateRisks.Step, [Is("self")]),
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
        new("course", [Who.Member, Who.Operator]),
        new("training", [Is("self"), Is("manager"), Is("judge"), Role.ComplianceLead, Who.Operator]) { Counted = [Role.TopManagement] },
        new("person", [Is("self"), Is("manager"), Role.Administrator, Role.ComplianceLead, Who.Operator]),
        new("account", [Who.Operator]),
    ];
}
