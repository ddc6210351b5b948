using System.Text;
using System.Text.Json;

namespace AimsBot.Core.Cards;

/// <summary>A card as somebody would read it aloud: all its text in order, a line for each block, buttons in brackets.</summary>
public static class CardReading
{
    private static readonly byte[][] Containers =
        ["body"u8.ToArray(), "items"u8.ToArray(), "columns"u8.ToArray(), "rows"u8.ToArray(), "cells"u8.ToArray(), "images"u8.ToArray(), "actions"u8.ToArray()];

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
        var first = default(JsonElement);
        return Word(Find(card, ref first) ?? first, "text"u8);
    }

    private static void Read(JsonElement element, StringBuilder text)
    {
        if (element.ValueKind != JsonValueKind.Object || Word(element, "isVisible"u8) == "False") return;
        switch (Word(element, "type"u8))
        {
            case "TextBlock":
                Line(text, Word(element, "text"u8));
                return;
            case "RichTextBlock":
                Line(text, string.Concat(Items(element, "inlines"u8).Select(Inline)));
                return;
            case "FactSet":
                foreach (var fact in Items(element, "facts"u8)) Line(text, $"{Word(fact, "title"u8)}: {Word(fact, "value"u8)}");
                return;
            case "Image":
                Line(text, Word(element, "altText"u8));
                return;
            case var type when type.StartsWith("Input.", StringComparison.Ordinal):
                Line(text, Word(element, "label"u8));
                return;
            case var type when type.StartsWith("Action.", StringComparison.Ordinal):
                if (Word(element, "title"u8) is { Length: > 0 } title) Line(text, $"[{title}]");
                return;
        }

        foreach (var name in Containers)
        {
            foreach (var child in Items(element, name)) Read(child, text);
        }
    }

    /// <summary>The first heading below an element; <paramref name="first"/> becomes the first text of any kind.</summary>
    private static JsonElement? Find(JsonElement element, ref JsonElement first)
    {
        if (Word(element, "type"u8) == "TextBlock")
        {
            if (first.ValueKind == JsonValueKind.Undefined) first = element;
            return Word(element, "style"u8) == "heading" ? element : null;
        }

        foreach (var name in Containers)
        {
            foreach (var child in Items(element, name))
            {
                if (Find(child, ref first) is { } heading) return heading;
            }
        }

        return null;
    }

    private static string Inline(JsonElement inline) => inline.ValueKind == JsonValueKind.String ? JsonText.Of(inline) : Word(inline, "text"u8);

    private static void Line(StringBuilder text, string line)
    {
        if (line.Length > 0) text.Append(line).Append('\n');
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement element, ReadOnlySpan<byte> name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray()
            : default;

    private static string Word(JsonElement element, ReadOnlySpan<byte> name)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var value)) return "";
        return value.ValueKind == JsonValueKind.String ? JsonText.Of(value) : value.ToString();
    }
}
