using System.Text.Json;
using AimsBot.Core.Cards;
using AimsBot.Slack.BlockKit;
using AimsBot.Tests.Slack.BlockKit;

namespace AimsBot.Tests.Cards;

/// <summary>Text that looks like a template of ours, and an emoji on the edge of a limit (Data/13-text.txt).</summary>
public class Case13Tests
{
    private static readonly string Text = File.ReadAllText(Repository.At("tests", "AimsBot.Tests", "Data", "13-text.txt")).TrimEnd('\n');

    public static TheoryData<int> OneLine => [.. Enumerable.Range(60, 101)];

    public static TheoryData<int> Paragraph => [.. Enumerable.Range(2950, 51)];

    [Fact]
    public void Slack_shows_the_text_as_it_was_typed() =>
        Assert.Contains(Texts(Message(Text)), text => BlockTextTests.Unescaped(text) == Text);

    [Fact]
    public void Teams_gets_the_text_as_it_was_typed_but_for_what_keeps_a_date_from_being_one()
    {
        using var card = JsonDocument.Parse(Incident(Text));
        Assert.Contains(CardSamples.Strings(card.RootElement), text => CardDates.Restore(text.Text) == Text);
    }

    [Fact]
    public void A_form_gets_the_text_exactly()
    {
        var data = JsonSerializer.SerializeToElement(new { systems = Array.Empty<int>(), values = new { text = Text }, submit = new { verb = "report", data = new { } } });
        using var card = JsonDocument.Parse(CardLibrary.Embedded.Render("IncidentReport/ReportForm", "en", data).Json);
        Assert.Contains(("value", Text), CardSamples.Strings(card.RootElement));
    }

    [Theory, MemberData(nameof(Paragraph))]
    public void A_long_text_is_shown_whole_in_sections_within_the_limit(int n) =>
        Assert.Contains(OnTheEdge(n), BlockTextTests.Unescaped(string.Concat(Texts(Message(OnTheEdge(n))))), StringComparison.Ordinal);

    [Theory, MemberData(nameof(Paragraph))]
    public void A_card_with_a_long_text_keeps_to_Slacks_rules(int n) =>
        Assert.Empty(SlackRules.BrokenBy(Message(OnTheEdge(n)).BlocksJson, 50));

    [Theory, MemberData(nameof(OneLine))]
    public void A_list_of_short_texts_keeps_to_Slacks_rules(int n) =>
        Assert.Empty(SlackRules.BrokenBy(CardTranslator.Message(Tasks(n)).BlocksJson, 50));

    [Theory, MemberData(nameof(OneLine))]
    public void An_excerpt_ends_visibly_and_between_two_characters(int n) =>
        Assert.Matches("^a+(👩‍👩‍👧‍👦[ &]*)?…$", Excerpt.Of(OnTheEdge(n), 80));

    [Theory, MemberData(nameof(OneLine))]
    public void A_choice_on_the_edge_keeps_to_Slacks_rules(int n)
    {
        var data = JsonSerializer.SerializeToElement(new { systems = new[] { new { id = "SYS-1", name = OnTheEdge(n) } }, values = new { }, submit = new { verb = "report", data = new { } } });
        var view = CardTranslator.Modal(CardLibrary.Embedded.Render("IncidentReport/ReportForm", "en", data).Json, "", "", "", "report", "{}");
        Assert.Empty(SlackRules.BrokenByView(view.Json));
    }

    [Theory, MemberData(nameof(OneLine))]
    public void A_button_on_the_edge_is_shortened_visibly(int n)
    {
        var card = JsonSerializer.SerializeToUtf8Bytes(new { actions = new[] { new { type = "Action.Execute", verb = "take", title = OnTheEdge(n) } } });
        using var blocks = JsonDocument.Parse(CardTranslator.Message(card).BlocksJson);
        Assert.EndsWith("…", blocks.RootElement[0].GetProperty("elements")[0].GetProperty("text").GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    private static string OnTheEdge(int n) =>
        new string('a', n) + "👩‍👩‍👧‍👦" + string.Concat(Enumerable.Repeat(" & ", 20)) + "🇳🇴éé" + new string('z', 50);

    private static byte[] Incident(string text) => CardLibrary.Embedded.Render("IncidentReport/Incident", "en", JsonSerializer.SerializeToElement(new
    {
        id = "INC-7K3Q-9XA2",
        state = "reported",
        kind = "incident",
        severityReported = "not sure",
        reporter = "Kari",
        aware = "now",
        text,
        actions = Array.Empty<int>(),
    })).Json;

    private static byte[] Tasks(int n) => CardLibrary.Embedded.Render("Shared/Tasks", "en", JsonSerializer.SerializeToElement(new
    {
        waiting = new[] { new { id = "INC-1", text = OnTheEdge(n), state = "reported", verb = "show", data = new { record = "INC-1" } } },
        reported = Array.Empty<int>(),
    })).Json;

    private static BlockMessage Message(string text) => CardTranslator.Message(Incident(text));

    private static IEnumerable<string> Texts(BlockMessage message)
    {
        using var blocks = JsonDocument.Parse(message.BlocksJson);
        return [.. CardSamples.Strings(blocks.RootElement).Where(text => text.Property == "text").Select(text => text.Text)];
    }
}
