using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AimsBot.CosmosDouble;

/// <summary>One version of an item; none of content where it was deleted.</summary>
internal sealed record ItemVersion(long Lsn, byte[]? Content, JsonElement Json, string ETag);

/// <summary>An item with all that it ever was, so that a replica can be behind.</summary>
internal sealed record StoredItem(string Partition, string Position, string Id, string Rid, List<ItemVersion> Versions)
{
    public ItemVersion? AsOf(long lsn) => Versions.FindLast(version => version.Lsn <= lsn) is { Content: not null } version ? version : null;
}

/// <summary>A container: items by partition and id, one number for each write, conditions checked against the newest state.</summary>
internal sealed class StoredContainer(string path, string rid, JsonObject properties)
{
    private const int MostItemBytes = 2 * 1024 * 1024;
    private const int LongestId = 1023;
    private const int LongestPartitionKey = 2048;

    private static readonly SearchValues<char> Forbidden = SearchValues.Create("/\\?#");

    private readonly Dictionary<(string Partition, string Id), StoredItem> _items = [];
    private readonly Dictionary<string, List<StoredItem>> _partitions = [];

    public Lock Gate { get; } = new();

    /// <summary>By names, as requests have it.</summary>
    public string Path => path;

    public string Rid => rid;
    public JsonObject Properties { get; set; } = properties;

    /// <summary>The number of the last write.</summary>
    public long Lsn { get; private set; }

    /// <summary>The write up to which every replica knows, however far behind it is.</summary>
    public long KnownToAll { get; set; }

    public string[] PartitionPaths => [.. Properties["partitionKey"]!["paths"]!.AsArray().Select(path => path!.GetValue<string>().TrimStart('/'))];

    public IEnumerable<StoredItem> Items => _items.Values;

    public IEnumerable<StoredItem> ItemsOf(string partition) => _partitions.GetValueOrDefault(partition) ?? [];

    public ItemVersion? Find(string partition, string itemId, long asOf) => _items.GetValueOrDefault((partition, itemId))?.AsOf(asOf);

    /// <summary>Does some writes, all or none.</summary>
    public T Write<T>(Func<Writes, T> work)
    {
        var writes = new Writes(this);
        try
        {
            return work(writes);
        }
        catch (Refused)
        {
            writes.Undo();
            throw;
        }
    }

    /// <summary>The writes of one request; each throws <see cref="Refused"/> where it may not be.</summary>
    public sealed class Writes(StoredContainer container)
    {
        private readonly long _before = container.Lsn;
        private readonly List<StoredItem> _touched = [];

        public ItemVersion Create(string partition, byte[] body)
        {
            var itemId = IdIn(body);
            if (Newest(partition, itemId) is not null) throw new Refused(409, "Entity with the specified id already exists in the system.");
            return Put(partition, itemId, body);
        }

        public (ItemVersion Version, bool Created) Upsert(string partition, byte[] body)
        {
            var itemId = IdIn(body);
            var created = Newest(partition, itemId) is null;
            return (Put(partition, itemId, body), created);
        }

        public ItemVersion Replace(string partition, string itemId, byte[] body, string? ifMatch)
        {
            Match(partition, itemId, ifMatch);
            if (IdIn(body) != itemId) throw new Refused(400, "A replaced item keeps its id.");
            return Put(partition, itemId, body);
        }

        public void Delete(string partition, string itemId, string? ifMatch)
        {
            Match(partition, itemId, ifMatch);
            Add(partition, itemId, new ItemVersion(container.Lsn + 1, null, default, ""));
        }

        public ItemVersion Patch(string partition, string itemId, byte[] body, string? ifMatch)
        {
            var current = JsonNode.Parse(Match(partition, itemId, ifMatch).Content)!.AsObject();
            var patch = JsonNode.Parse(body)!.AsObject();
            if (patch.ContainsKey("condition")) throw new Refused(501, "A patch with a condition.");
            foreach (var operation in patch["operations"]!.AsArray().Select(o => o!.AsObject()))
            {
                var path = operation["path"]!.GetValue<string>().Split('/');
                if (operation["op"]!.GetValue<string>() != "set" || path is not ["", var name]) throw new Refused(501, $"A patch that does {operation.ToJsonString()}.");
                current[name] = operation["value"]?.DeepClone();
            }
            return Put(partition, itemId, Encoding.UTF8.GetBytes(current.ToJsonString()));
        }

