using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core.Records;

namespace AimsBot.Core.Channels;

/// <summary>
/// What a button or a form carries beside the step's id: the record and the basis that was shown, and which part of it. Nothing else:
/// who may do what is read from the directory at the click.
/// </summary>
public sealed record ActionRef(RecordId? Record, int? Basis)
{
    private const int MostPages = 999;
    private const int LongestWord = 40;

    /// <summary>The page of a long text that is shown, from 0.</summary>
    public int Page { get; init; }

    /// <summary>Which of the lines of a card the button belongs to, in a word of its workflow; none where there is one matter alone.</summary>
    public string? Line { get; init; }

    /// <summary>The button that shows a record; it is no step and changes nothing.</summary>
    public const string ShowVerb = "show";

    public JsonObject ToJson()
    {
        var json = new JsonObject();
        if (Record is { } record) json["record"] = record.Value;
        if (Basis is { } basis) json["basis"] = basis;
        if (Page > 0) json["page"] = Page;
        if (Line is not null) json["line"] = Line;
        return json;
    }

    /// <summary>Reads what came back from a client; none where it is not of this form.</summary>
    public static ActionRef? Read(JsonElement data)
    {
        if (data.ValueKind != JsonValueKind.Object) return null;
        RecordId? record = null;
        if (data.TryGetProperty("record", out var text))
        {
            if (text.ValueKind != JsonValueKind.String || RecordId.Parse(text.GetString()) is not { } id) return null;
            record = id;
        }
        if (!ReadNumber(data, "basis", out var basis) || !ReadNumber(data, "page", out var page) || page is < 0 or > MostPages) return null;
        if (!ReadWord(data, "line", out var line)) return null;
        return new ActionRef(record, basis) { Page = page ?? 0, Line = line };
    }

    private static bool ReadWord(JsonElement data, string name, out string? value)
    {
        value = null;
        if (!data.TryGetProperty(name, out var word)) return true;
        if (word.ValueKind != JsonValueKind.String) return false;
        value = word.GetString()!;
        return value.Length is > 0 and <= LongestWord && value.All(c => char.IsAsciiLetterLower(c) || c == '-');
    }

    private static bool ReadNumber(JsonElement data, string name, out int? value)
    {
        value = null;
        if (!data.TryGetProperty(name, out var number)) return true;
        if (number.ValueKind != JsonValueKind.Number || !number.TryGetInt32(out var read)) return false;
        value = read;
        return true;
    }

    public static ActionRef? Read(string? json)
    {
        if (string.IsNullOrEmpty(json) || json.Length > 4000) return null;
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8 });
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
