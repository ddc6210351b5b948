using System.Text;

namespace AimsBot.Slack.Wire;

/// <summary>What has to be done once to every text that comes from Slack before it is kept or compared.</summary>
public static class SlackText
{
    /// <summary>
    /// Removes NUL and puts U+FFFD in the place of half a surrogate pair. Both do arrive (a client cuts an emoji in
    /// half), and neither a database nor a JSON writer takes them.
    /// </summary>
    public static string Clean(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\0' && !char.IsSurrogate(text[i])) continue;
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])) i++;
            else return CleanFrom(text, i);
        }
        return text;
    }

    private static string CleanFrom(string text, int start)
    {
        var clean = new StringBuilder(text, 0, start, text.Length);
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == '\0') continue;
            if (!char.IsSurrogate(text[i])) clean.Append(text[i]);
            else if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])) clean.Append(text, i++, 2);
            else clean.Append('\uFFFD');
        }
        return clean.ToString();
    }

    /// <summary>
    /// Reads the three entities that Slack writes into the text of commands and messages. Once: a person who typed
    /// <c>&amp;lt;</c> arrives as <c>&amp;amp;lt;</c>. Form values arrive raw and must not pass here.
    /// </summary>
    public static string Unescape(string text) =>
        text.Contains('&', StringComparison.Ordinal)
            ? text.Replace("&lt;", "<", StringComparison.Ordinal)
                .Replace("&gt;", ">", StringComparison.Ordinal)
                .Replace("&amp;", "&", StringComparison.Ordinal)
            : text;
}
