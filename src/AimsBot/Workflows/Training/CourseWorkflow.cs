using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Calendar;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Training;

/// <summary>Courses with their versions, and who needs them (7.2, 7.3).</summary>
public sealed class CourseWorkflow : Workflow<Course>
{
    public const string TypeName = "course";
    public const string CourseCard = "Training/Course";

    private static readonly string[] Running = [CourseStates.Published, CourseStates.Revised];
    private static readonly string[] WithDraft = [CourseStates.Draft, CourseStates.Revised];

    public override string Type => TypeName;
    public override string Prefix => "CRS";
    public override string Folder => "Training";
    public override string Card => CourseCard;
    public override string ListedState => CourseStates.Published;
    public override IReadOnlySet<string> Erasable { get; } = new HashSet<string> { "last" };

    public override Lifecycle Lifecycle { get; } = new(
        [CourseStates.Draft, CourseStates.Published, CourseStates.Revised, CourseStates.Retired],
        [
            Lifecycle.Creates(DraftCourse.Step, CourseStates.Draft),
            Lifecycle.Stays(ReviseCourse.Step, WithDraft),
            Lifecycle.Moves(ReviseCourse.Step, [CourseStates.Published], CourseStates.Revised),
            Lifecycle.Stays(AddCourseQuestion.Step, WithDraft),
            Lifecycle.Stays(DropCourseQuestions.Step, WithDraft),
            Lifecycle.Moves(PublishCourse.Step, WithDraft, CourseStates.Published),
            Lifecycle.Stays(RepeatCourse.Step, Running),
            Lifecycle.Moves(RetireCourse.Step, [CourseStates.Draft, .. Running], CourseStates.Retired),
            Lifecycle.Stays(AdvanceCourse.Step, [.. Running, CourseStates.Retired]),
            Lifecycle.Stays(CallForCourse.Step, Running),
            Lifecycle.Stays(KeepCourseFigures.Step, Running),
            Lifecycle.Stays(ExportCourse.Step, [.. Running, CourseStates.Retired]),
        ]);

    public static LastAct Act(string what, StepFacts facts) => new(what, facts.Actor.Person?.Id, facts.Channel, facts.Now);

    public static bool IsRunning(string? state) => Running.Contains(state);

    /// <summary>When the round goes on, or the next one begins; none where nobody is asked and everyone knows.</summary>
    public static DateTimeOffset? NextRoundOf(Course course, string state) => course.Cursor is not null || IsRunning(state) ? course.NextRound : null;

    /// <summary>The change with a card for those who have none.</summary>
    public static Change Tell(Course course, string state, IEnumerable<RecordId> others)
    {
        var told = others.Distinct().Except(course.Told).ToArray();
        return new Change(course with { Told = [.. course.Told, .. told] }, state)
        {
            Copies = [.. told.Select(id => new NewCopy(id, CourseCard, Lane.Decisions))],
        };
    }

    protected override HeadIndex IndexOf(Course body, string state) => new() { Parent = body.Owner };

    protected override IReadOnlyList<Deadline> DeadlinesOf(Course body, string state)
    {
        var deadlines = new List<Deadline>();
        // Each page is an act of its own.
        if (NextRoundOf(body, state) is { } round) deadlines.Add(new Deadline($"round:{body.Round}:{body.Cursor}", round, AdvanceCourse.Step, new AdvanceCourse()));
        if (!IsRunning(state)) return deadlines;
        deadlines.Add(new Deadline("call", body.NextCall, CallForCourse.Step, new CallForCourse()));
        deadlines.Add(new Deadline("snapshot", body.NextSnapshot, KeepCourseFigures.Step, new KeepCourseFigures()));
        return deadlines;
    }

    protected override IReadOnlySet<string> RelationsOf(Actor actor, Course? body, StepFacts facts) =>
        body is not null && actor.Person is { } person && person.Is(body.Owner) ? new HashSet<string> { "owner" } : new HashSet<string>();

    public override IReadOnlyDictionary<string, RecordQuery> CountsOn(Head head, DateTimeOffset now) => CourseFigures.Queries(head.Id, now);

    protected override string TitleOf(Course body) => body.Title;

    protected override IReadOnlyList<RecordId> NamedOn(Course body) => [.. new RecordId?[] { body.Owner, body.Judge, body.Last?.By }.OfType<RecordId>()];

    protected override IReadOnlyList<string> DocumentsOn(Course body, Step? form) =>
        [.. new[] { body.Current?.Hash, body.Current?.Quiz, body.Draft?.Hash, body.Draft?.Quiz }.OfType<string>().Distinct()];

    protected override JsonObject CardData(Course body, CardFacts facts) => TrainingCards.Course(body, facts);

    protected override string? LastOf(Course body, CardFacts facts) => TrainingCards.LastLine(body.Last, facts);

    protected override JsonObject FormData(Step step, Course? body, CardFacts facts) => TrainingCards.CourseForm(step, body, facts);

    // Whoever takes the list out has its address at once.
    protected override (string Card, JsonObject Data)? ReceiptOf(Step step, Course body, CardFacts facts) =>
        step == ExportCourse.Step ? (CourseCard, TrainingCards.Course(body, facts)) : null;

    /// <summary>The first of the next month, early.</summary>
    public static DateTimeOffset NextSnapshot(StepFacts facts)
    {
        var today = LocalTimes.At(facts.Now, facts.Organisation.TimeZone).Day;
        return LocalTimes.Instant(new DateOnly(today.Year, today.Month, 1).AddMonths(1), new TimeOnly(6, 0), facts.Organisation.TimeZone);
    }

    /// <summary>The next Monday, early.</summary>
    public static DateTimeOffset NextCall(StepFacts facts)
    {
        var today = LocalTimes.At(facts.Now, facts.Organisation.TimeZone).Day;
        var days = ((DayOfWeek.Monday - today.DayOfWeek + 6) % 7) + 1;
        return LocalTimes.Instant(today.AddDays(days), new TimeOnly(7, 0), facts.Organisation.TimeZone);
    }
}
