using System.Text.Json;

namespace AimsBot.Core.Channels;

/// <summary>What a button or a form of ours sends back where a form is a card like any other, read from whatever came.</summary>
/// <param name="Verb">The step's id, or another verb of the cards; empty where there is none.</param>
/// <param name="Target">The record and the basis; none where that is not of our making.</param>
/// <param name="Nonce">What makes a form's act one act: it was put into the form when it was opened. None for a button.</param>
/// <param name="Values">What was filled in.</param>
public sealed record CardAct(string Verb, ActionRef? Target, string? Nonce, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>The names beside those of inputs; no input may have one of them (a test holds the cards to it). The last one is Teams' own.</summary>
    public static readonly IReadOnlyList<string> Reserved = ["record", "basis", "page", VerbName, NonceName, "msteams"];

    public const string VerbName = "verb";
    public const string NonceName = "form";

    private const int LongestWord = 100;

    /// <param name="data">The data of the action; null, or whatever else somebody sent.</param>
    /// <param name="verb">The verb where it stands beside the data; none where it is among them.</param>
    public static CardAct Read(JsonElement data, string? verb = null)
    {
        if (data.ValueKind is not JsonValueKind.Object) return new CardAct(verb ?? "", data.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? new ActionRef(null, null) : null, null, NoValues);
        var values = new Dictionary<string, string>();
        foreach (var property in data.EnumerateObject())
        {
            if (Reserved.Contains(property.Name)) continue;
            if (Text(property.Value) is { } text) values[property.Name] = text;
        }
        return new CardAct(Word(data, VerbName) ?? verb ?? "", ActionRef.Read(data), Word(data, NonceName), values);
    }

    private static readonly Dictionary<string, string> NoValues = [];

    private static string? Word(JsonElement data, string name) =>
        data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= LongestWord } word ? word : null;

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };
}
