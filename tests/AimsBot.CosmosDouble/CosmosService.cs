using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AimsBot.CosmosDouble;

/// <summary>What the requests mean.</summary>
internal sealed class CosmosService(Action<string> complain)
{
    private const int MostOperations = 100;
    private const int MostBatchBytes = 2 * 1024 * 1024;
    private const int MostPageBytes = 4 * 1024 * 1024;
    private const int PageOfTheServer = 1000;
    private const int NoSuchOwner = 1003;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (uint Number, JsonObject Properties)> _databases = [];
    private readonly Dictionary<(string Database, string Id), StoredContainer> _containers = [];
    private uint _made;
    private volatile bool _readsAreStale;

    public bool ReadsAreStale
    {
        get => _readsAreStale;
        set
        {
            lock (_gate)
            {
                _readsAreStale = value;
                foreach (var container in _containers.Values) container.KnownToAll = container.Lsn;
            }
        }
    }

    public string Consistency { get; set; } = "Session";

    public long StoredBytes
    {
        get
        {
            var bytes = 0L;
            foreach (var container in Containers())
            {
                lock (container.Gate) bytes += container.Items.Sum(item => item.AsOf(long.MaxValue)?.Content?.Length ?? 0L);
            }
            return bytes;
        }
    }

    public IReadOnlyList<string> Splits { get; set; } = [];

    public async Task<Answer> AnswerAsync(CosmosRequest request) => (request.Method, request.Path) switch
    {
        ("GET", []) => Answer.Of(200, Account(request.Address)),
        ("POST", ["dbs"]) => MakeDatabase(request.Json()),
        ("GET", ["dbs", var database]) => Answer.Of(200, Database(database)),
        ("POST", ["dbs", var database, "colls"]) => MakeContainer(database, request.Json()),
        ("GET", ["dbs", var database, "colls", var container]) => Answer.Of(200, Container(database, container).Properties),
        ("PUT", ["dbs", var database, "colls", var container]) => ReplaceContainer(Container(database, container), request.Json()),
        ("GET", ["dbs", var database, "colls", var container, "pkranges"]) => Ranges(request, Container(database, container)),
        ("POST", ["dbs", var database, "colls", var container, "docs"]) => await PostAsync(request, Container(database, container)),
        (_, ["dbs", var database, "colls", var container, "docs", var item]) => Point(request, Container(database, container), Uri.UnescapeDataString(item)),
        _ => throw new Refused(501, "No request of the store's."),
    };

    private async Task<Answer> PostAsync(CosmosRequest request, StoredContainer container) => request.Verb switch
    {
        CosmosVerb.Batch => await BatchAsync(request, container),
        CosmosVerb.Query => Query(request, container),
        _ when request.Is("x-ms-cosmos-is-query-plan-request") => throw new Refused(501, "The client must plan its queries itself."),
        _ => Written(request, container, writes => request.Is("x-ms-documentdb-is-upsert")
            ? writes.Upsert(request.Partition(container), request.Body) is var (version, created) ? (version, created ? 201 : 200) : default
            : (writes.Create(request.Partition(container), request.Body), 201)),
    };

    private Answer Point(CosmosRequest request, StoredContainer container, string item)
    {
        var partition = request.Partition(container);
        var ifMatch = request.Header("If-Match");
        switch (request.Method)
        {
            case "GET":
                lock (container.Gate)
                {
                    var asOf = AsOf(request, container);
                    var session = Mark(container, RangeOf(partition), asOf);
                    if (container.Find(partition, item, asOf) is not { } found)
                        return Answer.Of(new Refused(404, "Entity with the specified id does not exist in the system.")) with { Session = session };
                    return request.Header("If-None-Match") == found.ETag
                        ? new Answer(304) { ETag = found.ETag, Session = session }
                        : new Answer(200, found.Content) { ETag = found.ETag, Session = session, Charge = RequestUnits.Read(found.Content!.Length) };
                }
            case "PUT":
                return Written(request, container, writes => (writes.Replace(partition, item, request.Body, ifMatch), 200));
            case "DELETE":
                return Written(request, container, writes =>
                {
                    writes.Delete(partition, item, ifMatch);
                    return (null, 204);
                });
            default:
                throw new Refused(501, $"{request.Method} of an item.");
        }
    }

