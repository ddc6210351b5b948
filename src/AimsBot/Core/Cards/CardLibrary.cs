using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;

namespace AimsBot.Core.Cards;

/// <summary>A card made for one reader.</summary>
/// <param name="Name">Workflow and card: <c>IncidentReport/Incident</c>.</param>
/// <param name="Language">The language it is in, such as <c>nb</c>.</param>
/// <param name="TemplateHash">SHA-256 of the template, lower-case hex; goes into the trail as what was seen.</param>
/// <param name="Json">The Adaptive Card, UTF-8, complete with <c>lang</c> and <c>fallbackText</c>.</param>
public sealed record RenderedCard(string Name, string Language, string TemplateHash, byte[] Json);

/// <summary>All cards and their texts. Reads and checks every file once, when it is made; immutable afterwards.</summary>
public sealed class CardLibrary
{
    private const string English = "en";
    private const string Shared = "Shared";

    private static readonly Lazy<CardLibrary> BuiltIn = new(() => new CardLibrary(EmbeddedFiles()));

    private readonly FrozenDictionary<string, CardTemplate> _templates;
    private readonly FrozenDictionary<(string Workflow, string Language), CardText> _texts;

    /// <param name="files">Paths such as <c>cards/IncidentReport/Incident.card.json</c> with their content; others are passed over.</param>
    /// <exception cref="TemplateException">A template or a text cannot be used.</exception>
    public CardLibrary(IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> files)
    {
        var templates = new Dictionary<string, CardTemplate>();
        var strings = new Dictionary<(string Workflow, string Language), Dictionary<string, string>>();
        foreach (var (path, content) in files)
        {
            if (path.Split('/') is not ["cards", var workflow, var file]) continue;
            if (file.EndsWith(".card.json", StringComparison.Ordinal))
            {
                var name = $"{workflow}/{file[..^".card.json".Length]}";
                templates.Add(name, CardTemplate.Parse(content, name));
            }
            else if (file.Split('.') is ["strings", var language, "json"])
            {
                strings.Add((workflow, language), Strings(path, content));
            }
        }

        _templates = templates.ToFrozenDictionary();
        Languages = [.. strings.Keys.Select(key => key.Language).Append(English).Distinct().Order(StringComparer.Ordinal)];
        var workflows = strings.Keys.Select(key => key.Workflow).Concat(templates.Keys.Select(name => name.Split('/')[0])).Append(Shared).Distinct();
        _texts = workflows
            .SelectMany(workflow => Languages, (workflow, language) => (workflow, language))
            .ToFrozenDictionary(key => key, key => new CardText(key.workflow, key.language, Merged(strings, key.workflow, key.language)));
    }

    /// <summary>The cards that are built into this assembly.</summary>
    public static CardLibrary Embedded => BuiltIn.Value;

    /// <summary>The names of the cards, such as <c>IncidentReport/Incident</c>.</summary>
    public IEnumerable<string> Names => _templates.Keys.Order(StringComparer.Ordinal);

    /// <summary>The languages in which there are texts; English is always among them.</summary>
    public IReadOnlyList<string> Languages { get; }

    /// <exception cref="KeyNotFoundException">There is no such card.</exception>
    public CardTemplate Template(string name) =>
        _templates.TryGetValue(name, out var template) ? template : throw new KeyNotFoundException($"There is no card '{name}'.");

    /// <summary>The texts of a workflow for a reader; those of a workflow that has none are the shared ones.</summary>
    public CardText Text(string workflow, string language)
    {
        var spoken = Spoken(language);
        return _texts.TryGetValue((workflow, spoken), out var text) ? text : _texts[(Shared, spoken)];
    }

    /// <summary>
    /// The card in the reader's language: the template bound to <paramref name="data"/>, with the texts as <c>t</c> beside the
    /// data at the root. Adds <c>lang</c>, and a <c>fallbackText</c> with all that the card says unless the template has one.
    /// </summary>
    /// <exception cref="KeyNotFoundException">There is no such card.</exception>
    public RenderedCard Render(string name, string language, JsonElement data)
    {
        var template = Template(name);
        var texts = Text(name.Split('/')[0], language);
        return new RenderedCard(name, texts.Language, template.Hash, Completed(template.Bind(data, texts), texts.Language));
    }

    /// <summary>The bound card with what it lacks put before its last brace.</summary>
    private static byte[] Completed(ReadOnlyMemory<byte> bound, string language)
    {
        using var card = JsonDocument.Parse(bound);
        if (card.RootElement.ValueKind != JsonValueKind.Object) return "{}"u8.ToArray();
        var rest = new ArrayBufferWriter<byte>(2048);
        using (var writer = new Utf8JsonWriter(rest, CardTemplate.Compact))
        {
            writer.WriteStartObject();
            if (!card.RootElement.TryGetProperty("lang", out _)) writer.WriteString("lang", language);
            if (!card.RootElement.TryGetProperty("fallbackText", out _)) writer.WriteString("fallbackText", CardDates.Disarm(CardReading.Aloud(card.RootElement)));
            writer.WriteEndObject();
        }

        if (rest.WrittenCount <= 2) return bound.ToArray();
        return bound.Length <= 2 ? rest.WrittenSpan.ToArray() : [.. bound.Span[..^1], (byte)',', .. rest.WrittenSpan[1..]];
    }

    private string Spoken(string language)
    {
        for (var tag = language.ToLowerInvariant().Replace('_', '-'); tag.Length > 0; tag = tag[..Math.Max(0, tag.LastIndexOf('-'))])
        {
            if (Languages.Contains(tag)) return tag;
            // Nynorsk and the undivided code are read in Bokmål here.
            if (tag is "no" or "nn" && Languages.Contains("nb")) return "nb";
        }

        return English;
    }

    private static Dictionary<string, string> Merged(
        Dictionary<(string Workflow, string Language), Dictionary<string, string>> strings, string workflow, string language)
    {
        var merged = new Dictionary<string, string>();
        foreach (var layer in new[] { (Shared, English), (workflow, English), (Shared, language), (workflow, language) })
        {
            foreach (var (key, text) in strings.GetValueOrDefault(layer, [])) merged[key] = text;
        }

        return merged;
    }

    private static Dictionary<string, string> Strings(string path, ReadOnlyMemory<byte> content)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(content.Span)!;
        }
        catch (JsonException fault)
        {
            throw new TemplateException($"{path} is not a flat list of texts: line {fault.LineNumber + 1}.", fault);
        }
    }

    /// <summary>Every file under <c>cards/</c> that is built into this assembly, samples too.</summary>
    public static IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> EmbeddedFiles()
    {
        var assembly = typeof(CardLibrary).Assembly;
        foreach (var path in assembly.GetManifestResourceNames().Where(path => path.StartsWith("cards/", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(path)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            yield return KeyValuePair.Create<string, ReadOnlyMemory<byte>>(path, content);
        }
    }
}
