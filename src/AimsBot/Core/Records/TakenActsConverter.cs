using System.Text.Json;
using System.Text.Json.Serialization;

namespace AimsBot.Core.Records;

/// <summary>
/// The acts that a head remembers, read and written by hand: every look at every record reads them, and by reflection
/// they were half of what reading a head costs.
/// </summary>
internal sealed class TakenActsConverter : JsonConverter<IReadOnlyList<TakenAct>>
{
    public override IReadOnlyList<TakenAct> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("The acts are no list.");
        var acts = new List<TakenAct>();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject) acts.Add(ReadAct(ref reader));
        return acts;
    }

    private static TakenAct ReadAct(ref Utf8JsonReader reader)
    {
        string? key = null, step = null, actor = null;
        var revision = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isKey = reader.ValueTextEquals("key"u8);
            var isStep = !isKey && reader.ValueTextEquals("step"u8);
            var isActor = !isKey && !isStep && reader.ValueTextEquals("actor"u8);
            var isRevision = !isKey && !isStep && !isActor && reader.ValueTextEquals("revision"u8);
            reader.Read();
            if (isRevision) revision = reader.TokenType == JsonTokenType.Number ? reader.GetInt32() : throw new JsonException("A revision is no number.");
            else if (isKey) key = TextOf(ref reader);
            else if (isStep) step = TextOf(ref reader);
            else if (isActor) actor = TextOf(ref reader);
            else reader.Skip();
        }
        return new TakenAct(key ?? throw Missing("key"), step ?? throw Missing("step"), actor ?? throw Missing("actor"), revision);

        static string TextOf(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException("A part of an act is no text.");

        static JsonException Missing(string what) => new($"An act has no {what}.");
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<TakenAct> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var act in value)
        {
            writer.WriteStartObject();
            writer.WriteString("key"u8, act.Key);
            writer.WriteString("step"u8, act.Step);
            writer.WriteString("actor"u8, act.Actor);
            writer.WriteNumber("revision"u8, act.Revision);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }
}
