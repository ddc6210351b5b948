using AimsBot.Core.People;

namespace AimsBot.Tests.Core.People;

public class LanguageTagTests
{
    [Theory]
    [InlineData("nb", "nb")]
    [InlineData("nb_NO", "nb-NO")]
    [InlineData("EN-gb", "en-GB")]
    [InlineData("es-419", "es-419")]
    [InlineData("zh_HANS_cn", "zh-Hans-CN")]
    [InlineData("ca-es-VALENCIA", "ca-ES-valencia")]
    [InlineData("IT", "it")]
    public void A_tag_gets_its_usual_form(string text, string tag) => Assert.Equal(tag, LanguageTag.Normalise(text));

    [Theory]
    [InlineData("Norwegian")]
    [InlineData("C")]
    [InlineData("en-")]
    [InlineData("en US")]
    [InlineData("en\n")]
    [InlineData("ıt")]
    public void What_has_not_the_shape_of_a_tag_is_none(string text) => Assert.Null(LanguageTag.Normalise(text));
}
