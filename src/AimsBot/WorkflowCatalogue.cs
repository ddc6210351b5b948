using AimsBot.Core;
using AimsBot.Workflows.Accounts;
using AimsBot.Workflows.IncidentReport;
using AimsBot.Workflows.People;

namespace AimsBot;

/// <summary>The workflows of the bot, listed by hand: one can read here what the bot does.</summary>
public static class WorkflowCatalogue
{
    public static Catalogue Make() => new(
        [
            new IncidentWorkflow(),
            new PersonWorkflow(),
            new AccountWorkflow(),
        ],
        Permissions.Take,
        Permissions.Read);
}
