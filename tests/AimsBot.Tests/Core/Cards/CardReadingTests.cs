using System.Text.Json;
using AimsBot.Core.Cards;

namespace AimsBot.Tests.Core.Cards;

public class CardReadingTests
{
    [Fact]
    public void A_card_is_read_in_order_with_its_buttons_in_brackets()
    {
        using var card = JsonDocument.Parse("""
            {
              "type": "AdaptiveCard",
              "body": [
                { "type": "TextBlock", "text": "Heading" },
                { "type": "TextBlock", "text": "hidden", "isVisible": false },
                { "type": "RichTextBlock", "inlines": [{ "type": "TextRun", "text": "State: " }, "open"] },
                { "type": "FactSet", "facts": [{ "title": "Who", "value": "Ann" }] },
                { "type": "ColumnSet", "columns": [{ "type": "Column", "items": [{ "type": "Image", "altText": "A chart" }] }] },
                { "type": "Input.Text", "id": "x", "label": "Why?" }
              ],
              "actions": [{ "type": "Action.Execute", "title": "Send" }, 5]
            }
            """);
        Assert.Equal("Heading\nState: open\nWho: Ann\nA chart\nWhy?\n[Send]", CardReading.Aloud(card.RootElement));
    }
}
