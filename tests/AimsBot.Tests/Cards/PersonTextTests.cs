using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core.Cards;
using AimsBot.Slack.BlockKit;
using AimsBot.Tests.Slack.BlockKit;

namespace AimsBot.Tests.Cards;

/// <summary>
/// A person's words never become mark-up, a mention, a link or a date, on either channel: every string of every sample is
/// replaced by such words, and then looked for.
/// </summary>
public class PersonTextTests
{
    private const string Hostile = "*bold* _slanted_ ~gone~ `code` <!channel> <@U1> <http://evil.example|Approve> [x](http://evil.example) &amp; & :tada: ${id} {{DATE(2026-11-24T00:00:00Z)}}";

    // What the program says and no person can: names of steps, ids, days.
    private static readonly string[] NotAPersons = ["id", "verb", "style", "data", "date", "time", "kind", "severity", "type", "categories", "action"];

    public static TheoryData<string> Samples => CardSamples.Names;

    [Theory, MemberData(nameof(Samples))]
    public void In_an_Adaptive_Card_they_stand_where_no_markdown_is_read(string sample)
    {
        using var card = JsonDocument.Parse(Rendered(sample).Json);
        Assert.DoesNotContain(
            CardSamples.Objects(card.RootElement).Where(element => Word(element, "type") is "TextBlock" or "Fact"),
            element => CardSamples.Strings(element).Any(text => text.Text.Contains("*bold*", StringComparison.Ordinal)));
    }

    [Theory, MemberData(nameof(Samples))]
    public void In_an_Adaptive_Card_the_shown_text_has_no_date_to_be_formatted(string sample)
    {
        using var card = JsonDocument.Parse(Rendered(sample).Json);
        Assert.DoesNotContain(
            CardSamples.Strings(card.RootElement),
            text => text.Property is "text" or "fallbackText" && text.Text.Contains("{{DATE", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Samples))]
    public void In_a_Slack_message_they_are_plain_text(string sample)
    {
        using var blocks = JsonDocument.Parse(CardTranslator.Message(Rendered(sample).Json).BlocksJson);
        Assert.DoesNotContain(CardSamples.Objects(blocks.RootElement), IsMarkupOfAPerson);
    }

    [Theory, MemberData(nameof(Samples))]
    public void In_a_Slack_form_they_are_plain_text(string sample)
    {
        using var view = JsonDocument.Parse(CardTranslator.Modal(Rendered(sample).Json, "t", "s", "c", "id", "{}").Json);
        Assert.DoesNotContain(CardSamples.Objects(view.RootElement), IsMarkupOfAPerson);
    }

    [Fact]
    public void In_a_Slack_message_the_reader_sees_every_character()
    {
        using var blocks = JsonDocument.Parse(CardTranslator.Message(Rendered("IncidentReport/Incident").Json).BlocksJson);
        Assert.Contains(CardSamples.Strings(blocks.RootElement), text => BlockTextTests.Unescaped(text.Text) == Hostile);
    }

    [Fact]
    public void The_text_for_who_hears_it_has_every_character() =>
        Assert.Contains(Hostile, BlockTextTests.Unescaped(CardTranslator.Message(Rendered("Shared/Refusal").Json).Text), StringComparison.Ordinal);

    private static bool IsMarkupOfAPerson(JsonElement element) =>
        Word(element, "type") == "mrkdwn" && Word(element, "text").Contains("bold", StringComparison.Ordinal);

    private static RenderedCard Rendered(string name)
    {
        var sample = CardSamples.Named(name);
        return CardLibrary.Embedded.Render(sample.Card, "en", JsonSerializer.SerializeToElement(Replaced(JsonNode.Parse(sample.Data.GetRawText()), "")));
    }

    private static JsonNode? Replaced(JsonNode? node, string property) => node switch
    {
        JsonObject map => new JsonObject(map.Select(one => KeyValuePair.Create(one.Key, NotAPersons.Contains(one.Key) ? one.Value?.DeepClone() : Replaced(one.Value, one.Key)))),
        JsonArray list => new JsonArray([.. list.Select(item => Replaced(item, property))]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => Hostile,
        _ => node?.DeepClone(),
    };

    private static string Word(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
