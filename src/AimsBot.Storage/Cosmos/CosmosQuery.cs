using System.Collections.ObjectModel;
using System.Globalization;
using System.Text.Json;
using AimsBot.Core.Records;
using Microsoft.Azure.Cosmos;

namespace AimsBot.Storage.Cosmos;

/// <summary>The queries and the index that is made for them: conditions from a fixed table, values as parameters.</summary>
internal static class CosmosQuery
{
    /// <summary>All that is indexed. A field that is not here costs nothing to write, and cannot be found by.</summary>
    public static IndexingPolicy Index()
    {
        var policy = new IndexingPolicy { Automatic = true, IndexingMode = IndexingMode.Consistent };
        string[] paths = ["/type/?", "/state/?", "/opened/?", "/waitsFor/[]/?", "/parent/?", "/dates/[]/?", "/wakeAt/?", "/part/?", "/document/?", "/unsealed/?", "/seal/?"];
        foreach (var path in paths) policy.IncludedPaths.Add(new IncludedPath { Path = path });
        policy.ExcludedPaths.Add(new ExcludedPath { Path = "/*" });
        // Lists are in the order of opening; the record's id decides between two of one instant.
        policy.CompositeIndexes.Add(new Collection<CompositePath> { new() { Path = "/opened" }, new() { Path = "/record" } });
        return policy;
    }

    /// <summary>Whether a container's index, as the database tells of it, is <see cref="Index"/>. What the database adds by itself to what is left out does not count.</summary>
    public static bool IsIndex(JsonElement index)
    {
        var wanted = Index();
        return Paths(index, "includedPaths").ToHashSet().SetEquals(wanted.IncludedPaths.Select(path => path.Path))
            && Paths(index, "excludedPaths").Contains("/*")
            && Composites(index).SequenceEqual(wanted.CompositeIndexes.Select(composite => string.Join(' ', composite.Select(path => path.Path))));

        static IEnumerable<string?> Paths(JsonElement index, string name) => Array(index, name).Select(PathOf);

        static IEnumerable<string> Composites(JsonElement index) => Array(index, "compositeIndexes").Select(composite => string.Join(' ', composite.EnumerateArray().Select(PathOf)));

        static IEnumerable<JsonElement> Array(JsonElement index, string name) => index.TryGetProperty(name, out var array) ? array.EnumerateArray() : [];

        static string? PathOf(JsonElement element) => element.GetProperty("path").GetString();
    }

    public static QueryDefinition Heads(RecordQuery query)
    {
        var direction = query.NewestFirst ? "DESC" : "ASC";
        return Make($"SELECT * FROM c WHERE {{0}} ORDER BY c.opened {direction}, c.record {direction}", query);
    }

    public static QueryDefinition Count(RecordQuery query) => Make("SELECT VALUE COUNT(1) FROM c WHERE {0}", query with { Continuation = null });

    public static QueryDefinition Due(DateTimeOffset now) =>
        new QueryDefinition("SELECT * FROM c WHERE c.wakeAt <= @now ORDER BY c.wakeAt ASC").WithParameter("@now", now.ToUnixTimeMilliseconds());

    /// <summary>One group of one record's items.</summary>
    public static QueryDefinition Part(string group) => new QueryDefinition("SELECT * FROM c WHERE c.part = @part").WithParameter("@part", group);

    public static QueryDefinition Documents(string? after) =>
        new QueryDefinition("SELECT * FROM c WHERE c.document > @after ORDER BY c.document ASC").WithParameter("@after", after ?? "");

    public static QueryDefinition Unsealed() => new QueryDefinition("SELECT * FROM c WHERE c.unsealed = @one").WithParameter("@one", 1);

    public static QueryDefinition Seals(int after) =>
        new QueryDefinition("SELECT * FROM c WHERE c.seal > @after ORDER BY c.seal ASC").WithParameter("@after", after);

    public static QueryDefinition LastSeal() =>
        new QueryDefinition("SELECT * FROM c WHERE c.seal > @after ORDER BY c.seal DESC").WithParameter("@after", 0);

    /// <summary>Where a page ended, as the next page's continuation.</summary>
    public static string Position(Head head) => string.Create(CultureInfo.InvariantCulture, $"{head.Opened.ToUnixTimeMilliseconds()}.{head.Id}");

    private static QueryDefinition Make(string frame, RecordQuery query)
    {
        // Heads alone have been opened.
        var conditions = new List<string> { "c.opened >= 0" };
        var parameters = new List<(string Name, object Value)>();
        When(query.Type, "c.type = @type", "@type");
        When(query.State, "c.state = @state", "@state");
        When(query.WaitsFor, "ARRAY_CONTAINS(c.waitsFor, @who)", "@who");
        When(query.Parent?.Value, "c.parent = @parent", "@parent");
        if (query.Date is { } date)
        {
            conditions.Add("EXISTS(SELECT VALUE d FROM d IN c.dates WHERE d >= @from AND d < @to)");
            parameters.Add(("@from", query.DateFrom is { } from ? HeadItem.DateText(date, from) : HeadItem.DateStart(date)));
            parameters.Add(("@to", query.DateBefore is { } before ? HeadItem.DateText(date, before) : HeadItem.DateEnd(date)));
        }
        if (query.OpenedBefore is { } opened)
        {
            conditions.Add("c.opened < @openedBefore");
            parameters.Add(("@openedBefore", opened.ToUnixTimeMilliseconds()));
        }
        if (query.Continuation is { } continuation)
        {
            var after = query.NewestFirst ? '<' : '>';
            var dot = continuation.IndexOf('.', StringComparison.Ordinal);
            conditions.Add($"(c.opened {after} @opened OR (c.opened = @opened AND c.record {after} @record))");
            parameters.Add(("@opened", long.Parse(continuation.AsSpan(0, dot), CultureInfo.InvariantCulture)));
            parameters.Add(("@record", continuation[(dot + 1)..]));
        }
        var definition = new QueryDefinition(string.Format(CultureInfo.InvariantCulture, frame, string.Join(" AND ", conditions)));
        foreach (var (name, value) in parameters) definition.WithParameter(name, value);
        return definition;

        void When(string? value, string condition, string name)
        {
            if (value is null) return;
            conditions.Add(condition);
            parameters.Add((name, value));
        }
    }
}
