using System.Text.Json.Serialization;
using AimsBot.Core.People;
using AimsBot.Core.Quizzes;
using AimsBot.Core.Records;
using AimsBot.Core.Reminders;

namespace AimsBot.Workflows.Training;

/// <summary>
/// One person and one course that their roles need: what is asked now, and each time that they took it, with the proof and how
/// its effect was judged (T1, T2). It lasts as long as the need.
/// </summary>
public sealed record Assignment : RecordBody, IAsked
{
    public RecordId Person { get; init; }
    public RecordId Course { get; init; }
    public string Title { get; init; } = "";

    /// <summary>The version that is asked for, its text and its questions.</summary>
    public string Number { get; init; } = "";
    public string Hash { get; init; } = "";
    public string? Quiz { get; init; }

    /// <summary>Those of the person's roles that need it now.</summary>
    public IReadOnlyList<Role> Roles { get; init; } = [];

    /// <summary>Who confirms that it had an effect; none where the person's roles do not ask for it.</summary>
    public RecordId? Judge { get; init; }
    public int ValidMonths { get; init; } = 12;

    public DateTimeOffset AskedAt { get; init; }
    public DateOnly Due { get; init; }
    public Ladder Ladder { get; init; } = Ladder.ShortTasks;
    public string Zone { get; init; } = "UTC";
    public string? Country { get; init; }
    public IReadOnlyList<Reminder> Reminders { get; init; } = [];
    public RecordId? Manager { get; init; }
    public string? Undelivered { get; init; }
    public DateTimeOffset? Tomorrow { get; init; }
    public int PutOffs { get; init; }

    /// <summary>How often the questions were answered since it was asked for last, and how the last try went.</summary>
    public int Tries { get; init; }
    public QuizTry? LastTry { get; init; }

    /// <summary>Each time it was taken, oldest first.</summary>
    public IReadOnlyList<Attestation> Attestations { get; init; } = [];
    public Exemption? Exemption { get; init; }
    public LastAct? Last { get; init; }

    /// <summary>What counts now; none where it was never taken, or is to be taken again.</summary>
    [JsonIgnore]
    public Attestation? Current => Attestations.Count > 0 && !Attestations[^1].IsOver ? Attestations[^1] : null;
}

/// <summary>That a course was taken: version, what the role asked for, result, time and end (T2).</summary>
/// <param name="Statement">What was said by it, word for word as shown.</param>
/// <param name="Roles">The roles that needed it then.</param>
/// <param name="Until">When it ends; the last day is over then.</param>
public sealed record Attestation(
    Evidence Evidence, string Number, string Hash, IReadOnlyList<Role> Roles, string Statement, string StatementHash, string? Channel, DateTimeOffset At, DateTimeOffset Until)
{
    /// <summary>How the questions were answered, and at which try.</summary>
    public QuizTry? Test { get; init; }
    public int? Tries { get; init; }

    /// <summary>Where the proof lies that somebody else put down.</summary>
    public string? Where { get; init; }
    public RecordId? RecordedBy { get; init; }

    /// <summary>How its effect was judged; none as long as nobody has.</summary>
    public Judgement? Judgement { get; init; }

    /// <summary>True once it is to be taken again before its end.</summary>
    public bool IsOver { get; init; }
}

/// <summary>Whether the person can do it now, and how that was found out.</summary>
public sealed record Judgement(bool IsCompetent, string How, RecordId By, DateTimeOffset At);

/// <summary>The classes of evidence, which are shown apart (T5).</summary>
public enum Evidence
{
    /// <summary>The person says so.</summary>
    Declared,

    /// <summary>The person has answered enough questions right.</summary>
    Tested,

    /// <summary>Somebody has seen a certificate or the like, and says where it lies.</summary>
    Recorded,
}

/// <param name="ByLeave">True where it ends with a leave.</param>
public sealed record Exemption(string Reason, RecordId? By, bool ByLeave, DateTimeOffset At);

/// <summary>The states of an assignment.</summary>
public static class AssignmentStates
{
    /// <summary>To be taken, for the first time or again.</summary>
    public const string Assigned = "assigned";

    /// <summary>Taken. Where the role asks for a judgement it waits for that.</summary>
    public const string Attested = "attested";

    /// <summary>Taken, and somebody has confirmed the effect.</summary>
    public const string Competent = "competent";
    public const string Exempt = "exempt";

    /// <summary>Not needed any more: the person left, has other roles, or the course is over.</summary>
    public const string Stopped = "stopped";
}
