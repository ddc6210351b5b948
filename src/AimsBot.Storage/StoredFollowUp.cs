using System.Text.Json;
using System.Text.Json.Serialization;
using AimsBot.Core.Records;

namespace AimsBot.Storage;

/// <summary>A follow-up as it is stored: version 1.</summary>
internal static class StoredFollowUp
{
    public static byte[] Write(FollowUp followUp) => StoredJson.Write(new Shape(
        1, followUp.Number, followUp.Step, followUp.Record, StoredJson.Read<JsonElement>(followUp.Input), followUp.Key, followUp.Attempts, followUp.NextAttempt)
    {
        Unknown = followUp.Unknown,
    });

    public static FollowUp Read(ReadOnlyMemory<byte> stored)
    {
        var shape = StoredJson.Read<Shape>(stored);
        return new FollowUp
        {
            Number = shape.Number,
            Step = shape.Step,
            Record = shape.Record,
            Input = StoredJson.Write(shape.Input),
            Key = shape.Key,
            Attempts = shape.Attempts,
            NextAttempt = shape.NextAttempt,
            Unknown = shape.Unknown,
        };
    }

    private sealed record Shape(
        [property: JsonPropertyName("v")] int Version, int Number, string Step, RecordId? Record, JsonElement Input, string Key, int Attempts, DateTimeOffset NextAttempt)
    {
        [JsonExtensionData]
        public Dictionary<string, JsonElement>? Unknown { get; init; }
    }
}
