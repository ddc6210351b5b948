using System.Text;

namespace AimsBot.Core.Records;

/// <summary>
/// The current state of a record: the fields that may be queried, an unqueried body, and the last action keys.
/// Written by steps alone.
/// </summary>
public sealed record Head
{
    /// <summary>How many acts a record remembers besides its first, so that a repeat gets the receipt of the first.</summary>
    public const int RememberedActs = 32;

    public required string Organisation { get; init; }
    public required RecordId Id { get; init; }
    public required string Type { get; init; }
    public required string State { get; init; }

    /// <summary>Counts the acts on the record, from 1; also the number of its audit entries.</summary>
    public required int Revision { get; init; }

    /// <summary>The revision at which what a card commits its reader to last changed.</summary>
    public required int Basis { get; init; }

    public required DateTimeOffset Opened { get; init; }

    /// <summary>The time of the last entry; no entry's time is before the one before it.</summary>
    public required DateTimeOffset Changed { get; init; }

    /// <summary>Whom the record waits for: ids of persons, or <c>role:</c> and a role's name.</summary>
    public IReadOnlyList<string> WaitsFor { get; init; } = [];

    public RecordId? Parent { get; init; }

    /// <summary>Keyed dates: deadlines and other instants by which records are found.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Dates { get; init; } = NoDates;

    /// <summary>The hash of the last entry's header: the end of the chain.</summary>
    public required string LastHash { get; init; }

    /// <summary>The act that created the record, and the last <see cref="RememberedActs"/> ones, oldest first.</summary>
    public required IReadOnlyList<TakenAct> Acts { get; init; }

    /// <summary>How many card copies were ever made; the next one's number.</summary>
    public int Copies { get; init; }

    /// <summary>The record's own content: UTF-8 JSON with a version <c>v</c>, exactly as stored.</summary>
    public required ReadOnlyMemory<byte> Body
    {
        get;
        init
        {
            field = value;
            _content = null;
        }
    }

    private RecordBody? _content;

    /// <summary>The content, read once for this head: a campaign is asked for its terms by each of the people on a page.</summary>
    /// <exception cref="System.Text.Json.JsonException">What is stored is no content of this type.</exception>
    public T Read<T>() where T : RecordBody
    {
        if (_content is T known) return known;
        var content = StoredJson.Read<T>(Body);
        _content = content;
        return content;
    }

    /// <summary>Whether the content names another record, wherever in it.</summary>
    public bool Mentions(RecordId id) => Body.Span.IndexOf(Encoding.UTF8.GetBytes(id.Value)) >= 0;

    public TakenAct? ActWithKey(string key)
    {
        foreach (var act in Acts)
        {
            if (act.Key == key) return act;
        }
        return null;
    }

    /// <summary>The acts that a head with <paramref name="next"/> on top remembers.</summary>
    public static IReadOnlyList<TakenAct> Remember(IReadOnlyList<TakenAct> acts, TakenAct next)
    {
        if (acts.Count == 0) return [next];
        var kept = acts.Skip(1).TakeLast(RememberedActs - 1);
        return [acts[0], .. kept, next];
    }

    public static readonly IReadOnlyDictionary<string, DateTimeOffset> NoDates = new Dictionary<string, DateTimeOffset>();
}

/// <summary>One act that a head remembers: its key, what it was, who took it, and the revision it made.</summary>
public sealed record TakenAct(string Key, string Step, string Actor, int Revision);
