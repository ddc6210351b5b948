using System.Text;
using System.Text.Json;
using AimsBot.Core.Cards;

namespace AimsBot.Tests.Core.Cards;

public class CardLintTests
{
    private const string Good = """{ "version": "1.5", "body": [{ "type": "TextBlock", "style": "heading", "wrap": true, "text": "${t.heading}" }] }""";

    [Fact]
    public void A_card_that_keeps_the_rules_has_no_finding() => Assert.Empty(Findings(Good));

    [Theory]
    [InlineData(CardRule.AllowedElements, """{ "type": "Table" }""")]
    [InlineData(CardRule.TextsWrap, """{ "type": "TextBlock", "text": "${t.heading}" }""")]
    [InlineData(CardRule.InputsAreNamed, """{ "type": "Input.Text", "id": "a" }""")]
    [InlineData(CardRule.RequiredInputsExplain, """{ "type": "Input.Text", "id": "a", "label": "${t.heading}", "isRequired": true }""")]
    [InlineData(CardRule.PicturesHaveWords, """{ "type": "Image", "url": "https://a.example/b.png" }""")]
    [InlineData(CardRule.ButtonsHaveTitles, """{ "type": "Action.Execute", "verb": "take" }""")]
    [InlineData(CardRule.NoWordsOfItsOwn, """{ "type": "TextBlock", "wrap": true, "text": "Hello" }""")]
    [InlineData(CardRule.MarkdownIsOurs, """{ "type": "TextBlock", "wrap": true, "text": "${name}" }""")]
    [InlineData(CardRule.NoDatesOfAdaptiveCards, """{ "type": "TextRun", "text": "{{1}}" }""")]
    [InlineData(CardRule.FormsKeepNamesOut, """{ "type": "Input.Text", "id": "a", "label": "${t.heading}", "isMultiline": true }""")]
    [InlineData(CardRule.TextsAreThere, """{ "type": "TextRun", "text": "${t.nowhere}" }""")]
    public void What_breaks_a_rule_is_found(CardRule rule, string element) =>
        Assert.Equal(rule, Assert.Single(Findings(Good.Replace("}] }", "}, " + element + "] }", StringComparison.Ordinal))).Rule);

    [Theory]
    [InlineData(CardRule.Version, "1.5", "1.6")]
    [InlineData(CardRule.BeginsWithHeading, "heading\", \"wrap", "default\", \"wrap")]
    public void What_the_card_itself_breaks_is_found(CardRule rule, string before, string after) =>
        Assert.Equal(rule, Assert.Single(Findings(Good.Replace(before, after, StringComparison.Ordinal))).Rule);

    private static IReadOnlyList<CardFinding> Findings(string template)
    {
        var library = new CardLibrary(new Dictionary<string, ReadOnlyMemory<byte>>
        {
            ["cards/Test/One.card.json"] = Encoding.UTF8.GetBytes(template),
            ["cards/Test/strings.en.json"] = """{ "heading": "Hello" }"""u8.ToArray(),
        });
        return CardLint.Of(library, "Test/One", JsonElement.Parse(template));
    }
}
