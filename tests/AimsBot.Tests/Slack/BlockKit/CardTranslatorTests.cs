using System.Text;
using System.Text.Json;
using AimsBot.Slack.BlockKit;

namespace AimsBot.Tests.Slack.BlockKit;

public class CardTranslatorTests
{
    [Theory]
    [InlineData("""{"type":"TextBlock","style":"heading","text":"A & B"}""", """{"type":"header","text":{"type":"plain_text","text":"A &amp; B","emoji":false}}""")]
    [InlineData("""{"type":"TextBlock","text":"**b** and _i_ and [t](https://x.example/?a=1&b=2)"}""", """{"type":"section","text":{"type":"mrkdwn","text":"*b* and _i_ and <https://x.example/?a=1&amp;b=2|t>"}}""")]
    [InlineData("""{"type":"TextBlock","text":"- one\n- two"}""", """{"type":"section","text":{"type":"mrkdwn","text":"• one\n• two"}}""")]
    [InlineData("""{"type":"TextBlock","isSubtle":true,"text":"small"}""", """{"type":"context","elements":[{"type":"mrkdwn","text":"small"}]}""")]
    [InlineData("""{"type":"TextBlock","weight":"Bolder","text":"Label"}""", """{"type":"section","text":{"type":"mrkdwn","text":"*Label*"}}""")]
    [InlineData("""{"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"*no* <!channel>"}]}""", """{"type":"section","text":{"type":"plain_text","text":"*no* &lt;!channel&gt;","emoji":false}}""")]
    [InlineData("""{"type":"RichTextBlock","inlines":[{"type":"TextRun","weight":"Bolder","text":"State: "},{"type":"TextRun","text":"*open*"}]}""", """{"type":"section","fields":[{"type":"mrkdwn","text":"*State:*"},{"type":"plain_text","text":"*open*","emoji":false}]}""")]
    [InlineData("""{"type":"RichTextBlock","inlines":[{"type":"TextRun","weight":"Bolder","text":"<@U1> *x*:"},{"type":"TextRun","text":"open"}]}""", """{"type":"section","fields":[{"type":"plain_text","text":"&lt;@U1&gt; *x*:","emoji":false},{"type":"plain_text","text":"open","emoji":false}]}""")]
    [InlineData("""{"type":"Image","url":"https://x.example/a.png","altText":"A chart"}""", """{"type":"image","image_url":"https://x.example/a.png","alt_text":"A chart"}""")]
    [InlineData("""{"type":"Container","items":[{"type":"TextBlock","text":"inside"}]}""", """{"type":"section","text":{"type":"mrkdwn","text":"inside"}}""")]
    [InlineData("""{"type":"ActionSet","actions":[{"type":"Action.Execute","verb":"take","title":"Take","tooltip":"Take INC-1","style":"positive","data":{ "record": "INC-1" }}]}""", """{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"Take","emoji":false},"action_id":"take","value":"{\"record\":\"INC-1\"}","style":"primary","accessibility_label":"Take INC-1"}]}""")]
    [InlineData("""{"type":"ActionSet","actions":[{"type":"Action.OpenUrl","title":"Open","url":"https://x.example"}]}""", """{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"Open","emoji":false},"action_id":"Action.OpenUrl","url":"https://x.example","accessibility_label":"Open"}]}""")]
    public void An_element_has_its_block(string element, string block) => Assert.Equal(block, Block(element).Replace("\\u0022", "\\\"", StringComparison.Ordinal));

    [Fact]
    public void A_row_with_one_button_is_one_section() => Assert.Equal(
        """{"type":"section","text":{"type":"plain_text","text":"INC-1 *text*\nopen","emoji":false},"accessory":{"type":"button","text":{"type":"plain_text","text":"Show","emoji":false},"action_id":"show","accessibility_label":"Show"}}""",
        Block("""
            {"type":"ColumnSet","columns":[
              {"type":"Column","items":[{"type":"RichTextBlock","inlines":[{"type":"TextRun","weight":"Bolder","text":"INC-1 "},{"type":"TextRun","text":"*text*"}]},{"type":"RichTextBlock","inlines":["open"]}]},
              {"type":"Column","items":[{"type":"ActionSet","actions":[{"type":"Action.Execute","verb":"show","title":"Show"}]}]}]}
            """));

    [Fact]
    public void A_heading_too_long_for_a_header_is_bold_text() =>
        Assert.Equal("section", Type(Message($$"""{"body":[{"type":"TextBlock","style":"heading","text":"{{new string('h', 151)}}"}]}""")));

