using System.Text.Json;
using AimsBot.Core.Audit;

namespace AimsBot.Core.Records;

/// <summary>Everything that one act changes. Saved whole or not at all.</summary>
public sealed record Commit
{
    /// <summary>The head after the act; its revision is one more than the one it replaces, 1 for a new record.</summary>
    public required Head Head { get; init; }

    public required AuditEntry Entry { get; init; }

    public IReadOnlyList<CardCopy> NewCopies { get; init; } = [];
    public IReadOnlyList<FollowUp> FollowUps { get; init; } = [];

    /// <summary>When the record wants attention next: the earliest of its deadlines, its copies and its follow-ups.</summary>
    public DateTimeOffset? WakeAt { get; init; }

    /// <summary>Payloads of earlier entries without what was erased, by revision. Headers never change.</summary>
    public IReadOnlyDictionary<int, ReadOnlyMemory<byte>> ErasedPayloads { get; init; } = NoErasures;

    private static readonly Dictionary<int, ReadOnlyMemory<byte>> NoErasures = [];
}

/// <summary>What became of a commit.</summary>
public enum SaveResult
{
    /// <summary>The commit is on disk.</summary>
    Saved,

    /// <summary>Another act came first: the record exists already, or its revision moved on. Nothing was changed.</summary>
    Conflict,
}

/// <summary>A step on another record, saved in the commit that caused it.</summary>
public sealed record FollowUp
{
    /// <summary>Its place among the record's follow-ups; given by the commit.</summary>
    public int Number { get; init; }

    public required string Step { get; init; }

    /// <summary>The record it acts on; none where the step creates one.</summary>
    public RecordId? Record { get; init; }

    /// <summary>The step's input as stored JSON.</summary>
    public required ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>The causing entry's hash and the place in it: an act is the same act however often it is tried.</summary>
    public required string Key { get; init; }

    public int Attempts { get; init; }
    public DateTimeOffset NextAttempt { get; init; }

    /// <summary>What a newer version wrote and this one does not know.</summary>
    public Dictionary<string, JsonElement>? Unknown { get; init; }
}

/// <summary>The instant at which a record wants attention next, with the version that a change must match.</summary>
public sealed record WakeItem(string Organisation, RecordId Record, DateTimeOffset WakeAt, long Version);

/// <summary>A record with what is to be sent and done for it: all that the pump needs.</summary>
public sealed record PendingWork(
    Head Head, IReadOnlyList<CardCopy> Copies, IReadOnlyList<FollowUp> FollowUps, WakeItem? Wake);
