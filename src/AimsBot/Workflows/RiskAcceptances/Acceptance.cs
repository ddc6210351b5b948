using AimsBot.Core.Records;
using AimsBot.Workflows.RiskMethods;
using AimsBot.Workflows.Risks;

namespace AimsBot.Workflows.RiskAcceptances;

/// <summary>
/// One request that a risk be accepted, with all that it rests on, and what became of it (K19): what an approver saw is
/// what stands here.
/// </summary>
public sealed record Acceptance : RecordBody
{
    public RecordId Risk { get; init; }

    /// <summary>The risk's terms, and the system's last significant change, that were asked about (K14).</summary>
    public int RiskTerms { get; init; }
    public DateTimeOffset SystemChanged { get; init; }

    public string Event { get; init; } = "";
    public RecordId System { get; init; }
    public RecordId SystemOwner { get; init; }
    public RecordId RiskOwner { get; init; }
    public RecordId RequestedBy { get; init; }
    public DateTimeOffset RequestedAt { get; init; }
    public string? RequestedIn { get; init; }

    /// <summary>The leftover risk: the current scores, the band and the number of the method that gave it.</summary>
    public Scores Scores { get; init; } = new(1, 1, 1, 1);
    public Band Band { get; init; }
    public int Method { get; init; }
    public Authority Authority { get; init; }

    /// <summary>How many approvals; <see cref="BandRule.All"/>: everybody who has the authority.</summary>
    public int VotesNeeded { get; init; } = 1;

    public Treatment? Treatment { get; init; }
    public string? Plan { get; init; }

    public string Reason { get; init; } = "";

    /// <summary>Compensating controls.</summary>
    public string? Mitigations { get; init; }
    public string? Conditions { get; init; }

    /// <summary>The last day, on the organisation's clock, and the instant after it.</summary>
    public DateOnly Until { get; init; }
    public DateTimeOffset EndsAt { get; init; }

    public LawAnswers Law { get; init; } = new(LawAnswer.Unknown, LawAnswer.Unknown, LawAnswer.Unknown);

    /// <summary>The first of the two approvals: that of the treatment plan (K11).</summary>
    public Vote? PlanApproved { get; init; }

    /// <summary>The second: who accepted the leftover risk, by which authority.</summary>
    public IReadOnlyList<Vote> Votes { get; init; } = [];

    /// <summary>Whom it waits for, as last looked up; rights are looked up at the click.</summary>
    public IReadOnlyList<RecordId> Deciders { get; init; } = [];

    /// <summary>True where nobody is left who may decide: administrators and the compliance lead are told.</summary>
    public bool IsStuck { get; init; }

    /// <summary>The managers of those who did not decide in time: they are told, and decide nothing.</summary>
    public IReadOnlyList<RecordId> Managers { get; init; } = [];

    /// <summary>Up to which authority others may decide too, because those before them did not.</summary>
    public Authority? EscalatedTo { get; init; }

    /// <summary>How many reminders went out, and when the next one does.</summary>
    public int Reminders { get; init; }
    public DateTimeOffset NextReminder { get; init; }

    /// <summary>The smallest number of days before the end that was warned of.</summary>
    public int? Warned { get; init; }

    /// <summary>By when an approver confirms it after a lesser incident; else it ends (K18).</summary>
    public DateTimeOffset? ConfirmBy { get; init; }

    /// <summary>What an approver asked, and what the requester answered.</summary>
    public string? Question { get; init; }
    public string? Answer { get; init; }

    /// <summary>The corrective action that was opened because it ran out.</summary>
    public RecordId? CorrectiveAction { get; init; }

    /// <summary>Everyone who has a card of it.</summary>
    public IReadOnlyList<RecordId> Told { get; init; } = [];

    /// <summary>What was done last.</summary>
    public AcceptanceAct? Last { get; init; }
}

/// <summary>One approval: by whom, under whose authority (another's where it was delegated), as what, and when.</summary>
public sealed record Vote(RecordId By, RecordId For, VoteAs As, DateTimeOffset At);

/// <summary>In which quality somebody decides.</summary>
public enum VoteAs
{
    LineManager,
    TopManagement,

    /// <summary>The plan was approved with an earlier acceptance, and has not changed since.</summary>
    Earlier,
}

/// <summary>One act, as the card tells it.</summary>
public sealed record AcceptanceAct(string What, RecordId? By, string? Channel, DateTimeOffset At)
{
    public string? Reason { get; init; }

    /// <summary>Under whose authority, where that is another's.</summary>
    public RecordId? For { get; init; }
}

/// <summary>The three questions of the law (K15).</summary>
public sealed record LawAnswers(LawAnswer Prohibited, LawAnswer Unlawful, LawAnswer People)
{
    public static readonly IReadOnlyDictionary<string, LawAnswer> Words = new Dictionary<string, LawAnswer>
    {
        ["yes"] = LawAnswer.Yes,
        ["no"] = LawAnswer.No,
        ["unknown"] = LawAnswer.Unknown,
    };
}

/// <summary>An answer that may be open.</summary>
public enum LawAnswer
{
    Yes,
    No,
    Unknown,
}

/// <summary>The states of an acceptance.</summary>
public static class AcceptanceStates
{
    public const string Waiting = "waiting";

    /// <summary>An approver asked back; the requester answers.</summary>
    public const string Asked = "asked";

    /// <summary>A question of the law is open.</summary>
    public const string AtLegal = "at-legal";

    /// <summary>It may not be accepted by anyone here.</summary>
    public const string Blocked = "blocked";

    /// <summary>What was asked about changed: to be asked anew.</summary>
    public const string Returned = "returned";
    public const string Refused = "refused";
    public const string Withdrawn = "withdrawn";
    public const string Accepted = "accepted";

    /// <summary>Over: its day came, it ended early, or it was revoked.</summary>
    public const string Ended = "ended";
}
