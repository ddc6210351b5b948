using AimsBot.Core.Records;
using AimsBot.Core.Reminders;

namespace AimsBot.Workflows.Certification;

/// <summary>
/// The certificate of the AI management system (ISO/IEC 17021-1): its cycles, what interrupted them, and the visits of the
/// certification body. Whether it is valid on a day follows from the dates (<see cref="Standing"/>), never from a field.
/// </summary>
public sealed record Certificate : RecordBody
{
    /// <summary>The certification body that issues it now.</summary>
    public string Body { get; init; } = "";

    /// <summary>What is certified, or is to be.</summary>
    public string Scope { get; init; } = "";

    /// <summary>The three-year cycles, the oldest first; none before the first decision.</summary>
    public IReadOnlyList<Cycle> Cycles { get; init; } = [];
    public IReadOnlyList<Suspension> Suspensions { get; init; } = [];

    /// <summary>The first day on which it is withdrawn.</summary>
    public DateOnly? Withdrawn { get; init; }

    /// <summary>Other scopes and other bodies that it had, in the order in which they were noted.</summary>
    public IReadOnlyList<Alteration> Alterations { get; init; } = [];

    /// <summary>The limits that this body sets; none is built in (1.3).</summary>
    public BodyLimits Limits { get; init; } = new();

    /// <summary>Dates of the body's audit programme; the last one of a step wins over the computed one, and both are shown.</summary>
    public IReadOnlyList<ProgrammeDate> Programme { get; init; } = [];

    /// <summary>The calendar year that the body counts as the recertification year of a cycle, by the day of the cycle's decision.</summary>
    public IReadOnlyDictionary<string, int> RecertificationYears { get; init; } = new Dictionary<string, int>();

    /// <summary>How many visits were planned in all.</summary>
    public int VisitsPlanned { get; init; }

    /// <summary>The visits, as far as the dates hang on them; each tells when it changes.</summary>
    public IReadOnlyList<VisitNote> Visits { get; init; } = [];

    public IReadOnlyList<SignificantChange> Changes { get; init; } = [];

    /// <summary>Who was asked for what is missing before a visit.</summary>
    public IReadOnlyList<Question> Asked { get; init; } = [];

    public IReadOnlyList<Reminder> Reminders { get; init; } = [];

    /// <summary>The organisation's zone and country when the record was last written, for the clock's hours.</summary>
    public string Zone { get; init; } = "UTC";
    public string? Country { get; init; }
    public IReadOnlyList<RecordId> Told { get; init; } = [];
    public CertificationAct? Last { get; init; }

    /// <summary>The cycle that counts now; none before the first decision.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public Cycle? Cycle => Cycles.Count > 0 ? Cycles[^1] : null;
}

/// <summary>Three years from a certification decision (C4, C5).</summary>
/// <param name="Decided">The day of the decision: not the last audit day, not the print date.</param>
/// <param name="Expires">The last day of validity, as printed.</param>
/// <param name="Statement">The version of the statement of applicability that the certificate names.</param>
public sealed record Cycle(DateOnly Decided, DateOnly Expires, CycleStart Start, string Number, string Scope, string? Statement);

public enum CycleStart
{
    /// <summary>After a stage 2: the 12-month rule holds for its first surveillance (C6).</summary>
    Initial,

    /// <summary>Decided before the one before expired (C11).</summary>
    Recertification,

    /// <summary>Decided within six months after the one before expired (C13).</summary>
    Restored,
}

/// <summary>From its first day on the certificate counts as invalid, until the day on which it was lifted (C14).</summary>
/// <param name="Until">The day by which the body withdraws it or makes its scope smaller.</param>
public sealed record Suspension(DateOnly From, DateOnly Until, string Reason)
{
    public DateOnly? Lifted { get; init; }
}

/// <summary>What was, before the scope changed or another body took over.</summary>
public sealed record Alteration(AlterationKind Kind, DateOnly On, string Before, string After);

public enum AlterationKind
{
    Scope,
    Body,
}

/// <summary>The limits of one certification body, in days and months. Without one nothing is computed.</summary>
public sealed record BodyLimits
{
    /// <summary>Days within which a major of a surveillance is answered.</summary>
    public int? MajorDays { get; init; }

    /// <summary>Days within which the plan for a minor is sent.</summary>
    public int? MinorDays { get; init; }

    /// <summary>The most days between stage 1 and stage 2; more is only pointed out (C3).</summary>
    public int? StageDays { get; init; }

    /// <summary>Months after which a suspension usually ends in withdrawal (C14).</summary>
    public int SuspensionMonths { get; init; } = 6;
}

/// <summary>A date of the body's programme for one step of a cycle, such as <c>surveillance-1</c>.</summary>
public sealed record ProgrammeDate(DateOnly Cycle, string Step, DateOnly On, DateTimeOffset NotedAt);

/// <summary>What the certificate knows of a visit.</summary>
/// <param name="From">The first day, as planned or as held.</param>
/// <param name="Until">The last day: the one that counts for the rules.</param>
public sealed record VisitNote(RecordId Id, VisitKind Kind, DateOnly From, DateOnly Until, string State)
{
    public VisitOutcome? Outcome { get; init; }

    /// <summary>When the visit said so: what it said earlier and comes later is no news.</summary>
    public DateTimeOffset At { get; init; }

    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsHeld => State is VisitStates.Held or VisitStates.FindingsOpen or VisitStates.Decided;

    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsPlanned => State == VisitStates.Planned;
}

/// <summary>A big change: must the body be told (C15)?</summary>
/// <param name="RaisedBy">Whoever reported it; none where the bot asked by itself.</param>
public sealed record SignificantChange(int Number, ChangeKind Kind, string Text, RecordId? RaisedBy, DateTimeOffset At)
{
    /// <summary>The record where it happened, where the bot asked by itself.</summary>
    public RecordId? About { get; init; }

    /// <summary>None: not answered yet.</summary>
    public ChangeAnswer? Answer { get; init; }
}

/// <param name="ToldOn">The day on which the body was told; none where it need not be.</param>
public sealed record ChangeAnswer(bool MustTell, DateOnly? ToldOn, string Reason, RecordId By, DateTimeOffset At);

public enum ChangeKind
{
    Scope,
    Site,
    SystemClass,
    Legal,
    Management,

    /// <summary>Another version of the statement of applicability (Y5).</summary>
    Statement,
}

/// <summary>Somebody was asked for something that is missing before a visit.</summary>
public sealed record Question(string Gap, string? Words, IReadOnlyList<RecordId> Whom, DateTimeOffset At);

/// <summary>One act, as a card tells it.</summary>
public sealed record CertificationAct(string What, RecordId? By, string? Channel, DateTimeOffset At)
{
    public string? Reason { get; init; }
    public DateOnly? Day { get; init; }
}

/// <summary>The states of a certificate.</summary>
public static class CertificateStates
{
    /// <summary>On the way to the first decision.</summary>
    public const string None = "none";
    public const string Valid = "valid";
    public const string Suspended = "suspended";

    /// <summary>Over; can be restored for six months (C13).</summary>
    public const string Expired = "expired";
    public const string Withdrawn = "withdrawn";
}
