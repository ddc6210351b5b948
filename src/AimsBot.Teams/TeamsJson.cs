using System.Text.Json;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace AimsBot.Teams;

/// <summary>From the SDK's JSON to ours, once, at the door.</summary>
public static class TeamsJson
{
    private static readonly JsonElement Nothing = System.Text.Json.JsonSerializer.SerializeToElement<object?>(null);

    public static JsonElement Of(object? value)
    {
        if (value is not JToken token) return Nothing;
        using var document = JsonDocument.Parse(token.ToString(Formatting.None));
        return document.RootElement.Clone();
    }

    /// <summary>A property of an object, where it is one and has it.</summary>
    public static JsonElement Get(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : Nothing;

    /// <summary>A text of an object, where it is one.</summary>
    public static string? Text(this JsonElement element, string name) => element.Get(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
