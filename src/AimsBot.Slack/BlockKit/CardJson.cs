using System.Text.Json;
using AimsBot.Core.Cards;

namespace AimsBot.Slack.BlockKit;

/// <summary>Reads a card's JSON without trusting it: what is not there, or is of another type, is empty.</summary>
internal static class CardJson
{
    public static string Word(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var value)) return "";
        return value.ValueKind switch
        {
            JsonValueKind.String => JsonText.Of(value),
            JsonValueKind.Number => value.GetRawText(),
            _ => "",
        };
    }

    public static bool Flag(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    public static bool IsHidden(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty("isVisible", out var value) && value.ValueKind == JsonValueKind.False;

    public static bool Has(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null;

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray()
            : [];
}
