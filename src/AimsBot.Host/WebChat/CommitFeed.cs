using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core.Audit;
using AimsBot.Core.Records;

namespace AimsBot.Host.WebChat;

/// <summary>"What just happened": the last commits, newest first, with who, what and the link of the chain.</summary>
public sealed class CommitFeed(EventFeed feed)
{
    private const int Most = 60;
    private const int MostRead = 300;

    private readonly Lock _lock = new();
    private readonly LinkedList<JsonObject> _last = [];

    public JsonArray Last
    {
        get
        {
            lock (_lock) return [.. _last.Select(c => c.DeepClone())];
        }
    }

    public void Add(Commit commit)
    {
        var json = Json(commit.Head.Type, commit.Entry);
        Keep(json);
        feed.Add("commit", null, json);
    }

    /// <summary>Takes up what happened before the host started, from the trail.</summary>
    public async Task LoadAsync(IRecordStore store, string organisation, CancellationToken cancel)
    {
        var page = await store.QueryAsync(organisation, new RecordQuery { NewestFirst = true, Limit = MostRead }, cancel);
        var commits = new List<(DateTimeOffset At, JsonObject Json)>();
        foreach (var head in page.Heads)
        {
            foreach (var entry in await store.HistoryAsync(organisation, head.Id, cancel)) commits.Add((entry.ReadHeader().At, Json(head.Type, entry)));
        }
        lock (_lock) _last.Clear();
        foreach (var (_, json) in commits.OrderBy(c => c.At).TakeLast(Most)) Keep(json);
    }

    private void Keep(JsonObject json)
    {
        lock (_lock)
        {
            _last.AddFirst(json);
            if (_last.Count > Most) _last.RemoveLast();
        }
    }

    private static JsonObject Json(string type, AuditEntry entry)
    {
        var header = entry.ReadHeader();
        var fields = EntryPayload.Read(entry.Payload);
        return new JsonObject
        {
            ["record"] = header.Record.Value,
            ["type"] = type,
            ["revision"] = header.Revision,
            ["at"] = InstantConverter.Text(header.At),
            ["actor"] = Field(EntryPayload.ActorName) ?? header.Actor,
            ["role"] = Field(EntryPayload.ActorRole),
            ["verb"] = header.Verb,
            ["hash"] = entry.Hash,
        };

        // What was erased is not there.
        string? Field(string name) => fields.FirstOrDefault(f => f.Name == name && f.Digest is null) is { } field
            ? JsonSerializer.Deserialize<string>(Encoding.UTF8.GetString(field.Value.Span))
            : null;
    }
}
