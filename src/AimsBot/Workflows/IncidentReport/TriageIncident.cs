using AimsBot.Core;
using AimsBot.Core.People;

namespace AimsBot.Workflows.IncidentReport;

/// <summary>
/// A handler says what it is, how severe, and answers the questions of the law as far as they can be. Those who must
/// know at this severity are told.
/// </summary>
public sealed record TriageIncident(
    IncidentKind Kind, IReadOnlyList<IncidentCategory> Categories, Severity Severity, string? System, SeriousIncident Serious)
{
    public static readonly Step Step = new Step<Incident, TriageIncident>("incident.triage", "incident-triaged", Decide)
    {
        Form = Read,
        FormCard = "IncidentReport/TriageForm",
        FormLists = ["system"],
        Needs = (incident, input) => new IncidentDetails { Text = "", System = input.System }.Needs with
        {
            Roles = [Role.TopManagement, Role.Legal, Role.Privacy],
        },
    };

    public static Outcome Decide(Incident? incident, TriageIncident input, StepFacts facts)
    {
        var chosen = new IncidentDetails { Text = "", System = input.System };
        if (chosen.Problem(facts, incident) is { } problem) return problem;
        var next = incident! with
        {
            System = chosen.SystemIn(facts, incident.System),
            Assignee = incident.Assignee ?? facts.Actor.Person!.Id,
            Answered = true,
            Triage = new Triage(input.Kind, input.Categories, input.Severity, input.Serious, facts.Actor.Id, facts.Now),
            Last = IncidentWorkflow.Act("triaged", facts),
        };
        // Whoever accepted a risk of the system hears of it (K18); the register is another workflow, known by its wire id.
        return IncidentWorkflow.Tell(next, IncidentStates.Triaged, facts, WhoMustKnow(next, facts)) with
        {
            FollowUps = next.System is { } system ? [NewFollowUp.Tell("system.note-incident", system, NoticeOf(next, facts))] : [],
        };
    }

    // A hazard harmed nobody, and a question asks: neither says that a control failed.
    private static Notice NoticeOf(Incident incident, StepFacts facts) => new(
        facts.Record,
        incident.Triage!.Kind == IncidentKind.Incident ? $"incident-{incident.Severity.ToString().ToLowerInvariant()}" : "incident-s4");

    private static IEnumerable<Person> WhoMustKnow(Incident incident, StepFacts facts)
    {
        Role[] roles = incident.Severity switch
        {
            Severity.S1 => [Role.TopManagement, Role.Legal, Role.Privacy],
            Severity.S2 => [Role.Legal, Role.Privacy],
            Severity.S3 or Severity.S4 => [],
        };
        return roles.SelectMany(role => facts.People[role]);
    }

    private static TriageIncident Read(FormReader form)
    {
        var kind = form.Choice("type", IncidentChoices.Kinds);
        if (kind is null) form.Reject("type", "refusal.required");
        var severity = form.Choice("severity", IncidentChoices.Severities);
        if (severity is null) form.Reject("severity", "refusal.required");
        var categories = form.Choices("categories", IncidentChoices.Categories);
        if (categories.Count == 0) form.Reject("categories", "refusal.required");
        return new TriageIncident(
            kind ?? default,
            categories,
            severity ?? default,
            form.Text("system", 100) is { } system && system != IncidentChoices.NotListed ? system : null,
            new SeriousIncident(Answer("death"), Answer("infrastructure"), Answer("rights"), Answer("property"), Answer("widespread")));

        // What nobody answered is unknown, and stays in sight.
        Answer Answer(string id) => form.Choice(id, IncidentChoices.Answers) ?? IncidentReport.Answer.Unknown;
    }
}