    [Fact]
    public void Body_text_over_three_thousand_characters_goes_on_in_the_next_section() =>
        Assert.Equal(3, Blocks(Message($$"""{"body":[{"type":"RichTextBlock","inlines":["{{new string('x', 6001)}}"]}]}""")).GetArrayLength());

    [Fact]
    public void A_button_whose_data_are_too_long_is_dropped_and_not_cut()
    {
        var message = Message($$$"""{"actions":[{"type":"Action.Execute","verb":"take","title":"Take","data":{"x":"{{{new string('x', 2000)}}}"}}]}""");
        Assert.Equal((LossCode.Dropped, "/actions/0"), Assert.Single(message.Losses) is var loss ? (loss.Code, loss.At) : default);
    }

    [Fact]
    public void The_same_verb_twice_has_two_action_ids() => Assert.Equal(
        ["show", "show#2", "take"],
        ActionIds(Message("""{"actions":[{"type":"Action.Execute","verb":"show","title":"a"},{"type":"Action.Execute","verb":"show","title":"b"},{"type":"Action.Execute","verb":"take","title":"c"}]}""")));

    [Fact]
    public void In_a_message_the_action_that_needs_the_inputs_opens_the_form() => Assert.Equal(
        ["form:send", "leave"],
        ActionIds(Message("""{"body":[{"type":"Input.Text","id":"x","label":"X"}],"actions":[{"type":"Action.Execute","verb":"send","title":"a"},{"type":"Action.Execute","verb":"leave","title":"b","associatedInputs":"none"}]}""")));

    [Fact]
    public void A_button_without_a_tooltip_is_announced_with_the_heading() => Assert.Contains(
        "\"accessibility_label\":\"Take: INC-1\"",
        Json(Message("""{"body":[{"type":"TextBlock","style":"heading","text":"INC-1"}],"actions":[{"type":"Action.Execute","verb":"take","title":"Take"}]}""")),
        StringComparison.Ordinal);

    [Fact]
    public void Thirty_buttons_stand_in_two_rows() => Assert.Equal(
        2,
        Blocks(Message($$"""{"actions":[{{string.Join(',', Enumerable.Range(0, 30).Select(i => $$"""{"type":"Action.Execute","verb":"v{{i}}","title":"t"}"""))}}]}""")).GetArrayLength());

    [Fact]
    public void A_message_with_too_many_blocks_says_how_many_are_missing_and_keeps_its_buttons()
    {
        var texts = string.Join(',', Enumerable.Range(0, 60).Select(i => $$"""{"type":"TextBlock","text":"line {{i}}"}"""));
        var blocks = Blocks(Message($$"""{"body":[{{texts}}],"actions":[{"type":"Action.Execute","verb":"v","title":"t"}]}"""));
        Assert.Equal(
            (50, "… +12", "actions"),
            (blocks.GetArrayLength(), blocks[48].GetProperty("elements")[0].GetProperty("text").GetString(), blocks[49].GetProperty("type").GetString()));
    }

    [Fact]
    public void The_text_of_a_message_is_the_cards_fallback_text_escaped() =>
        Assert.Equal("A &amp; B", Message("""{"fallbackText":"A & B","body":[{"type":"TextBlock","text":"x"}]}""").Text);

    [Fact]
    public void A_date_that_was_disarmed_for_Teams_has_the_persons_own_characters_in_Slack() =>
        Assert.Contains("{{DATE(", Json(Message("{\"body\":[{\"type\":\"RichTextBlock\",\"inlines\":[\"{\u2060{DATE(x)}}\"]}]}")), StringComparison.Ordinal);

    [Fact]
    public void Half_a_surrogate_pair_does_not_throw() =>
        Assert.Empty(Message("""{"body":[{"type":"RichTextBlock","inlines":["\ud83d"]}]}""").Losses);

    [Fact]
    public void Block_ids_change_when_the_card_does() => Assert.NotEqual(
        Blocks(Message("""{"body":[{"type":"TextBlock","text":"a"}]}"""))[0].GetProperty("block_id").GetString(),
        Blocks(Message("""{"body":[{"type":"TextBlock","text":"b"}]}"""))[0].GetProperty("block_id").GetString());

