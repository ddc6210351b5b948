using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Reminders;
using NodaTime;

namespace AimsBot.Workflows.Training;

/// <summary>A rung of the ladder has come, or what the person asked for (M3, M4).</summary>
public sealed record RemindTrainee
{
    public static readonly Step Step = new Step<Assignment, RemindTrainee>("training.remind", "trainee-reminded", Decide)
    {
        Needs = (body, _) => new Needs { Records = [body!.Person, body.Course] },
        MovesBasis = false,
    };

    public static Outcome Decide(Assignment? body, RemindTrainee input, StepFacts facts)
    {
        // Looked at right before: whoever left, or is asked no more, is not reminded (M6).
        var person = facts.Records.TryGetValue(body!.Person, out var head) ? Person.From(head) : null;
        if (person is not { IsActive: true } || !CourseWorkflow.IsRunning(facts.Records.GetValueOrDefault(body.Course)?.State))
            return new Change(body with { Tomorrow = null, Last = CourseWorkflow.Act("stopped", facts) }, AssignmentStates.Stopped);
        if (Reminding.Pass(body, person, AssignmentWorkflow.AssignmentCard, facts.Now) is not { } reminded) return new Refusal(Refusals.NotNow);
        return new Change(
            body with
            {
                Reminders = reminded.Reminders,
                Manager = reminded.Manager,
                Tomorrow = body.Tomorrow <= facts.Now ? null : body.Tomorrow,
                Undelivered = person.Details.Unreachable ? body.Undelivered : null,
            },
            facts.State!)
        {
            Copies = reminded.Copies,
        };
    }
}

/// <summary>It ends soon, and is to be taken again by that day; until then it holds (T6).</summary>
public sealed record RenewTraining
{
    public static readonly Step Step = new Step<Assignment, RenewTraining>("training.renew", "training-renewal-due", Decide);

    /// <summary>The working morning so many days before its end.</summary>
    public static DateTimeOffset At(Assignment body, Attestation current)
    {
        var calendar = Reminding.CalendarOf(body);
        return calendar.StartOf(calendar.PreviousWorkingDay(LastDay(calendar.DayAt(current.Until)).PlusDays(-AssignmentWorkflow.RenewalLead)));
    }

    public static Outcome Decide(Assignment? body, RenewTraining input, StepFacts facts)
    {
        if (body!.Current is not { } current || At(body, current) > facts.Now) return new Refusal(Refusals.NotNow);
        var calendar = Reminding.CalendarOf(body);
        var due = LastDay(calendar.DayAt(current.Until)).ToDateOnly();
        return new Change(
            body with
            {
                AskedAt = facts.Now,
                Due = due,
                Tries = 0,
                LastTry = null,
                PutOffs = 0,
                Tomorrow = null,
                Reminders = [.. body.Reminders, .. body.Ladder.Pass(due, calendar, body.Reminders, facts.Now, sends: false)],
                Last = CourseWorkflow.Act("renewal", facts),
            },
            AssignmentStates.Assigned)
        {
            Copies = [new NewCopy(body.Person, AssignmentWorkflow.AssignmentCard, Lane.Campaigns) { Why = "ask" }],
        };
    }

    // It ends when its last day is over, which is the first instant of the next.
    private static LocalDate LastDay(LocalDate end) => end.PlusDays(-1);
}

/// <summary>No chat takes a card for the person: never counted as reminded, and their manager hears of it once (M10).</summary>
public sealed record NoteTrainingUndelivered
{
    public static readonly Step Step = new Step<Assignment, CopyGivenUp>("training.given-up", "training-reminder-undelivered", Decide)
    {
        Needs = (body, _) => new Needs { Records = [body!.Person] },
        MovesBasis = false,
    };

    public static Outcome Decide(Assignment? body, CopyGivenUp input, StepFacts facts)
    {
        if (input.Person != body!.Person) return new Refusal(Refusals.NotNow);
        var person = facts.Records.TryGetValue(body.Person, out var head) ? Person.From(head) : null;
        var (manager, copies) = Reminding.Undelivered(body, person, AssignmentWorkflow.AssignmentCard);
        return new Change(body with { Undelivered = input.Problem, Manager = manager }, facts.State!)
        {
            Notes = new Dictionary<string, string> { ["undelivered"] = $"{input.Why}: {input.Problem}" },
            Copies = copies,
        };
    }
}
