using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Core.Cards;

/// <summary>What a card about a record may say, and to whom.</summary>
public sealed record CardFacts
{
    /// <summary>The record as it stands; none for the form of a step that creates one.</summary>
    public Head? Head { get; init; }

    public required Organisation Organisation { get; init; }
    public required Person Reader { get; init; }

    /// <summary>Where the card is an answer, the channel of it; a card that is sent is the same in each.</summary>
    public string Channel { get; init; } = "";
    public required ReaderFormat Format { get; init; }

    /// <summary>When the card is made: what holds on a day holds on this one.</summary>
    public required DateTimeOffset Now { get; init; }
    public required CardText Text { get; init; }

    /// <summary>The steps that the reader may take on the record now.</summary>
    public IReadOnlyList<Step> Steps { get; init; } = [];

    /// <summary>What people and records are called.</summary>
    public IReadOnlyDictionary<RecordId, string> Names { get; init; } = new Dictionary<RecordId, string>();

    /// <summary>The totals that the card shows.</summary>
    public IReadOnlyDictionary<string, int> Counts { get; init; } = new Dictionary<string, int>();

    /// <summary>The records of the types that the card asks for, oldest first.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Head>> Listed { get; init; } = new Dictionary<string, IReadOnlyList<Head>>();

    /// <summary>Texts of documents, by hash.</summary>
    public IReadOnlyDictionary<string, string> Documents { get; init; } = new Dictionary<string, string>();

    /// <summary>The addresses of the people among them who have one, for forms that ask for somebody by address.</summary>
    public IReadOnlyDictionary<RecordId, string> Addresses { get; init; } = new Dictionary<RecordId, string>();

    /// <summary>The records that a form offers, by type.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<(RecordId Id, string Title)>> Lists { get; init; } =
        new Dictionary<string, IReadOnlyList<(RecordId, string)>>();

    /// <summary>What the form's inputs hold at first, where it was opened from something, such as a message, or comes back to be corrected.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>The page of a long text that is wanted, from 0.</summary>
    public int Page { get; init; }

    /// <summary>The line of a card from which the form was opened; none where it has one matter alone.</summary>
    public string? Line { get; init; }

    /// <summary>The address of a file about the record, for this reader and for some time; none where the bot has no address for browsers.</summary>
    public Func<string, Uri?> FileOf { get; init; } = _ => null;

    /// <summary>The same where the file has a choice: its name, and what is asked for.</summary>
    public Func<string, string, Uri?> ChosenFileOf { get; init; } = (_, _) => null;

    /// <summary>The name of a person or record, for showing.</summary>
    public string NameOf(RecordId? id) => id is { } some && Names.TryGetValue(some, out var name) ? name : Text["name.unknown"];
}
