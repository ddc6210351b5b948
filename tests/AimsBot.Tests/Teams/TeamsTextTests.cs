using System.Text;
using AimsBot.Teams;
using CsCheck;
using Microsoft.Bot.Schema;
using Newtonsoft.Json;

namespace AimsBot.Tests.Teams;

public class TeamsTextTests
{
    // What a person typed.

    [Fact]
    public void A_name_in_two_mentions_goes_if_it_is_the_bots_and_stays_if_it_is_a_persons() => Assert.Equal(
        "incident Ola Dahl says the tool showed R&D's salaries, 3 < 5 people saw it",
        TeamsText.Typed(JsonConvert.DeserializeObject<Activity>(File.ReadAllText("Data/teams/10-mention.json"))!));

    [Fact]
    public void A_name_in_one_mention_goes_too() => Assert.Equal("tasks", TeamsText.Typed(Message("<at>Aims Bot</at>&nbsp;tasks", ("28:bot", "Aims Bot"))));

    [Fact]
    public void A_person_who_is_called_as_the_bot_is_stays() =>
        Assert.Equal("incident Aims did it", TeamsText.Typed(Message("incident <at>Aims</at> did it", ("29:aims", "Aims"))));

    [Fact]
    public void A_mention_that_stands_nowhere_in_the_text_takes_nothing_away() =>
        Assert.Equal("tasks", TeamsText.Typed(Message("tasks", ("28:bot", "Aims Bot"))));

    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("&nbsp; \r\n", "")]
    [InlineData(" tasks\r\n", "tasks")]
    [InlineData("1 &amp;lt; 2", "1 &lt; 2")]
    [InlineData("it&#39;s", "it's")]
    [InlineData("&lt;at&gt;Bot&lt;/at&gt;", "<at>Bot</at>")]
    [InlineData("<at>never closed", "<at>never closed")]
    public void A_text_is_read_once(string? sent, string typed) => Assert.Equal(typed, TeamsText.Typed(Message(sent)));

    [Fact]
    public void Whatever_is_typed_comes_back_trimmed() =>
        Typed.Sample(typed => Assert.Equal(Expected(typed), TeamsText.Typed(Message(Escaped(typed), ("28:bot", "Aims Bot")))));

    [Fact]
    public void Whatever_is_typed_after_the_bots_name_comes_back_trimmed() =>
        Typed.Sample(typed => Assert.Equal(Expected(typed), TeamsText.Typed(Message($"<at>Aims Bot</at> {Escaped(typed)}", ("28:bot", "Aims Bot")))));

    // A message that is reported.

    [Theory]
    [InlineData(null, "")]
    [InlineData("<p>one</p><p>two</p>", "one\ntwo")]
    [InlineData("<div>one<br>two<br/>three</div>", "one\ntwo\nthree")]
    [InlineData("<p><at id=\"0\">Ola Dahl</at> saw it</p>", "Ola Dahl saw it")]
    [InlineData("<p>R&amp;D&#39;s&nbsp;list</p>", "R&D's list")]
    [InlineData("<p>1 &lt; 2 and 3 < 4</p>", "1 < 2 and 3 < 4")]
    [InlineData("<p>&lt;b&gt;typed&lt;/b&gt;</p>", "<b>typed</b>")]
    [InlineData("<p>a<img src=\"x\" alt=\"y\"><!-- note -->b</p>", "ab")]
    public void A_message_in_html_is_its_words(string? html, string words) => Assert.Equal(words, TeamsText.OfHtml(html));

    [Fact]
    public void Whatever_stands_in_a_paragraph_comes_back_trimmed() =>
        Typed.Sample(typed => Assert.Equal(Expected(typed), TeamsText.OfHtml($"<p>{Escaped(typed)}</p>")));

    [Fact]
    public void Html_of_any_kind_is_read_without_a_fault() => Gen.String[Gen.Char["<>/&;#abp =\"!-"], 0, 200].Sample(html => TeamsText.OfHtml(html) is not null);

    // A card from the compose box.

    [Theory]
    [InlineData("<attachment id=\"1\"></attachment><span itemtype=\"http://schema.skype.com/inline-compose-card\"></span>", true)]
    [InlineData("tasks", false)]
    [InlineData(null, false)]
    public void A_card_from_the_compose_box_is_known(string? text, bool isCard) => Assert.Equal(isCard, TeamsText.IsInlineCard(text));

    private static readonly Gen<string> Typed = Gen.OneOf(Gen.String, Gen.String[Gen.Char["<>&;#'\"at/ \u00A0\r\nab1"], 0, 60]);

    // The one blank that Teams makes of many is a blank to us.
    private static string Expected(string typed) => typed.Replace('\u00A0', ' ').Trim();

    private static string Escaped(string typed)
    {
        var html = new StringBuilder();
        foreach (var c in typed)
        {
            html.Append(c switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                '\u00A0' => "&nbsp;",
                _ => c.ToString(),
            });
        }
        return html.ToString();
    }

    private static Activity Message(string? text, params (string Id, string Name)[] mentions) => new()
    {
        Type = "message",
        Text = text,
        Recipient = new ChannelAccount("28:bot", "Aims Bot"),
        Entities = [.. mentions.Select(m => Entity(m.Id, m.Name))],
    };

    private static Entity Entity(string id, string name)
    {
        var entity = new Entity("mention");
        entity.SetAs(new Mention { Mentioned = new ChannelAccount(id, name), Text = $"<at>{name}</at>" });
        return entity;
    }
}
