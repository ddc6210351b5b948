using AimsBot.Core;
using AimsBot.Core.People;

namespace AimsBot.Workflows.IncidentReport;

/// <summary>AI incidents, hazards and questions about them, from report to close (A.8.3, A.8.4, A.3.3, 10.2).</summary>
public sealed class IncidentWorkflow : Workflow<Incident>
{
    public override string Type => "incident";
    public override string Prefix => "INC";

    public override Lifecycle Lifecycle { get; } = new(
        [IncidentStates.Reported],
        [
            Lifecycle.Creates(ReportIncident.Step, IncidentStates.Reported),
        ]);

    /// <summary>Handlers are those with the role; where nobody has it, the compliance leads.</summary>
    public override IReadOnlyList<Role> RelationRoles => [Role.IncidentHandler];

    protected override HeadIndex IndexOf(Incident body, string state) => new()
    {
        // What a person reported is found beneath that person.
        Parent = body.Reporter,
        WaitsFor = [HandlerRole],
        Dates = new Dictionary<string, DateTimeOffset>
        {
            ["first-answer"] = body.FirstAnswerBy,
            ["triage"] = body.TriageBy,
        },
    };

    protected override IReadOnlySet<string> RelationsOf(Actor actor, Incident? body, StepFacts facts)
    {
        var relations = new HashSet<string>();
        if (actor.Person is not { } person) return relations;
        if (body?.Reporter == person.Id) relations.Add("reporter");
        if (actor.Has(Role.IncidentHandler) || (actor.Has(Role.ComplianceLead) && facts.People[Role.IncidentHandler].Count == 0))
            relations.Add("handler");
        return relations;
    }

    private static readonly string HandlerRole = PeopleDirectory.RoleDate(Role.IncidentHandler);
}
