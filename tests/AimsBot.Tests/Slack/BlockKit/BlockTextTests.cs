using System.Globalization;
using AimsBot.Slack.BlockKit;
using CsCheck;

namespace AimsBot.Tests.Slack.BlockKit;

public class BlockTextTests
{
    private const string Family = "👩‍👩‍👧‍👦";
    private const string Flag = "🇳🇴";

    // Letters, entities-to-be, joined emoji, flags and stacked accents, in any order and length.
    private static readonly Gen<string> Texts = Gen.OneOf("a", "&", "<", ">", " ", "\n", Family, Flag, "é", "e\u0301\u0302", "😀", "&amp;", "zz zz")
        .Array[0, 200].Select(parts => string.Concat(parts));

    [Theory]
    [InlineData("R&D <b> &amp;", "R&amp;D &lt;b&gt; &amp;amp;")]
    [InlineData("plain", "plain")]
    public void The_three_control_characters_become_entities(string text, string escaped) => Assert.Equal(escaped, BlockText.Escape(text));

    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdefg", 6, "abcde…")]
    [InlineData("ab&&&&", 10, "ab&amp;…")]
    [InlineData("abc👩‍👩‍👧‍👦", 12, "abc…")]
    [InlineData("ab🇳🇴c", 6, "ab…")]
    public void A_text_too_long_ends_in_three_dots_before_the_character_that_does_not_fit(string text, int limit, string clipped) =>
        Assert.Equal(clipped, BlockText.Clip(text, limit, out _));

    [Fact]
    public void A_clipped_text_keeps_to_its_limit() =>
        Gen.Select(Texts, Gen.Int[5, 120]).Sample((text, limit) => BlockText.Clip(text, limit, out _).Length <= limit);

    [Fact]
    public void A_clipped_text_is_a_beginning_of_whole_characters() => Gen.Select(Texts, Gen.Int[5, 120]).Sample((text, limit) =>
    {
        var clipped = BlockText.Clip(text, limit, out var isCut);
        if (!isCut) return clipped == BlockText.Escape(text);
        var kept = Unescaped(clipped[..^1]);
        var starts = StringInfo.ParseCombiningCharacters(text);
        return text.StartsWith(kept, StringComparison.Ordinal) && (kept.Length == text.Length || starts.Contains(kept.Length));
    });

    [Fact]
    public void The_pieces_of_a_split_text_are_the_whole_text() =>
        Gen.Select(Texts, Gen.Int[60, 300]).Sample((text, limit) => string.Concat(BlockText.Split(text, limit)) == BlockText.Escape(text));

    [Fact]
    public void Each_piece_keeps_to_the_limit() =>
        Gen.Select(Texts, Gen.Int[60, 300]).Sample((text, limit) => BlockText.Split(text, limit).All(piece => piece.Length <= limit));

    [Fact]
    public void A_character_of_thousands_of_accents_is_still_split()
    {
        var monster = "a" + new string('\u0301', 7000);
        Assert.Equal(monster, string.Concat(BlockText.Split(monster, 3000)));
    }

    [Fact]
    public void A_text_breaks_after_a_blank_where_there_is_one() =>
        Assert.Equal(["one two ", "three"], BlockText.Split("one two three", 10));

    internal static string Unescaped(string text) =>
        text.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);
}
