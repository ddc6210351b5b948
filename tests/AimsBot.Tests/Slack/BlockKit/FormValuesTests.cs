using System.Text;
using System.Text.Json;
using AimsBot.Slack.BlockKit;
using AimsBot.Slack.Wire;

namespace AimsBot.Tests.Slack.BlockKit;

public class FormValuesTests
{
    private static readonly IReadOnlyList<SlackInput> State = SlackInput.ReadState(JsonDocument.Parse("""
        { "values": {
          "input.text": { "text": { "type": "plain_text_input", "value": "R&D <b> typed" } },
          "input.cleared": { "cleared": { "type": "plain_text_input", "value": null } },
          "input.day": { "day": { "type": "datepicker", "selected_date": "2026-11-24" } },
          "input.noday": { "noday": { "type": "datepicker", "selected_date": null } },
          "input.time": { "time": { "type": "timepicker", "selected_time": "09:30" } },
          "input.one": { "one": { "type": "static_select", "selected_option": { "text": { "type": "plain_text", "text": "T" }, "value": "a" } } },
          "input.none": { "none": { "type": "radio_buttons", "selected_option": null } },
          "input.many": { "many": { "type": "multi_static_select", "selected_options": [{ "value": "a" }, { "value": "b" }] } },
          "input.nobody": { "nobody": { "type": "multi_static_select", "selected_options": [] } },
          "toggle.no.ticked": { "ticked": { "type": "checkboxes", "selected_options": [{ "value": "yes" }] } },
          "toggle.no%2Ethanks.unticked": { "unticked": { "type": "checkboxes", "selected_options": [] } },
          "input.odd": 5
        } }
        """).RootElement);

    [Theory]
    [InlineData("text", "R&D <b> typed")]
    [InlineData("day", "2026-11-24")]
    [InlineData("time", "09:30")]
    [InlineData("one", "a")]
    [InlineData("many", "a,b")]
    [InlineData("ticked", "yes")]
    [InlineData("unticked", "no.thanks")]
    public void A_value_comes_back_by_its_input(string id, string value) => Assert.Equal(value, FormValues.Of(State)[id]);

    [Theory]
    [InlineData("cleared")]
    [InlineData("noday")]
    [InlineData("none")]
    [InlineData("nobody")]
    [InlineData("odd")]
    public void What_was_left_empty_has_no_entry(string id) => Assert.False(FormValues.Of(State).ContainsKey(id));

    [Fact]
    public void An_error_goes_under_its_input() => Assert.Equal(
        """{"response_action":"errors","errors":{"input.text":"Too short.","toggle.no.ticked":"Tick it."}}""",
        Encoding.UTF8.GetString(FormValues.FieldErrors(State, new Dictionary<string, string> { ["text"] = "Too short.", ["ticked"] = "Tick it." })));

    [Fact]
    public void An_error_for_an_input_that_is_not_there_is_still_shown() => Assert.Equal(
        """{"response_action":"errors","errors":{"input.text":"It is gone."}}""",
        Encoding.UTF8.GetString(FormValues.FieldErrors(State, new Dictionary<string, string> { ["gone"] = "It is gone." })));

    [Theory]
    [InlineData("take", "take", false)]
    [InlineData("form:close", "close", true)]
    [InlineData("form:show#3", "show", true)]
    public void An_action_id_says_its_verb_and_whether_it_opens_a_form(string actionId, string verb, bool opensForm) =>
        Assert.Equal(new SlackActionId(verb, opensForm), SlackActionId.Read(actionId));
}
