using AimsBot.Core.Records;
using AimsBot.Core.Reminders;

namespace AimsBot.Workflows.CorrectiveActions;

/// <summary>
/// One nonconformity and what is done about it (10.2): the correction of this case and the action against its cause are two
/// things (N1), and what was done is not yet what worked (N3).
/// </summary>
public sealed record CorrectiveAction : RecordBody
{
    /// <summary>What was seen.</summary>
    public string What { get; init; } = "";

    /// <summary>The clause, control or rule of the organisation's own that was not met.</summary>
    public string? Requirement { get; init; }
    public string? Evidence { get; init; }
    public CaseGrade Grade { get; init; }
    public CaseSource Source { get; init; }

    /// <summary>The record it came from, and which of that record's items.</summary>
    public RecordId? From { get; init; }
    public string? Item { get; init; }

    /// <summary>The step by which that record hears what the certification body says; none where it need not.</summary>
    public string? TellsVerdictBy { get; init; }

    public RecordId? RaisedBy { get; init; }

    /// <summary>Who sees to it; none until a compliance lead says.</summary>
    public RecordId? Owner { get; init; }

    /// <summary>Everyone who ever owned it: none of them checks its effect.</summary>
    public IReadOnlyList<RecordId> Owners { get; init; } = [];

    /// <summary>The owner left, or is no longer active: a compliance lead names another.</summary>
    public bool OwnerGone { get; init; }

    /// <summary>Until the plan stands the day by which it is to stand; then the day by which it is to be done.</summary>
    public DateOnly Due { get; init; }

    /// <summary>Where the owner works, for the hours of the reminders.</summary>
    public string Zone { get; init; } = "UTC";
    public string? Country { get; init; }

    /// <summary>What was done about this one case, or why there was nothing to contain.</summary>
    public string? Correction { get; init; }
    public Analysis? Analysis { get; init; }
    public ActionPlan? Plan { get; init; }
    public WorkDone? Done { get; init; }
    public EffectCheck? Check { get; init; }

    /// <summary>The recorded decision that nothing need be done about the cause (N1).</summary>
    public Ruling? NoCauseAction { get; init; }

    /// <summary>The recorded decision that there is no nonconformity (N7).</summary>
    public Ruling? Rejection { get; init; }

    /// <summary>What was tried before and did not work (N4).</summary>
    public IReadOnlyList<Round> Rounds { get; init; } = [];

    /// <summary>More time that is asked for, and what was given (N5).</summary>
    public Extension? Asked { get; init; }
    public IReadOnlyList<Extension> Extensions { get; init; } = [];

    /// <summary>What the certification body says of it, beside our own check.</summary>
    public IReadOnlyList<BodyWord> BodyWords { get; init; } = [];

    public IReadOnlyList<Reminder> Reminders { get; init; } = [];

    /// <summary>The highest rung after the due day that was sent: from 3 on the manager, from 7 the leads, from 14 top management (M2).</summary>
    public int Escalated { get; init; }

    /// <summary>The owner's manager, once called.</summary>
    public RecordId? Manager { get; init; }

    /// <summary>Why no chat took a card for the owner.</summary>
    public string? Undelivered { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }
    public IReadOnlyList<RecordId> Told { get; init; } = [];
    public CaseAct? Last { get; init; }

    /// <summary>Whether the wait for the effect is over on a day.</summary>
    public bool IsCheckDue(DateOnly day) => Done is { } done && day >= done.CheckFrom;
}

/// <summary>Why it happened, and whether it happened elsewhere too: which places were looked at is demanded (N2).</summary>
public sealed record Analysis(string Cause, bool FoundElsewhere, string Checked);

/// <summary>The action against the cause.</summary>
public sealed record ActionPlan(string Action, DateOnly Due);

/// <summary>That it was carried out, by whom, and from when on its effect can be judged.</summary>
public sealed record WorkDone(string What, RecordId By, DateTimeOffset At, DateOnly CheckFrom);

/// <summary>Whether it worked, as somebody else found.</summary>
public sealed record EffectCheck(bool Effective, string Evidence, RecordId By, DateTimeOffset At)
{
    /// <summary>Why the wait was cut short.</summary>
    public string? Early { get; init; }
}

/// <summary>A decision with its reason.</summary>
public sealed record Ruling(string Reason, RecordId By, DateTimeOffset At);

/// <summary>One try that did not work.</summary>
public sealed record Round(Analysis? Analysis, ActionPlan? Plan, WorkDone? Done, EffectCheck Check);

/// <summary>More time: from which day to which, why, who asked, who gave it and when.</summary>
public sealed record Extension(DateOnly From, DateOnly To, string Reason, RecordId AskedBy)
{
    public RecordId? ApprovedBy { get; init; }
    public DateTimeOffset? At { get; init; }
}

/// <summary>A verdict of the certification body, on its day, with the limit it set.</summary>
public sealed record BodyWord(BodyVerdict Verdict, DateOnly On, DateOnly? Limit, string? Note, RecordId NotedBy);

/// <summary>One act, as a card tells it.</summary>
public sealed record CaseAct(string What, RecordId? By, string? Channel, DateTimeOffset At)
{
    public string? Reason { get; init; }
}

public enum CaseGrade
{
    Minor,
    Major,
}

/// <summary>Where it came from (N6).</summary>
public enum CaseSource
{
    InternalAudit,
    ExternalAudit,
    Incident,
    Concern,
    MissedDeadline,
    ExpiredAcceptance,
    BiasTest,
    OverdueReassessment,
    Supplier,
    Other,
}

public enum BodyVerdict
{
    PlanAccepted,
    Verified,
    Refused,
}

/// <summary>The states of a corrective action.</summary>
public static class CaseStates
{
    public const string Open = "open";

    /// <summary>This one case is corrected.</summary>
    public const string Contained = "contained";
    public const string Analysed = "analysed";
    public const string Planned = "planned";
    public const string InProgress = "in-progress";

    /// <summary>Done, and not known to work yet.</summary>
    public const string AwaitingEffectiveness = "awaiting-effectiveness";
    public const string Closed = "closed";

    /// <summary>It did not work.</summary>
    public const string Reopened = "reopened";

    /// <summary>There is no nonconformity; the record stays.</summary>
    public const string Rejected = "rejected";
}
