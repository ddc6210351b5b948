using System.Text.Json.Nodes;
using AimsBot.Core.Documents;

namespace AimsBot.Core.Cards;

/// <summary>A document's text on a card: whole, or what changed in it.</summary>
public static class TextOnCard
{
    private const int MostChanges = 60;

    /// <summary>The whole text, in blocks.</summary>
    public static JsonArray Pieces(string hash, CardFacts facts) =>
        [.. ShownText.Pieces(facts.Documents.GetValueOrDefault(hash) ?? facts.Text["text.erased"]).Select(piece => new JsonObject { ["text"] = piece })];

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
