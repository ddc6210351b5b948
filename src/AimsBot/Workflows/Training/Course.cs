using System.Text.Json.Serialization;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Core.Reminders;

namespace AimsBot.Workflows.Training;

/// <summary>A course that some roles need, with its versions. What it says is a document of the store, named here by its hash.</summary>
public sealed record Course : RecordBody, IRounds
{
    public string Title { get; init; } = "";
    public CoursePurpose Purpose { get; init; } = CoursePurpose.Other;

    /// <summary>Answers for what it says.</summary>
    public RecordId Owner { get; init; }

    /// <summary>The roles that need it; staff is everyone.</summary>
    public IReadOnlyList<Role> Roles { get; init; } = [];

    /// <summary>Those of the roles for which somebody confirms that it had an effect: a course done is not yet competence (T1).</summary>
    public IReadOnlyList<Role> JudgedRoles { get; init; } = [];

    /// <summary>Who confirms it; none where nobody is judged.</summary>
    public RecordId? Judge { get; init; }

    /// <summary>The published versions, oldest first.</summary>
    public IReadOnlyList<CourseVersion> Versions { get; init; } = [];

    /// <summary>What is not published yet.</summary>
    public CourseDraft? Draft { get; init; }

    /// <summary>How long a course that was taken holds (T6).</summary>
    public int ValidMonths { get; init; } = 12;

    /// <summary>How many days somebody has for it.</summary>
    public int Days { get; init; } = 30;

    public Ladder Ladder { get; init; } = Ladder.ShortTasks;

    /// <summary>Whoever took it before is asked again, as after an incident (T6).</summary>
    public DateTimeOffset? AgainFrom { get; init; }

    /// <summary>Where the round through all people stands; none where no round is under way.</summary>
    public string? Cursor { get; init; }

    /// <summary>Counts the rounds, so that a page of each is an act of its own.</summary>
    public int Round { get; init; } = 1;
    public DateTimeOffset NextRound { get; init; }
    public RoundWindow? Window { get; init; }

    /// <summary>When it is looked at next whether anybody is late for so long that others are to hear of it (M2).</summary>
    public DateTimeOffset NextCall { get; init; }

    /// <summary>When the figures are kept next, and those of each month.</summary>
    public DateTimeOffset NextSnapshot { get; init; }
    public IReadOnlyList<CourseSnapshot> Snapshots { get; init; } = [];

    public IReadOnlyList<RecordId> Told { get; init; } = [];
    public LastAct? Last { get; init; }

    /// <summary>The version that is asked for; none before the first is published.</summary>
    [JsonIgnore]
    public CourseVersion? Current => Versions.Count == 0 ? null : Versions[^1];
}

/// <param name="Number">Such as <c>2.0</c>: a material change moves the first number, and everybody takes it again (T2).</param>
/// <param name="Hash">SHA-256 of what it says, which is a document of the store.</param>
/// <param name="Quiz">SHA-256 of the questions; none where nobody is tested.</param>
public sealed record CourseVersion(string Number, string Hash, string? Quiz, bool IsMaterial, string Reason, RecordId By, DateTimeOffset At)
{
    /// <summary>What counts as the same to whoever has taken it.</summary>
    public static string Series(string number) => number.Split('.')[0];
}

public sealed record CourseDraft(string Hash, string? Quiz);

/// <summary>The figures of one day.</summary>
public sealed record CourseSnapshot(DateTimeOffset At, CourseFigures Figures);

/// <summary>One act, as a card tells it.</summary>
public sealed record LastAct(string What, RecordId? By, string? Channel, DateTimeOffset At)
{
    public string? Reason { get; init; }
}

/// <summary>What a course is for.</summary>
public enum CoursePurpose
{
    /// <summary>AI literacy: a measure that supports it, with no promise that somebody reaches a level (T3).</summary>
    Literacy,

    /// <summary>Human oversight of AI systems: competence, training and authority (T4).</summary>
    Oversight,

    /// <summary>What a role in the AI management system needs (7.2).</summary>
    Role,
    Other,
}

/// <summary>The states of a course.</summary>
public static class CourseStates
{
    public const string Draft = "draft";
    public const string Published = "published";

    /// <summary>Published, and a new version is being written.</summary>
    public const string Revised = "revised";
    public const string Retired = "retired";
}
