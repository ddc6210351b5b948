using AimsBot.Core;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Training;

/// <summary>
/// The clock's round through the people, 500 at a time: each one's assignment is brought to what the course asks for now. So who
/// joins or gets a role is asked, who leaves or loses it is not, and whatever was done already is done once.
/// </summary>
public sealed record AdvanceCourse
{
    public static readonly Step Step = new Step<Course, AdvanceCourse>("course.advance", "course-advanced", Decide)
    {
        Needs = (course, _) => PeopleRound.Page(course!, (id, head) => [AssignmentWorkflow.IdOf(head.Organisation, id, head.Id)]),
        MovesBasis = false,
    };

    public static Outcome Decide(Course? course, AdvanceCourse input, StepFacts facts)
    {
        if (CourseWorkflow.NextRoundOf(course!, facts.State!) is not { } at || at > facts.Now) return new Refusal(Refusals.NotNow);
        return new Change(
            course! with
            {
                Cursor = facts.Page.Continuation,
                Window = PeopleRound.WindowOf(course, facts.Now),
                Round = facts.Page.Continuation is null ? course.Round + 1 : course.Round,
                NextRound = facts.Page.Continuation is null && CourseWorkflow.IsRunning(facts.State) ? PeopleRound.Tomorrow(facts) : course.NextRound,
            },
            facts.State!)
        {
            FollowUps = [.. facts.Page.Heads.Select(head => Wanted(course, Person.From(head), facts)).OfType<NewFollowUp>()],
        };
    }

    private static NewFollowUp? Wanted(Course course, Person person, StepFacts facts)
    {
        var id = AssignmentWorkflow.IdOf(facts.Organisation.Id, facts.Record, person.Id);
        var need = CourseNeed.Of(course, facts.State!, person);
        if (!facts.Records.TryGetValue(id, out var head))
        {
            return need is null ? null : new NewFollowUp(AssignCourse.Step, null, new AssignCourse(facts.Record, person.Id)) { Key = AssignmentWorkflow.KeyOf(facts.Record, person.Id) };
        }
        return AdjustAssignment.Next(head.Read<Assignment>(), head.State, course, need, person, facts) is null
            ? null
            : new NewFollowUp(AdjustAssignment.Step, id, new AdjustAssignment());
    }
}

/// <summary>What a course asks of a person: for which of their roles, and who judges.</summary>
public sealed record CourseNeed(IReadOnlyList<Role> Roles, RecordId? Judge)
{
    /// <summary>None where it asks nothing of them. Employment makes no difference: whoever works here is in scope (T3).</summary>
    public static CourseNeed? Of(Course course, string state, Person person)
    {
        if (!CourseWorkflow.IsRunning(state) || !person.IsActive) return null;
        Role[] roles = [.. course.Roles.Where(Has)];
        // Nobody judges themselves: then their manager does.
        var judge = course.Judge != person.Id ? course.Judge : person.Details.Manager;
        return roles.Length == 0 ? null : new CourseNeed(roles, course.JudgedRoles.Any(Has) ? judge : null);

        bool Has(Role role) => role == Role.Staff || person.Details.Roles.Contains(role);
    }
}

/// <summary>A course is assigned to one person, once: the record's id comes from course and person.</summary>
public sealed record AssignCourse(RecordId Course, RecordId Person)
{
    public static readonly Step Step = new Step<Assignment, AssignCourse>("training.assign", "training-assigned", Decide)
    {
        Needs = (_, input) => new Needs { Records = [input.Course, input.Person] },
    };

    public static Outcome Decide(Assignment? none, AssignCourse input, StepFacts facts)
    {
        if (!facts.Records.TryGetValue(input.Course, out var course) || !facts.Records.TryGetValue(input.Person, out var known)) return new Refusal(Refusals.NotNow);
        var person = Core.People.Person.From(known);
        var body = new Assignment { Course = input.Course, Person = input.Person };
        var asked = course.Read<Course>();
        return CourseNeed.Of(asked, course.State, person) is { } need
            ? AdjustAssignment.Of(AdjustAssignment.Ask(body, asked, need, person, facts, "assigned"), person, facts)
            : new Refusal(Refusals.NotNow);
    }
}
