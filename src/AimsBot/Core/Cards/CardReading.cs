using System.Text;
using System.Text.Json;

namespace AimsBot.Core.Cards;

/// <summary>A card as somebody would read it aloud: all its text in order, a line for each block, buttons in brackets.</summary>
public static class CardReading
{
    private static readonly string[] Children = ["body", "items", "columns", "rows", "cells", "images", "facts", "inlines", "actions"];

    /// <summary>The text of a bound Adaptive Card, as plain text. Never throws; what is hidden is left out.</summary>
    public static string Aloud(JsonElement card)
    {
        var text = new StringBuilder();
        Read(card, text);
        return text.ToString().TrimEnd('\n');
    }

    /// <summary>The card's first heading, or its first text where it has none; empty where it has no text.</summary>
    public static string Heading(JsonElement card)
    {
        var blocks = Blocks(card).ToArray();
        var heading = Array.Find(blocks, block => Word(block, "style") == "heading");
        return Word(heading.ValueKind == JsonValueKind.Undefined ? blocks.FirstOrDefault() : heading, "text");
    }

    private static void Read(JsonElement element, StringBuilder text)
    {
        if (element.ValueKind != JsonValueKind.Object || Word(element, "isVisible") == "False") return;
        switch (Word(element, "type"))
        {
            case "TextBlock":
                Line(text, Word(element, "text"));
                return;
            case "RichTextBlock":
                Line(text, string.Concat(Items(element, "inlines").Select(Inline)));
                return;
            case "FactSet":
                foreach (var fact in Items(element, "facts")) Line(text, $"{Word(fact, "title")}: {Word(fact, "value")}");
                return;
            case "Image":
                Line(text, Word(element, "altText"));
                return;
            case var type when type.StartsWith("Input.", StringComparison.Ordinal):
                Line(text, Word(element, "label"));
                return;
            case var type when type.StartsWith("Action.", StringComparison.Ordinal):
                if (Word(element, "title") is { Length: > 0 } title) Line(text, $"[{title}]");
                return;
        }

        foreach (var name in Children)
        {
            foreach (var child in Items(element, name)) Read(child, text);
        }
    }

    private static IEnumerable<JsonElement> Blocks(JsonElement element)
    {
        if (Word(element, "type") == "TextBlock") return [element];
        return Children.SelectMany(name => Items(element, name)).SelectMany(Blocks);
    }

    private static string Inline(JsonElement inline) => inline.ValueKind == JsonValueKind.String ? JsonText.Of(inline) : Word(inline, "text");

    private static void Line(StringBuilder text, string line)
    {
        if (line.Length > 0) text.Append(line).Append('\n');
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray()
            : default;

    private static string Word(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var value)) return "";
        return value.ValueKind == JsonValueKind.String ? JsonText.Of(value) : value.ToString();
    }
}
