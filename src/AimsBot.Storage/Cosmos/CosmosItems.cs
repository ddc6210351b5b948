using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using AimsBot.Core.Audit;
using AimsBot.Core.Records;

namespace AimsBot.Storage.Cosmos;

/// <summary>What every item has: its id within the record, and the two levels of the partition key.</summary>
internal abstract record CosmosItem
{
    [JsonPropertyOrder(-2)]
    public required string Id { get; init; }

    [JsonPropertyOrder(-2)]
    public required string Organisation { get; init; }

    [JsonPropertyOrder(-2)]
    public required string Record { get; init; }

    /// <summary>The version of the stored shape.</summary>
    [JsonPropertyName("v")]
    [JsonPropertyOrder(-1)]
    public int Shape { get; init; } = 1;

    /// <summary>Of which group of a record's items it is, where the group is read as a whole.</summary>
    public string? Part { get; init; }

    /// <summary>The call that wrote it last. Where an answer was lost, the call that asks again knows by it what is its own.</summary>
    public string? By { get; init; }

    /// <summary>Written by the database.</summary>
    [JsonPropertyName("_etag")]
    public string? ETag { get; init; }

    /// <summary>A name for one call; there is no second of it.</summary>
    public static string NewCall() => RandomNumberGenerator.GetHexString(16, lowercase: true);
}

/// <summary>A head. It alone has <c>opened</c>, by which lists find heads and nothing else.</summary>
internal sealed record HeadItem : CosmosItem
{
    public const string Name = "head";

    public required string Type { get; init; }
    public required string State { get; init; }
    public required int Revision { get; init; }
    public required int Basis { get; init; }
    public required long Opened { get; init; }
    public required long Changed { get; init; }
    public IReadOnlyList<string> WaitsFor { get; init; } = [];
    public RecordId? Parent { get; init; }

    /// <summary>Name and instant in one text each, so that "has this date, before that instant" is one range of one index.</summary>
    public IReadOnlyList<string> Dates { get; init; } = [];

    public required string LastHash { get; init; }
    public required IReadOnlyList<TakenAct> Acts { get; init; }
    public int Copies { get; init; }

    [JsonConverter(typeof(ExactBytesConverter))]
    public required ReadOnlyMemory<byte> Body { get; init; }

    public static HeadItem Of(Head head) => new()
    {
        Id = Name,
        Organisation = head.Organisation,
        Record = head.Id.Value,
        Type = head.Type,
        State = head.State,
        Revision = head.Revision,
        Basis = head.Basis,
        Opened = head.Opened.ToUnixTimeMilliseconds(),
        Changed = head.Changed.ToUnixTimeMilliseconds(),
        WaitsFor = head.WaitsFor,
        Parent = head.Parent,
        Dates = [.. head.Dates.Select(date => DateText(date.Key, date.Value))],
        LastHash = head.LastHash,
        Acts = head.Acts,
        Copies = head.Copies,
        Body = head.Body,
    };

    public Head ToHead() => new()
    {
        Organisation = Organisation,
        Id = new RecordId(Record),
        Type = Type,
        State = State,
        Revision = Revision,
        Basis = Basis,
        Opened = DateTimeOffset.FromUnixTimeMilliseconds(Opened),
        Changed = DateTimeOffset.FromUnixTimeMilliseconds(Changed),
        WaitsFor = WaitsFor,
        Parent = Parent,
        Dates = Dates.Select(ReadDate).ToDictionary(),
        LastHash = LastHash,
        Acts = Acts,
        Copies = Copies,
        Body = Body,
    };

    /// <summary>Every instant has the same length, so that texts sort as instants do, and the name is what stands before.</summary>
    public static string DateText(string name, DateTimeOffset at) => DateStart(name) + InstantConverter.Text(at);

    public static string DateStart(string name) => name + "@";

    /// <summary>After every instant of the name.</summary>
    public static string DateEnd(string name) => name + "A";

    private static KeyValuePair<string, DateTimeOffset> ReadDate(string text)
    {
        var at = text.Length - InstantConverter.Text(default).Length;
        return at > 0 && text[at - 1] == '@'
            ? KeyValuePair.Create(text[..(at - 1)], StoredJson.Read<DateTimeOffset>(StoredJson.Write(text[at..])))
            : throw new JsonException($"'{text}' is no keyed date.");
    }
}

/// <summary>An audit entry. Its id carries the revision: the same one cannot be made twice.</summary>
internal sealed record EntryItem : CosmosItem
{
    /// <summary>The group of a record's entries.</summary>
    public const string Group = "entry";

    public required int Revision { get; init; }
    public required string Hash { get; init; }

    [JsonConverter(typeof(ExactBytesConverter))]
    public required ReadOnlyMemory<byte> Header { get; init; }

    [JsonConverter(typeof(ExactBytesConverter))]
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>1: no seal names it yet.</summary>
    public int Unsealed { get; init; }

    public static string Name(int revision) => $"entry-{revision}";

