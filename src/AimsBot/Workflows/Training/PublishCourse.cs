using System.Globalization;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.Quizzes;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Training;

/// <summary>The draft is what people are asked to take from now on. A material change asks again whoever took the version before (T2).</summary>
public sealed record PublishCourse(bool IsMaterial, string Reason)
{
    public static readonly IReadOnlyDictionary<string, bool> Choices = new Dictionary<string, bool> { ["material"] = true, ["minor"] = false };

    public static readonly Step Step = new Step<Course, PublishCourse>("course.publish", "course-published", Decide)
    {
        Form = form => new PublishCourse(form.Choice("significance", Choices) ?? true, form.RequiredText("reason", 1000)),
        FormCard = "Training/PublishForm",
        Needs = (course, _) => new Needs { Documents = [.. new[] { course!.Draft!.Quiz }.OfType<string>()] },
        Style = "positive",
    };

    public static Outcome Decide(Course? course, PublishCourse input, StepFacts facts)
    {
        var draft = course!.Draft!;
        if (Quiz.Unfinished(draft.Quiz is { } hash ? Quiz.Read(facts.Documents.GetValueOrDefault(hash)) : null) is { } unfinished) return unfinished;
        // There is nothing that a first version could be a small change of.
        if (course.Current is null && !input.IsMaterial) return new Corrections(new Dictionary<string, Refusal> { ["significance"] = new Refusal("course.firstIsMaterial") });
        var version = new CourseVersion(Number(course.Current, input.IsMaterial), draft.Hash, draft.Quiz, input.IsMaterial, input.Reason, facts.Actor.Person!.Id, facts.Now);
        var next = course with
        {
            Versions = [.. course.Versions, version],
            Draft = null,
            Cursor = "",
            Round = course.Round + 1,
            NextRound = facts.Now,
            NextCall = course.Current is null ? CourseWorkflow.NextCall(facts) : course.NextCall,
            NextSnapshot = course.Current is null ? CourseWorkflow.NextSnapshot(facts) : course.NextSnapshot,
            Last = CourseWorkflow.Act("published", facts) with { Reason = input.Reason },
        };
        return CourseWorkflow.Tell(next, CourseStates.Published, [course.Owner]);
    }

    private static string Number(CourseVersion? before, bool isMaterial)
    {
        var parts = (before?.Number ?? "0.0").Split('.').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return string.Create(CultureInfo.InvariantCulture, $"{(isMaterial ? parts[0] + 1 : parts[0])}.{(isMaterial ? 0 : parts[1] + 1)}");
    }
}

/// <summary>Something happened, such as an incident: whoever took it until now takes it again, before it would end (T6).</summary>
public sealed record RepeatCourse(string Reason)
{
    public static readonly Step Step = new Step<Course, RepeatCourse>("course.again", "course-asked-again", Decide)
    {
        Form = form => new RepeatCourse(form.RequiredText("words", 1000)),
        FormCard = WordsForm.Card,
    };

    public static Outcome Decide(Course? course, RepeatCourse input, StepFacts facts) => new Change(
        course! with { AgainFrom = facts.Now, Cursor = "", Round = course.Round + 1, NextRound = facts.Now, Last = CourseWorkflow.Act("again", facts) with { Reason = input.Reason } },
        facts.State!);
}

/// <summary>Nobody needs it any more. A last round tells everyone who was asked; what was taken stays on record.</summary>
public sealed record RetireCourse(string Reason)
{
    public static readonly Step Step = new Step<Course, RetireCourse>("course.retire", "course-retired", Decide)
    {
        Form = form => new RetireCourse(form.RequiredText("words", 1000)),
        FormCard = WordsForm.Card,
        Style = "destructive",
    };

    public static Outcome Decide(Course? course, RetireCourse input, StepFacts facts) => new Change(
        course! with
        {
            Draft = null,
            Cursor = course.Current is null ? null : "",
            Round = course.Round + 1,
            NextRound = facts.Now,
            Last = CourseWorkflow.Act("retired", facts) with { Reason = input.Reason },
        },
        CourseStates.Retired);
}

/// <summary>
/// Each Monday: the compliance leads hear how many are more than a week late, top management how many more than two weeks (M2),
/// in figures. Nobody hears anything where nobody is.
/// </summary>
public sealed record CallForCourse
{
    public const int LeadAfter = 7;
    public const int TopManagementAfter = 14;

    public static readonly Step Step = new Step<Course, CallForCourse>("course.call", "course-lateness-called", Decide)
    {
        Needs = (_, _) => new Needs { Roles = [Core.People.Role.ComplianceLead, Core.People.Role.TopManagement], Counts = Late },
        MovesBasis = false,
    };

    public static Outcome Decide(Course? course, CallForCourse input, StepFacts facts)
    {
        if (course!.NextCall > facts.Now) return new Refusal(Refusals.NotNow);
        var what = facts.Counts["two-weeks"] > 0 ? "very-late" : facts.Counts["week"] > 0 ? "late" : null;
        var called = facts.People[Core.People.Role.ComplianceLead].Concat(what == "very-late" ? facts.People[Core.People.Role.TopManagement] : []).Select(p => p.Id).Distinct().ToArray();
        var next = course with { NextCall = CourseWorkflow.NextCall(facts) };
        return what is null ? new Change(next, facts.State!) : new Change(
            next with { Told = [.. course.Told.Union(called)], Last = CourseWorkflow.Act(what, facts) },
            facts.State!)
        {
            Copies = [.. called.Select(id => new NewCopy(id, CourseWorkflow.CourseCard, Lane.Decisions) { Why = what })],
        };
    }

    private static Dictionary<string, RecordQuery> Late(RecordId course, DateTimeOffset now)
    {
        var late = new RecordQuery { Type = AssignmentWorkflow.TypeName, Parent = course, State = AssignmentStates.Assigned, Date = AssignmentWorkflow.OverdueDate };
        return new Dictionary<string, RecordQuery>
        {
            ["week"] = late with { DateBefore = now.AddDays(-LeadAfter) },
            ["two-weeks"] = late with { DateBefore = now.AddDays(-TopManagementAfter) },
        };
    }
}
