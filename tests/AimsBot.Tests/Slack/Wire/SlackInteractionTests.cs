using AimsBot.Slack.Wire;

namespace AimsBot.Tests.Slack.Wire;

public class SlackInteractionTests
{
    private const string Click = """
        {"type": "block_actions", "enterprise": null, "team": {"id": "T0BENCH", "domain": "bench"},
         "user": {"id": "U0OUT", "name": "otto", "team_id": "T0OTHER"},
         "container": {"type": "message", "message_ts": "1795.0001", "channel_id": "C1", "is_ephemeral": true},
         "trigger_id": "1.2.x", "channel": {"id": "C1", "name": "directmessage"},
         "message": {"type": "message", "ts": "1795.0001", "text": "R&amp;D", "user": "U0BOT", "bot_id": "B0BENCH", "blocks": []},
         "response_url": "https://hooks.slack.com/actions/1", "state": {"values": {}},
         "actions": [{"type": "button", "action_id": "take", "block_id": "b1", "value": "INC-1/3", "action_ts": "1795.000100"}]}
        """;

    [Fact]
    public void A_click_on_a_message_says_who_where_and_what()
    {
        var click = Assert.IsType<SlackBlockActions>(SlackInteraction.Parse(Click));

        Assert.Equal(("U0OUT", "T0OTHER", "T0BENCH", null), (click.UserId, click.UserTeamId, click.TeamId, click.EnterpriseId));
        Assert.Equal(("C1", "1795.0001", true), (click.Message!.ChannelId, click.Message.Timestamp, click.Message.IsEphemeral));
        var action = Assert.Single(click.Actions);
        Assert.Equal(("b1", "take", "INC-1/3", "1795.000100"), (action.BlockId, action.ActionId, action.Value, action.Timestamp));
        Assert.Equal(("1.2.x", "https://hooks.slack.com/actions/1"), (click.TriggerId, click.ResponseUrl));
        Assert.Null(click.View);
    }

    [Fact]
    public void A_click_on_the_Home_tab_has_a_view_and_no_message()
    {
        var click = Assert.IsType<SlackBlockActions>(SlackInteraction.Parse("""
            {"type": "block_actions", "team": {"id": "T0BENCH"}, "user": {"id": "U0LEAD", "team_id": "T0BENCH"},
             "container": {"type": "view", "view_id": "V1"}, "trigger_id": "1.1.x",
             "actions": [{"type": "button", "action_id": "open", "block_id": "b", "value": "v", "action_ts": "1.0"}],
             "view": {"id": "V1", "team_id": "T0BENCH", "type": "home", "callback_id": "", "private_metadata": "", "hash": "h1", "state": {"values": {}}}}
            """));

        Assert.Null(click.Message);
        Assert.Null(click.ResponseUrl);
        Assert.Equal(("V1", "h1", true), (click.View!.Id, click.View.Hash, click.View.IsHome));
    }

    [Fact]
    public void A_form_whose_optional_fields_were_cleared_has_no_values_for_them()
    {
        var sent = Assert.IsType<SlackViewSubmission>(SlackInteraction.Parse("""
            {"type": "view_submission", "team": {"id": "T0BENCH"}, "user": {"id": "U0LEAD", "team_id": "T0BENCH"}, "trigger_id": "1.15.x",
             "view": {"id": "V1", "type": "modal", "callback_id": "details", "private_metadata": "meta", "hash": "h", "state": {"values": {
               "what": {"a": {"type": "plain_text_input", "value": "only the required field"}},
               "day": {"a": {"type": "datepicker", "selected_date": null}},
               "system": {"a": {"type": "static_select", "selected_option": null}},
               "who": {"a": {"type": "checkboxes", "selected_options": []}},
               "more": {"a": {"type": "plain_text_input", "value": null}}}}}}
            """));

        Assert.Equal(("details", "meta"), (sent.View.CallbackId, sent.View.PrivateMetadata));
        Assert.Equal(5, sent.View.Inputs.Count);
        Assert.Equal("only the required field", sent.View.Value("what"));
        Assert.All(["day", "system", "who", "more", "never there"], block => Assert.Null(sent.View.Value(block)));
    }

