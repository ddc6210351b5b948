using AimsBot.Core;
using AimsBot.Core.Quizzes;

namespace AimsBot.Workflows.Training;

/// <summary>A question for the draft. With two to five of them completion is tested; without any it is declared (T5).</summary>
public sealed record AddCourseQuestion(NewQuestion Question)
{
    public static readonly Step Step = new Step<Course, AddCourseQuestion>("course.add-question", "course-question-added", Decide)
    {
        Form = form => new AddCourseQuestion(NewQuestion.Read(form)),
        FormCard = NewQuestion.FormCard,
        Needs = (course, _) => new Needs { Documents = [.. new[] { course!.Draft!.Quiz }.OfType<string>()] },
    };

    public static Outcome Decide(Course? course, AddCourseQuestion input, StepFacts facts)
    {
        var draft = course!.Draft!;
        var (quiz, refusal) = input.Question.AddTo(draft.Quiz is { } hash ? Quiz.Read(facts.Documents.GetValueOrDefault(hash)) : null);
        return quiz is null
            ? refusal!
            : new Change(course with { Draft = draft with { Quiz = quiz.Hash() }, Last = CourseWorkflow.Act("question-added", facts) }, facts.State!) { Documents = [quiz.Bytes()] };
    }
}

/// <summary>The draft goes without questions.</summary>
public sealed record DropCourseQuestions
{
    public static readonly Step Step = new Step<Course, DropCourseQuestions>("course.drop-questions", "course-questions-dropped", Decide)
    {
        Form = _ => new DropCourseQuestions(),
    };

    public static Outcome Decide(Course? course, DropCourseQuestions input, StepFacts facts) => course!.Draft!.Quiz is null
        ? new Refusal(Refusals.NotNow)
        : new Change(course with { Draft = course.Draft with { Quiz = null }, Last = CourseWorkflow.Act("questions-dropped", facts) }, facts.State!);
}
