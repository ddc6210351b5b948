using AimsBot.Core;
using AimsBot.Core.People;

namespace AimsBot.Workflows.IncidentReport;

/// <summary>Who handles incidents: those with the role; where nobody has it, the compliance leads.</summary>
public static class Handlers
{
    public static IReadOnlyList<Person> Of(StepFacts facts) =>
        facts.People[Role.IncidentHandler] is { Count: > 0 } handlers ? handlers : facts.People[Role.ComplianceLead];
}
