using System.Text;

namespace AimsBot.Slack.BlockKit;

/// <summary>
/// The markdown that Adaptive Cards knows (bold, italic, links, lists), as Slack's mrkdwn or without marks. Only a TextBlock's
/// text is read so: by the rule in <c>cards/README.md</c> no person's words are in it. Reads by hand and looks only so far
/// ahead for the end of a mark, so that no text takes long.
/// </summary>
internal static class Markdown
{
    private const int LongestMark = 500;

    private enum Mark
    {
        Bold,
        Italic,
        Bullet,
        Link,
    }

    private delegate string Write(Mark mark, string text, string url);

    /// <summary>Escaped mrkdwn.</summary>
    public static string ToMrkdwn(string text) => Translate(BlockText.Escape(text), (mark, inner, url) => mark switch
    {
        Mark.Bold => $"*{inner}*",
        Mark.Italic => $"_{inner}_",
        Mark.Bullet => "• ",
        // The first | ends the address.
        Mark.Link => $"<{url.Replace("|", "%7C", StringComparison.Ordinal)}|{inner}>",
    });

    /// <summary>The words alone, not escaped; a link keeps its address in brackets.</summary>
    public static string ToPlain(string text) => Translate(text, (mark, inner, url) => mark switch
    {
        Mark.Bold or Mark.Italic => inner,
        Mark.Bullet => "• ",
        Mark.Link => $"{inner} ({url})",
    });

    private static string Translate(string text, Write write)
    {
        if (text.AsSpan().IndexOfAny("*_[-") < 0) return text;
        var written = new StringBuilder(text.Length + 16);
        for (var at = 0; at < text.Length;)
        {
            var taken = Take(text, at, write, written);
            if (taken == 0) written.Append(text[at++]);
            at += taken;
        }

        return written.ToString();
    }

    /// <summary>Writes the mark that begins here and returns its length; 0 where none does.</summary>
    private static int Take(string text, int at, Write write, StringBuilder written)
    {
        var isLineStart = at == 0 || text[at - 1] == '\n';
        if (isLineStart && text[at] is '-' or '*' && at + 2 < text.Length && text[at + 1] == ' ' && !char.IsWhiteSpace(text[at + 2]))
        {
            written.Append(write(Mark.Bullet, "", ""));
            return 2;
        }

        if (text[at] == '[') return TakeLink(text, at, write, written);
        if (text[at] is not ('*' or '_')) return 0;
        var isBold = text.AsSpan(at).StartsWith("**");
        var sign = isBold ? "**" : text[at].ToString();
        if (sign == "_" && at > 0 && char.IsLetterOrDigit(text[at - 1])) return 0;
        var start = at + sign.Length;
        var length = Ahead(text, start).IndexOf(sign, StringComparison.Ordinal);
        if (length < 1 || char.IsWhiteSpace(text[start]) || char.IsWhiteSpace(text[start + length - 1])) return 0;
        var end = start + length + sign.Length;
        if (sign == "_" && end < text.Length && char.IsLetterOrDigit(text[end])) return 0;
        written.Append(write(isBold ? Mark.Bold : Mark.Italic, Translate(text.Substring(start, length), write), ""));
        return end - at;
    }

    private static int TakeLink(string text, int at, Write write, StringBuilder written)
    {
        var words = Ahead(text, at + 1).IndexOf(']');
        if (words < 1) return 0;
        var open = at + 1 + words + 1;
        if (open >= text.Length || text[open] != '(') return 0;
        var length = Ahead(text, open + 1).IndexOf(')');
        if (length < 1) return 0;
        var url = text.Substring(open + 1, length);
        var isAddress = url.StartsWith("https://", StringComparison.Ordinal) || url.StartsWith("http://", StringComparison.Ordinal) || url.StartsWith("mailto:", StringComparison.Ordinal);
        if (!isAddress || url.Any(char.IsWhiteSpace)) return 0;
        // A mark inside the words would be read by Slack, not by us; links of ours have none.
        written.Append(write(Mark.Link, text.Substring(at + 1, words), url));
        return open + 1 + length + 1 - at;
    }

    /// <summary>The rest of the line, as far as a mark may reach.</summary>
    private static ReadOnlySpan<char> Ahead(string text, int start)
    {
        var rest = text.AsSpan(start, Math.Min(LongestMark, text.Length - start));
        var end = rest.IndexOf('\n');
        return end < 0 ? rest : rest[..end];
    }
}
