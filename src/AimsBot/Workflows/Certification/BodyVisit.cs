using AimsBot.Core.Records;
using AimsBot.Core.Reminders;

namespace AimsBot.Workflows.Certification;

/// <summary>
/// One visit of the certification body: who must be there, what had to be ready by when, what the body found and how it decided.
/// </summary>
public sealed record BodyVisit : RecordBody
{
    public RecordId Certificate { get; init; }
    public VisitKind Kind { get; init; }
    public string Body { get; init; } = "";

    /// <summary>The body's lead auditor, in words: nobody of ours.</summary>
    public string? LeadAuditor { get; init; }
    public string? Agenda { get; init; }

    /// <summary>The first and the last day, as planned and then as held.</summary>
    public DateOnly From { get; init; }
    public DateOnly Until { get; init; }

    /// <summary>How often what stands in a calendar changed, and when it did last.</summary>
    public int Sequence { get; init; }
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>The last day of the visit before it: what is to be done between two visits is done after it.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>The first day of the cycle, for what is to be covered within it.</summary>
    public DateOnly? CycleFrom { get; init; }

    public IReadOnlyList<Invitation> Attendees { get; init; } = [];

    /// <summary>What must have happened before it (C9, IA9), in the order in which one builds on the other.</summary>
    public IReadOnlyList<Preparation> Preparations { get; init; } = [];

    /// <summary>Worries of stage 1 that could become findings (C2).</summary>
    public IReadOnlyList<Worry> Worries { get; init; } = [];
    public IReadOnlyList<BodyFinding> Findings { get; init; } = [];
    public IReadOnlyList<SentEvidence> Evidence { get; init; } = [];
    public BodyLimits Limits { get; init; } = new();

    /// <summary>The last day of validity when the visit was planned; none before the first certificate.</summary>
    public DateOnly? Expires { get; init; }
    public VisitOutcome? Outcome { get; init; }
    public DateOnly? DecidedOn { get; init; }

    public IReadOnlyList<Reminder> Reminders { get; init; } = [];
    public string Zone { get; init; } = "UTC";
    public string? Country { get; init; }
    public IReadOnlyList<RecordId> Told { get; init; } = [];
    public CertificationAct? Last { get; init; }
}

/// <summary>Somebody who must be there, and what they answered; none: nothing yet.</summary>
public sealed record Invitation(RecordId Person, bool? Comes, string? Reason, DateTimeOffset? At);

/// <summary>What is to be done before a visit, by a day that the bot proposed and the lead accepts or moves.</summary>
public sealed record Preparation(PreparationKind Kind, DateOnly Proposed, DateOnly Due)
{
    public bool IsAccepted { get; init; }

    /// <summary>Why the lead moved it.</summary>
    public string? Moved { get; init; }

    /// <summary>True where it went along with what was moved before it, or with the visit.</summary>
    public bool IsPushed { get; init; }

    /// <summary>The day on which the clock found it done in the records, for what stays done: from then on nobody is reminded of it.</summary>
    public DateOnly? DoneOn { get; init; }
}

/// <summary>In the order in which one builds on the other.</summary>
public enum PreparationKind
{
    Coverage,
    InternalAudit,
    ManagementReview,
    CorrectiveActions,
}

public sealed record Worry(string Text, RecordId NotedBy, DateTimeOffset At);

/// <summary>A finding of the certification body (1.3). Its first grade stays, whatever it is regraded to.</summary>
public sealed record BodyFinding(int Number, BodyGrade First, string Clause, string Text, DateOnly? Limit)
{
    public IReadOnlyList<Regrading> Regradings { get; init; } = [];
    public RecordId? Owner { get; init; }

    /// <summary>The corrective action that it opened; none for an opportunity.</summary>
    public RecordId? Case { get; init; }

    /// <summary>What the body said last of how it is dealt with: <c>plan-accepted</c>, <c>verified</c>, <c>refused</c>.</summary>
    public string? Verdict { get; init; }

    [System.Text.Json.Serialization.JsonIgnore]
    public BodyGrade Grade => Regradings.Count > 0 ? Regradings[^1].To : First;

    /// <summary>Whether a decision may be taken as far as this finding goes (1.3).</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsReady => Grade switch
    {
        BodyGrade.Major => Verdict == "verified",
        BodyGrade.Minor => Verdict is "verified" or "plan-accepted",
        BodyGrade.Opportunity => true,
    };
}

public sealed record Regrading(BodyGrade From, BodyGrade To, string Reason, RecordId By, DateTimeOffset At);

public sealed record SentEvidence(int? Finding, string What, DateOnly On, RecordId By);

public enum BodyGrade
{
    Major,
    Minor,
    Opportunity,
}

public enum VisitKind
{
    Gap,
    Stage1,
    Stage2,
    Surveillance,
    Recertification,
    Special,
}

public enum VisitOutcome
{
    /// <summary>Stage 1: on to stage 2.</summary>
    Ready,

    /// <summary>It is to be held again (C2, 9.5.3.2).</summary>
    Repeat,

    /// <summary>The certificate was granted or granted anew.</summary>
    Certified,

    /// <summary>The certificate goes on.</summary>
    Continued,
    Refused,

    /// <summary>A gap visit or a special one that decides nothing.</summary>
    Noted,
}

/// <summary>The states of a visit.</summary>
public static class VisitStates
{
    public const string Planned = "planned";
    public const string Held = "held";
    public const string FindingsOpen = "findings-open";
    public const string Decided = "decided";
    public const string Cancelled = "cancelled";
}
