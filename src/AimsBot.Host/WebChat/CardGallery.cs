using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Slack.BlockKit;

namespace AimsBot.Host.WebChat;

/// <summary>
/// Every card with its samples, in each language and as each chat shows it, and what is wrong with it. The files of the
/// folder <c>cards/</c> are read at each look, where it is there: a card is written with this page beside it.
/// </summary>
public sealed class CardGallery
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public JsonObject Json()
    {
        var files = Files();
        var faults = new JsonArray();
        CardLibrary library;
        try
        {
            library = new CardLibrary(files);
        }
        catch (Exception e) when (e is TemplateException or ArgumentException or JsonException)
        {
            // Until it can be read, what the bot itself has.
            faults.Add(e.Message);
            files = CardLibrary.EmbeddedFiles().ToDictionary();
            library = CardLibrary.Embedded;
        }
        var cards = new JsonArray();
        foreach (var name in library.Names) cards.Add(Card(library, name, files, faults));
        return new JsonObject { ["languages"] = new JsonArray([.. library.Languages.Select(l => (JsonNode)l)]), ["faults"] = faults, ["cards"] = cards };
    }

    private static JsonObject Card(CardLibrary library, string name, Dictionary<string, ReadOnlyMemory<byte>> files, JsonArray faults)
    {
        var template = JsonElement.Parse(files[$"cards/{name}.card.json"].Span);
        var samples = new JsonArray();
        foreach (var (path, content) in files.Where(f => IsSampleOf(name, f.Key)).OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            if (Parsed(path, content, faults) is { } data) samples.Add(Sample(library, name, LabelOf(name, path), data));
        }
        return new JsonObject
        {
            ["name"] = name,
            ["template"] = JsonObject.Create(template),
            ["findings"] = new JsonArray([.. CardLint.Of(library, name, template).Select(f => (JsonNode)new JsonObject { ["rule"] = f.Rule.ToString(), ["what"] = f.What })]),
            ["samples"] = samples,
        };
    }

    private static JsonObject Sample(CardLibrary library, string name, string label, JsonElement data)
    {
        var renderings = new JsonObject();
        foreach (var language in library.Languages) renderings[language] = Rendering(library, library.Render(name, language, data), data);
        return new JsonObject { ["label"] = label, ["data"] = JsonObject.Create(data), ["renderings"] = renderings };
    }

    private static JsonObject Rendering(CardLibrary library, RenderedCard card, JsonElement data)
    {
        var json = new JsonObject { ["card"] = JsonNode.Parse(card.Json) };
        IReadOnlyList<Loss> losses;
        if (data.TryGetProperty("submit", out var submit))
        {
            var verb = submit.TryGetProperty("verb", out var word) ? word.ToString() : "";
            var view = CardTranslator.Modal(card.Json, "", "", library.Text("Shared", card.Language)["modal.close"], verb, new ActionRef(null, null).ToJson().ToJsonString());
            json["view"] = JsonNode.Parse(view.Json);
            losses = view.Losses;
        }
        else
        {
            var message = CardTranslator.Message(card.Json);
            json["blocks"] = JsonNode.Parse(message.BlocksJson);
            losses = message.Losses;
        }
        json["losses"] = new JsonArray([.. losses.Select(l => (JsonNode)$"{l.Code} {l.At}: {l.What}")]);
        return json;
    }

    private static JsonElement? Parsed(string path, ReadOnlyMemory<byte> content, JsonArray faults)
    {
        try
        {
            using var document = JsonDocument.Parse(content, Lenient);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            faults.Add($"{path}: {e.Message}");
            return null;
        }
    }

    private static bool IsSampleOf(string name, string path) =>
        path.StartsWith($"cards/{name}.", StringComparison.Ordinal) && path.EndsWith(".sample.json", StringComparison.Ordinal);

    private static string LabelOf(string name, string path) => path[$"cards/{name}.".Length..^"sample.json".Length].TrimEnd('.');

    private static Dictionary<string, ReadOnlyMemory<byte>> Files() => Folder() is { } folder
        ? Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).ToDictionary(
            path => "cards/" + Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'), path => (ReadOnlyMemory<byte>)File.ReadAllBytes(path))
        : CardLibrary.EmbeddedFiles().ToDictionary();

    // Beside the sources that this host was built from; a published host has none.
    private static string? Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var cards = Path.Combine(folder.FullName, "cards");
            if (File.Exists(Path.Combine(cards, "Shared", "strings.en.json"))) return cards;
        }
        return null;
    }
}
