using AimsBot.Core;
using AimsBot.Core.People;

namespace AimsBot.Workflows.IncidentReport;

/// <summary>
/// Anyone of the organisation reports an incident, by command or by form; it is recorded at once, with whatever is known
/// (I15, I16). The handlers each get a card.
/// </summary>
public sealed record ReportIncident(IncidentDetails Details)
{
    public static readonly Step Step = new Step<Incident, ReportIncident>("incident.report", "incident-reported", Decide)
    {
        Form = form => new ReportIncident(IncidentDetails.Read(form)),
        FormCard = "IncidentReport/ReportForm",
        FormLists = ["system"],
        Needs = (_, input) => input.Details.Needs with { Roles = [Role.IncidentHandler, Role.ComplianceLead] },
    };

    public static Outcome Decide(Incident? incident, ReportIncident input, StepFacts facts)
    {
        var details = input.Details;
        if (details.Problem(facts) is { } problem) return problem;
        var reporter = facts.Actor.Person!;
        var severity = IncidentLimits.BeforeTriage(details.Severity, details.Affected);
        var handlers = Handlers.Of(facts).Select(p => p.Id).ToArray();
        return new Change(
            new Incident
            {
                Text = details.Text,
                Kind = details.Kind,
                System = details.SystemIn(facts),
                Affected = details.Affected,
                ReportedSeverity = details.Severity,
                Reporter = reporter.Id,
                ReportedIn = facts.Channel,
                ReportedAt = facts.Now,
                Occurred = details.OccurredBy(facts),
                // Nobody has said when it was noticed, so the organisation is aware from now on (I4).
                Aware = new KnownTime(facts.Now, reporter.Id.Value),
                FirstAnswerBy = IncidentLimits.FirstAnswerBy(severity, facts.Now, facts.Organisation.Calendar),
                TriageBy = IncidentLimits.TriageBy(severity, facts.Now, facts.Organisation.Calendar),
                Told = handlers,
                Last = new LastAct("reported", reporter.Id, facts.Channel, facts.Now),
            },
            IncidentStates.Reported)
        {
            Copies = [.. handlers.Select(id => new NewCopy(id, IncidentWorkflow.IncidentCard, IncidentWorkflow.LaneOf(severity)))],
        };
    }
}
