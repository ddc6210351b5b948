using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AimsBot.Slack.Wire;

/// <summary>
/// Reads Slack's JSON the way it must be read from outside: what is missing, null or of another shape than expected
/// is simply not there, and nothing throws.
/// </summary>
internal static class SlackJson
{
    /// <summary>Levels of nesting that are read; Slack's own payloads stay far below.</summary>
    private const int MaxDepth = 64;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth };

    /// <summary>The JSON object in <paramref name="json"/>, or null where there is none. The caller disposes it.</summary>
    public static JsonDocument? ParseObject(string json)
    {
        try
        {
            var document = JsonDocument.Parse(RepairEscapes(json), Options);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return document;
            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The element at the end of <paramref name="path"/>; the default element (Undefined) where a step is missing.</summary>
    public static JsonElement At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element)) return default;
        }
        return element;
    }

    /// <summary>The text at the end of <paramref name="path"/>; null where it is missing, empty or no text.</summary>
    public static string? Text(this JsonElement element, params ReadOnlySpan<string> path)
    {
        var found = element.At(path);
        return found.ValueKind == JsonValueKind.String && found.GetString() is { Length: > 0 } text ? text : null;
    }

    /// <summary>True where the path leads to <c>true</c>, and nowhere else.</summary>
    public static bool Flag(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path).ValueKind == JsonValueKind.True;

    /// <summary>The elements of the array at the end of <paramref name="path"/>; none where there is no array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, params ReadOnlySpan<string> path)
    {
        var found = element.At(path);
        return found.ValueKind == JsonValueKind.Array ? found.EnumerateArray() : [];
    }

    /// <summary>The members of the object at the end of <paramref name="path"/>; none where there is no object.</summary>
    public static IEnumerable<JsonProperty> Members(this JsonElement element, params ReadOnlySpan<string> path)
    {
        var found = element.At(path);
        return found.ValueKind == JsonValueKind.Object ? found.EnumerateObject() : [];
    }

    /// <summary>
    /// The same JSON with half surrogate pairs written as U+FFFD and NUL left out, both raw and as <c>\u</c> escapes.
    /// It must happen in the text, since System.Text.Json throws on such an escape only when the value is asked for.
    /// </summary>
    private static string RepairEscapes(string json)
    {
        json = SlackText.Clean(json);
        if (!json.Contains("\\u", StringComparison.Ordinal)) return json;

        var repaired = new StringBuilder(json.Length);
        for (var i = 0; i < json.Length; i++)
        {
            if (json[i] != '\\' || i + 1 == json.Length)
            {
                repaired.Append(json[i]);
            }
            else if (Escaped(json, i) is not { } unit)
            {
                repaired.Append(json, i++, 2);
            }
            else if (char.IsHighSurrogate(unit) && Escaped(json, i + 6) is { } next && char.IsLowSurrogate(next))
            {
                repaired.Append(json, i, 12);
                i += 11;
            }
            else
            {
                if (char.IsSurrogate(unit)) repaired.Append('\uFFFD');
                else if (unit != '\0') repaired.Append(json, i, 6);
                i += 5;
            }
        }
        return repaired.ToString();
    }

    /// <summary>The UTF-16 unit that the six characters at <paramref name="index"/> write as an escape, or null.</summary>
    private static char? Escaped(string json, int index) =>
        index + 6 <= json.Length && json[index] == '\\' && json[index + 1] == 'u'
            && ushort.TryParse(json.AsSpan(index + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;
}
