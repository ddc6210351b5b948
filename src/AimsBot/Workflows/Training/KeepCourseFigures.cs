using AimsBot.Core;

namespace AimsBot.Workflows.Training;

/// <summary>The figures at the beginning of each month are kept: later ones are never made of today's people.</summary>
public sealed record KeepCourseFigures
{
    public static readonly Step Step = new Step<Course, KeepCourseFigures>("course.snapshot", "course-snapshot-kept", Decide)
    {
        Needs = (_, _) => new Needs { Counts = CourseFigures.Queries },
        MovesBasis = false,
    };

    public static Outcome Decide(Course? course, KeepCourseFigures input, StepFacts facts) => course!.NextSnapshot > facts.Now
        ? new Refusal(Refusals.NotNow)
        : new Change(
            course with
            {
                NextSnapshot = CourseWorkflow.NextSnapshot(facts),
                Snapshots = [.. course.Snapshots, new CourseSnapshot(facts.Now, CourseFigures.Of(facts.Counts))],
            },
            facts.State!);
}
