using AimsBot.Core;

namespace AimsBot.Workflows.IncidentReport;

/// <summary>Anyone of the organisation reports an incident; it is recorded at once, with whatever is known (I16).</summary>
public sealed record ReportIncident(string Text)
{
    /// <summary>The longest report, in characters. Longer ones are refused whole, never cut.</summary>
    public const int LongestText = 20_000;

    public static readonly Step Step = new Step<Incident, ReportIncident>("incident.report", "incident-reported", Decide)
    {
        Form = form => new ReportIncident(form.RequiredText("text", LongestText)),
    };

    public static Outcome Decide(Incident? incident, ReportIncident input, StepFacts facts)
    {
        var reporter = facts.Actor.Person!;
        // Nobody has said when it was noticed, so the organisation is aware from now on (I4).
        var aware = new KnownTime(facts.Now, reporter.Id.Value);
        var severity = IncidentLimits.BeforeTriage(reported: null, affected: null);
        return new Change(
            new Incident
            {
                Text = input.Text,
                Reporter = reporter.Id,
                ReportedIn = facts.Channel,
                ReportedAt = facts.Now,
                Aware = aware,
                FirstAnswerBy = IncidentLimits.FirstAnswerBy(severity, aware.At, facts.Organisation.Calendar),
                TriageBy = IncidentLimits.TriageBy(severity, aware.At, facts.Organisation.Calendar),
            },
            IncidentStates.Reported);
    }
}