    private Answer Written(CosmosRequest request, StoredContainer container, Func<StoredContainer.Writes, (ItemVersion? Version, int Status)> write)
    {
        var range = RangeOf(request.Partition(container));
        lock (container.Gate)
        {
            try
            {
                var (version, status) = container.Write(write);
                var wantsBody = request.Header("Prefer")?.Contains("return=minimal", StringComparison.OrdinalIgnoreCase) != true;
                return new Answer(status, wantsBody ? version?.Content : null)
                {
                    ETag = version?.ETag,
                    Session = Mark(container, range),
                    Charge = RequestUnits.Write(version?.Content?.Length ?? 0),
                };
            }
            catch (Refused refused) when (refused.Status is 404 or 409 or 412)
            {
                // Who is turned away by the newest state knows of it from then on.
                return Answer.Of(refused) with { Session = Mark(container, range) };
            }
        }
    }

    private async Task<Answer> BatchAsync(CosmosRequest request, StoredContainer container)
    {
        if (!request.Is("x-ms-cosmos-batch-atomic")) throw new Refused(501, "A batch that is not atomic.");
        if (request.Body.Length > MostBatchBytes) throw new Refused(413, "Request size is too large.");
        var partition = request.Partition(container);
        var operations = await BatchWire.ReadAsync(request.Body);
        if (operations.Count > MostOperations) throw new Refused(400, "Batch request has more operations than what is supported.");
        var results = new List<BatchResult>();
        SessionMark session;
        var status = 200;
        lock (container.Gate)
        {
            try
            {
                container.Write(writes =>
                {
                    foreach (var operation in operations) results.Add(Do(writes, partition, operation));
                    return true;
                });
            }
            catch (Refused refused)
            {
                // The one that failed says why; the others failed with it.
                status = 207;
                var failed = results.Count;
                results = [.. operations.Select((_, i) => new BatchResult(i == failed ? refused.Status : 424))];
            }
            session = Mark(container, RangeOf(partition));
        }
        var charge = status == 200 ? operations.Sum(operation => RequestUnits.Write(operation.Body.Length)) : 1;
        return new Answer(status, await BatchWire.WriteAsync(results)) { Session = session, Charge = charge };
    }

    private static BatchResult Do(StoredContainer.Writes writes, string partition, BatchOperation operation)
    {
        switch (operation.Verb)
        {
            case BatchVerb.Create:
                return new(201, writes.Create(partition, operation.Body).ETag);
            case BatchVerb.Replace:
                return new(200, writes.Replace(partition, operation.Id!, operation.Body, operation.IfMatch).ETag);
            case BatchVerb.Patch:
                return new(200, writes.Patch(partition, operation.Id!, operation.Body, operation.IfMatch).ETag);
            default:
                var (version, created) = writes.Upsert(partition, operation.Body);
                return new(created ? 201 : 200, version.ETag);
        }
    }

    private Answer Query(CosmosRequest request, StoredContainer container)
    {
        var asked = request.Json();
        var parameters = (asked["parameters"]?.AsArray() ?? []).ToDictionary(p => p!["name"]!.GetValue<string>(), p => JsonSerializer.SerializeToElement(p!["value"]));
        if (asked["resumeFilter"] is not null) throw new Refused(501, "A query that is taken up again by the client.");
        lock (container.Gate)
        {
            var query = QueryText.Parse(asked["query"]!.GetValue<string>(), parameters, new IndexOfContainer(container.Properties["indexingPolicy"]!));
            var asOf = AsOf(request, container);
            var matching = query.Sorted(InScope(request, container).Select(item => item.AsOf(asOf)?.Json).OfType<JsonElement>().Where(query.Condition));
            var skipped = int.Parse(request.Header("x-ms-continuation") ?? "0", CultureInfo.InvariantCulture);
            var most = int.TryParse(request.Header("x-ms-max-item-count"), CultureInfo.InvariantCulture, out var number) && number > 0 ? number : PageOfTheServer;
            var documents = new JsonArray();
            string? continuation = null;
            if (query.Output is Output.Count or Output.PartialCount)
            {
                documents.Add(query.Output == Output.Count ? JsonValue.Create(matching.Count()) : new JsonArray(new JsonObject { ["item"] = matching.Count() }));
            }
            else
            {
                var size = 0;
                foreach (var item in matching.Skip(skipped))
                {
                    if (documents.Count == most || size > MostPageBytes)
                    {
                        continuation = (skipped + documents.Count).ToString(CultureInfo.InvariantCulture);
                        break;
                    }
                    size += item.GetRawText().Length;
                    documents.Add(Row(item, query));
                }
            }
            var body = new JsonObject { ["_rid"] = container.Rid, ["Documents"] = documents, ["_count"] = documents.Count };
            var bytes = Encoding.UTF8.GetBytes(body.ToJsonString());
            return new Answer(200, bytes) { Continuation = continuation, Session = Mark(container, RangeAsked(request), asOf), Charge = RequestUnits.Query(bytes.Length) };
        }
    }

