using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Bot.Schema;

namespace AimsBot.Teams;

/// <summary>What a person typed, out of what Teams sends: mentions as markup, signs as entities.</summary>
public static partial class TeamsText
{
    /// <summary>
    /// The typed words: the bot's own name gone, which Teams sends in as many pieces as it has words; other people's names
    /// kept; entities read once.
    /// </summary>
    public static string Typed(IMessageActivity message)
    {
        var text = message.Text ?? "";
        var bot = message.Recipient?.Id;
        foreach (var mention in message.GetMentions().Where(m => m.Mentioned?.Id == bot && !string.IsNullOrEmpty(m.Text)))
        {
            var at = text.IndexOf(mention.Text, StringComparison.Ordinal);
            if (at >= 0) text = string.Concat(text.AsSpan(0, at), " ", text.AsSpan(at + mention.Text.Length));
        }
        return WebUtility.HtmlDecode(MentionTag().Replace(text, "$1")).Replace('\u00A0', ' ').Trim();
    }

    /// <summary>The words of a message in HTML, as they are in a message that is reported.</summary>
    public static string OfHtml(string? html)
    {
        if (string.IsNullOrEmpty(html)) return "";
        var lines = LineEnd().Replace(html, "\n");
        return WebUtility.HtmlDecode(Tag().Replace(lines, "")).Replace('\u00A0', ' ').Trim();
    }

    /// <summary>Whether the message is a card that somebody sent from the compose box, with that card's markup as its text.</summary>
    public static bool IsInlineCard(string? text) => text?.Contains("inline-compose-card", StringComparison.Ordinal) == true;

    [GeneratedRegex("<at(?:\\s[^<>]{0,200})?>([^<>]{0,500})</at>")]
    private static partial Regex MentionTag();

    [GeneratedRegex("<(?:br\\s*/?|/p|/div|/li|/tr|/h[1-6])>", RegexOptions.IgnoreCase)]
    private static partial Regex LineEnd();

    [GeneratedRegex("<[a-zA-Z/!][^<>]*>")]
    private static partial Regex Tag();
}
