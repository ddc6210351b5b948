using AimsBot.Core;

namespace AimsBot.Workflows.IncidentReport;

/// <summary>A handler takes it on: the first answer.</summary>
public sealed record TakeIncident
{
    public static readonly Step Step = new Step<Incident, TakeIncident>("incident.take", "incident-taken", Decide)
    {
        Form = _ => new TakeIncident(),
        Style = "positive",
    };

    public static Outcome Decide(Incident? incident, TakeIncident input, StepFacts facts)
    {
        var next = incident! with
        {
            Assignee = facts.Actor.Person!.Id,
            Answered = true,
            Last = IncidentWorkflow.Act("taken", facts),
        };
        return IncidentWorkflow.Tell(next, facts.State!, facts);
    }
}