    private static JsonObject Row(JsonElement item, QueryText query)
    {
        var node = JsonObject.Create(item)!;
        return query.Output == Output.Item
            ? node
            : new JsonObject
            {
                ["_rid"] = node["_rid"]!.DeepClone(),
                ["orderByItems"] = new JsonArray([.. query.Order.Select(order => new JsonObject { ["item"] = node[order.Field]!.DeepClone() })]),
                ["payload"] = node,
            };
    }

    private IEnumerable<StoredItem> InScope(CosmosRequest request, StoredContainer container)
    {
        if (request.Levels() is { } levels && levels.Length == container.PartitionPaths.Length) return container.ItemsOf(JsonSerializer.Serialize(levels));
        // Without even an organisation it would go to every partition that there is.
        if (request.Header("x-ms-start-epk") is not { } start || request.Header("x-ms-end-epk") is not { } end) throw new Refused(501, "A query of all partitions.");
        var (from, to) = RangesOf()[RangeAsked(request)];
        return container.Items.Where(item => string.CompareOrdinal(item.Position, start) >= 0 && string.CompareOrdinal(item.Position, end) < 0
            && string.CompareOrdinal(item.Position, from) >= 0 && string.CompareOrdinal(item.Position, to) < 0);
    }

    private long AsOf(CosmosRequest request, StoredContainer container)
    {
        if (request.Session() > container.Lsn) complain("A session token from the future.");
        return ReadsAreStale ? Math.Max(request.Session(), container.KnownToAll) : long.MaxValue;
    }

    private static SessionMark Mark(StoredContainer container, int range, long asOf = long.MaxValue) =>
        new(container.Path, container.Rid, range, Math.Min(asOf, container.Lsn));

