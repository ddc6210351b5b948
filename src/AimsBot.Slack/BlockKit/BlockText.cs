using System.Globalization;
using System.Text;

namespace AimsBot.Slack.BlockKit;

/// <summary>
/// Plain text as Slack wants it. In its text objects <c>&amp; &lt; &gt;</c> are control characters and are written as
/// entities (docs.slack.dev/messaging/formatting-message-text), and its limits count what was written. So text is measured
/// escaped, and cut only between what a reader sees as two characters.
/// </summary>
public static class BlockText
{
    private const string Ellipsis = "…";

    public static string Escape(string text) => text.AsSpan().IndexOfAny('&', '<', '>') < 0
        ? text
        : text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>The escaped text, or its beginning with a visible "…" where it is longer than <paramref name="limit"/> UTF-16 units.</summary>
    public static string Clip(string text, int limit, out bool isCut)
    {
        var escaped = Escape(text);
        isCut = escaped.Length > limit;
        return isCut ? Escape(text[..Fitting(text, 0, limit - Ellipsis.Length)]) + Ellipsis : escaped;
    }

    /// <summary>
    /// As <see cref="Clip(string, int, out bool)"/> for the few places that Slack takes as they are, such as an input's first value.
    /// </summary>
    public static string ClipRaw(string text, int limit, out bool isCut)
    {
        isCut = text.Length > limit;
        if (!isCut) return text;
        var end = 0;
        while (end + StringInfo.GetNextTextElementLength(text, end) is var next && next <= limit - Ellipsis.Length) end = next;
        return text[..end] + Ellipsis;
    }

    /// <summary>The escaped text in pieces of at most <paramref name="limit"/>; together they are the whole text. Breaks after a blank where one is near.</summary>
    public static IReadOnlyList<string> Split(string text, int limit)
    {
        var escaped = Escape(text);
        if (escaped.Length <= limit) return [escaped];
        var pieces = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = Fitting(text, start, limit);
            // A "character" of thousands of stacked accents fits nowhere: it alone is taken apart, between code points.
            if (end == start) end = Fitting(text, start, limit, LengthOfRune);
            if (end < text.Length)
            {
                // A blank in the second half; earlier, the pieces would be too uneven.
                var blank = text.LastIndexOfAny(['\n', ' '], end - 1, (end - start) / 2 + 1);
                if (blank >= start && blank + 1 < end) end = blank + 1;
            }

            pieces.Add(Escape(text[start..end]));
            start = end;
        }

        return pieces;
    }

    /// <summary>The end of the longest run of whole characters from <paramref name="start"/> whose escaped form fits.</summary>
    private static int Fitting(string text, int start, int limit, Func<string, int, int>? lengthAt = null)
    {
        lengthAt ??= StringInfo.GetNextTextElementLength;
        var (end, length) = (start, 0);
        while (end < text.Length)
        {
            var size = lengthAt(text, end);
            length += Written(text.AsSpan(end, size));
            if (length > limit) break;
            end += size;
        }

        return end;
    }

    private static int Written(ReadOnlySpan<char> text)
    {
        var length = text.Length;
        foreach (var c in text) length += c switch { '&' => 4, '<' or '>' => 3, _ => 0 };
        return length;
    }

    private static int LengthOfRune(string text, int at) => Rune.TryGetRuneAt(text, at, out var rune) ? rune.Utf16SequenceLength : 1;
}
