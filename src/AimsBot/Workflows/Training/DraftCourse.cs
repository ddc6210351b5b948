using System.Globalization;
using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.Documents;
using AimsBot.Core.People;

namespace AimsBot.Workflows.Training;

/// <summary>What the form of a course says: what it is, who needs it, how long it holds, and who judges.</summary>
public sealed record CourseDetails(
    string Title, CoursePurpose Purpose, string Text, string OwnerAddress, IReadOnlyList<Role> Roles, int ValidMonths, int Days, IReadOnlyList<Role> JudgedRoles, string? JudgeAddress)
{
    /// <summary>The values that the form's choices send.</summary>
    public static readonly IReadOnlyDictionary<string, CoursePurpose> Purposes = new Dictionary<string, CoursePurpose>
    {
        ["literacy"] = CoursePurpose.Literacy,
        ["oversight"] = CoursePurpose.Oversight,
        ["role"] = CoursePurpose.Role,
        ["other"] = CoursePurpose.Other,
    };

    public static readonly IReadOnlyDictionary<string, int> Validities = new Dictionary<string, int> { ["6"] = 6, ["12"] = 12, ["24"] = 24, ["36"] = 36 };

    public static readonly IReadOnlyDictionary<string, Role> AllRoles = Enum.GetValues<Role>().ToDictionary(Core.People.Roles.Name);

    public Needs Needs => new() { Addresses = [.. new[] { OwnerAddress, JudgeAddress }.OfType<string>()] };

    public Outcome On(Course course, StepFacts facts, string state, string what)
    {
        var wrong = new Dictionary<string, Refusal>();
        if (!facts.Holders.TryGetValue(OwnerAddress, out var owner)) wrong["owner"] = new Refusal("course.noSuchPerson");
        var judge = JudgeAddress is { } address ? facts.Holders.GetValueOrDefault(address) : null;
        if (JudgeAddress is not null && judge is null) wrong["judge"] = new Refusal("course.noSuchPerson");
        if (JudgedRoles.Count > 0 && JudgeAddress is null) wrong["judge"] = new Refusal("course.judgeMissing");
        if (JudgedRoles.Except(Roles).Any() && !Roles.Contains(Role.Staff)) wrong["judged"] = new Refusal("course.judgedNotNeeded");
        if (wrong.Count > 0) return new Corrections(wrong);
        return new Change(
            course with
            {
                Title = Title,
                Purpose = Purpose,
                Owner = owner!.Id,
                Roles = Roles,
                ValidMonths = ValidMonths,
                Days = Days,
                JudgedRoles = JudgedRoles,
                Judge = JudgedRoles.Count > 0 ? judge?.Id : null,
                Draft = new CourseDraft(ShownText.Hash(Text), course.Draft is { } draft ? draft.Quiz : course.Current?.Quiz),
                Last = CourseWorkflow.Act(what, facts),
            },
            state)
        {
            Documents = [ShownText.Bytes(Text)],
        };
    }

    public static CourseDetails Read(FormReader form)
    {
        var roles = form.Choices("roles", AllRoles);
        if (roles.Count == 0) form.Reject("roles", "refusal.required");
        return new(
            form.RequiredText("title", 150),
            form.Choice("purpose", Purposes) ?? CoursePurpose.Other,
            form.RequiredText("text", ShownText.MostAtOnce),
            form.RequiredText("owner", 200).ToLowerInvariant(),
            roles,
            form.Choice("valid", Validities) ?? 12,
            ReadDays(form),
            form.Choices("judged", AllRoles),
            form.Text("judge", 200)?.ToLowerInvariant());
    }

    private static int ReadDays(FormReader form)
    {
        if (form.Text("days", 10) is not { } text) return 30;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= 180) return days;
        form.Reject("days", "course.days");
        return 30;
    }
}

/// <summary>A compliance lead writes a course down. Nobody is asked before it is published.</summary>
public sealed record DraftCourse(CourseDetails Details)
{
    public static readonly Step Step = new Step<Course, DraftCourse>("course.draft", "course-drafted", Decide)
    {
        Form = form => new DraftCourse(CourseDetails.Read(form)),
        FormCard = "Training/CourseForm",
        Needs = (_, input) => input.Details.Needs,
    };

    // Whoever wrote it has it as a card, to go on from.
    public static Outcome Decide(Course? course, DraftCourse input, StepFacts facts)
    {
        var author = facts.Actor.Person!.Id;
        var outcome = input.Details.On(new Course { Told = [author] }, facts, CourseStates.Draft, "drafted");
        return outcome is Change change ? change with { Copies = [new NewCopy(author, CourseWorkflow.CourseCard, Lane.Decisions)] } : outcome;
    }
}

/// <summary>The draft is written anew, or a new version of what is published begins.</summary>
public sealed record ReviseCourse(CourseDetails Details)
{
    public static readonly Step Step = new Step<Course, ReviseCourse>("course.revise", "course-revised", Decide)
    {
        Form = form => new ReviseCourse(CourseDetails.Read(form)),
        FormCard = "Training/CourseForm",
        Needs = (_, input) => input.Details.Needs,
    };

    public static Outcome Decide(Course? course, ReviseCourse input, StepFacts facts) =>
        input.Details.On(course!, facts, facts.State == CourseStates.Draft ? CourseStates.Draft : CourseStates.Revised, "revised");
}
