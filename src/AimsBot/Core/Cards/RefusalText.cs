using System.Text.Json;
using System.Text.Json.Nodes;

namespace AimsBot.Core.Cards;

/// <summary>A refusal as a sentence in the reader's language.</summary>
public static class RefusalText
{
    public static string Of(Refusal refusal, CardText text)
    {
        var facts = refusal.Facts.ToDictionary(f => f.Key, f => f.Value);
        if (facts.TryGetValue("who", out var who)) facts["who"] = Who(who, text);
        return text.Format(refusal.Key, JsonSerializer.SerializeToElement(facts));
    }

    /// <summary>A refusal as a card of its own: what was not done, and what happened meanwhile or is to be done.</summary>
    public static RenderedCard Card(string reason, string? next, string language)
    {
        var data = new JsonObject { ["reason"] = reason };
        if (next is not null) data["next"] = next;
        return CardLibrary.Embedded.Render("Shared/Refusal", language, JsonSerializer.SerializeToElement(data));
    }

    // Who may, in words: "the reporter or an incident handler".
    private static string Who(string names, CardText text)
    {
        var words = names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => text["who." + n]).Distinct().ToArray();
        return words.Length switch
        {
            0 => text["who.nobody"],
            1 => words[0],
            _ => $"{string.Join(", ", words[..^1])} {text["word.or"]} {words[^1]}",
        };
    }
}