    private static int RangeAsked(CosmosRequest request) =>
        request.Header("x-ms-documentdb-partitionkeyrangeid") is { Length: > 0 } range ? int.Parse(range[(range.IndexOf(',', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture) : 0;

    private int RangeOf(string partition)
    {
        var position = EffectivePartitionKey.Of(JsonSerializer.Deserialize<string[]>(partition)!);
        return RangesOf().FindIndex(range => string.CompareOrdinal(position, range.To) < 0);
    }

    private List<(string From, string To)> RangesOf()
    {
        string[] bounds = ["", .. Splits.Order(StringComparer.Ordinal), "FF"];
        return [.. bounds.Zip(bounds.Skip(1))];
    }

    // The client goes on calling the address that stands here.
    private JsonObject Account(Uri address)
    {
        JsonArray Places() => new(new JsonObject { ["name"] = "Here", ["databaseAccountEndpoint"] = address.AbsoluteUri });
        return new JsonObject
        {
            ["id"] = "double",
            ["_rid"] = "double",
            ["_self"] = "",
            ["writableLocations"] = Places(),
            ["readableLocations"] = Places(),
            ["enableMultipleWriteLocations"] = false,
            ["userReplicationPolicy"] = new JsonObject { ["minReplicaSetSize"] = 1, ["maxReplicasetSize"] = 4 },
            ["userConsistencyPolicy"] = new JsonObject { ["defaultConsistencyLevel"] = Consistency },
            ["systemReplicationPolicy"] = new JsonObject { ["minReplicaSetSize"] = 1, ["maxReplicasetSize"] = 4 },
            ["readPolicy"] = new JsonObject { ["primaryReadCoefficient"] = 1, ["secondaryReadCoefficient"] = 1 },
            // What the client's own planner wants to know.
            ["queryEngineConfiguration"] = """
                {"maxSqlQueryInputLength":262144,"maxJoinsPerSqlQuery":5,"maxLogicalAndPerSqlQuery":500,"maxLogicalOrPerSqlQuery":500,"maxUdfRefPerSqlQuery":10,"maxInExpressionItemsCount":16000,"sqlAllowSubQuery":true,"sqlAllowScalarSubQuery":true,"sqlAllowAggregateFunctions":true,"sqlAllowTop":true,"sqlAllowLike":true,"sqlAllowGroupByClause":true,"allowNewKeywords":true,"enableSpatialIndexing":false}
                """,
        };
    }

    private Answer MakeDatabase(JsonObject wanted)
    {
        var id = wanted["id"]!.GetValue<string>();
        lock (_gate)
        {
            if (_databases.ContainsKey(id)) throw new Refused(409, "Resource with specified id already exists.");
            var number = ++_made;
            var rid = Convert.ToBase64String(BitConverter.GetBytes(number)).Replace('/', '-');
            wanted["_rid"] = rid;
            wanted["_self"] = $"dbs/{rid}/";
            wanted["_etag"] = "\"1\"";
            _databases[id] = (number, wanted);
            return Answer.Of(201, wanted);
        }
    }

    private JsonObject Database(string id)
    {
        lock (_gate) return _databases.TryGetValue(id, out var found) ? found.Properties : throw new Refused(404, "Resource Not Found. The database.");
    }

    private Answer MakeContainer(string database, JsonObject wanted)
    {
        Database(database);
        var id = wanted["id"]!.GetValue<string>();
        lock (_gate)
        {
            if (_containers.ContainsKey((database, id))) throw new Refused(409, "Resource with specified id already exists.");
            Span<byte> bytes = stackalloc byte[8];
            BitConverter.TryWriteBytes(bytes, _databases[database].Number);
            // A container's number is told from other kinds' by its highest bit.
            BinaryPrimitives.WriteUInt32BigEndian(bytes[4..], ++_made | 0x80000000);
            var rid = Convert.ToBase64String(bytes).Replace('/', '-');
            var container = new StoredContainer($"dbs/{database}/colls/{id}", rid, Named(wanted, rid));
            _containers[(database, id)] = container;
            return Answer.Of(201, container.Properties);
        }
    }

    private Answer ReplaceContainer(StoredContainer container, JsonObject wanted)
    {
        lock (container.Gate)
        {
            var paths = container.PartitionPaths;
            var next = Named(wanted, container.Rid);
            if (!paths.SequenceEqual(next["partitionKey"]!["paths"]!.AsArray().Select(path => path!.GetValue<string>().TrimStart('/'))))
                throw new Refused(400, "The partition key cannot be changed.");
            container.Properties = next;
            return Answer.Of(200, next);
        }
    }

    private static JsonObject Named(JsonObject wanted, string rid)
    {
        wanted["_rid"] = rid;
        wanted["_self"] = $"dbs/x/colls/{rid}/";
        wanted["_etag"] = "\"1\"";
        wanted["partitionKey"]!["kind"] = wanted["partitionKey"]!["paths"]!.AsArray().Count > 1 ? "MultiHash" : "Hash";
        wanted["partitionKey"]!["version"] = 2;
        wanted["indexingPolicy"] ??= new JsonObject { ["indexingMode"] = "consistent", ["includedPaths"] = new JsonArray(new JsonObject { ["path"] = "/*" }) };
        return wanted;
    }

    private StoredContainer[] Containers()
    {
        lock (_gate) return [.. _containers.Values];
    }

    // By its name, or by the id that the service gave it.
    private StoredContainer Container(string database, string id)
    {
        lock (_gate)
        {
            return _containers.GetValueOrDefault((database, id)) ?? _containers.Values.FirstOrDefault(container => container.Rid == id)
                ?? throw new Refused(404, "Resource Not Found. The container.", NoSuchOwner);
        }
    }

    private Answer Ranges(CosmosRequest request, StoredContainer container)
    {
        const string etag = "\"ranges\"";
        if (request.Header("If-None-Match") == etag) return new Answer(304) { ETag = etag };
        var ranges = RangesOf().Select((range, number) => (JsonNode)new JsonObject
        {
            ["_rid"] = container.Rid,
            ["id"] = number.ToString(CultureInfo.InvariantCulture),
            ["_etag"] = etag,
            ["minInclusive"] = range.From,
            ["maxExclusive"] = range.To,
            ["ridPrefix"] = number,
            ["_self"] = $"dbs/x/colls/{container.Rid}/pkranges/{number}/",
            ["throughputFraction"] = 1,
            ["status"] = "online",
            ["parents"] = new JsonArray(),
            ["_ts"] = 1,
            ["_lsn"] = 1,
        }).ToArray();
        return Answer.Of(200, new JsonObject { ["_rid"] = container.Rid, ["PartitionKeyRanges"] = new JsonArray(ranges), ["_count"] = ranges.Length }) with { ETag = etag };
    }
}
