using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using AimsBot.Core.Records;

namespace AimsBot.Core.Audit;

/// <summary>The fields of a payload that say what the record was after the act.</summary>
public static class PayloadFields
{
    /// <summary>State, queried fields and body of a head, the body field by field.</summary>
    public static List<PayloadField> Of(Head head) => Of(head, FrozenSet<string>.Empty);

    /// <summary>The same, with neighbours in the body that nobody can erase as one field: each field costs a salt and a digest.</summary>
    /// <param name="lasting">The fields of the body that stay for ever (<see cref="Workflow.Lasting"/>).</param>
    public static List<PayloadField> Of(Head head, FrozenSet<string> lasting)
    {
        var fields = new List<PayloadField>(16)
        {
            Text(EntryPayload.State, head.State),
            new(EntryPayload.Index, IndexOf(head)),
        };
        var together = new List<(string Name, ReadOnlyMemory<byte> Value)>(lasting.Count);
        var known = lasting.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> letters = stackalloc char[LongestLasting];
        var reader = new Utf8JsonReader(head.Body.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var stays = reader.ValueSpan.Length <= LongestLasting && known.TryGetValue(letters[..reader.CopyString(letters)], out var name) ? name : null;
            var single = stays is null ? reader.GetString()! : null;
            reader.Read();
            var from = (int)reader.TokenStartIndex;
            reader.Skip();
            var value = head.Body[from..(int)reader.BytesConsumed];
            if (stays is not null)
            {
                together.Add((stays, value));
                continue;
            }
            Join();
            fields.Add(new PayloadField(EntryPayload.BodyPrefix + single, value));
        }
        Join();
        return fields;

        void Join()
        {
            if (together.Count > 0) fields.Add(EntryPayload.Joined(together));
            together.Clear();
        }
    }

    // Names of ours are shorter; a longer one is a field by itself.
    private const int LongestLasting = 64;

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
