using AimsBot.Core.Cards;
using AimsBot.Core.Records;

namespace AimsBot.Core.Channels;

/// <summary>What the one who acted gets to see. Each channel shows it in its own way.</summary>
public abstract record Reply;

/// <summary>Something to read: a list, a record, the help.</summary>
/// <param name="Record">The record that the card is about; none for a list.</param>
public sealed record CardReply(RenderedCard Card, Head? Record = null) : Reply;

/// <summary>A form to fill in.</summary>
public sealed record FormReply(RenderedCard Form, Step Step, ActionRef Target) : Reply
{
    /// <summary>What was wrong with what came back, by the input's id; the form holds it again. None for a form that was just opened.</summary>
    public IReadOnlyDictionary<string, string> Faults { get; init; } = NoFaults;

    private static readonly Dictionary<string, string> NoFaults = [];
}

/// <summary>The form must be corrected: what is wrong, by the input's id.</summary>
public sealed record FaultsReply(IReadOnlyDictionary<string, string> Faults, Step Step, ActionRef Target) : Reply;

/// <summary>The act is kept; the receipt says so.</summary>
public sealed record KeptReply(Head Head, RenderedCard Receipt) : Reply;

/// <summary>Nothing was changed: why, and what happened meanwhile where that is the reason.</summary>
/// <param name="Refusal">The reason as a value, for what a channel does beside saying it.</param>
/// <param name="Reason">It in the person's language.</param>
/// <param name="Meanwhile">What was done last on the record.</param>
/// <param name="Current">The record's card as it stands, where the person may see it.</param>
public sealed record RefusedReply(Refusal Refusal, string Reason, string? Meanwhile = null, RenderedCard? Current = null) : Reply;
