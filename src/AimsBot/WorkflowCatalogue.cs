using AimsBot.Core;
using AimsBot.Workflows.Accounts;
using AimsBot.Workflows.Audits;
using AimsBot.Workflows.Certification;
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
using AimsBot.Workflows.Training;

namespace AimsBot;

/// <summary>The workflows of the bot, listed by hand: one can read here what the bot does.</summary>
public static class WorkflowCatalogue
{
    public static Catalogue Make() => new(
        [
            new IncidentWorkflow(),
            new SystemWorkflow(),
            new PolicyWorkflow(),
            new CampaignWorkflow(),
            new AcknowledgementWorkflow(),
            new CourseWorkflow(),
            new AssignmentWorkflow(),
            new RiskMethodWorkflow(),
            new RiskWorkflow(),
            new AcceptanceWorkflow(),
            new StatementWorkflow(),
            new ProgrammeWorkflow(),
            new AuditWorkflow(),
            new ChecklistWorkflow(),
            new CorrectiveActionWorkflow(),
            new ReviewWorkflow(),
            new ReviewActionWorkflow(),
            new CertificateWorkflow(),
            new VisitWorkflow(),
            new PersonWorkflow(),
            new AccountWorkflow(),
        ],
        Permissions.Take,
        Permissions.Read);
}