        public void Undo()
        {
            foreach (var item in _touched)
            {
                item.Versions.RemoveAll(version => version.Lsn > _before);
                if (item.Versions.Count == 0 && container._items.Remove((item.Partition, item.Id))) container._partitions[item.Partition].Remove(item);
            }
            container.Lsn = _before;
        }

        private ItemVersion? Newest(string partition, string itemId) => container.Find(partition, itemId, long.MaxValue);

        private ItemVersion Match(string partition, string itemId, string? ifMatch)
        {
            var current = Newest(partition, itemId) ?? throw new Refused(404, "Entity with the specified id does not exist in the system.");
            if (ifMatch is not null && ifMatch != current.ETag) throw new Refused(412, "One of the specified pre-condition is not met.");
            return current;
        }

        private ItemVersion Put(string partition, string itemId, byte[] body)
        {
            if (body.Length > MostItemBytes) throw new Refused(413, "Request size is too large.");
            CheckPartition(partition, body);
            var json = JsonNode.Parse(body)!.AsObject();
            var etag = $"\"{RandomNumberGenerator.GetHexString(16, lowercase: true)}\"";
            var itemRid = container._items.GetValueOrDefault((partition, itemId))?.Rid ?? ItemRid(container._items.Count + 1);
            json["_rid"] = itemRid;
            json["_self"] = $"dbs/x/colls/{container.Rid}/docs/{itemRid}/";
            json["_etag"] = etag;
            json["_attachments"] = "attachments/";
            json["_ts"] = 1_800_000_000;
            var content = Encoding.UTF8.GetBytes(json.ToJsonString());
            using var document = JsonDocument.Parse(content);
            var version = new ItemVersion(container.Lsn + 1, content, document.RootElement.Clone(), etag);
            Add(partition, itemId, version);
            return version;
        }

        private void Add(string partition, string itemId, ItemVersion version)
        {
            container.Lsn++;
            if (!container._items.TryGetValue((partition, itemId), out var item))
            {
                var levels = JsonSerializer.Deserialize<string[]>(partition)!;
                item = new StoredItem(partition, EffectivePartitionKey.Of(levels), itemId, ItemRid(container._items.Count + 1), []);
                container._items.Add((partition, itemId), item);
                if (!container._partitions.TryGetValue(partition, out var beside)) container._partitions.Add(partition, beside = []);
                beside.Add(item);
            }
            item.Versions.Add(version);
            _touched.Add(item);
        }

        private void CheckPartition(string partition, byte[] body)
        {
            using var document = JsonDocument.Parse(body);
            var levels = container.PartitionPaths.Select(path => document.RootElement.TryGetProperty(path, out var value) ? value.GetString() : null).ToArray();
            if (JsonSerializer.Serialize(levels) != partition)
                throw new Refused(400, "PartitionKey extracted from document doesn't match the one specified in the header.", 1001);
            if (levels.Sum(level => Encoding.UTF8.GetByteCount(level!)) > LongestPartitionKey) throw new Refused(400, "Partition key is too long.");
        }

        private static string IdIn(byte[] body)
        {
            using var document = JsonDocument.Parse(body);
            if (!document.RootElement.TryGetProperty("id", out var value) || value.GetString() is not { Length: > 0 } itemId)
                throw new Refused(400, "The required properties - 'id; ' - are missing.");
            if (itemId.AsSpan().ContainsAny(Forbidden) || Encoding.UTF8.GetByteCount(itemId) > LongestId)
                throw new Refused(400, string.Create(CultureInfo.InvariantCulture, $"The id '{itemId}' is not valid."));
            return itemId;
        }

        private string ItemRid(int number)
        {
            Span<byte> bytes = stackalloc byte[16];
            Convert.FromBase64String(container.Rid).CopyTo(bytes);
            BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], number);
            return Convert.ToBase64String(bytes).Replace('/', '-');
        }
    }
}
