using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core.Channels;
using AimsBot.Core.Documents;

namespace AimsBot.Core.Cards;

/// <summary>A document's text on a card: whole, or what changed in it.</summary>
public static class TextOnCard
{
    private const int MostChanges = 60;

    /// <summary>
    /// Puts a text on a card or into a form, in blocks: whole where every chat shows it so, else a page of it with the buttons that turn
    /// the page. True on the last page: only there a form has anything else on it, so that nobody confirms what was not shown.
    /// </summary>
    /// <param name="turn">The verb that shows another page: that of the form, or of showing the record.</param>
    public static bool Put(JsonObject data, string hash, string turn, CardFacts facts)
    {
        var pages = ShownText.Pieces(TextOf(hash, facts)).Chunk(ShownText.PiecesOnPage).ToArray();
        var page = Math.Clamp(facts.Page, 0, Math.Max(0, pages.Length - 1));
        data["pieces"] = new JsonArray([.. (pages.Length == 0 ? [] : pages[page]).Select(piece => new JsonObject { ["text"] = piece })]);
        if (pages.Length < 2) return true;
        data["page"] = facts.Text.Format("text.page", JsonSerializer.SerializeToElement(new { page = page + 1, pages = pages.Length }));
        var turns = new JsonArray();
        if (page + 1 < pages.Length) turns.Add(Turn("text.next", page + 1));
        if (page > 0) turns.Add(Turn("text.back", page - 1));
        data["turns"] = turns;
        if (page + 1 == pages.Length) return true;
        data["goesOn"] = true;
        return false;

        JsonObject Turn(string key, int to)
        {
            var target = new ActionRef(facts.Head!.Id, turn == ActionRef.ShowVerb ? null : facts.Head.Basis) { Page = to };
            return new JsonObject { ["verb"] = turn, ["title"] = facts.Text[key], ["data"] = target.ToJson() };
        }
    }

    private static string TextOf(string hash, CardFacts facts) => facts.Documents.GetValueOrDefault(hash) ?? facts.Text["text.erased"];

    /// <summary>The whole of a short text, in blocks.</summary>
    public static JsonArray Pieces(string hash, CardFacts facts) =>
        [.. ShownText.Pieces(TextOf(hash, facts)).Select(piece => new JsonObject { ["text"] = piece })];

    /// <summary>The lines that went and came between two texts.</summary>
    public static JsonArray Changes(string before, string after, CardFacts facts) =>
    [
        .. ShownText.Changes(facts.Documents.GetValueOrDefault(before) ?? "", facts.Documents.GetValueOrDefault(after) ?? "")
            .Where(line => line.Length > 2).Take(MostChanges).Select(line => new JsonObject { ["text"] = Excerpt.Of(line, 500) }),
    ];

    /// <summary>A hash in groups: a word of 64 letters sticks out of a card.</summary>
    public static string Hash(string hash) => string.Join(' ', hash.Chunk(16).Select(part => new string(part)));

    /// <summary>How long it takes to read: about 200 words a minute, rounded up.</summary>
    public static string Minutes(string hash, CardFacts facts) => facts.Format.Duration(TimeSpan.FromMinutes(
        1 + ((facts.Documents.GetValueOrDefault(hash) ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length / 200)));
}
