using System.Globalization;

namespace AimsBot.Core.Cards;

/// <summary>The beginning of a person's text, for lists.</summary>
public static class Excerpt
{
    /// <summary>
    /// The text on one line, at most <paramref name="limit"/> UTF-16 units with the "…" that shows a cut. Never cuts inside
    /// what a reader sees as one character: a surrogate pair, a joined emoji, a flag, a letter with its accents.
    /// </summary>
    public static string Of(string text, int limit)
    {
        return Whole(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), limit);
    }

    /// <summary>As <see cref="Of"/>, with its line breaks.</summary>
    public static string Whole(string line, int limit)
    {
        if (line.Length <= limit) return line;
        var end = 0;
        while (end < line.Length)
        {
            var next = end + StringInfo.GetNextTextElementLength(line, end);
            if (next > limit - 1) break;
            end = next;
        }

        return line[..end] + "…";
    }
}
