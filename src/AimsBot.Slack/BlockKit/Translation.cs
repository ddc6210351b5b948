using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AimsBot.Core.Cards;

namespace AimsBot.Slack.BlockKit;

internal enum Surface
{
    Message,
    Modal,
    Home,
}

/// <summary>One translation under way: what is shown. Inputs are in <c>Translation.Inputs.cs</c>, buttons in <c>Translation.Actions.cs</c>.</summary>
internal sealed partial class Translation(Surface surface, string title = "", bool isLocal = false)
{
    private static readonly SearchValues<char> SignsOfMrkdwn = SearchValues.Create("*_~`&<>:");

    private static readonly byte[][] Containers = ["body"u8.ToArray(), "items"u8.ToArray(), "columns"u8.ToArray(), "rows"u8.ToArray(), "cells"u8.ToArray()];

    private readonly BlockList _blocks = new();
    private readonly List<Loss> _losses = [];
    private readonly List<(string Label, string Value, string Pointer)> _facts = [];
    private string _heading = "";
    private bool _hasInputs;

    public IReadOnlyList<Loss> Losses => _losses;

    /// <summary>
    /// A modal's title, since Slack demands one: what is given, else the card's heading where it fits. A number cut in half
    /// would say less than the bot's name; the heading then stands whole below.
    /// </summary>
    public string Title => title.Length > 0 ? title : _heading.Length > 0 && BlockText.Escape(_heading).Length <= SlackLimits.ModalWords ? _heading : "AimsBot";

    /// <summary>The submit of a view that was given none: Slack demands one where there are inputs, so a sign if need be.</summary>
    public string SubmitWords => _inputIds.Count == 0 || _submitTitle.Length > 0 ? _submitTitle : "✓";

    public void Lose(LossCode code, string pointer, string what) => _losses.Add(new Loss(code, pointer, what));

    public void Card(JsonElement card)
    {
        if (_blocks.Count > 0) Divider();
        _blocks.IdPrefix = Convert.ToHexStringLower(SHA256.HashData(JsonMarshal.GetRawUtf8Value(card)).AsSpan(0, 4));
        _heading = CardDates.Restore(CardReading.Heading(card));
        _hasInputs = HasInputs(card);
        Elements(card, "body", "");
        Buttons(card.Items("actions"u8), "/actions");
        if (card.Has("selectAction"u8)) Lose(LossCode.Dropped, "/selectAction", "a card that is itself a button");
    }

    /// <summary>All that the card says, for who hears it; the template's own fallbackText where it has one.</summary>
    public string Text(JsonElement card)
    {
        var fallback = card.Word("fallbackText"u8);
        return Clipped(CardDates.Restore(fallback.Length > 0 ? fallback : CardReading.Aloud(card)), SlackLimits.MessageText, "/fallbackText");
    }

    public byte[] Blocks(int limit)
    {
        var json = _blocks.ToJson(limit, out var missing);
        if (missing > 0) Lose(LossCode.Clamped, "/body", $"{missing} blocks over {limit}");
        return json;
    }

    public BlockView View(string type, Action<Utf8JsonWriter> frame)
    {
        var buffer = new ArrayBufferWriter<byte>(8192);
        using (var writer = new Utf8JsonWriter(buffer, BlockList.Compact))
        {
            writer.WriteStartObject();
            writer.WriteString("type", type);
            frame(writer);
            writer.WritePropertyName("blocks");
            writer.WriteRawValue(Blocks(SlackLimits.ViewBlocks), skipInputValidation: true);
            writer.WriteEndObject();
        }

        return new BlockView(buffer.WrittenSpan.ToArray(), _losses);
    }

    /// <summary>A word of the view's frame; nothing where it is empty.</summary>
    public void Words(Utf8JsonWriter writer, string name, string text, int limit)
    {
        if (text.Length == 0) return;
        writer.WritePropertyName(name);
        BlockList.WritePlain(writer, Clipped(text, limit, "/" + name));
    }

    /// <summary>A value that comes back to us. Half of it would be worse than none.</summary>
    public void Handle(Utf8JsonWriter writer, string name, string value, int limit)
    {
        if (value.Length > limit) Lose(LossCode.Dropped, "/" + name, $"{value.Length} characters, at most {limit} are taken");
        else writer.WriteString(name, value);
    }

    private void Elements(JsonElement parent, string name, string pointer)
    {
        var i = 0;
        foreach (var element in parent.Items(Encoding.UTF8.GetBytes(name))) Element(element, $"{pointer}/{name}/{i++}");
        Facts();
    }

