using System.Text.Json;
using AimsBot.Core.Records;

namespace AimsBot.Storage;

/// <summary>
/// Follow-ups as they are stored, version 1: by hand, since a campaign's page has five hundred, and an input is carried as it is.
/// </summary>
internal static class StoredFollowUp
{
    public static byte[] Write(FollowUp followUp) => JsonBytes.Write(followUp, Write);

    /// <summary>Several, as a list.</summary>
    public static byte[] WriteAll(IEnumerable<FollowUp> followUps) => JsonBytes.Write(followUps, static (json, all) =>
    {
        json.WriteStartArray();
        foreach (var followUp in all) Write(json, followUp);
        json.WriteEndArray();
    });

    /// <exception cref="JsonException">The bytes are no follow-up.</exception>
    public static FollowUp Read(ReadOnlyMemory<byte> stored)
    {
        var reader = new Utf8JsonReader(stored.Span);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException("A follow-up is no object.");
        return Read(ref reader, stored);
    }

    /// <summary>What <see cref="WriteAll"/> wrote.</summary>
    /// <exception cref="JsonException">The bytes are no list of follow-ups.</exception>
    public static IReadOnlyList<FollowUp> ReadAll(ReadOnlyMemory<byte> stored)
    {
        var followUps = new List<FollowUp>();
        var reader = new Utf8JsonReader(stored.Span);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray) throw new JsonException("The follow-ups are no list.");
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject) followUps.Add(Read(ref reader, stored));
        return followUps;
    }

    private static void Write(Utf8JsonWriter json, FollowUp followUp)
    {
        json.WriteStartObject();
        json.WriteNumber("v"u8, 1);
        json.WriteNumber("number"u8, followUp.Number);
        json.WriteString("step"u8, followUp.Step);
        if (followUp.Record is { } record) json.WriteString("record"u8, record.Value);
        json.WritePropertyName("input"u8);
        json.WriteRawValue(followUp.Input.Span, skipInputValidation: true);
        json.WriteString("key"u8, followUp.Key);
        json.WriteNumber("attempts"u8, followUp.Attempts);
        json.WriteString("nextAttempt"u8, InstantConverter.Text(followUp.NextAttempt));
        foreach (var (name, value) in followUp.Unknown ?? [])
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }
        json.WriteEndObject();
    }

    private static FollowUp Read(ref Utf8JsonReader reader, ReadOnlyMemory<byte> stored)
    {
        var (number, attempts, next) = (0, 0, default(DateTimeOffset));
        string? step = null, record = null, key = null;
        ReadOnlyMemory<byte>? input = null;
        Dictionary<string, JsonElement>? unknown = null;
        try
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                reader.Read();
                switch (name)
                {
                    case "v": break;
                    case "number": number = reader.GetInt32(); break;
                    case "step": step = reader.GetString(); break;
                    case "record": record = reader.GetString(); break;
                    case "key": key = reader.GetString(); break;
                    case "attempts": attempts = reader.GetInt32(); break;
                    case "nextAttempt": next = reader.GetDateTimeOffset(); break;
                    case "input":
                        var from = (int)reader.TokenStartIndex;
                        reader.Skip();
                        input = stored[from..(int)reader.BytesConsumed];
                        break;
                    default: (unknown ??= [])[name] = JsonElement.ParseValue(ref reader); break;
                }
            }
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException)
        {
            throw new JsonException("A part of a follow-up is not what it should be.", e);
        }
        return new FollowUp
        {
            Number = number,
            Step = step ?? throw Missing("step"),
            Record = record is null ? null : new RecordId(record),
            Input = input ?? throw Missing("input"),
            Key = key ?? throw Missing("key"),
            Attempts = attempts,
            NextAttempt = next,
            Unknown = unknown,
        };

        static JsonException Missing(string what) => new($"A follow-up has no {what}.");
    }
}
