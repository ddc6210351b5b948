using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using AimsBot.Core.Cards;

namespace AimsBot.Slack.BlockKit;

/// <summary>Reads a card's JSON without trusting it: what is not there, or is of another type, is empty.</summary>
internal static class CardJson
{
    public static string Word(this JsonElement element, ReadOnlySpan<byte> name)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var value)) return "";
        return value.ValueKind switch
        {
            JsonValueKind.String => JsonText.Of(value),
            JsonValueKind.Number => value.GetRawText(),
            _ => "",
        };
    }

    public static bool Flag(this JsonElement element, ReadOnlySpan<byte> name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    public static bool IsHidden(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty("isVisible"u8, out var value) && value.ValueKind == JsonValueKind.False;

    /// <summary>Whether a property is that word, capitals aside, as Adaptive Cards reads its own words.</summary>
    public static bool Is(this JsonElement element, ReadOnlySpan<byte> name, ReadOnlySpan<byte> word) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
        && Ascii.EqualsIgnoreCase(JsonMarshal.GetRawUtf8Value(value)[1..^1], word);

    public static bool Has(this JsonElement element, ReadOnlySpan<byte> name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null;

    public static JsonElement.ArrayEnumerator Items(this JsonElement element, ReadOnlySpan<byte> name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray()
            : default;
}
