using AimsBot.Core;

namespace AimsBot.Workflows.IncidentReport;

/// <summary>The reporter or a handler brings it back, with a reason, to the state before.</summary>
public sealed record ReopenIncident(string Reason)
{
    public static readonly Step Step = new Step<Incident, ReopenIncident>("incident.reopen", "incident-reopened", Decide)
    {
        Form = form => new ReopenIncident(form.RequiredText("reason", 3000)),
        FormCard = "IncidentReport/ReasonForm",
    };

    public static Outcome Decide(Incident? incident, ReopenIncident input, StepFacts facts)
    {
        var next = incident! with
        {
            StateBefore = null,
            DuplicateOf = null,
            Closing = null,
            Last = IncidentWorkflow.Act("reopened", facts) with { Reason = input.Reason },
        };
        return IncidentWorkflow.Tell(next, incident.StateBefore ?? IncidentStates.Reported, facts);
    }
}