    [Theory]
    [InlineData("""{"type": "datepicker", "selected_date": "2027-01-31"}""", "2027-01-31")]
    [InlineData("""{"type": "timepicker", "selected_time": "14:05"}""", "14:05")]
    [InlineData("""{"type": "datetimepicker", "selected_date_time": 1795000000}""", "1795000000")]
    [InlineData("""{"type": "static_select", "selected_option": {"text": {"type": "plain_text", "text": "One"}, "value": "1"}}""", "1")]
    [InlineData("""{"type": "checkboxes", "selected_options": [{"value": "a"}, {"value": "b"}]}""", "a,b")]
    [InlineData("""{"type": "users_select", "selected_user": "U1"}""", "U1")]
    [InlineData("""{"type": "multi_users_select", "selected_users": ["U1", "U2"]}""", "U1,U2")]
    [InlineData("""{"type": "number_input", "value": "3.5"}""", "3.5")]
    public void Every_kind_of_input_comes_down_to_its_values(string element, string values)
    {
        var sent = Assert.IsType<SlackViewSubmission>(SlackInteraction.Parse(
            """{"type": "view_submission", "user": {"id": "U1"}, "view": {"id": "V1", "state": {"values": {"b": {"a": @}}}}}"""
                .Replace("@", element, StringComparison.Ordinal)));

        Assert.Equal(values, string.Join(',', Assert.Single(sent.View.Inputs).Values));
    }

    [Fact]
    public void A_person_of_an_Enterprise_Grid_has_no_team()
    {
        var click = SlackInteraction.Parse("""
            {"type": "view_closed", "team": null, "enterprise": {"id": "E0BENCH", "name": "Bench"}, "is_enterprise_install": true,
             "user": {"id": "W0GRID01", "team_id": "T0BENCH"}, "view": {"id": "V1", "callback_id": "c", "app_installed_team_id": "T0BENCH"}}
            """);

        var closed = Assert.IsType<SlackViewClosed>(click);
        Assert.Equal(("W0GRID01", null, "E0BENCH"), (closed.UserId, closed.TeamId, closed.EnterpriseId));
        Assert.Equal("T0BENCH", closed.View.InstalledTeamId);
    }

    [Fact]
    public void A_message_shortcut_carries_the_message()
    {
        var shortcut = Assert.IsType<SlackMessageShortcut>(SlackInteraction.Parse("""
            {"type": "message_action", "callback_id": "report_incident", "trigger_id": "1.1.x", "message_ts": "1795.1",
             "team": {"id": "T0BENCH"}, "user": {"id": "U1", "name": "u"}, "channel": {"id": "C1", "name": "general"},
             "message": {"type": "message", "user": "U2", "ts": "1795.1", "text": "it said &lt;b&gt;"}, "response_url": "https://hooks.slack.com/app/1"}
            """));

        Assert.Equal(("report_incident", "C1", "1795.1", "U2"),
            (shortcut.CallbackId, shortcut.Message.ChannelId, shortcut.Message.Timestamp, shortcut.Message.AuthorId));
        Assert.Equal("it said <b>", SlackText.Unescape(shortcut.Message.Text));
    }

    [Fact]
    public void A_menu_that_asks_for_options_says_what_was_typed()
    {
        var asks = Assert.IsType<SlackBlockSuggestion>(SlackInteraction.Parse(
            """{"type": "block_suggestion", "user": {"id": "U1"}, "team": {"id": "T1"}, "action_id": "system", "block_id": "b", "value": "tra"}"""));

        Assert.Equal(("system", "b", "tra"), (asks.ActionId, asks.BlockId, asks.Typed));
    }

    [Theory]
    [InlineData(@"\ud83d", "\uFFFD")]
    [InlineData(@"\ude00\ud83d", "\uFFFD\uFFFD")]
    [InlineData(@"a\ud83db", "a\uFFFDb")]
    [InlineData(@"\ud83d\ude00", "\U0001F600")]
    [InlineData(@"a\u0000b", "ab")]
    [InlineData("a\0b", "ab")]
    [InlineData(@"\\ud83d", @"\ud83d")]
    [InlineData(@"\\\ud83d", "\\\uFFFD")]
    [InlineData(@"bl\u00e5b\u00e6r", "blåbær")]
    public void Half_an_emoji_and_NUL_are_repaired(string json, string text)
    {
        var sent = Assert.IsType<SlackViewSubmission>(SlackInteraction.Parse(
            $$$"""{"type": "view_submission", "user": {"id": "U1"}, "view": {"id": "V1", "private_metadata": "{{{json}}}"}}"""));

        Assert.Equal(text, sent.View.PrivateMetadata);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"type": "block_actions", "user": {"id": "U1"}, "actions": []}""")]
    [InlineData("""{"type": "block_actions", "user": "U1", "actions": [{"action_id": "a"}]}""")]
    [InlineData("""{"type": "view_submission", "user": {"id": "U1"}, "view": null}""")]
    [InlineData("""{"type": "something_new", "user": {"id": "U1"}}""")]
    [InlineData("""{"type": "block_actions", "user": {"id": "\u0000"}, "actions": [{"action_id": "a"}]}""")]
    public void What_is_not_the_protocol_is_null(string json) => Assert.Null(SlackInteraction.Parse(json));

    [Fact]
    public void A_thousand_levels_of_nesting_are_not_the_protocol() =>
        Assert.Null(SlackInteraction.Parse($$"""{"type": "block_actions", "x": {{new string('[', 1000)}}{{new string(']', 1000)}}}"""));
}
