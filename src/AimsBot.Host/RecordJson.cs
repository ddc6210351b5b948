using System.Text;
using System.Text.Json.Nodes;
using AimsBot.Core.Audit;
using AimsBot.Core.Records;

namespace AimsBot.Host;

/// <summary>Records and their entries as JSON: what the command line prints, and the demo shows.</summary>
public static class RecordJson
{
    /// <summary>The record without its content.</summary>
    public static JsonObject Summary(Head head) => new()
    {
        ["id"] = head.Id.Value,
        ["type"] = head.Type,
        ["state"] = head.State,
        ["revision"] = head.Revision,
        ["opened"] = InstantConverter.Text(head.Opened),
    };

    /// <summary>An entry with what of its payload was not erased.</summary>
    public static JsonNode Entry(AuditEntry entry)
    {
        var header = entry.ReadHeader();
        var payload = new JsonObject();
        foreach (var field in EntryPayload.Singles(EntryPayload.Read(entry.Payload)))
        {
            payload[field.Name] = field.Digest is null
                ? JsonNode.Parse(Encoding.UTF8.GetString(field.Value.Span))
                : new JsonObject { ["erased"] = field.Digest };
        }
        return new JsonObject
        {
            ["revision"] = entry.Revision,
            ["at"] = InstantConverter.Text(header.At),
            ["actor"] = header.Actor,
            ["role"] = payload[EntryPayload.ActorRole]?.DeepClone(),
            ["verb"] = header.Verb,
            ["key"] = header.Key,
            ["payload"] = payload,
            ["hash"] = entry.Hash,
        };
    }
}
