using AimsBot.Core;

namespace AimsBot.Workflows.Training;

/// <summary>A lead takes the list of everyone out as a file. That is an act of its own (E13); the receipt has the address.</summary>
public sealed record ExportCourse
{
    public static readonly Step Step = new Step<Course, ExportCourse>("course.export", "course-exported", Decide)
    {
        Form = _ => new ExportCourse(),
        MovesBasis = false,
        BindsToBasis = false,
    };

    public static Outcome Decide(Course? course, ExportCourse input, StepFacts facts) =>
        new Change(course! with { Last = CourseWorkflow.Act("exported", facts) }, facts.State!);
}
