using AimsBot.Core;
using AimsBot.Core.People;

namespace AimsBot.Workflows.IncidentReport;

/// <summary>
/// Somebody other than the assignee closes it. S1, S2, and whatever has an open or a serious answer to the questions of
/// the law, needs a recorded decision on telling an authority.
/// </summary>
public sealed record CloseIncident(string Done, NotificationDecision? Decision, string? DecisionReason)
{
    public static readonly Step Step = new Step<Incident, CloseIncident>("incident.close", "incident-closed", Decide)
    {
        Form = form => new CloseIncident(form.RequiredText("done", 3000), form.Choice("decision", IncidentChoices.Decisions), form.Text("reason", 3000)),
        FormCard = "IncidentReport/CloseForm",
        Needs = (_, _) => new Needs { Roles = [Role.ComplianceLead] },
    };

    /// <summary>Whether the incident cannot be closed without a decision on notification.</summary>
    public static bool NeedsDecision(Incident incident) =>
        incident.Severity is Severity.S1 or Severity.S2 || incident.Triage is not { Serious: { IsOpen: false, IsSerious: false } };

    public static Outcome Decide(Incident? incident, CloseIncident input, StepFacts facts)
    {
        var missing = new Dictionary<string, Refusal>();
        if (NeedsDecision(incident!) && input.Decision is null) missing["decision"] = new Refusal("incident.decisionMissing");
        if (NeedsDecision(incident!) && input.DecisionReason is null) missing["reason"] = new Refusal("incident.decisionReasonMissing");
        if (missing.Count > 0) return new Corrections(missing);
        var next = incident! with
        {
            Closing = new Closing(input.Done, input.Decision, input.DecisionReason, facts.Actor.Id, facts.Now),
            StateBefore = facts.State,
            Last = IncidentWorkflow.Act("closed", facts) with { Reason = input.Done },
        };
        return IncidentWorkflow.Tell(next, IncidentStates.Closed, facts);
    }
}
