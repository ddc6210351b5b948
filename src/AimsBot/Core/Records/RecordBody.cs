using System.Text.Json;
using System.Text.Json.Serialization;

namespace AimsBot.Core.Records;

/// <summary>
/// The content of a record. Each stored shape has a version; any old one loads for ever, and what a newer version
/// added is carried along unread, so that replicas of two versions can work on one record.
/// </summary>
public abstract record RecordBody
{
    [JsonPropertyName("v")]
    [JsonPropertyOrder(-1)]
    public int Version { get; init; } = 1;

    /// <summary>The fields that were erased from this record, by their stored names.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Erased { get; init; }

    /// <summary>What a newer version wrote and this one does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; init; }
}
