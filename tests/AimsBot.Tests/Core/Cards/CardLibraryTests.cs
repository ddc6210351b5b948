using System.Text;
using System.Text.Json;
using AimsBot.Core.Cards;

namespace AimsBot.Tests.Core.Cards;

public class CardLibraryTests
{
    private static readonly CardLibrary Library = new(new Dictionary<string, ReadOnlyMemory<byte>>
    {
        ["cards/Shared/strings.en.json"] = Bytes("""{ "only": "shared en", "both": "shared en", "english": "shared en" }"""),
        ["cards/Shared/strings.nb.json"] = Bytes("""{ "only": "shared nb", "both": "shared nb" }"""),
        ["cards/Flow/strings.en.json"] = Bytes("""{ "both": "flow en", "named": "Hello ${who.name}", "left.one": "one left", "left.other": "${count} left" }"""),
        ["cards/Flow/strings.nb.json"] = Bytes("""{ "both": "flow nb" }"""),
        ["cards/Flow/Card.card.json"] = Bytes("""{ "type": "AdaptiveCard", "body": [{ "type": "TextBlock", "$data": "${list}", "text": "${$root.t.named}, ${$data}" }] }"""),
        ["cards/Flow/Own.card.json"] = Bytes("""{ "type": "AdaptiveCard", "lang": "sv", "fallbackText": "own", "body": [] }"""),
    });

    [Theory]
    [InlineData("nb-NO", "nb")]
    [InlineData("nb", "nb")]
    [InlineData("no", "nb")]
    [InlineData("nn-NO", "nb")]
    [InlineData("NB_no", "nb")]
    [InlineData("en-GB", "en")]
    [InlineData("fr", "en")]
    [InlineData("", "en")]
    public void A_reader_gets_the_nearest_language(string asked, string given) => Assert.Equal(given, Library.Text("Flow", asked).Language);

    [Fact]
    public void The_workflows_own_text_wins_over_the_shared_one() => Assert.Equal("flow nb", Library.Text("Flow", "nb")["both"]);

    [Fact]
    public void The_shared_text_is_there_for_every_workflow() => Assert.Equal("shared nb", Library.Text("Flow", "nb")["only"]);

    [Fact]
    public void English_comes_last() => Assert.Equal("shared en", Library.Text("Flow", "nb")["english"]);

    [Fact]
    public void A_workflow_without_texts_has_the_shared_ones() => Assert.Equal("shared en", Library.Text("Unknown", "en")["both"]);

    [Fact]
    public void A_key_that_is_missing_stands_for_itself() => Assert.Equal("no.such", Library.Text("Flow", "en")["no.such"]);

    [Fact]
    public void Placeholders_are_filled_with_values_that_are_not_read_again() =>
        Assert.Equal("Hello ${left}", Library.Text("Flow", "en").Format("named", Data("""{ "who": { "name": "${left}" } }""")));

    [Theory]
    [InlineData(1, "one left")]
    [InlineData(0, "0 left")]
    [InlineData(7, "7 left")]
    public void The_count_chooses_the_plural(int count, string text) =>
        Assert.Equal(text, Library.Text("Flow", "en").Format("left", JsonSerializer.SerializeToElement(new { count })));

    [Fact]
    public void A_card_reaches_its_texts_inside_a_list() => Assert.Equal(
        """{"type":"AdaptiveCard","body":[{"type":"TextBlock","text":"Hello Ann, a"},{"type":"TextBlock","text":"Hello Ann, b"}],"lang":"en","fallbackText":"Hello Ann, a\nHello Ann, b"}""",
        Encoding.UTF8.GetString(Library.Render("Flow/Card", "en", Data("""{ "who": { "name": "Ann" }, "list": ["a", "b"] }""")).Json));

    [Fact]
    public void What_the_template_says_itself_is_left_alone() => Assert.Equal(
        """{"type":"AdaptiveCard","lang":"sv","fallbackText":"own","body":[]}""",
        Encoding.UTF8.GetString(Library.Render("Flow/Own", "en", Data("{}")).Json));

    [Fact]
    public void A_rendered_card_names_its_template_by_hash() =>
        Assert.Equal(Library.Template("Flow/Own").Hash, Library.Render("Flow/Own", "en", Data("{}")).TemplateHash);

    [Fact]
    public void A_card_that_is_not_there_is_a_fault() =>
        Assert.Throws<KeyNotFoundException>(() => Library.Render("Flow/None", "en", Data("{}")));

    [Fact]
    public void A_text_with_a_broken_placeholder_is_named() =>
        Assert.Equal("Flow/strings.en.json at bad, character 3: '}' is missing", Assert.Throws<TemplateException>(() => new CardLibrary(
            new Dictionary<string, ReadOnlyMemory<byte>> { ["cards/Flow/strings.en.json"] = Bytes("""{ "bad": "${x" }""") })).Message);

    private static JsonElement Data(string json) => JsonDocument.Parse(json).RootElement;

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
