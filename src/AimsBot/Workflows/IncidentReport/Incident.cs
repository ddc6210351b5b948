using System.Text.Json.Serialization;
using AimsBot.Core.Calendar;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.IncidentReport;

/// <summary>
/// One AI incident as the organisation knows it: what happened, to what, who said so and when, and the clocks that
/// count from the moment of awareness.
/// </summary>
public sealed record Incident : RecordBody
{
    public IncidentKind Kind { get; init; } = IncidentKind.NotSure;

    /// <summary>What happened, in the reporter's words, every character of them.</summary>
    public string Text { get; init; } = "";

    /// <summary>The AI system; none where it is unknown or not in the register.</summary>
    public RecordId? System { get; init; }

    /// <summary>Who is affected, in the reporter's words; none where nobody is, or nobody is known.</summary>
    public string? Affected { get; init; }

    /// <summary>The reporter's own view. The triage has a field of its own.</summary>
    public Severity? ReportedSeverity { get; init; }

    public RecordId Reporter { get; init; }
    public string? ReportedIn { get; init; }
    public DateTimeOffset ReportedAt { get; init; }

    /// <summary>When it happened, as far as known (I4).</summary>
    public KnownTime? Occurred { get; init; }

    /// <summary>When the reporter noticed it.</summary>
    public KnownTime? Noticed { get; init; }

    /// <summary>When the organisation became aware: every limit counts from here, and it is corrected only with a reason.</summary>
    public KnownTime Aware { get; init; } = new(default, "");

    /// <summary>By when a handler answers: takes, triages or closes.</summary>
    public DateTimeOffset FirstAnswerBy { get; init; }
    public DateTimeOffset TriageBy { get; init; }

    /// <summary>Whether a handler has answered, and which limits passed without it.</summary>
    public bool Answered { get; init; }
    public bool FirstAnswerMissed { get; init; }
    public bool TopManagementCalled { get; init; }
    public bool TriageMissed { get; init; }

    /// <summary>The handler who has it.</summary>
    public RecordId? Assignee { get; init; }
    public Triage? Triage { get; init; }
    public Closing? Closing { get; init; }
    public RecordId? DuplicateOf { get; init; }

    /// <summary>Where a reopened incident goes back to.</summary>
    public string? StateBefore { get; init; }

    /// <summary>Everyone who has a card of it: handlers, the reporter after the first change, those who must know.</summary>
    public IReadOnlyList<RecordId> Told { get; init; } = [];

    /// <summary>The corrective actions that were opened for it.</summary>
    public IReadOnlyList<RecordId> CorrectiveActions { get; init; } = [];

    /// <summary>What was done last, for the card.</summary>
    public LastAct? Last { get; init; }

    /// <summary>The severity that governs: the triage's, before it the reporter's.</summary>
    [JsonIgnore]
    public Severity Severity => Triage?.Severity ?? IncidentLimits.BeforeTriage(ReportedSeverity, Affected);
}

/// <summary>What the triage found.</summary>
public sealed record Triage(
    IncidentKind Kind, IReadOnlyList<IncidentCategory> Categories, Severity Severity, SeriousIncident Serious, string By, DateTimeOffset At);

/// <summary>
/// The questions of Art. 3(49) of the AI Act, letter by letter, and whether it is widespread (I14). The legal class
/// follows from these answers, never from the severity.
/// </summary>
public sealed record SeriousIncident(Answer Death, Answer Infrastructure, Answer Rights, Answer Property, Answer Widespread)
{
    /// <summary>True while an answer is open: its clock stays in sight.</summary>
    [JsonIgnore]
    public bool IsOpen => new[] { Death, Infrastructure, Rights, Property, Widespread }.Contains(Answer.Unknown);

    /// <summary>True where an answer is yes.</summary>
    [JsonIgnore]
    public bool IsSerious => new[] { Death, Infrastructure, Rights, Property, Widespread }.Contains(Answer.Yes);
}

/// <summary>How an incident ended, and what was decided on telling an authority.</summary>
public sealed record Closing(string Done, NotificationDecision? Decision, string? DecisionReason, string By, DateTimeOffset At);

/// <summary>One act, as a card tells it.</summary>
public sealed record LastAct(string What, RecordId? By, string? Channel, DateTimeOffset At)
{
    public string? Reason { get; init; }
    public RecordId? Other { get; init; }
}

/// <summary>An instant and the actor who set it.</summary>
public sealed record KnownTime(DateTimeOffset At, string SetBy)
{
    /// <summary>True where only the day is known; the instant is its beginning for the one who set it.</summary>
    public bool DayOnly { get; init; }

    /// <summary>The zone on whose clock it was said: a day is another one elsewhere.</summary>
    public string? Zone { get; init; }

    /// <summary>The day on the clock of the one who said it, or of a reader where that is unknown.</summary>
    public DateOnly DayIn(string zone) => LocalTimes.At(At, Zone ?? zone).Day;
}

/// <summary>The states of an incident.</summary>
public static class IncidentStates
{
    public const string Reported = "reported";
    public const string Triaged = "triaged";
    public const string Closed = "closed";
    public const string Duplicate = "duplicate";
    public const string NotAnIncident = "not-an-incident";
}

/// <summary>What a report is about, in the terms of the OECD's definitions of 2024.</summary>
public enum IncidentKind
{
    /// <summary>It could have led to harm, or still could: a hazard or a near miss.</summary>
    Hazard,

    /// <summary>Harm happened.</summary>
    Incident,
    Question,
    NotSure,
}

/// <summary>How bad it is, for the organisation's own clocks. No legal class follows from it.</summary>
public enum Severity
{
    /// <summary>Death, serious injury, critical infrastructure, or rights of many harmed; happened or likely.</summary>
    S1,

    /// <summary>Real harm to some people, an unlawful outcome, a breach of personal data.</summary>
    S2,

    /// <summary>Limited harm, or harm that can be undone.</summary>
    S3,

    /// <summary>No harm, a near miss, poor quality.</summary>
    S4,
}

/// <summary>What an incident is about; several may apply.</summary>
public enum IncidentCategory
{
    Bias,
    Privacy,
    Safety,
    Security,
    FalseContent,
    IntellectualProperty,
    Misuse,
    Drift,
    Transparency,
    Oversight,
    Availability,
    ThirdParty,
    Other,
}

/// <summary>An answer that may be open.</summary>
public enum Answer
{
    Yes,
    No,
    Unknown,
}

/// <summary>Whether an authority is told.</summary>
public enum NotificationDecision
{
    Notified,
    WillNotify,
    NotRequired,
}