    private void Element(JsonElement element, string pointer)
    {
        if (element.IsHidden()) return;
        var type = element.Word("type"u8);
        var fact = type == "RichTextBlock" ? Fact(element, pointer) : null;
        if (fact is null || element.Flag("separator"u8)) Facts();
        if (element.Flag("separator"u8) && _blocks.Count > 0) Divider();
        if (element.Has("selectAction"u8)) Lose(LossCode.Dropped, pointer + "/selectAction", "an element that is itself a button");
        switch (type)
        {
            case "TextBlock": TextBlock(element, pointer); break;
            case "RichTextBlock" when fact is { } line: _facts.Add(line); break;
            case "RichTextBlock": RichTextBlock(element); break;
            case "FactSet": FactSet(element, pointer); break;
            case "Container": Elements(element, "items", pointer); break;
            case "ColumnSet": ColumnSet(element, pointer); break;
            case "ActionSet": Buttons(element.Items("actions"u8), pointer + "/actions"); break;
            case "Image": Image(element, pointer); break;
            case "ImageSet": Elements(element, "images", pointer); break;
            case "Table": Table(element, pointer); break;
            case var input when input.StartsWith("Input.", StringComparison.Ordinal): Input(element, pointer); break;
            default: Unknown(element, type, pointer); break;
        }
    }

    private void TextBlock(JsonElement block, string pointer)
    {
        var text = CardDates.Restore(block.Word("text"u8));
        if (string.IsNullOrWhiteSpace(text)) return;
        var isBold = block.Is("weight"u8, "bolder"u8);
        if (IsHeading(block) && Markdown.ToPlain(text) is var plain)
        {
            // The frame of a modal says it already.
            if (surface == Surface.Modal && _blocks.Count == 0 && plain == Title && BlockText.Escape(plain).Length <= SlackLimits.ModalWords) return;
            if (BlockText.Escape(plain).Length <= SlackLimits.HeaderText && !plain.Contains('\n', StringComparison.Ordinal))
            {
                _blocks.Add("header", writer =>
                {
                    writer.WritePropertyName("text");
                    BlockList.WritePlain(writer, BlockText.Escape(plain));
                });
                return;
            }

            Lose(LossCode.Fallback, pointer, "a heading too long for one");
            isBold = true;
        }

        var mrkdwn = isBold && !text.AsSpan().ContainsAny('*', '\n') ? $"*{Markdown.ToMrkdwn(text)}*" : Markdown.ToMrkdwn(text);
        if (mrkdwn.Length > SlackLimits.SectionText)
        {
            Lose(LossCode.Fallback, pointer, "too long to keep its mark-up");
            Plain(Markdown.ToPlain(text), isSubtle: false);
        }
        else if (IsSubtle(block))
        {
            Context(writer => BlockList.WriteMrkdwn(writer, mrkdwn));
        }
        else
        {
            Section(writer => BlockList.WriteMrkdwn(writer, mrkdwn));
        }
    }

    private void RichTextBlock(JsonElement block)
    {
        var inlines = block.Items("inlines"u8);
        Plain(Spoken(block), inlines.Any() && inlines.All(IsSubtle));
    }

    /// <summary>A person's words: plain text, which Slack shows as it is; in as many sections as it takes.</summary>
    private void Plain(string text, bool isSubtle)
    {
        if (isSubtle && BlockText.Escape(text) is { Length: <= SlackLimits.ContextText } small && !string.IsNullOrWhiteSpace(small))
        {
            Context(writer => BlockList.WritePlain(writer, small));
            return;
        }

        foreach (var piece in BlockText.Split(text, SlackLimits.SectionText))
        {
            if (!string.IsNullOrWhiteSpace(piece)) Section(writer => BlockList.WritePlain(writer, piece));
        }
    }

    /// <summary>
    /// A line that begins with a bold label. Several of them make the two columns of a section: our label in bold, the value,
    /// which may be a person's, plain.
    /// </summary>
    private static (string Label, string Value, string Pointer)? Fact(JsonElement block, string pointer)
    {
        var (label, value, count) = ("", "", 0);
        foreach (var inline in block.Items("inlines"u8))
        {
            if (inline.Is("weight"u8, "bolder"u8) != (count++ == 0)) return null;
            if (count == 1) label = Spoken(inline).Trim();
            else value += Spoken(inline);
        }

        // Only a label of ours ends so; an id in bold before a text is just that.
        return label.EndsWith(':') && !string.IsNullOrWhiteSpace(value) ? (label, value, pointer) : null;
    }

    private void Facts()
    {
        if (_facts.Count == 0) return;
        foreach (var chunk in _facts.Chunk(SlackLimits.SectionFields / 2))
        {
            _blocks.Add("section", writer =>
            {
                writer.WriteStartArray("fields");
                foreach (var (label, value, pointer) in chunk)
                {
                    // A label without a sign of mrkdwn in it cannot become anything but bold.
                    if (label.Length < SlackLimits.FieldText - 1 && !label.AsSpan(0, label.Length - 1).ContainsAny(SignsOfMrkdwn)) BlockList.WriteMrkdwn(writer, $"*{label}*");
                    else BlockList.WritePlain(writer, Clipped(label, SlackLimits.FieldText, pointer));
                    BlockList.WritePlain(writer, Clipped(value, SlackLimits.FieldText, pointer));
                }

                writer.WriteEndArray();
            });
        }

        _facts.Clear();
    }

