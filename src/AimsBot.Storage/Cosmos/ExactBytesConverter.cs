using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace AimsBot.Storage.Cosmos;

/// <summary>
/// Bytes that must come back as they were: as a string where they are text, so that a reader of the database can read them,
/// else as <c>{"base64":"…"}</c>. Never as JSON of their own, because the database writes numbers its own way.
/// </summary>
internal sealed class ExactBytesConverter : JsonConverter<ReadOnlyMemory<byte>>
{
    public override ReadOnlyMemory<byte> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String) return Encoding.UTF8.GetBytes(reader.GetString()!);
        if (reader.TokenType == JsonTokenType.StartObject && reader.Read() && reader.ValueTextEquals("base64"u8) && reader.Read())
        {
            var bytes = reader.GetBytesFromBase64();
            if (reader.Read() && reader.TokenType == JsonTokenType.EndObject) return bytes;
        }
        throw new JsonException("Neither text nor base64.");
    }

    /// <summary>The stored form by itself.</summary>
    public static JsonElement Element(ReadOnlyMemory<byte> bytes) => Utf8.IsValid(bytes.Span)
        ? JsonSerializer.SerializeToElement(Encoding.UTF8.GetString(bytes.Span))
        : JsonSerializer.SerializeToElement(new { base64 = bytes.ToArray() });

    public override void Write(Utf8JsonWriter writer, ReadOnlyMemory<byte> value, JsonSerializerOptions options)
    {
        if (Utf8.IsValid(value.Span))
        {
            writer.WriteStringValue(value.Span);
            return;
        }
        writer.WriteStartObject();
        writer.WriteBase64String("base64"u8, value.Span);
        writer.WriteEndObject();
    }
}
