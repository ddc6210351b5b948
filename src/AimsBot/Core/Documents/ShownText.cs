using System.Security.Cryptography;
using System.Text;

namespace AimsBot.Core.Documents;

/// <summary>A text that people confirm, of a policy or a course: its hash, its pieces for a card, and what changed from one version to the next.</summary>
public static class ShownText
{
    /// <summary>The most characters of a text: some hundred pages of print.</summary>
    public const int Most = 300_000;

    /// <summary>The most that one input of a form takes, in every channel.</summary>
    public const int MostAtOnce = 3_000;

    /// <summary>As many pieces as every chat shows in one form beside what else stands in it; of a longer text so many are a page.</summary>
    public const int PiecesOnPage = 6;

    private const int Piece = 2_000;

    // Of lines times lines: comparing the longest texts line by line would take seconds and hundreds of megabytes.
    private const int MostCompared = 4_000_000;

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Bytes(text)));

    /// <summary>The text in pieces that fit a block, cut between lines where it can be, and never within a character.</summary>
    public static IReadOnlyList<string> Pieces(string text)
    {
        var pieces = new List<string>();
        while (text.Length > Piece)
        {
            var cut = text.LastIndexOf('\n', Piece - 1, Piece) is > 0 and var line ? line + 1 : char.IsHighSurrogate(text[Piece - 1]) ? Piece - 1 : Piece;
            pieces.Add(text[..cut]);
            text = text[cut..];
        }
        if (text.Length > 0) pieces.Add(text);
        return pieces;
    }

    /// <summary>
    /// The lines that went (<c>- </c>) and came (<c>+ </c>), in the order of the text; the longest common lines stay out. Of very long
    /// texts those that stand in one of them alone.
    /// </summary>
    public static IReadOnlyList<string> Changes(string before, string after)
    {
        string[] a = before.Split('\n'), b = after.Split('\n');
        if ((long)a.Length * b.Length > MostCompared) return [.. a.Except(b).Select(line => "- " + line), .. b.Except(a).Select(line => "+ " + line)];
        var common = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
        {
            for (var j = b.Length - 1; j >= 0; j--)
                common[i, j] = a[i] == b[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }
        var changes = new List<string>();
        for (int i = 0, j = 0; i < a.Length || j < b.Length;)
        {
            if (i < a.Length && j < b.Length && a[i] == b[j]) (i, j) = (i + 1, j + 1);
            else if (j == b.Length || (i < a.Length && common[i + 1, j] >= common[i, j + 1])) changes.Add("- " + a[i++]);
            else changes.Add("+ " + b[j++]);
        }
        return changes;
    }
}
