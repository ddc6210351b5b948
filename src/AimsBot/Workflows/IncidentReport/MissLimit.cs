using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.People;

namespace AimsBot.Workflows.IncidentReport;

/// <summary>The clock's own steps: a limit passed, those who must act now are told, once each, and the cause is to be dealt with (I13).</summary>
public sealed record MissLimit
{
    /// <summary>How long after the first answer of an S1 failed to come top management is called to act.</summary>
    public static readonly TimeSpan TopManagementAfter = TimeSpan.FromHours(1);

    /// <summary>Nobody answered in time: the handlers again where it is S1, and the compliance leads.</summary>
    public static readonly Step FirstAnswer = new Step<Incident, MissLimit>("incident.first-answer-missed", "first-answer-missed", DecideFirstAnswer)
    {
        Needs = (_, _) => new Needs { Roles = [Role.IncidentHandler, Role.ComplianceLead] },
        MovesBasis = false,
    };

    /// <summary>An S1 still has no answer: top management must act.</summary>
    public static readonly Step TopManagement = new Step<Incident, MissLimit>("incident.top-management-called", "top-management-called", DecideTopManagement)
    {
        Needs = (_, _) => new Needs { Roles = [Role.TopManagement] },
        MovesBasis = false,
    };

    public static readonly Step Triage = new Step<Incident, MissLimit>("incident.triage-missed", "triage-missed", DecideTriage)
    {
        Needs = (_, _) => new Needs { Roles = [Role.ComplianceLead] },
        MovesBasis = false,
    };

    private static Outcome DecideFirstAnswer(Incident? incident, MissLimit input, StepFacts facts)
    {
        if (!IsMissed(FirstAnswer, incident!, facts)) return new Refusal(Refusals.NotNow);
        var again = incident!.Severity == Severity.S1 ? Handlers.Of(facts) : [];
        return Missed(Escalate(incident with { FirstAnswerMissed = true }, "first-answer-missed", again, facts.People[Role.ComplianceLead], facts), "case.firstAnswerMissed", facts);
    }

    private static Outcome DecideTopManagement(Incident? incident, MissLimit input, StepFacts facts) =>
        !IsMissed(TopManagement, incident!, facts) ? new Refusal(Refusals.NotNow)
        : Escalate(incident! with { TopManagementCalled = true }, "top-management-called", [], facts.People[Role.TopManagement], facts);

    private static Outcome DecideTriage(Incident? incident, MissLimit input, StepFacts facts) =>
        !IsMissed(Triage, incident!, facts) ? new Refusal(Refusals.NotNow)
        : Missed(Escalate(incident! with { TriageMissed = true }, "triage-missed", [], facts.People[Role.ComplianceLead], facts), "case.triageMissed", facts);

    // An answer may come between the clock's look and its step, and new details may move the limit.
    private static bool IsMissed(Step step, Incident incident, StepFacts facts) =>
        IncidentWorkflow.Deadlines(incident, facts.State!).Any(d => d.Step == step && d.At <= facts.Now);

    private static Change Missed(Change change, string key, StepFacts facts) => change with
    {
        FollowUps =
        [
            new Nonconformity(facts.Record, "missed-deadline", CardText.For("IncidentReport", facts.Organisation.Language)[key])
            {
                Item = key,
                Requirement = "A.8.4",
                Grade = AskForAction.GradeOf((Incident)change.Body),
                HearsBy = NoteCorrectiveAction.Step.Id,
            }.Open(),
        ],
    };

    // A message of its own for each: a card that quietly changes is no call.
    private static Change Escalate(Incident incident, string what, IReadOnlyList<Person> again, IReadOnlyList<Person> others, StepFacts facts)
    {
        var called = again.Concat(others).Select(p => p.Id).Distinct().ToArray();
        return new Change(
            incident with { Told = [.. incident.Told.Union(called)], Last = new LastAct(what, null, null, facts.Now) },
            facts.State!)
        {
            Copies = [.. called.Select(id => new NewCopy(id, IncidentWorkflow.IncidentCard, Lane.Answers))],
        };
    }
}
