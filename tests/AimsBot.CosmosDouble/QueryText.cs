using System.Text.Json;
using System.Text.RegularExpressions;

namespace AimsBot.CosmosDouble;

/// <summary>
/// A query as the store asks it and the client rewrites it; anything else is refused. What it looks at must be indexed:
/// Azure would scan, and nobody would see the bill.
/// </summary>
internal sealed partial class QueryText
{
    private readonly Queue<string> _tokens;
    private readonly IReadOnlyDictionary<string, JsonElement> _parameters;
    private readonly IndexOfContainer _index;
    private readonly string _text;

    private QueryText(string text, IReadOnlyDictionary<string, JsonElement> parameters, IndexOfContainer index)
    {
        _text = text;
        _parameters = parameters;
        _index = index;
        _tokens = new(Tokens().Matches(text).Select(match => match.Value));
        Read();
    }

    /// <summary>What of each item is given back.</summary>
    public Output Output { get; private set; }

    public Func<JsonElement, bool> Condition { get; private set; } = _ => true;

    public IReadOnlyList<(string Field, bool Descending)> Order { get; private set; } = [];

    public static QueryText Parse(string text, IReadOnlyDictionary<string, JsonElement> parameters, IndexOfContainer index) => new(text, parameters, index);

    /// <summary>The items in the order that was asked for.</summary>
    public IEnumerable<JsonElement> Sorted(IEnumerable<JsonElement> items)
    {
        var sorted = items.OrderBy(_ => 0);
        foreach (var (field, descending) in Order)
        {
            var value = Comparer<JsonElement>.Create((a, b) => Compare(a, b)!.Value);
            sorted = descending ? sorted.ThenByDescending(item => item.GetProperty(field), value) : sorted.ThenBy(item => item.GetProperty(field), value);
        }
        return sorted;
    }

    private void Read()
    {
        Take("SELECT");
        Output = ReadOutput();
        Take("FROM", "c", "WHERE");
        Condition = ReadOr("c");
        if (_tokens.Count > 0)
        {
            Take("ORDER", "BY");
            Order = ReadOrder();
        }
        if (_tokens.Count > 0) throw Unknown();
    }

    private Output ReadOutput()
    {
        switch (_tokens.Dequeue())
        {
            case "*":
                return Output.Item;
            case "VALUE":
                var isPart = _tokens.Peek() == "[";
                if (isPart) Take("[", "{", "\"item\"", ":");
                Take("COUNT", "(", "1", ")");
                if (isPart) Take("}", "]");
                return isPart ? Output.PartialCount : Output.Count;
            case "c._rid":
                Take(",", "[");
                do
                {
                    Take("{", "\"item\"", ":");
                    _tokens.Dequeue();
                    Take("}");
                }
                while (_tokens.Dequeue() == ",");
                Take("AS", "orderByItems", ",", "c", "AS", "payload");
                return Output.Ordered;
            default:
                throw Unknown();
        }
    }

    private List<(string, bool)> ReadOrder()
    {
        var order = new List<(string, bool)>();
        do
        {
            if (order.Count > 0) Take(",");
            var field = _tokens.Dequeue()["c.".Length..];
            var descending = _tokens.Dequeue() == "DESC";
            order.Add((field, descending));
        }
        while (_tokens.Count > 0 && _tokens.Peek() == ",");
        var isIndexed = order.Count == 1 ? _index.Has(order[0].Item1) : _index.HasComposite(order.Select(o => o.Item1)) && order.Select(o => o.Item2).Distinct().Count() == 1;
        return isIndexed ? order : throw new Refused(400, "The order by query does not have a corresponding composite index that it can be served from.");
    }

    private Func<JsonElement, bool> ReadOr(string root)
    {
        var left = ReadAnd(root);
        while (_tokens.TryPeek(out var next) && next == "OR")
        {
            Take("OR");
            var (one, two) = (left, ReadAnd(root));
            left = item => one(item) || two(item);
        }
        return left;
    }

    private Func<JsonElement, bool> ReadAnd(string root)
    {
        var left = ReadOne(root);
        while (_tokens.TryPeek(out var next) && next == "AND")
        {
            Take("AND");
            var (one, two) = (left, ReadOne(root));
            left = item => one(item) && two(item);
        }
        return left;
    }

