using System.Security.Cryptography;
using System.Text.Json;
using AimsBot.Core.Records;

namespace AimsBot.Core.Audit;

/// <summary>
/// Who, in which role, did what to which revision, having seen what, when. The header carries ids and hashes alone and
/// is chained; the payload carries names and free text and is bound to the header by salted hashes, so that a part of
/// it can be erased and the chain still verifies.
/// </summary>
public sealed record AuditEntry
{
    public required int Revision { get; init; }

    /// <summary>The header, exactly as hashed.</summary>
    public required ReadOnlyMemory<byte> Header { get; init; }

    /// <summary>SHA-256 of <see cref="Header"/>, lower-case hex: the link that the next entry carries.</summary>
    public required string Hash { get; init; }

    /// <summary>The payload, exactly as stored; see <see cref="EntryPayload"/>.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    public EntryHeader ReadHeader() => EntryHeader.Read(Header);

    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

/// <summary>The chained part of an entry.</summary>
public sealed record EntryHeader
{
    /// <summary>The link before the first entry.</summary>
    public const string NoPrevious = "0000000000000000000000000000000000000000000000000000000000000000";

    public required string Organisation { get; init; }
    public required RecordId Record { get; init; }
    public required int Revision { get; init; }

    /// <summary>Server time, never before the entry before it.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The person's id, or <c>clock</c>, <c>operator</c>, <c>host</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>The channel the act came through, where a person took it.</summary>
    public string? Channel { get; init; }

    /// <summary>What was done, in the words of the audit vocabulary.</summary>
    public required string Verb { get; init; }

    /// <summary>The wire id of the step that was taken.</summary>
    public required string Step { get; init; }

    /// <summary>The action key: one act is one key, however often it arrives.</summary>
    public required string Key { get; init; }

    /// <summary>What the actor had seen, taken from the card copy; none for a typed command.</summary>
    public SeenCard? Seen { get; init; }

    /// <summary>Binds the payload: <see cref="EntryPayload.HashOf"/>.</summary>
    public required string PayloadHash { get; init; }

    /// <summary>The hash of the entry before, or <see cref="NoPrevious"/>.</summary>
    public required string Previous { get; init; }

    /// <summary>The exact bytes that are hashed and stored: version 1.</summary>
    public byte[] Write() => JsonBytes.Write(this, static (json, header) =>
    {
        json.WriteStartObject();
        json.WriteNumber("v"u8, 1);
        json.WriteString("organisation"u8, header.Organisation);
        json.WriteString("record"u8, header.Record.Value);
        json.WriteNumber("revision"u8, header.Revision);
        json.WriteString("at"u8, InstantConverter.Text(header.At));
        json.WriteString("actor"u8, header.Actor);
        if (header.Channel is not null) json.WriteString("channel"u8, header.Channel);
        json.WriteString("verb"u8, header.Verb);
        json.WriteString("step"u8, header.Step);
        json.WriteString("key"u8, header.Key);
        if (header.Seen is { } seen)
        {
            json.WriteStartObject("seen"u8);
            json.WriteString("card"u8, seen.Card);
            json.WriteString("template"u8, seen.TemplateHash);
            json.WriteString("language"u8, seen.Language);
            json.WriteNumber("revision"u8, seen.Revision);
            json.WriteEndObject();
        }
        json.WriteString("payload"u8, header.PayloadHash);
        json.WriteString("previous"u8, header.Previous);
        json.WriteEndObject();
    });

    /// <exception cref="JsonException">The bytes are no header of a version that is known.</exception>
    public static EntryHeader Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;
            if (root.GetProperty("v").GetInt32() != 1) throw new JsonException("The header's version is not known.");
            return new EntryHeader
            {
                Organisation = root.GetProperty("organisation").GetString()!,
                Record = new RecordId(root.GetProperty("record").GetString()!),
                Revision = root.GetProperty("revision").GetInt32(),
                At = root.GetProperty("at").GetDateTimeOffset(),
                Actor = root.GetProperty("actor").GetString()!,
                Channel = root.TryGetProperty("channel", out var channel) ? channel.GetString() : null,
                Verb = root.GetProperty("verb").GetString()!,
                Step = root.GetProperty("step").GetString()!,
                Key = root.GetProperty("key").GetString()!,
                Seen = root.TryGetProperty("seen", out var seen)
                    ? new SeenCard(
                        seen.GetProperty("card").GetString()!,
                        seen.GetProperty("template").GetString()!,
                        seen.GetProperty("language").GetString()!,
                        seen.GetProperty("revision").GetInt32())
                    : null,
                PayloadHash = root.GetProperty("payload").GetString()!,
                Previous = root.GetProperty("previous").GetString()!,
            };
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new JsonException("The header is not one of ours.", e);
        }
    }
}

/// <summary>What the actor had before the eyes: the template by its hash, the language and the revision shown.</summary>
public sealed record SeenCard(string Card, string TemplateHash, string Language, int Revision);