    // A FactSet's own texts are markdown to Adaptive Cards; cards of ours do not use it.
    private void FactSet(JsonElement set, string pointer)
    {
        foreach (var fact in set.Items("facts"u8))
        {
            if (fact.Word("title"u8) is { Length: > 0 } title && Markdown.ToPlain(fact.Word("value"u8)) is { Length: > 0 } value) _facts.Add((title, value, pointer));
        }

        Facts();
    }

    private void ColumnSet(JsonElement set, string pointer)
    {
        var columns = set.Items("columns"u8).Where(column => !column.IsHidden()).ToArray();
        var items = columns.SelectMany(column => column.Items("items"u8)).Where(item => !item.IsHidden()).ToArray();
        var actions = items.Where(item => item.Word("type"u8) == "ActionSet").SelectMany(item => item.Items("actions"u8)).ToArray();
        var texts = items.Where(item => item.Word("type"u8) is "TextBlock" or "RichTextBlock").ToArray();
        var isRow = actions.Length == 1 && texts.Length > 0 && texts.Length + 1 == items.Length;
        if (isRow && CanBeButton(actions[0], pointer))
        {
            var text = string.Join('\n', texts.Select(Spoken));
            _blocks.Add("section", writer =>
            {
                writer.WritePropertyName("text");
                BlockList.WritePlain(writer, Clipped(text, SlackLimits.SectionText, pointer));
                writer.WritePropertyName("accessory");
                Button(writer, actions[0], 1, pointer);
            });
            return;
        }

        foreach (var (i, column) in columns.Index()) Elements(column, "items", $"{pointer}/columns/{i}");
    }

    private void Image(JsonElement image, string pointer)
    {
        var url = image.Word("url"u8);
        if (!IsPublic(url) || url.Length > SlackLimits.ImageUrl)
        {
            Lose(LossCode.Dropped, pointer, "Slack shows only pictures at a public https address");
            Plain(image.Word("altText"u8), isSubtle: true);
            return;
        }

        _blocks.Add("image", writer =>
        {
            writer.WriteString("image_url", url);
            writer.WriteString("alt_text", BlockText.ClipRaw(image.Word("altText"u8) is { Length: > 0 } alt ? alt : " ", SlackLimits.AltText, out _));
        });
    }

    private bool IsPublic(string url) => url.StartsWith("https://", StringComparison.Ordinal) || (isLocal && url.StartsWith("http://", StringComparison.Ordinal));

    private void Table(JsonElement table, string pointer)
    {
        Lose(LossCode.Fallback, pointer, "a table, as lines");
        foreach (var row in table.Items("rows"u8))
        {
            Plain(string.Join(" | ", row.Items("cells"u8).Select(cell => string.Join(' ', cell.Items("items"u8).Select(Spoken)))), isSubtle: false);
        }
    }

    private void Unknown(JsonElement element, string type, string pointer)
    {
        if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty("fallback"u8, out var fallback) && fallback.ValueKind == JsonValueKind.Object)
        {
            Lose(LossCode.Fallback, pointer, $"{type}, by its own fallback");
            Element(fallback, pointer + "/fallback");
        }
        else
        {
            Lose(LossCode.Dropped, pointer, $"'{type}' has no form in Slack");
        }
    }

    private void Divider() => _blocks.Add("divider", _ => { });

    private void Section(Action<Utf8JsonWriter> text) => _blocks.Add("section", writer =>
    {
        writer.WritePropertyName("text");
        text(writer);
    });

    private void Context(Action<Utf8JsonWriter> text) => _blocks.Add("context", writer =>
    {
        writer.WriteStartArray("elements");
        text(writer);
        writer.WriteEndArray();
    });

    private string Clipped(string text, int limit, string pointer)
    {
        var clipped = BlockText.Clip(CardDates.Restore(text), limit, out var isCut);
        if (isCut) Lose(LossCode.Clamped, pointer, string.Create(CultureInfo.InvariantCulture, $"longer than {limit} characters"));
        return clipped;
    }

    private static string Spoken(JsonElement element) => CardDates.Restore(element.Word("type"u8) switch
    {
        "TextBlock" => Markdown.ToPlain(element.Word("text"u8)),
        "RichTextBlock" => string.Concat(element.Items("inlines"u8).Select(Spoken)),
        _ => element.ValueKind == JsonValueKind.String ? JsonText.Of(element) : element.Word("text"u8),
    });

    private static bool IsHeading(JsonElement block) => block.Is("style"u8, "heading"u8) || block.Is("size"u8, "large"u8) || block.Is("size"u8, "extraLarge"u8);

    private static bool IsSubtle(JsonElement text) => text.Flag("isSubtle"u8) || text.Is("size"u8, "small"u8);

    private static bool HasInputs(JsonElement element)
    {
        if (element.Word("type"u8).StartsWith("Input.", StringComparison.Ordinal)) return true;
        foreach (var name in Containers)
        {
            foreach (var child in element.Items(name))
            {
                if (HasInputs(child)) return true;
            }
        }

        return false;
    }
}
