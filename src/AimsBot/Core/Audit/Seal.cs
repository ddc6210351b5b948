using System.Globalization;
using System.Text.Json;
using AimsBot.Core.Records;

namespace AimsBot.Core.Audit;

/// <summary>
/// One link of an organisation's own chain: every entry that came since the link before, by record, revision and hash,
/// with their number. A record that is put back or removed whole shows, because a seal names what it was.
/// </summary>
public sealed record Seal
{
    /// <summary>So that a seal stays well below what any store takes as one item; what is more comes into the next.</summary>
    public const int MostEntries = 5_000;

    public required string Organisation { get; init; }

    /// <summary>Its place in the chain, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The seal, exactly as hashed.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>SHA-256 of <see cref="Content"/>, lower-case hex: the link that the next seal carries, and what a witness keeps.</summary>
    public required string Hash { get; init; }

    public SealContent Read() => SealContent.Read(Content);

    /// <summary>The link after <paramref name="last"/>; its time is never before that one's.</summary>
    public static Seal After(Seal? last, string organisation, DateTimeOffset now, IEnumerable<SealedEntry> entries)
    {
        var before = last?.Read();
        SealedEntry[] sorted = [.. entries.OrderBy(entry => entry.Record.Value, StringComparer.Ordinal).ThenBy(entry => entry.Revision)];
        var content = new SealContent
        {
            Organisation = organisation,
            Number = (last?.Number ?? 0) + 1,
            At = before is not null && before.At > now ? before.At : now,
            Previous = last?.Hash ?? EntryHeader.NoPrevious,
            Total = (before?.Total ?? 0) + sorted.Length,
            Entries = sorted,
        }.Write();
        return new Seal { Organisation = organisation, Number = (last?.Number ?? 0) + 1, Content = content, Hash = AuditEntry.HashOf(content) };
    }
}

/// <summary>An audit entry as a seal names it.</summary>
public sealed record SealedEntry(RecordId Record, int Revision, string Hash);

/// <summary>What a seal says.</summary>
public sealed record SealContent
{
    public required string Organisation { get; init; }
    public required int Number { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The hash of the seal before, or <see cref="EntryHeader.NoPrevious"/>.</summary>
    public required string Previous { get; init; }

    /// <summary>How many entries this seal and all before it name.</summary>
    public required long Total { get; init; }

    public required IReadOnlyList<SealedEntry> Entries { get; init; }

    /// <summary>The exact bytes that are hashed and stored: version 1.</summary>
    public byte[] Write() => JsonBytes.Write(this, static (json, seal) =>
    {
        json.WriteStartObject();
        json.WriteNumber("v"u8, 1);
        json.WriteString("organisation"u8, seal.Organisation);
        json.WriteNumber("number"u8, seal.Number);
        json.WriteString("at"u8, InstantConverter.Text(seal.At));
        json.WriteString("previous"u8, seal.Previous);
        json.WriteNumber("count"u8, seal.Entries.Count);
        json.WriteNumber("total"u8, seal.Total);
        json.WriteStartArray("entries"u8);
        foreach (var entry in seal.Entries)
        {
            json.WriteStartArray();
            json.WriteStringValue(entry.Record.Value);
            json.WriteNumberValue(entry.Revision);
            json.WriteStringValue(entry.Hash);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <exception cref="JsonException">The bytes are no seal of a version that is known.</exception>
    public static SealContent Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;
            if (root.GetProperty("v").GetInt32() != 1) throw new JsonException("The seal's version is not known.");
            SealedEntry[] entries = [.. root.GetProperty("entries").EnumerateArray().Select(entry => new SealedEntry(new RecordId(entry[0].GetString()!), entry[1].GetInt32(), entry[2].GetString()!))];
            if (root.GetProperty("count").GetInt32() != entries.Length)
                throw new JsonException(string.Create(CultureInfo.InvariantCulture, $"The seal has {entries.Length} entries and says that it has others."));
            return new SealContent
            {
                Organisation = root.GetProperty("organisation").GetString()!,
                Number = root.GetProperty("number").GetInt32(),
                At = root.GetProperty("at").GetDateTimeOffset(),
                Previous = root.GetProperty("previous").GetString()!,
                Total = root.GetProperty("total").GetInt64(),
                Entries = entries,
            };
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            throw new JsonException("The seal is not one of ours.", e);
        }
    }
}