    private Func<JsonElement, bool> ReadOne(string root)
    {
        var token = _tokens.Dequeue();
        switch (token)
        {
            case "(":
                var inner = ReadOr(root);
                Take(")");
                return inner;
            case "true":
                return _ => true;
            case "ARRAY_CONTAINS":
                Take("(");
                var list = Field(_tokens.Dequeue(), root, "[]");
                Take(",");
                var wanted = Value();
                Take(")");
                return item => Elements(item, list).Any(element => Compare(element, wanted) == 0);
            case "EXISTS":
                Take("(", "SELECT", "VALUE", "d", "FROM", "d", "IN");
                var elements = Field(_tokens.Dequeue(), root, "[]");
                Take("WHERE");
                var condition = ReadOr("d");
                Take(")");
                return item => Elements(item, elements).Any(condition);
            default:
                var field = token == root ? null : Field(token, root, "");
                var sign = _tokens.Dequeue();
                var value = Value();
                return item => Holds(sign, Compare(field is null ? item : item.TryGetProperty(field, out var own) ? own : default, value));
        }
    }

    private string Field(string token, string root, string suffix)
    {
        if (!token.StartsWith(root + ".", StringComparison.Ordinal)) throw Unknown();
        var field = token[(root.Length + 1)..];
        // The second field of a composite index is as good as indexed where the first is given.
        if (!_index.Has(field + (suffix.Length == 0 ? "" : "/" + suffix)) && !_index.IsInComposite(field)) throw new Refused(501, $"{field} is not indexed: {_text}");
        return field;
    }

    private JsonElement Value()
    {
        var token = _tokens.Dequeue();
        return token.StartsWith('@') ? _parameters[token] : JsonDocument.Parse(token).RootElement;
    }

    private bool Holds(string sign, int? order) => sign switch
    {
        "=" => order is 0,
        "<" => order is < 0,
        ">" => order is > 0,
        "<=" => order is <= 0,
        ">=" => order is >= 0,
        _ => throw Unknown(),
    };

    private static JsonElement.ArrayEnumerator Elements(JsonElement item, string field) =>
        item.TryGetProperty(field, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default;

    // Values of two kinds are neither equal nor in an order.
    private static int? Compare(JsonElement a, JsonElement b) => (a.ValueKind, b.ValueKind) switch
    {
        (JsonValueKind.String, JsonValueKind.String) => string.CompareOrdinal(a.GetString(), b.GetString()),
        (JsonValueKind.Number, JsonValueKind.Number) => a.GetDecimal().CompareTo(b.GetDecimal()),
        _ => null,
    };

    private void Take(params ReadOnlySpan<string> expected)
    {
        foreach (var one in expected)
        {
            if (!_tokens.TryDequeue(out var token) || token != one) throw Unknown();
        }
    }

    private Refused Unknown() => new(501, $"No query of the store's: {_text}");

    [GeneratedRegex("""[A-Za-z_@][A-Za-z0-9_.]*|[0-9]+|"[^"]*"|<=|>=|[^\s]""")]
    private static partial Regex Tokens();
}

/// <summary>What a query gives back of each item, or of all.</summary>
internal enum Output
{
    Item,
    Ordered,
    Count,
    PartialCount,
}

/// <summary>What a container's indexing policy includes.</summary>
internal sealed class IndexOfContainer
{
    private readonly HashSet<string> _paths;
    private readonly List<string[]> _composites;

    public IndexOfContainer(System.Text.Json.Nodes.JsonNode policy)
    {
        _paths = [.. policy["includedPaths"]!.AsArray().Select(path => path!["path"]!.GetValue<string>())];
        _composites = [.. (policy["compositeIndexes"]?.AsArray() ?? []).Select(index => index!.AsArray().Select(part => part!["path"]!.GetValue<string>().TrimStart('/')).ToArray())];
    }

    public bool Has(string field) => _paths.Contains("/*") || _paths.Contains($"/{field}/?");

    public bool HasComposite(IEnumerable<string> fields) => _composites.Exists(index => index.SequenceEqual(fields));

    public bool IsInComposite(string field) => _composites.Exists(index => index.Contains(field));
}
