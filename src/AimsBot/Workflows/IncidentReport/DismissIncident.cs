using AimsBot.Core;

namespace AimsBot.Workflows.IncidentReport;

/// <summary>A handler says, with a reason, that it is no incident.</summary>
public sealed record DismissIncident(string Reason)
{
    public static readonly Step Step = new Step<Incident, DismissIncident>("incident.not-an-incident", "incident-dismissed", Decide)
    {
        Form = form => new DismissIncident(form.RequiredText("reason", 3000)),
        FormCard = "IncidentReport/ReasonForm",
        Style = "destructive",
    };

    public static Outcome Decide(Incident? incident, DismissIncident input, StepFacts facts)
    {
        var next = incident! with
        {
            Answered = true,
            StateBefore = facts.State,
            Last = IncidentWorkflow.Act("not-an-incident", facts) with { Reason = input.Reason },
        };
        return IncidentWorkflow.Tell(next, IncidentStates.NotAnIncident, facts);
    }
}
