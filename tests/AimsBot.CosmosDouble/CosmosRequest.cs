using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace AimsBot.CosmosDouble;

/// <summary>A request with its headers read.</summary>
internal sealed class CosmosRequest(HttpRequest http, byte[] body)
{
    public string Method => http.Method;

    /// <summary>The account's address as this client knows it.</summary>
    public Uri Address => new($"http://{http.Host}");

    public byte[] Body => body;
    public string[] Path { get; } = http.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);

    public CosmosVerb Verb => Path switch
    {
        ["dbs", _, "colls", _, "docs"] when Is("x-ms-cosmos-is-batch-request") => CosmosVerb.Batch,
        ["dbs", _, "colls", _, "docs"] when Is("x-ms-documentdb-isquery") => CosmosVerb.Query,
        ["dbs", _, "colls", _, "docs"] => CosmosVerb.Write,
        ["dbs", _, "colls", _, "docs", _] => Method == "GET" ? CosmosVerb.Read : CosmosVerb.Write,
        _ => CosmosVerb.Administration,
    };

    public string? Item => Path.ElementAtOrDefault(5);

    public string? Header(string name) => http.Headers.TryGetValue(name, out var value) ? value.ToString() : null;

    public bool Is(string header) => string.Equals(Header(header), "true", StringComparison.OrdinalIgnoreCase);

    public JsonObject Json() => JsonNode.Parse(body)!.AsObject();

    /// <summary>The whole partition key, normalised; of a point operation it must be whole.</summary>
    public string Partition(StoredContainer container)
    {
        if (Levels() is not { } levels) throw new Refused(400, "PartitionKey value must be supplied for this operation.");
        if (levels.Length != container.PartitionPaths.Length)
            throw new Refused(400, "Partition key provided either doesn't correspond to definition in the collection or doesn't match partition key field values specified in the document.", 1001);
        return JsonSerializer.Serialize(levels);
    }

    public string[]? Levels() => Header("x-ms-documentdb-partitionkey") is { } text ? JsonSerializer.Deserialize<string[]>(text) : null;

    /// <summary>The last write that the client's session knows of, in any range.</summary>
    public long Session() => (Header("x-ms-session-token") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)
        .Select(token => long.Parse(token[(token.LastIndexOf('#') + 1)..], CultureInfo.InvariantCulture)).DefaultIfEmpty(0).Max();
}

/// <summary>The check of who asks.</summary>
internal static class CosmosSignature
{
    public static void Check(HttpRequest request, string key)
    {
        var given = Uri.UnescapeDataString(request.Headers.Authorization.ToString());
        var path = request.Path.Value!.Trim('/').Split('/', StringSplitOptions.RemoveEmptyEntries);
        var isFeed = path.Length % 2 == 1;
        var type = path.Length == 0 ? "" : isFeed ? path[^1] : path[^2];
        var link = string.Join('/', isFeed ? path[..^1] : path);
        // By names the whole link is signed, by the database's own ids the last one alone, in lower case.
        string[] links = [link, (isFeed ? path[..^1] : path).LastOrDefault("").ToLowerInvariant()];
        foreach (var one in links)
        {
            var signed = $"{request.Method.ToLowerInvariant()}\n{type.ToLowerInvariant()}\n{one}\n{request.Headers["x-ms-date"].ToString().ToLowerInvariant()}\n\n";
            var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(key), Encoding.UTF8.GetBytes(signed)));
            if (given == $"type=master&ver=1.0&sig={signature}") return;
        }
        throw new Refused(401, "The input authorization token can't serve the request. The wrong key is being used.");
    }
}