    public static EntryItem Of(Head head, AuditEntry entry) => new()
    {
        Id = Name(entry.Revision),
        Organisation = head.Organisation,
        Record = head.Id.Value,
        Part = Group,
        Revision = entry.Revision,
        Hash = entry.Hash,
        Header = entry.Header,
        Payload = entry.Payload,
        Unsealed = 1,
    };

    public AuditEntry ToEntry() => new() { Revision = Revision, Hash = Hash, Header = Header, Payload = Payload };
}

/// <summary>A seal of the organisation. Its id carries the number: the same one cannot be made twice.</summary>
internal sealed record SealItem : CosmosItem
{
    /// <summary>What stands in the place of a record's id: no record's has a dot.</summary>
    public const string Owner = ".seals";

    /// <summary>Its number; seals alone have one, by which they are listed.</summary>
    public required int Seal { get; init; }
    public required string Hash { get; init; }

    [JsonConverter(typeof(ExactBytesConverter))]
    public required ReadOnlyMemory<byte> Content { get; init; }

    public static SealItem Of(Seal seal) => new()
    {
        Id = $"seal-{seal.Number}",
        Organisation = seal.Organisation,
        Record = Owner,
        Seal = seal.Number,
        Hash = seal.Hash,
        Content = seal.Content,
    };

    public Seal ToSeal() => new() { Organisation = Organisation, Number = Seal, Content = Content, Hash = Hash };
}

/// <summary>
/// What the pump reads of a record: its wake item, or some of its copies or follow-ups. One item has one copy or
/// follow-up, or several neighbours where a commit has more than a batch takes.
/// </summary>
internal sealed record PendingItem : CosmosItem
{
    /// <summary>The group of all that the pump reads.</summary>
    public const string Group = "pending";

    public const string WakeName = "wake";

    public IReadOnlyList<CardCopy>? Copies { get; init; }
    public IReadOnlyList<JsonElement>? FollowUps { get; init; }

    /// <summary>The wake item's instant; none where the record wants no attention. It alone has one, by which it is found.</summary>
    public long? WakeAt { get; init; }

    public long? Version { get; init; }

    public static string CopyName(int first) => $"copy-{first}";

    public static string FollowUpName(int first) => $"follow-up-{first}";

    public static PendingItem Wake(Head head, DateTimeOffset? at, long version) => new()
    {
        Id = WakeName,
        Organisation = head.Organisation,
        Record = head.Id.Value,
        Part = Group,
        WakeAt = at?.ToUnixTimeMilliseconds(),
        Version = version,
    };

    public static PendingItem Of(Head head, IReadOnlyList<CardCopy> copies) => new()
    {
        Id = CopyName(copies[0].Number),
        Organisation = head.Organisation,
        Record = head.Id.Value,
        Part = Group,
        Copies = copies,
    };

    public static PendingItem Of(Head head, IReadOnlyList<FollowUp> followUps) => new()
    {
        Id = FollowUpName(followUps[0].Number),
        Organisation = head.Organisation,
        Record = head.Id.Value,
        Part = Group,
        FollowUps = [.. followUps.Select(Element)],
    };

    public IEnumerable<FollowUp> ReadFollowUps() => (FollowUps ?? []).Select(element => StoredFollowUp.Read(StoredJson.Write(element)));

    public WakeItem? ToWake() =>
        WakeAt is { } at ? new WakeItem(Organisation, new RecordId(Record), DateTimeOffset.FromUnixTimeMilliseconds(at), Version ?? 0) : null;

    public static JsonElement Element(FollowUp followUp) => StoredJson.Read<JsonElement>(StoredFollowUp.Write(followUp));
}

/// <summary>Which replica does an organisation's work.</summary>
internal sealed record LeaseItem : CosmosItem
{
    public const string Name = "lease";

    /// <summary>What stands in the place of a record's id: no record's has a dot.</summary>
    public const string Owner = ".work";

    public required string Holder { get; init; }
    public required long Version { get; init; }

    public static LeaseItem Of(string organisation, WorkLease lease) => new()
    {
        Id = Name,
        Organisation = organisation,
        Record = Owner,
        Holder = lease.Holder,
        Version = lease.Version,
    };

    public WorkLease ToLease() => new(Holder, Version);
}

/// <summary>Says that a document is there whole; written after its pieces.</summary>
internal sealed record DocumentItem : CosmosItem
{
    public const string Name = "document";

    public required int Length { get; init; }
    public required int Chunks { get; init; }

    /// <summary>The document's own hash; documents alone have one, by which they are listed.</summary>
    public required string Document { get; init; }

    /// <summary>What stands in the place of a record's id.</summary>
    public static string Owner(string hash) => "document-" + hash;
}

/// <summary>One piece of a document.</summary>
internal sealed record ChunkItem : CosmosItem
{
    public required byte[] Content { get; init; }

    public static string Name(int number) => $"chunk-{number}";
}

/// <summary>The database's own mark: that it was prepared, by which version, and whether sends are held.</summary>
internal sealed record StoreItem : CosmosItem
{
    public const string Name = "store";

    /// <summary>No organisation's id has a dot.</summary>
    public const string Owner = ".";

    public required int Schema { get; init; }
    public DateTimeOffset? HeldSince { get; init; }
}
