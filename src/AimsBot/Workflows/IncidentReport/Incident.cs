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

    /// <summary>How the reporter calls a system that is not in the register.</summary>
    public string? UnlistedSystem { get; init; }

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
}

/// <summary>An instant and the actor who set it.</summary>
public sealed record KnownTime(DateTimeOffset At, string SetBy);

/// <summary>The states of an incident.</summary>
public static class IncidentStates
{
    public const string Reported = "reported";
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