    [Theory]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"body":5,"actions":{}}""")]
    [InlineData("""{"body":[5,null,{"type":7},{"type":"ColumnSet","columns":[3]},{"type":"Input.Text"},{"type":"RichTextBlock","inlines":[5]}],"actions":[3,{"type":"Action.Execute"}]}""")]
    public void Nonsense_is_a_message_too(string card) => Assert.Empty(SlackRules.BrokenBy(Message(card).BlocksJson, 50));

    [Theory]
    [InlineData("""{"type":"Input.Text","id":"a","label":"L","isMultiline":true,"isRequired":true,"maxLength":3000,"value":"v & w","placeholder":"p"}""", """{"type":"input","block_id":"input.a","label":{"type":"plain_text","text":"L","emoji":false},"optional":false,"element":{"action_id":"a","type":"plain_text_input","multiline":true,"max_length":3000,"initial_value":"v & w","placeholder":{"type":"plain_text","text":"p","emoji":false}}}""")]
    [InlineData("""{"type":"Input.Text","id":"a","label":"L","style":"Email"}""", """{"type":"input","block_id":"input.a","label":{"type":"plain_text","text":"L","emoji":false},"optional":true,"element":{"action_id":"a","type":"email_text_input"}}""")]
    [InlineData("""{"type":"Input.Number","id":"a","label":"L","min":1,"value":2.5}""", """{"type":"input","block_id":"input.a","label":{"type":"plain_text","text":"L","emoji":false},"optional":true,"element":{"action_id":"a","type":"number_input","is_decimal_allowed":true,"initial_value":"2.5","min_value":"1"}}""")]
    [InlineData("""{"type":"Input.Number","id":"a","label":"L","value":"many"}""", """{"type":"input","block_id":"input.a","label":{"type":"plain_text","text":"L","emoji":false},"optional":true,"element":{"action_id":"a","type":"number_input","is_decimal_allowed":true}}""")]
    [InlineData("""{"type":"Input.Date","id":"a","label":"L","value":"2026-11-24"}""", """{"type":"input","block_id":"input.a","label":{"type":"plain_text","text":"L","emoji":false},"optional":true,"element":{"action_id":"a","type":"datepicker","initial_date":"2026-11-24"}}""")]
    [InlineData("""{"type":"Input.Time","id":"a","label":"L","value":""}""", """{"type":"input","block_id":"input.a","label":{"type":"plain_text","text":"L","emoji":false},"optional":true,"element":{"action_id":"a","type":"timepicker"}}""")]
    [InlineData("""{"type":"Input.Toggle","id":"a","label":"L","title":"T","valueOn":"yes","valueOff":"no","value":"yes"}""", """{"type":"input","block_id":"toggle.no.a","label":{"type":"plain_text","text":"L","emoji":false},"optional":true,"element":{"action_id":"a","type":"checkboxes","options":[{"text":{"type":"plain_text","text":"T","emoji":false},"value":"yes"}],"initial_options":[{"text":{"type":"plain_text","text":"T","emoji":false},"value":"yes"}]}}""")]
    [InlineData("""{"type":"Input.ChoiceSet","id":"a","label":"L","style":"expanded","choices":[{"title":"T","value":"t"}],"value":"t"}""", """{"type":"input","block_id":"input.a","label":{"type":"plain_text","text":"L","emoji":false},"optional":true,"element":{"action_id":"a","type":"radio_buttons","options":[{"text":{"type":"plain_text","text":"T","emoji":false},"value":"t"}],"initial_option":{"text":{"type":"plain_text","text":"T","emoji":false},"value":"t"}}}""")]
    [InlineData("""{"type":"Input.ChoiceSet","id":"a","label":"L","isMultiSelect":true,"choices":[{"title":"T","value":"t"}],"value":"x,t"}""", """{"type":"input","block_id":"input.a","label":{"type":"plain_text","text":"L","emoji":false},"optional":true,"element":{"action_id":"a","type":"multi_static_select","options":[{"text":{"type":"plain_text","text":"T","emoji":false},"value":"t"}],"initial_options":[{"text":{"type":"plain_text","text":"T","emoji":false},"value":"t"}]}}""")]
    public void An_input_is_one_in_a_modal(string input, string block)
    {
        using var view = JsonDocument.Parse(Modal($$"""{"body":[{{input}}]}""").Json);
        Assert.Equal(block, view.RootElement.GetProperty("blocks")[0].GetRawText());
    }

    [Fact]
    public void More_than_ten_expanded_choices_become_a_list()
    {
        var choices = string.Join(',', Enumerable.Range(0, 11).Select(i => $$"""{"title":"t{{i}}","value":"v{{i}}"}"""));
        Assert.Contains("static_select", Encoding.UTF8.GetString(Modal($$"""{"body":[{"type":"Input.ChoiceSet","id":"a","label":"L","style":"expanded","choices":[{{choices}}]}]}""").Json), StringComparison.Ordinal);
    }

    [Fact]
    public void A_switch_whose_value_Slack_cannot_carry_is_lost_whole() => Assert.Equal(
        "/body/0", Assert.Single(Modal($$"""{"body":[{"type":"Input.Toggle","id":"a","label":"L","title":"T","valueOn":"{{new string('x', 151)}}"}]}""").Losses).At);

    [Fact]
    public void The_submit_of_a_modal_stands_for_the_cards_action() =>
        Assert.DoesNotContain("\"actions\"", Encoding.UTF8.GetString(Modal("""{"body":[{"type":"Input.Text","id":"a","label":"L"}],"actions":[{"type":"Action.Execute","verb":"send","title":"Send"}]}""").Json), StringComparison.Ordinal);

    [Fact]
    public void A_modals_title_is_the_cards_heading_and_is_not_said_twice() => Assert.Equal(
        """{"type":"modal","callback_id":"c","title":{"type":"plain_text","text":"Report","emoji":false},"close":{"type":"plain_text","text":"Cancel","emoji":false},"private_metadata":"{}","blocks":[]}""",
        Encoding.UTF8.GetString(CardTranslator.Modal("""{"body":[{"type":"TextBlock","style":"heading","text":"Report"}]}"""u8.ToArray(), "", "", "Cancel", "c", "{}").Json));

    [Fact]
    public void A_heading_too_long_for_a_modals_title_stands_whole_below_the_bots_name() => Assert.StartsWith(
        """{"type":"modal","callback_id":"c","title":{"type":"plain_text","text":"AimsBot","emoji":false},"close":{"type":"plain_text","text":"Done","emoji":false},"private_metadata":"","blocks":[{"type":"header",""",
        Encoding.UTF8.GetString(CardTranslator.Modal("""{"body":[{"type":"TextBlock","style":"heading","text":"Recorded as INC-7K3Q-9XA2"}]}"""u8.ToArray(), "", "", "Done", "c", "").Json),
        StringComparison.Ordinal);

    [Fact]
    public void A_modal_carries_what_must_come_back() => Assert.StartsWith(
        """{"type":"modal","callback_id":"report","title":{"type":"plain_text","text":"Title","emoji":false},"submit":{"type":"plain_text","text":"Send","emoji":false},"close":{"type":"plain_text","text":"Cancel","emoji":false},"private_metadata":"{}","blocks":[""",
        Encoding.UTF8.GetString(Modal("{}").Json),
        StringComparison.Ordinal);

    [Fact]
    public void Metadata_too_long_are_dropped_and_not_cut() =>
        Assert.Equal("/private_metadata", Assert.Single(CardTranslator.Modal("{}"u8.ToArray(), "T", "S", "C", "c", new string('x', 3001)).Losses).At);

    [Fact]
    public void A_home_tab_holds_several_cards_with_a_line_between()
    {
        ReadOnlyMemory<byte> card = """{"body":[{"type":"TextBlock","text":"a"}]}"""u8.ToArray();
        using var view = JsonDocument.Parse(CardTranslator.Home(card, card).Json);
        Assert.Equal(["section", "divider", "section"], view.RootElement.GetProperty("blocks").EnumerateArray().Select(block => block.GetProperty("type").GetString()));
    }

    private static BlockMessage Message(string card) => CardTranslator.Message(Encoding.UTF8.GetBytes(card));

    private static BlockView Modal(string card) => CardTranslator.Modal(Encoding.UTF8.GetBytes(card), "Title", "Send", "Cancel", "report", "{}");

    private static JsonElement Blocks(BlockMessage message) => JsonDocument.Parse(message.BlocksJson).RootElement;

    private static string Json(BlockMessage message) => Encoding.UTF8.GetString(message.BlocksJson);

    private static string Type(BlockMessage message) => Blocks(message)[0].GetProperty("type").GetString()!;

    private static IEnumerable<string?> ActionIds(BlockMessage message) =>
        Blocks(message)[0].GetProperty("elements").EnumerateArray().Select(element => element.GetProperty("action_id").GetString());

    /// <summary>The only block, without its id.</summary>
    private static string Block(string element)
    {
        var json = Assert.Single(Blocks(Message($$"""{"body":[{{element}}]}""")).EnumerateArray()).GetRawText();
        var id = json.IndexOf("\"block_id\"", StringComparison.Ordinal);
        return json.Remove(id, json.IndexOf(',', id) - id + 1);
    }
}
