using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core.Cards;

namespace AimsBot.Tests.Cards;

/// <summary>A card with one of the data samples beside it: <c>IncidentReport/Incident</c>, <c>hostile</c>.</summary>
public sealed record CardSample(string Card, string Label, JsonElement Data)
{
    public override string ToString() => Label.Length == 0 ? Card : $"{Card}.{Label}";
}

/// <summary>Every card with every sample of it.</summary>
public static class CardSamples
{
    private static readonly Assembly Product = typeof(CardLibrary).Assembly;

    public static IReadOnlyList<CardSample> All { get; } = [.. Paths("json").Select(Read).OfType<CardSample>()];

    /// <summary>Sample names, for theories.</summary>
    public static TheoryData<string> Names => [.. All.Select(sample => sample.ToString())];

    public static TheoryData<string> Cards => [.. CardLibrary.Embedded.Names];

    /// <summary>Sample names with each language.</summary>
    public static TheoryData<string, string> InEveryLanguage
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var sample in All)
            {
                foreach (var language in CardLibrary.Embedded.Languages) data.Add(sample.ToString(), language);
            }

            return data;
        }
    }

    public static CardSample Named(string name) => All.Single(sample => sample.ToString() == name);

    /// <summary>The template's JSON as it stands in the file.</summary>
    public static JsonElement Template(string card) => JsonDocument.Parse(Bytes($"cards/{card}.card.json")).RootElement;

    /// <summary>The data with the card's texts as <c>t</c> beside them, for an engine that knows nothing of our texts.</summary>
    public static JsonObject WithTexts(CardSample sample, string language)
    {
        var texts = CardText.For(sample.Card.Split('/')[0], language);
        var tree = new JsonObject();
        foreach (var key in CardLibrary.Embedded.Template(sample.Card).TextKeys)
        {
            var parent = tree;
            var names = key.Split('.');
            foreach (var name in names[..^1]) parent = (JsonObject)(parent[name] ??= new JsonObject());
            parent[names[^1]] = texts.Format(key, sample.Data);
        }

        var data = JsonObject.Create(sample.Data.Clone())!;
        data["t"] = tree;
        return data;
    }

    /// <summary>All files under <c>cards/</c>, for a library of a test's own.</summary>
    public static Dictionary<string, ReadOnlyMemory<byte>> Files() => Paths("json").ToDictionary(path => path, path => (ReadOnlyMemory<byte>)Bytes(path));

    public static IReadOnlyDictionary<string, string> Strings(string path) => JsonSerializer.Deserialize<Dictionary<string, string>>(Bytes(path))!;

    private static IEnumerable<string> Paths(string extension) =>
        Product.GetManifestResourceNames().Where(path => path.StartsWith("cards/", StringComparison.Ordinal) && path.EndsWith(extension, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static CardSample? Read(string path)
    {
        if (!path.EndsWith(".sample.json", StringComparison.Ordinal)) return null;
        var parts = path["cards/".Length..^".sample.json".Length].Split('.', 2);
        return new CardSample(parts[0], parts.Length > 1 ? parts[1] : "", JsonDocument.Parse(Bytes(path)).RootElement);
    }

    private static byte[] Bytes(string path)
    {
        using var stream = Product.GetManifestResourceStream(path) ?? throw new FileNotFoundException(path);
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }

    /// <summary>JSON for people to read, as the snapshots have it.</summary>
    public static string Indented(ReadOnlySpan<byte> json) => JsonNode.Parse(json)!.ToJsonString(Readable);

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Every string in a JSON value, with the property that holds it.</summary>
    public static IEnumerable<(string Property, string Text)> Strings(JsonElement element, string property = "") => element.ValueKind switch
    {
        JsonValueKind.String => [(property, element.GetString()!)],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Strings(item, property)),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(one => Strings(one.Value, one.Name)),
        _ => [],
    };

    /// <summary>Every object in a JSON value, itself included.</summary>
    public static IEnumerable<JsonElement> Objects(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Objects),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(one => Objects(one.Value)).Prepend(element),
        _ => [],
    };
}
