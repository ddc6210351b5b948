using AimsBot.Core.Channels;
using CsCheck;

namespace AimsBot.Tests.Core.Channels;

public class CommandWordsTests
{
    [Theory]
    [InlineData("hepl")]
    [InlineData("HELP")]
    [InlineData("hlp")]
    [InlineData("helpp")]
    public void A_word_with_a_slip_is_known(string typed) => Assert.Equal("help", CommandWords.Nearest(typed));

    [Theory]
    [InlineData("")]
    [InlineData("banana")]
    [InlineData("😀😀😀😀")]
    public void A_word_that_is_far_from_all_is_none(string typed) => Assert.Null(CommandWords.Nearest(typed));

    [Fact]
    public void A_very_long_word_is_none() => Assert.Null(CommandWords.Nearest(new string('h', 100_000)));

    [Fact]
    public void Every_word_is_nearest_to_itself() => Assert.All(CommandWords.All, word => Assert.Equal(word.Word, CommandWords.Nearest(word.Word)));

    [Fact]
    public void Whatever_is_typed_is_a_word_or_none() =>
        Gen.String[0, 80].Sample(typed => CommandWords.Nearest(typed) is not { } word || CommandWords.All.Any(known => known.Word == word));
}
