using AimsBot.Core;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.IncidentReport;

/// <summary>The reporter or a handler says more. No clock moves by it: awareness stays what it was (I4).</summary>
public sealed record AddDetails(IncidentDetails Details)
{
    public static readonly Step Step = new Step<Incident, AddDetails>("incident.add-details", "incident-detailed", Decide)
    {
        Form = form => new AddDetails(IncidentDetails.Read(form, mayKeepText: true)),
        FormCard = "IncidentReport/ReportForm",
        FormLists = ["system"],
        Needs = (_, input) => input.Details.Needs,
        MovesBasis = false,
        // What is added commits nobody to anything, so an old card may add it too.
        BindsToBasis = false,
    };

    public static Outcome Decide(Incident? incident, AddDetails input, StepFacts facts)
    {
        var details = input.Details;
        if (details.Problem(facts, incident) is { } problem) return problem;
        if (details.Text.Length == 0 && !IncidentDetails.KeepsText(incident!))
            return new Corrections(new Dictionary<string, Refusal> { ["text"] = new Refusal("refusal.required") });
        var severity = IncidentLimits.BeforeTriage(details.Severity, details.Affected);
        var occurred = details.OccurredBy(facts, incident!.Occurred);
        var next = incident! with
        {
            Text = IncidentDetails.KeepsText(incident!) ? incident!.Text : details.Text,
            Kind = details.Kind,
            System = details.SystemIn(facts, incident.System),
            Affected = details.Affected,
            ReportedSeverity = details.Severity,
            Occurred = occurred,
            Last = IncidentWorkflow.Act("detailed", facts),
        };
        // Before triage the reporter's severity governs the limits, which count from awareness as before.
        if (facts.State == IncidentStates.Reported && severity != incident.Severity)
        {
            next = next with
            {
                FirstAnswerBy = IncidentLimits.FirstAnswerBy(severity, incident.Aware.At, facts.Organisation.Calendar),
                TriageBy = IncidentLimits.TriageBy(severity, incident.Aware.At, facts.Organisation.Calendar),
            };
        }
        var notes = new Dictionary<string, string>();
        if (occurred != incident.Occurred)
        {
            notes["occurredBefore"] = incident.Occurred is { } before ? InstantConverter.Text(before.At) : "unknown";
            notes["occurredAfter"] = occurred is { } after ? InstantConverter.Text(after.At) : "unknown";
        }
        // Who says more knows it; the reporter hears of what others say.
        var change = facts.Actor.Person!.Is(incident.Reporter) ? new Change(next, facts.State!) : IncidentWorkflow.Tell(next, facts.State!, facts);
        return change with { Notes = notes };
    }
}
