using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AimsBot.Core.Records;

namespace AimsBot.Core.Audit;

/// <summary>
/// The payload of an entry: named fields, each with its own salt, so that one can be taken out and the rest still
/// verifies. Stored as <c>{"v":1,"fields":[[name, salt, value], …]}</c>; an erased field keeps its name and its digest,
/// <c>[name, null, digest]</c>. The digest of a field is SHA-256 over salt, name, a zero byte and the value's exact
/// stored bytes; the payload's hash is SHA-256 over the digests in order. A salt of 128 random bits keeps an erased
/// value from being found by trying. Neighbours in the body that stay for ever are one field: <c>body:a,b,c</c> with a
/// list of their values.
/// </summary>
public static class EntryPayload
{
    /// <summary>The name and, in the record's own body, the prefix of a field.</summary>
    public const string ActorName = "actor.name";
    public const string ActorRole = "actor.role";
    public const string State = "state";

    /// <summary>The head's other queried fields, so that a change to them shows.</summary>
    public const string Index = "index";
    public const string BodyPrefix = "body.";
    public const string NotePrefix = "note.";

    // Before the names of several fields of the body. No name in such a list has a comma in it.
    private const string JoinedPrefix = "body:";

    private const int SaltBytes = 16;

    /// <summary>Writes the fields with fresh salts taken from <paramref name="salts"/>.</summary>
    public static (byte[] Bytes, string Hash) Write(IReadOnlyList<PayloadField> fields, ReadOnlyMemory<byte> salts)
    {
        if (salts.Length < SaltBytesFor(fields.Count)) throw new ArgumentException("A salt is missing.", nameof(salts));
        var salted = new PayloadField[fields.Count];
        for (var i = 0; i < salted.Length; i++)
            salted[i] = fields[i] with { Salt = salts.Slice(i * SaltBytes, SaltBytes) };
        return (Serialise(salted), HashOf(salted));
    }

    /// <summary>How many random bytes <see cref="Write"/> needs for so many fields.</summary>
    public static int SaltBytesFor(int fields) => fields * SaltBytes;

    /// <summary>The hash that binds a payload to its header.</summary>
    public static string HashOf(IReadOnlyList<PayloadField> fields)
    {
        var digests = new byte[fields.Count * SHA256.HashSizeInBytes];
        for (var i = 0; i < fields.Count; i++) DigestOf(fields[i], digests.AsSpan(i * SHA256.HashSizeInBytes, SHA256.HashSizeInBytes));
        return AuditEntry.HashOf(digests);
    }

