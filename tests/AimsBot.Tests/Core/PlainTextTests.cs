using System.Text;
using AimsBot.Core;
using CsCheck;

namespace AimsBot.Tests.Core;

public class PlainTextTests
{
    // Texts with much of what is odd in them.
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.Char.Select(c => c.ToString()),
        Gen.OneOf<string>("\0", "\r\n", "\r", "\n", "\t", "\uD83D", "\uDE00", "😀", "👩‍👩‍👧‍👦", "\u200B", "\u202E", "\uFEFF", " ", "e\u0301", "\u2800", "שלום", "a"))
        .Array[0, 20].Select(string.Concat);

    [Theory]
    [InlineData("")]
    [InlineData("   \t\r\n ")]
    [InlineData("\u200B\u200C\u200D\u2060\uFEFF")] // joiners and marks of no width
    [InlineData("\u202A\u202E\u202C\u2066\u2069")] // marks of direction
    [InlineData("\u00AD\u180E\u034F")]
    [InlineData("\u3164\uFFA0\u115F\u1160\u2800")] // letters and symbols that show nothing
    [InlineData("\u0301\u20DD\uFE0F")] // marks on nothing
    [InlineData("\0\u0001\u007F\u0085")]
    [InlineData("\u2028\u2029\u3000")]
    public void Text_that_nobody_can_see_is_none(string text) => Assert.Equal("", PlainText.Clean(text));

    [Theory]
    [InlineData(new[] { 0xD83D })]
    [InlineData(new[] { 0xDE00 })]
    [InlineData(new[] { 0xDE00, 0xD83D })]
    public void Half_an_emoji_alone_is_none(int[] units) => Assert.Equal("", PlainText.Clean(string.Concat(units.Select(unit => (char)unit))));

    [Theory]
    [InlineData("a NUL\0 in it", "a NUL in it")]
    [InlineData("  blanks  ", "blanks")]
    [InlineData("two\r\nlines", "two\nlines")]
    [InlineData("old\rlines", "old\nlines")]
    [InlineData("a\ttab", "a\ttab")]
    public void What_is_no_text_is_taken_out_of_it(string text, string clean) => Assert.Equal(clean, PlainText.Clean(text));

    [Fact]
    public void Half_an_emoji_in_a_text_is_shown_as_lost() => Assert.Equal("the end\uFFFD", PlainText.Clean("the end" + "😀"[0]));

    [Theory]
    [InlineData("👩‍👩‍👧‍👦 and 🇳🇴")]
    [InlineData("עברית \u202Bمع\u202C العربية")]
    [InlineData("quotes \" ' and \\ and ${x} and {{DATE}}")]
    [InlineData("a\u0301 is á")]
    [InlineData("ไทย हिन्दी 日本語")]
    public void What_a_person_wrote_stays_to_the_character(string text) => Assert.Equal(text, PlainText.Clean(text));

    [Fact]
    public void Clean_text_is_well_formed() => Texts.Sample(text => new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(PlainText.Clean(text)).Length >= 0);

    [Fact]
    public void Clean_text_has_no_control_but_line_breaks_and_tabs() =>
        Texts.Sample(text => !PlainText.Clean(text).Any(c => char.IsControl(c) && c is not ('\n' or '\t')));

    [Fact]
    public void Clean_text_is_clean() => Texts.Sample(text => PlainText.Clean(PlainText.Clean(text)) == PlainText.Clean(text));
}
