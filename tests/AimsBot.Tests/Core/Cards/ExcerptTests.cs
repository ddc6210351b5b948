using AimsBot.Core.Cards;

namespace AimsBot.Tests.Core.Cards;

public class ExcerptTests
{
    [Theory]
    [InlineData("short", 10, "short")]
    [InlineData("two\n lines\t here ", 20, "two lines here")]
    [InlineData("abcdefghij", 5, "abcd…")]
    [InlineData("abc👩‍👩‍👧‍👦def", 10, "abc…")]
    [InlineData("ab🇳🇴cd", 6, "ab…")]
    public void A_text_is_cut_between_characters_and_shows_it(string text, int limit, string excerpt) => Assert.Equal(excerpt, Excerpt.Of(text, limit));
}