    /// <summary>The fields of a stored payload.</summary>
    /// <exception cref="JsonException">The bytes are no payload of a version that is known.</exception>
    public static IReadOnlyList<PayloadField> Read(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            var root = document.RootElement;
            if (root.GetProperty("v").GetInt32() != 1) throw new JsonException("The payload's version is not known.");
            var fields = new List<PayloadField>();
            foreach (var field in root.GetProperty("fields").EnumerateArray())
            {
                if (field.GetArrayLength() != 3) throw new JsonException("A payload field has not three parts.");
                var name = field[0].GetString() ?? throw new JsonException("A payload field has no name.");
                fields.Add(field[1].ValueKind == JsonValueKind.Null
                    ? new PayloadField(name, default) { Digest = HashText(field[2].GetString()) }
                    : new PayloadField(name, Encoding.UTF8.GetBytes(field[2].GetRawText())) { Salt = SaltOf(field[1]) });
            }
            // A byte that no digest covers would be a byte that could be changed unseen.
            if (!Serialise(fields).AsSpan().SequenceEqual(payload.Span)) throw new JsonException("The payload is not in its one form.");
            return fields;
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new JsonException("The payload is not one of ours.", e);
        }
    }

    /// <summary>
    /// The same payload without the value and the salt of a field; the same bytes where it has none. A field that could not be
    /// erased when the entry was written goes with the neighbours that it was joined with.
    /// </summary>
    public static ReadOnlyMemory<byte> Erase(ReadOnlyMemory<byte> payload, string name)
    {
        var fields = Read(payload);
        if (!fields.Any(f => f.Digest is null && NamesOf(f).Contains(name))) return payload;
        return Serialise([.. fields.Select(f => NamesOf(f).Contains(name) ? Erased(f) : f)]);
    }

    /// <summary>Fields of the body as one; a single one as it is.</summary>
    public static PayloadField Joined(IReadOnlyList<(string Name, ReadOnlyMemory<byte> Value)> fields)
    {
        if (fields.Count == 1) return new PayloadField(BodyPrefix + fields[0].Name, fields[0].Value);
        var values = new byte[fields.Sum(field => field.Value.Length + 1) + 1];
        var at = 0;
        foreach (var (_, value) in fields)
        {
            values[at++] = (byte)(at == 1 ? '[' : ',');
            value.Span.CopyTo(values.AsSpan(at));
            at += value.Length;
        }
        values[at] = (byte)']';
        return new PayloadField(JoinedPrefix + string.Join(',', fields.Select(field => field.Name)), values);
    }

    /// <summary>The names of the fields that a field stands for: itself, or those that were joined.</summary>
    public static IEnumerable<string> NamesOf(PayloadField field) =>
        field.Name.StartsWith(JoinedPrefix, StringComparison.Ordinal) ? field.Name[JoinedPrefix.Length..].Split(',').Select(name => BodyPrefix + name) : [field.Name];

    /// <summary>The fields one by one, each of those that were joined under its own name.</summary>
    /// <exception cref="JsonException">There are not as many values as names.</exception>
    public static IReadOnlyList<PayloadField> Singles(IReadOnlyList<PayloadField> fields)
    {
        var singles = new List<PayloadField>();
        foreach (var field in fields)
        {
            if (!field.Name.StartsWith(JoinedPrefix, StringComparison.Ordinal)) singles.Add(field);
            else if (field.Digest is not null) singles.AddRange(NamesOf(field).Select(name => field with { Name = name }));
            else AddJoined(singles, field);
        }
        return singles;
    }

    private static void AddJoined(List<PayloadField> singles, PayloadField joined)
    {
        var names = NamesOf(joined).ToArray();
        var next = 0;
        var reader = new Utf8JsonReader(joined.Value.Span);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray) throw new JsonException("A joined field is no list.");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray && next < names.Length)
        {
            var from = (int)reader.TokenStartIndex;
            reader.Skip();
            singles.Add(new PayloadField(names[next++], joined.Value[from..(int)reader.BytesConsumed]));
        }
        if (next < names.Length || reader.TokenType != JsonTokenType.EndArray) throw new JsonException("A joined field has not as many values as names.");
    }

    private static PayloadField Erased(PayloadField field)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        DigestOf(field, digest);
        return new PayloadField(field.Name, default) { Digest = Convert.ToHexStringLower(digest) };
    }

    /// <summary>The record's body as the payload holds it, without what was erased.</summary>
    public static ReadOnlyMemory<byte> BodyOf(IReadOnlyList<PayloadField> fields)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true, Encoder = StoredJson.Options.Encoder }))
        {
            json.WriteStartObject();
            foreach (var field in Singles(fields))
            {
                if (field.Digest is not null || !field.Name.StartsWith(BodyPrefix, StringComparison.Ordinal)) continue;
                json.WritePropertyName(field.Name.AsSpan(BodyPrefix.Length));
                json.WriteRawValue(field.Value.Span, skipInputValidation: true);
            }
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    private static byte[] SaltOf(JsonElement text)
    {
        var salt = text.GetBytesFromBase64();
        return salt.Length == SaltBytes ? salt : throw new JsonException("A salt has not 16 bytes.");
    }

    private static string HashText(string? text) =>
        text?.Length == 2 * SHA256.HashSizeInBytes && text.All(char.IsAsciiHexDigitLower)
            ? text
            : throw new JsonException("A digest is not SHA-256.");

    private static byte[] Serialise(IReadOnlyList<PayloadField> all) => JsonBytes.Write(all, static (json, fields) =>
    {
        json.WriteStartObject();
        json.WriteNumber("v"u8, 1);
        json.WriteStartArray("fields"u8);
        foreach (var field in fields)
        {
            json.WriteStartArray();
            json.WriteStringValue(field.Name);
            if (field.Digest is not null)
            {
                json.WriteNullValue();
                json.WriteStringValue(field.Digest);
            }
            else
            {
                json.WriteBase64StringValue(field.Salt.Span);
                json.WriteRawValue(field.Value.Span, skipInputValidation: true);
            }
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void DigestOf(PayloadField field, Span<byte> digest)
    {
        if (field.Digest is not null)
        {
            Convert.FromHexString(field.Digest, digest, out _, out _);
            return;
        }
        var nameLength = Encoding.UTF8.GetByteCount(field.Name);
        var valueAt = SaltBytes + nameLength + 1;
        var length = valueAt + field.Value.Length;
        var rented = ArrayPool<byte>.Shared.Rent(length);
        field.Salt.Span.CopyTo(rented);
        Encoding.UTF8.GetBytes(field.Name, rented.AsSpan(SaltBytes));
        rented[valueAt - 1] = 0;
        field.Value.Span.CopyTo(rented.AsSpan(valueAt));
        SHA256.HashData(rented.AsSpan(0, length), digest);
        ArrayPool<byte>.Shared.Return(rented);
    }
}

/// <summary>One field of a payload: its value as raw JSON with its salt, or the digest that an erasure left.</summary>
public sealed record PayloadField(string Name, ReadOnlyMemory<byte> Value)
{
    public ReadOnlyMemory<byte> Salt { get; init; }
    public string? Digest { get; init; }
}
