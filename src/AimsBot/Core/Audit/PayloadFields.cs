using System.Text;
using System.Text.Json;
using AimsBot.Core.Records;

namespace AimsBot.Core.Audit;

/// <summary>The fields of a payload that say what the record was after the act.</summary>
public static class PayloadFields
{
    /// <summary>State, queried fields and body of a head; the body field by field, so that one can be erased alone.</summary>
    public static List<PayloadField> Of(Head head)
    {
        var fields = new List<PayloadField>(16)
        {
            Text(EntryPayload.State, head.State),
            new(EntryPayload.Index, IndexOf(head)),
        };
        var reader = new Utf8JsonReader(head.Body.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            var from = (int)reader.TokenStartIndex;
            reader.Skip();
            fields.Add(new PayloadField(EntryPayload.BodyPrefix + name, head.Body[from..(int)reader.BytesConsumed]));
        }
        return fields;
    }

    public static PayloadField Text(string name, string value) =>
        new(name, Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(value)}\""));

    private static ReadOnlyMemory<byte> IndexOf(Head all) => JsonBytes.Write(all, static (json, head) =>
    {
        json.WriteStartObject();
        json.WriteString("type"u8, head.Type);
        json.WriteNumber("basis"u8, head.Basis);
        if (head.Parent is { } parent) json.WriteString("parent"u8, parent.Value);
        json.WriteStartArray("waitsFor"u8);
        foreach (var who in head.WaitsFor.Order(StringComparer.Ordinal)) json.WriteStringValue(who);
        json.WriteEndArray();
        json.WriteStartObject("dates"u8);
        foreach (var (name, at) in head.Dates.OrderBy(d => d.Key, StringComparer.Ordinal))
            json.WriteString(name, InstantConverter.Text(at));
        json.WriteEndObject();
        json.WriteEndObject();
    });
}
