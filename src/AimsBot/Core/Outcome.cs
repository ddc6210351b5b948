using AimsBot.Core.Records;

namespace AimsBot.Core;

/// <summary>What a step decided: a change, a refusal, corrections to a form, or an erasure.</summary>
public abstract record Outcome
{
    public static implicit operator Outcome(Refusal refusal) => new Refused(refusal);
}

/// <summary>The record after the act, and what follows from it. The StepRunner makes the commit of it.</summary>
public sealed record Change(RecordBody Body, string State) : Outcome
{
    /// <summary>Free text of the act, kept in the entry's payload beside the record: reasons, what stood there before.</summary>
    public IReadOnlyDictionary<string, string> Notes { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<NewCopy> Copies { get; init; } = [];
    public IReadOnlyList<NewFollowUp> FollowUps { get; init; } = [];

    /// <summary>Texts that the record refers to by their hash; kept before the commit, so that no record names what is not there.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Documents { get; init; } = [];
}

public sealed record Refused(Refusal Refusal) : Outcome;

/// <summary>A form that cannot be taken as it is: what is wrong, by the input's id.</summary>
public sealed record Corrections(IReadOnlyDictionary<string, Refusal> Fields) : Outcome;

/// <summary>Takes a field out of the record and out of every payload of it; see <see cref="ErasePayload"/>.</summary>
public sealed record Erasure(string Field, string Reason) : Outcome;

/// <summary>A card to be shown to a person from now on.</summary>
public sealed record NewCopy(RecordId Person, string Card, Channels.Lane Lane)
{
    /// <summary>What it is sent for, such as a rung of a ladder; kept with the copy beside what became of it.</summary>
    public string? Why { get; init; }

    /// <summary>True where it is one of what gathers for the reader over a day, and goes out with the rest in the morning (M8).</summary>
    public bool Daily { get; init; }

    /// <summary>True where it goes out by itself, however much else waits for the person (M8).</summary>
    public bool Alone { get; init; }
}

/// <summary>A step to be taken on another record because of this act.</summary>
public sealed record NewFollowUp(string Step, RecordId? Record, byte[] Input)
{
    public NewFollowUp(Step step, RecordId? record, object input)
        : this(step.Id, record, step.Store(input))
    {
    }

    /// <summary>Tells a record of another workflow something, by the step with which it listens.</summary>
    public static NewFollowUp Tell(string step, RecordId record, Notice notice) => new(step, record, StoredJson.Write(notice));

    /// <summary>Makes it one act whoever causes it, and however often; none: this act alone.</summary>
    public string? Key { get; init; }
}
