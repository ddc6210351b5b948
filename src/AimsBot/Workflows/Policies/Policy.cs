using System.Text.Json.Serialization;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Policies;

/// <summary>A policy of the organisation with its versions. What a version says is a document of the store, named here by its hash.</summary>
public sealed record Policy : RecordBody
{
    public string Title { get; init; } = "";
    public PolicyKind Kind { get; init; } = PolicyKind.Other;

    /// <summary>Answers questions about it and reviews it.</summary>
    public RecordId Owner { get; init; }

    /// <summary>The approved versions, oldest first.</summary>
    public IReadOnlyList<PolicyVersion> Versions { get; init; } = [];

    /// <summary>What waits for approval.</summary>
    public PolicyDraft? Draft { get; init; }

    /// <summary>Which clauses and controls it supports, in the lead's words.</summary>
    public string? Supports { get; init; }

    public int ReviewMonths { get; init; } = 12;

    /// <summary>When it is to be looked at again (P8).</summary>
    public DateTimeOffset? ReviewDue { get; init; }

    /// <summary>The owner was asked to review it, and has not yet.</summary>
    public bool ReviewAsked { get; init; }

    public IReadOnlyList<RecordId> Told { get; init; } = [];

    public LastAct? Last { get; init; }

    /// <summary>The version in force; none before the first approval.</summary>
    [JsonIgnore]
    public PolicyVersion? Current => Versions.Count == 0 ? null : Versions[^1];
}

/// <summary>An approved version: exactly what is shown, and who said so.</summary>
/// <param name="Number">Such as <c>3.1</c>: a material change moves the first number, a minor one the second.</param>
/// <param name="Hash">SHA-256 of the text, which is a document of the store.</param>
/// <param name="Reason">Why the change is material or minor, in the approver's words.</param>
public sealed record PolicyVersion(
    string Number, string Hash, DateOnly EffectiveFrom, Significance Significance, string Reason, IReadOnlyList<RecordId> Authors, RecordId ApprovedBy, DateTimeOffset ApprovedAt)
{
    /// <summary>Where it lies besides; what is there is not kept, and only the text is what people confirm.</summary>
    public string? Link { get; init; }

    /// <summary>SHA-256 of the questions that go with it; none where nothing is asked.</summary>
    public string? Quiz { get; init; }

    /// <summary>What counts as the same to whoever has read it: a minor change carries over (P2).</summary>
    public static string Series(string number) => number.Split('.')[0];
}

/// <summary>A text that is not approved yet.</summary>
public sealed record PolicyDraft(string Hash, DateOnly EffectiveFrom, IReadOnlyList<RecordId> Authors)
{
    /// <summary>Where it lies besides; what is there is not kept.</summary>
    public string? Link { get; init; }

    /// <summary>SHA-256 of the questions on it; none where nothing is asked.</summary>
    public string? Quiz { get; init; }
}

/// <summary>One act, as a card tells it.</summary>
public sealed record LastAct(string What, RecordId? By, string? Channel, DateTimeOffset At)
{
    public string? Reason { get; init; }
}

public enum PolicyKind
{
    /// <summary>The AI policy itself: top management approves it.</summary>
    AiPolicy,
    Fairness,
    DataPrivacy,
    HumanOversight,
    AcceptableUse,
    Other,
}

/// <summary>Whether everyone is asked again (P2).</summary>
public enum Significance
{
    Material,
    Minor,
}

/// <summary>The states of a policy.</summary>
public static class PolicyStates
{
    public const string Draft = "draft";
    public const string Published = "published";

    /// <summary>In force, with a new version that waits for approval.</summary>
    public const string Revised = "revised";
    public const string Withdrawn = "withdrawn";
}
