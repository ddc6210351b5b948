using System.Text.Json.Serialization;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Reviews;

/// <summary>
/// One management review (9.3): what top management looked at, frozen when the pack was made (MR6), what it decided, and who
/// took part.
/// </summary>
public sealed record Review : RecordBody
{
    public string Title { get; init; } = "";

    /// <summary>Why it is held: the yearly one, or what called for it (MR7).</summary>
    public string Reason { get; init; } = "";
    public DateOnly Meeting { get; init; }

    /// <summary>The first and the last day that are looked at; before them lies a period as long, for comparison (MR2).</summary>
    public DateOnly From { get; init; }
    public DateOnly Until { get; init; }

    /// <summary>The organisation's, whose days bound the period.</summary>
    public string Zone { get; init; } = "UTC";
    public int IntervalMonths { get; init; } = 12;
    public RecordId Chair { get; init; }
    public IReadOnlyList<RecordId> Attendees { get; init; } = [];
    public RecordId PlannedBy { get; init; }

    /// <summary>What is said of an input in words, or why there is nothing to say, by the input's name.</summary>
    public IReadOnlyDictionary<string, string> Notes { get; init; } = new Dictionary<string, string>();

    /// <summary>The figures by input, as they were when the pack was made.</summary>
    public IReadOnlyList<Figure> Figures { get; init; } = [];

    /// <summary>What became of the actions of earlier reviews, as it was then.</summary>
    public IReadOnlyList<EarlierAction> Earlier { get; init; } = [];
    public DateTimeOffset? PackedAt { get; init; }

    /// <summary>SHA-256 of the pack's text, a document of the store.</summary>
    public string? Pack { get; init; }

    public IReadOnlyList<Decision> Decisions { get; init; } = [];
    public Conclusion? Conclusion { get; init; }

    /// <summary>Who confirmed that they took part, and whether they were top management then (MR3).</summary>
    public IReadOnlyList<Attendance> Present { get; init; } = [];

    /// <summary>SHA-256 of the minutes, and who signed them when.</summary>
    public string? Minutes { get; init; }
    public RecordId? SignedBy { get; init; }
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>When the next one is due, once this one is signed, and whether the leads were asked for it.</summary>
    public DateTimeOffset? NextDue { get; init; }
    public bool NextAsked { get; init; }

    public IReadOnlyList<RecordId> Told { get; init; } = [];
    public ReviewAct? Last { get; init; }
}

/// <summary>One figure of an input: this period's and the one's before.</summary>
/// <param name="Input">The input that it belongs to, from <see cref="ReviewInputs"/>.</param>
/// <param name="Before">None where it is how things stand, and not what happened in a period.</param>
public sealed record Figure(string Input, string Name, int Now, int? Before)
{
    /// <summary>Fewer of a confidential matter are not told (MR8): a small number would tell who it is.</summary>
    public const int FewestShown = 3;

    /// <summary>True where the matter is confidential.</summary>
    public bool Confidential { get; init; }

    [JsonIgnore]
    public bool IsHidden => Confidential && (Now < FewestShown || Before < FewestShown);
}

/// <summary>An action of an earlier review, as it stood when the pack was made (MR5).</summary>
public sealed record EarlierAction(RecordId Id, string Text, string State, DateOnly Due);

/// <summary>A decision, with who sees to it by when (MR5).</summary>
public sealed record Decision(int Number, DecisionKind Kind, string Text, RecordId Owner, DateOnly Due, RecordId DecidedBy)
{
    /// <summary>The action that it became.</summary>
    public RecordId? Action { get; init; }
}

/// <summary>Whether the AIMS still suits, suffices and works (MR4).</summary>
public sealed record Conclusion(Judgement Suitable, Judgement Adequate, Judgement Effective, string Text)
{
    /// <summary>Why nothing was decided, where nothing was.</summary>
    public string? NoDecisions { get; init; }
}

public sealed record Attendance(RecordId Person, bool IsTopManagement, DateTimeOffset At);

/// <summary>One act, as a card tells it.</summary>
public sealed record ReviewAct(string What, RecordId? By, string? Channel, DateTimeOffset At)
{
    public string? Reason { get; init; }
}

public enum DecisionKind
{
    /// <summary>A chance to improve is taken.</summary>
    Improvement,

    /// <summary>The AIMS changes.</summary>
    Change,
}

public enum Judgement
{
    Yes,
    Partly,
    No,
}

/// <summary>The seven inputs that the standard asks for, and the extras that it does not (MR1).</summary>
public static class ReviewInputs
{
    public static readonly IReadOnlyList<string> Required =
        ["earlier-actions", "issues", "stakeholders", "nonconformities", "monitoring", "audits", "improvement"];

    /// <summary>Offered beside them, and never called required (MR1).</summary>
    public static readonly IReadOnlyList<string> Extras = ["objectives", "risks", "assessments", "resources", "laws", "certification"];

    public static IEnumerable<string> All => Required.Concat(Extras);
}

/// <summary>The states of a review.</summary>
public static class ReviewStates
{
    public const string Planned = "planned";

    /// <summary>The pack is made and frozen; the meeting decides on it.</summary>
    public const string Packed = "packed";
    public const string MinutesSigned = "signed";
    public const string Cancelled = "cancelled";
}
