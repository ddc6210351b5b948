using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Reminders;

namespace AimsBot.Workflows.Training;

/// <summary>
/// A course's round brings an assignment to what is asked now: a new version, another role, an incident (T2, T6), leave, its end.
/// </summary>
public sealed record AdjustAssignment
{
    public static readonly Step Step = new Step<Assignment, AdjustAssignment>("training.adjust", "training-adjusted", Decide)
    {
        Needs = (body, _) => new Needs { Records = [body!.Course, body.Person] },
    };

    public static Outcome Decide(Assignment? body, AdjustAssignment input, StepFacts facts)
    {
        var course = facts.Records[body!.Course].Read<Course>();
        var person = Person.From(facts.Records[body.Person]);
        var need = CourseNeed.Of(course, facts.Records[body.Course].State, person);
        return Next(body, facts.State!, course, need, person, facts) is { } next ? Of(next, person, facts) : new Refusal(Refusals.NotNow);
    }

    /// <summary>Where an assignment is to be; asking the person is a message.</summary>
    internal sealed record Place(Assignment Body, string State, bool Asks);

    /// <summary>None where it is right as it is.</summary>
    internal static Place? Next(Assignment body, string state, Course course, CourseNeed? need, Person person, StepFacts facts)
    {
        if (need is null)
            return state == AssignmentStates.Stopped ? null : new Place(body with { Tomorrow = null, Last = CourseWorkflow.Act("stopped", facts) }, AssignmentStates.Stopped, false);
        var isAway = PeopleRound.IsOnLongLeave(person, facts);
        if (state == AssignmentStates.Exempt && (isAway || body.Exemption is not { ByLeave: true })) return null;
        if (state == AssignmentStates.Assigned && isAway) return Away(body, facts);
        var why = WhyAgain(body, course, need);
        if (state is AssignmentStates.Exempt or AssignmentStates.Stopped)
        {
            return why is null && body.Current is { } holds && holds.Until > facts.Now
                ? new Place(Refreshed(body, course, need, person, facts) with { Exemption = null, Last = CourseWorkflow.Act("resumed", facts) }, StateOf(holds), false)
                : Ask(body, course, need, person, facts, "resumed");
        }
        if (why is not null && (state != AssignmentStates.Assigned || body.Current is not null)) return Ask(body, course, need, person, facts, why);
        if (state == AssignmentStates.Assigned && CourseVersion.Series(body.Number) != CourseVersion.Series(course.Current!.Number)) return Ask(body, course, need, person, facts, "version");
        var fresh = Refreshed(body, course, need, person, facts);
        return Same(fresh, body) ? null : new Place(fresh, state, false);
    }

    /// <summary>The change to that place.</summary>
    internal static Change Of(Place place, Person person, StepFacts facts)
    {
        // Whoever is away is asked when they are back.
        var to = place.Asks && PeopleRound.IsOnLongLeave(person, facts) ? Away(place.Body, facts) : place;
        return new Change(to.Body, to.State)
        {
            Copies = to.Asks ? [new NewCopy(to.Body.Person, AssignmentWorkflow.AssignmentCard, Lane.Campaigns) { Why = "ask" }] : [],
        };
    }

    /// <summary>The person is to take it, from the beginning; what they took before is over. Rungs that have passed are skipped, since they hear of it now (M4).</summary>
    internal static Place Ask(Assignment body, Course course, CourseNeed need, Person person, StepFacts facts, string what)
    {
        var fresh = Refreshed(body, course, need, person, facts) with
        {
            AskedAt = facts.Now,
            Tries = 0,
            LastTry = null,
            PutOffs = 0,
            Tomorrow = null,
            Exemption = null,
            Attestations = [.. body.Attestations.Select((a, i) => i == body.Attestations.Count - 1 ? a with { IsOver = true } : a)],
            Last = CourseWorkflow.Act(what, facts),
        };
        var calendar = Reminding.CalendarOf(fresh);
        var today = calendar.DayAt(facts.Now).ToDateOnly();
        // A joiner has the days from their first one on (P3).
        var first = person.Details.StartDate > today ? person.Details.StartDate.Value : today;
        var due = first.AddDays(course.Days);
        return new Place(
            fresh with { Due = due, Reminders = [.. fresh.Reminders, .. fresh.Ladder.Pass(due, calendar, fresh.Reminders, facts.Now, sends: false)] },
            AssignmentStates.Assigned,
            Asks: true);
    }

    private static Place Away(Assignment body, StepFacts facts) => new(
        body with { Exemption = new Exemption("leave", null, ByLeave: true, facts.Now), Tomorrow = null, Last = CourseWorkflow.Act("leave", facts) }, AssignmentStates.Exempt, false);

    /// <summary>Why what was taken does not hold any more; none where it does.</summary>
    private static string? WhyAgain(Assignment body, Course course, CourseNeed need) => body.Current is not { } current ? null
        : CourseVersion.Series(current.Number) != CourseVersion.Series(course.Current!.Number) ? "version"
        : current.At < course.AgainFrom ? "again"
        : need.Roles.Except(current.Roles).Any() ? "role"
        : null;

    // Who needs it for what, and what it says: a minor change is shown to whoever has not taken it yet.
    private static Assignment Refreshed(Assignment body, Course course, CourseNeed need, Person person, StepFacts facts) => body with
    {
        Title = course.Title,
        Number = course.Current!.Number,
        Hash = course.Current.Hash,
        Quiz = course.Current.Quiz,
        Roles = need.Roles,
        Judge = need.Judge,
        ValidMonths = course.ValidMonths,
        Ladder = course.Ladder,
        Zone = person.Details.TimeZone ?? facts.Organisation.TimeZone,
        Country = person.Details.Country ?? facts.Organisation.Country,
        LastTry = body.Quiz == course.Current.Quiz ? body.LastTry : null,
    };

    private static bool Same(Assignment one, Assignment other) =>
        one with { Roles = [], Ladder = other.Ladder } == other with { Roles = [] } && one.Roles.SequenceEqual(other.Roles) && one.Ladder.Days.SequenceEqual(other.Ladder.Days);

    internal static string StateOf(Attestation current) => current.Judgement is { IsCompetent: true } ? AssignmentStates.Competent : AssignmentStates.Attested;
}
