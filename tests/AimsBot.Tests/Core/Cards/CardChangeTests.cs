using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core.Cards;
using AimsBot.Tests.Cards;

namespace AimsBot.Tests.Core.Cards;

public class CardChangeTests
{
    private const string Nested = """
        {
          "type": "AdaptiveCard",
          "body": [
            { "type": "ActionSet", "actions": [{ "type": "Action.Execute", "verb": "1" }] },
            { "type": "Container", "items": [{ "type": "ColumnSet", "columns": [{ "type": "Column", "items": [{ "type": "ActionSet", "actions": [{ "type": "Action.Execute", "verb": "2" }] }] }] }] }
          ],
          "actions": [{ "type": "Action.Execute", "verb": "3" }, { "type": "Action.OpenUrl", "url": "https://example.com" }, { "type": "Action.Execute", "verb": "4" }]
        }
        """;

    // Buttons.

    [Fact]
    public void Each_button_is_changed_wherever_it_stands()
    {
        var seen = new List<string>();
        CardChange.Actions(Bytes(Nested), action =>
        {
            seen.Add((string)action["verb"]!);
            return action;
        });
        Assert.Equal(["1", "2", "3", "4"], seen);
    }

    [Fact]
    public void A_changed_button_stands_where_it_stood()
    {
        var changed = Parsed(CardChange.Actions(Bytes(Nested), _ => new JsonObject { ["type"] = "Action.Submit" }));
        Assert.Equal(["Action.Submit", "Action.OpenUrl", "Action.Submit"], changed.GetProperty("actions").EnumerateArray().Select(action => action.GetProperty("type").GetString()));
    }

    [Fact]
    public void Where_nothing_is_changed_the_card_says_the_same() =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Nested), JsonNode.Parse(CardChange.Actions(Bytes(Nested), action => action))));

    [Fact]
    public void A_card_without_buttons_gets_its_first() =>
        Assert.Equal("show", Parsed(CardChange.WithAction(Bytes("""{"type":"AdaptiveCard"}"""), Show())).GetProperty("actions")[0].GetProperty("verb").GetString());

    [Fact]
    public void One_more_button_is_the_last() =>
        Assert.Equal("show", Parsed(CardChange.WithAction(Bytes(Nested), Show())).GetProperty("actions")[3].GetProperty("verb").GetString());

    // Notes.

    [Fact]
    public void Notes_stand_on_top_in_their_order() => Assert.Equal(
        "one\ntwo\nHeading", CardReading.Aloud(Parsed(CardChange.WithNotes(Card("""{ "type": "TextBlock", "text": "Heading" }"""), ["one", "two"]).Json)));

    [Fact]
    public void A_note_may_hold_a_persons_words_without_any_markup()
    {
        var note = Parsed(CardChange.WithNotes(Card(), ["**bold** {{DATE(2027-01-04T10:00:00Z)}}"]).Json).GetProperty("body")[0];
        Assert.Equal(("RichTextBlock", "**bold** " + CardDates.Disarm("{{DATE(2027-01-04T10:00:00Z)}}")), (note.GetProperty("type").GetString(), note.GetProperty("inlines")[0].GetProperty("text").GetString()));
    }

    [Fact]
    public void No_note_changes_nothing() => Assert.Equal("Heading", CardReading.Aloud(Parsed(CardChange.WithNotes(Card("""{ "type": "TextBlock", "text": "Heading" }"""), []).Json)));

    // Faults.

    [Fact]
    public void What_is_wrong_stands_above_its_input() => Assert.Equal(
        "Why?\nnot so\nWhen?",
        Faulty(new() { ["when"] = "not so" }));

    [Fact]
    public void What_is_wrong_with_each_stands_above_each() => Assert.Equal("one\nWhy?\ntwo\nWhen?", Faulty(new() { ["why"] = "one", ["when"] = "two" }));

    [Fact]
    public void What_is_wrong_with_no_input_stands_on_top() => Assert.Equal("not so\nWhy?\nWhen?", Faulty(new() { ["elsewhere"] = "not so" }));

    [Fact]
    public void Of_a_form_without_inputs_it_stands_there_too() =>
        Assert.Equal("not so", CardReading.Aloud(Parsed(CardChange.WithFaults(Card(), new Dictionary<string, string> { ["why"] = "not so" }).Json)));

    private static string Faulty(Dictionary<string, string> faults) => CardReading.Aloud(Parsed(CardChange.WithFaults(
        Card("""{ "type": "Input.Text", "id": "why", "label": "Why?" }""", """{ "type": "Input.Date", "id": "when", "label": "When?" }"""), faults).Json));

    private static JsonObject Show() => new() { ["type"] = "Action.Execute", ["verb"] = "show" };

    private static RenderedCard Card(params string[] elements)
    {
        var sample = CardSamples.Named("Shared/Message");
        return CardLibrary.Embedded.Render(sample.Card, "en", sample.Data) with { Json = Bytes($$"""{"type":"AdaptiveCard","body":[{{string.Join(',', elements)}}]}""") };
    }

    private static byte[] Bytes(string json) => System.Text.Encoding.UTF8.GetBytes(json);

    private static JsonElement Parsed(byte[] json) => JsonDocument.Parse(json).RootElement;
}
