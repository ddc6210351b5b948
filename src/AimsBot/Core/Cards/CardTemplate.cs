using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AimsBot.Core.Cards;

/// <summary>
/// A card in the Adaptive Card template language, parsed once and bound to data as often as needed. Yields what npm
/// <c>adaptivecards-templating</c> 2.3.1 yields, for <c>${path}</c>, <c>$data</c>, <c>$root</c>, <c>$index</c>, <c>$when</c>
/// and the functions of <see cref="Function"/>; whatever else the language has is a <see cref="TemplateException"/> when the
/// template is read. Where the official engine throws on odd data this one writes the expression itself, or nothing for null.
/// Immutable, so safe to share.
/// </summary>
public sealed class CardTemplate
{
    internal static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly TemplateNode _root;

    private CardTemplate(string name, string hash, TemplateNode root, IReadOnlyList<string> textKeys)
    {
        Name = name;
        Hash = hash;
        _root = root;
        TextKeys = textKeys;
    }

    /// <summary>Workflow and card: <c>IncidentReport/Incident</c>.</summary>
    public string Name { get; }

    /// <summary>SHA-256 of the template's exact bytes, lower-case hex: pins in the trail what a person was shown.</summary>
    public string Hash { get; }

    /// <summary>The keys of the texts that the card uses as <c>${t.key}</c> or <c>${$root.t.key}</c>, each once.</summary>
    public IReadOnlyList<string> TextKeys { get; }

    /// <summary>Reads a template. Throws <see cref="TemplateException"/> naming the place of what is not JSON or not supported.</summary>
    public static CardTemplate Parse(ReadOnlyMemory<byte> json, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var reader = new Reader(name);
            var root = reader.Node(document.RootElement, "", null);
            return new CardTemplate(name, Convert.ToHexStringLower(SHA256.HashData(json.Span)), root, [.. reader.TextKeys]);
        }
        catch (JsonException fault)
        {
            throw new TemplateException($"{name} is not JSON at line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}.", fault);
        }
    }

    /// <summary>The expanded card as UTF-8 JSON. Never throws: the data are values and are not read as expressions.</summary>
    public byte[] Bind(JsonElement data) => Bind(data, null).ToArray();

    /// <summary>As <see cref="Bind(JsonElement)"/>, with <c>t</c> at the root standing for the texts of the reader's language.</summary>
    internal ReadOnlyMemory<byte> Bind(JsonElement data, CardText? texts)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, Compact)) _root.Write(writer, new Scope(Value.Of(data), texts));
        return buffer.WrittenMemory;
    }

    /// <summary>Turns the template's JSON into nodes.</summary>
    private sealed class Reader(string name)
    {
        public SortedSet<string> TextKeys { get; } = new(StringComparer.Ordinal);

        /// <param name="element">The JSON value.</param>
        /// <param name="pointer">Its JSON pointer, for messages.</param>
        /// <param name="property">The property that holds it; null for the root and in lists.</param>
        public TemplateNode Node(JsonElement element, string pointer, string? property)
        {
            if (IsLiteral(element)) return Literal(element, pointer);
            if (element.ValueKind == JsonValueKind.String)
            {
                var text = Text(element, pointer);
                // Only these two reach the eye through a renderer that looks for dates.
                var isShown = property is "text" or "fallbackText";
                return text.Lone is { } lone ? new ExpressionNode(lone, isShown) : new TextNode(text, isShown);
            }

            return element.ValueKind == JsonValueKind.Array ? List(element, pointer) : Object(element, pointer);
        }

        private ListNode List(JsonElement list, string pointer) =>
            new([.. list.EnumerateArray().Select((item, i) => Node(ListItem(item, $"{pointer}/{i}"), $"{pointer}/{i}", null))]);

        // The official engine drops nulls from lists and flattens lists of lists. No card needs either.
        private JsonElement ListItem(JsonElement item, string pointer) =>
            item.ValueKind is JsonValueKind.Null or JsonValueKind.Array ? throw Fault(pointer, 0, "null or a list inside a list is not supported") : item;

        private void CheckLists(JsonElement element, string pointer)
        {
            if (element.ValueKind == JsonValueKind.Array)
            {
                foreach (var (i, item) in element.EnumerateArray().Index()) CheckLists(ListItem(item, $"{pointer}/{i}"), $"{pointer}/{i}");
            }
            else if (element.ValueKind == JsonValueKind.Object)
            {
                foreach (var property in element.EnumerateObject()) CheckLists(property.Value, $"{pointer}/{property.Name}");
            }
        }

        private ObjectNode Object(JsonElement element, string pointer)
        {
            Expression? data = null, when = null;
            JsonElement literalData = default;
            var properties = new List<(JsonEncodedText, TemplateNode)>();
            foreach (var property in element.EnumerateObject())
            {
                var at = $"{pointer}/{property.Name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
                switch (property.Name)
                {
                    case "$data" when IsLiteral(property.Value):
                        literalData = property.Value.Clone();
                        break;
                    case "$data":
                        data = Lone(property.Value, at);
                        break;
                    case "$when":
                        when = Lone(property.Value, at);
                        break;
                    case "$root" or "$index" or "$host":
                        throw Fault(at, 0, "a reserved name");
                    default:
                        properties.Add((JsonEncodedText.Encode(property.Name, Compact.Encoder), Node(property.Value, at, property.Name)));
                        break;
                }
            }

            return new ObjectNode([.. properties], data, literalData, when);
        }

        private Expression Lone(JsonElement element, string pointer) =>
            element.ValueKind == JsonValueKind.String && TextTemplate.IsIn(element.GetString()!) && Text(element, pointer).Lone is { } lone
                ? lone
                : throw Fault(pointer, 0, "one expression ${…} and nothing beside it is expected");

        private TextTemplate Text(JsonElement element, string pointer)
        {
            var text = TextTemplate.Parse(element.GetString()!, (position, problem) => Fault(pointer, position, problem));
            TextKeys.UnionWith(text.Paths.Select(path => path.TextKey).OfType<string>());
            return text;
        }

        private LiteralNode Literal(JsonElement element, string pointer)
        {
            CheckLists(element, pointer);
            var buffer = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(buffer, Compact)) element.WriteTo(writer);
            return new LiteralNode(buffer.WrittenSpan.ToArray());
        }

        private static bool IsLiteral(JsonElement element) => element.ValueKind switch
        {
            JsonValueKind.String => !TextTemplate.IsIn(element.GetString()!),
            JsonValueKind.Array => element.EnumerateArray().All(IsLiteral),
            JsonValueKind.Object => element.EnumerateObject().All(property => !property.Name.StartsWith('$') && IsLiteral(property.Value)),
            _ => true,
        };

        private TemplateException Fault(string pointer, int position, string problem) => TemplateException.At(name, pointer, position, problem);
    }
}
