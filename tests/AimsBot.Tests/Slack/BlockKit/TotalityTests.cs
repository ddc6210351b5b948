using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Slack.BlockKit;
using CsCheck;

namespace AimsBot.Tests.Slack.BlockKit;

/// <summary>Cards that no one would write: every one becomes something that Slack takes.</summary>
public class TotalityTests
{
    private static readonly Gen<string> Words = Gen.Frequency(
        (8, Gen.OneOf("", " ", "a", "*b* _i_ [x](http://e.example)", "<!channel>", "&amp; & <b>", ":tada:", "👩‍👩‍👧‍👦🇳🇴", "**bold**\n- item", "positive", "heading", "none", "Bolder", "true", "{\u2060{DATE(x)}}", "Label: ")),
        (1, Gen.Select(Gen.OneOf("x", "&", "👩‍👩‍👧‍👦", "word ", "é"), Gen.Int[1, 4000], (piece, times) => string.Concat(Enumerable.Repeat(piece, times)))),
        (3, Gen.String[0, 20]));

    private static readonly Gen<string> Types = Gen.OneOf(
        "TextBlock", "RichTextBlock", "TextRun", "FactSet", "Container", "ColumnSet", "Column", "ActionSet", "Image", "ImageSet", "Table", "TableRow", "Media", "Nonsense",
        "Input.Text", "Input.Number", "Input.Date", "Input.Time", "Input.Toggle", "Input.ChoiceSet", "Input.Rating",
        "Action.Execute", "Action.Submit", "Action.OpenUrl", "Action.ShowCard", "Action.ToggleVisibility");

    private static readonly string[] TextNames = ["text", "title", "value", "label", "placeholder", "id", "verb", "style", "weight", "size", "url", "altText", "tooltip", "valueOn", "valueOff", "associatedInputs", "fallbackText", "mode"];
    private static readonly string[] ListNames = ["body", "actions", "items", "columns", "inlines", "facts", "choices", "rows", "cells", "images"];

    private static readonly Gen<JsonNode?> Cards = Gen.Recursive<JsonNode?>((depth, card) =>
    {
        Gen<JsonNode?> leaf = Gen.OneOf(
            Words.Select(word => (JsonNode?)JsonValue.Create(word)),
            Gen.Bool.Select(flag => (JsonNode?)JsonValue.Create(flag)),
            Gen.Int[-5, 5000].Select(number => (JsonNode?)JsonValue.Create(number)),
            Gen.Const((JsonNode?)null));
        if (depth > 3) return leaf;
        var flag = Gen.Select(Gen.OneOf("separator", "isSubtle", "isVisible", "isRequired", "isMultiline", "isMultiSelect"), Gen.Bool);
        var element = Gen.Select(
            Types,
            Gen.Select(Gen.OneOf(TextNames), Words).Array[0, 6],
            Gen.Select(Gen.OneOf(ListNames), card.Array[0, 3]).Array[0, 2],
            flag.Array[0, 2],
            Gen.Select(Gen.OneOf("data", "fallback", "selectAction", "maxLength", "text"), card).Array[0, 1],
            (type, texts, lists, flags, odd) =>
            {
                var node = new JsonObject { ["type"] = type };
                foreach (var (name, word) in texts) node[name] = word;
                foreach (var (name, isSet) in flags) node[name] = isSet;
                foreach (var (name, list) in lists) node[name] = new JsonArray([.. list.Select(item => item?.DeepClone())]);
                foreach (var (name, value) in odd) node[name] = value?.DeepClone();
                return (JsonNode?)node;
            });
        return Gen.Frequency((1, leaf), (9, element));
    });

    private static readonly Gen<byte[]> Bytes = Gen.Select(Cards.Array[0, 8], Cards.Array[0, 8], (body, actions) => JsonSerializer.SerializeToUtf8Bytes(new JsonObject
    {
        ["type"] = "AdaptiveCard",
        ["body"] = new JsonArray([.. body.Select(item => item?.DeepClone())]),
        ["actions"] = new JsonArray([.. actions.Select(item => item?.DeepClone())]),
    }));

    [Fact]
    public void Every_card_is_a_message_within_Slacks_rules() =>
        Bytes.Sample(card => Assert.Empty(SlackRules.BrokenBy(CardTranslator.Message(card).BlocksJson, 50)), iter: 300);

    [Fact]
    public void Every_card_is_a_modal_within_Slacks_rules() =>
        Bytes.Sample(card => Assert.Empty(SlackRules.BrokenByView(CardTranslator.Modal(card, "", "", "", "c", "{}").Json)), iter: 300);

    [Fact]
    public void Every_card_is_a_home_tab_within_Slacks_rules() =>
        Bytes.Sample(card => Assert.Empty(SlackRules.BrokenByView(CardTranslator.Home(card, card).Json)), iter: 200);

    [Fact]
    public void The_text_of_every_message_keeps_to_four_thousand_characters() =>
        Bytes.Sample(card => CardTranslator.Message(card).Text.Length <= 4000, iter: 200);

    [Fact]
    public void A_card_nested_deeper_than_JSON_is_read_is_still_a_message()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"type":"Container","items":[""", 200)) + string.Concat(Enumerable.Repeat("]}", 200));
        Assert.Equal("[]", Encoding.UTF8.GetString(CardTranslator.Message(Encoding.UTF8.GetBytes($$"""{"body":[{{deep}}]}""")).BlocksJson));
    }
}
