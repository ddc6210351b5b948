using System.Text;
using AimsBot.Slack.Wire;

namespace AimsBot.Tests.Slack.Wire;

public class SlackEventTests
{
    [Fact]
    public void The_challenge_of_url_verification_is_read() =>
        Assert.Equal(new SlackUrlVerification("abc"), Parse("""{"type": "url_verification", "token": "x", "challenge": "abc"}"""));

    [Fact]
    public void An_event_says_where_it_comes_from_and_whether_it_is_a_repetition()
    {
        var callback = Assert.IsType<SlackEventCallback>(SlackEvent.Parse("""
            {"type": "event_callback", "team_id": "T0BENCH", "enterprise_id": "E1", "event_id": "Ev1", "event_time": 1795000000,
             "is_ext_shared_channel": true,
             "authorizations": [{"enterprise_id": null, "team_id": "T0BENCH", "user_id": "U0BOT", "is_bot": true, "is_enterprise_install": false}],
             "event": {"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": "home", "view": {"id": "V1", "hash": "h1"}}}
            """u8, "2", "http_timeout"));

        Assert.Equal(("Ev1", "T0BENCH", "E1", true), (callback.EventId, callback.TeamId, callback.EnterpriseId, callback.IsSharedWithOthers));
        Assert.Equal((2, "http_timeout"), (callback.RetryNumber, callback.RetryReason));
        Assert.Equal(new DateTimeOffset(2026, 11, 18, 11, 6, 40, TimeSpan.Zero), callback.At);
        Assert.Equal(new SlackAuthorization("T0BENCH", null, "U0BOT"), Assert.Single(callback.Authorizations));
        Assert.Equal(new SlackHomeOpened("U1", OnHomeTab: true, "D1", "h1"), callback.Inner);
    }

    [Fact]
    public void A_changed_account_is_read_whole()
    {
        var changed = Assert.IsType<SlackUserChanged>(Inner("""
            {"type": "user_change", "cache_ts": 1, "user": {"id": "U0TINA", "team_id": "T0BENCH", "name": "u0tina", "real_name": "Tina Vik",
             "deleted": true, "is_restricted": false, "is_email_confirmed": true, "tz": "Europe/Oslo", "locale": "nb-NO",
             "profile": {"display_name": "Tina", "email": "Tina@example.com"}, "enterprise_user": {"id": "W1", "enterprise_id": "E1"}}}
            """));

        Assert.Equal(new SlackProfile
        {
            Id = "U0TINA",
            TeamId = "T0BENCH",
            EnterpriseId = "E1",
            Handle = "u0tina",
            RealName = "Tina Vik",
            DisplayName = "Tina",
            Email = "Tina@example.com",
            EmailIsConfirmed = true,
            TimeZone = "Europe/Oslo",
            Locale = "nb-NO",
            IsDeleted = true,
        }, changed.Profile);
    }

    [Fact]
    public void Nothing_is_taken_for_granted_about_a_new_account()
    {
        var joined = Assert.IsType<SlackTeamJoined>(Inner("""{"type": "team_join", "user": {"id": "U1", "tz": null, "profile": null}}"""));

        Assert.Equal(new SlackProfile { Id = "U1" }, joined.Profile);
    }

    [Theory]
    [InlineData("is_restricted", true, false, false)]
    [InlineData("is_ultra_restricted", true, false, false)]
    [InlineData("is_bot", false, true, false)]
    [InlineData("is_workflow_bot", false, true, false)]
    [InlineData("is_stranger", false, false, true)]
    public void Guests_bots_and_strangers_are_told_apart(string field, bool guest, bool bot, bool stranger)
    {
        var profile = Assert.IsType<SlackTeamJoined>(Inner($$$"""{"type": "team_join", "user": {"id": "U1", "{{{field}}}": true}}""")).Profile;

        Assert.Equal((guest, bot, stranger), (profile.IsGuest, profile.IsBot, profile.IsStranger));
    }

    [Fact]
    public void A_direct_message_of_a_person_is_said_by_a_person()
    {
        var message = Message("""{"user": "U1", "text": "help &amp; tasks", "ts": "1.1", "channel_type": "im", "client_msg_id": "x", "team": "T1"}""");

        Assert.True(message.IsSaidByPerson);
        Assert.True(message.IsDirect);
        Assert.Equal(("D1", "U1", "1.1", "help & tasks"), (message.ChannelId, message.UserId, message.Timestamp, SlackText.Unescape(message.Text)));
    }

    [Theory]
    [InlineData("""{"user": "U0BOT", "bot_id": "B1", "text": "mine"}""")]
    [InlineData("""{"user": "U1", "subtype": "bot_message", "text": "x"}""")]
    [InlineData("""{"subtype": "message_changed", "hidden": true, "message": {"user": "U1", "text": "edited"}}""")]
    [InlineData("""{"subtype": "message_deleted", "previous_message": {"user": "U1"}}""")]
    [InlineData("""{"user": "U1", "subtype": "channel_join", "text": "has joined"}""")]
    [InlineData("""{"user": "U1", "text": "x", "edited": {"user": "U1", "ts": "1.2"}}""")]
    [InlineData("""{"user": "USLACKBOT", "text": "reminder"}""")]
    [InlineData("""{"text": "nobody"}""")]
    public void What_a_bot_must_not_answer_is_not_said_by_a_person(string fields) => Assert.False(Message(fields).IsSaidByPerson);

    [Fact]
    public void The_end_of_an_installation_is_read()
    {
        Assert.IsType<SlackAppUninstalled>(Inner("""{"type": "app_uninstalled"}"""));
        var revoked = Assert.IsType<SlackTokensRevoked>(Inner("""{"type": "tokens_revoked", "tokens": {"oauth": ["U1"], "bot": ["U0BOT"]}}"""));
        Assert.Equal("U0BOT", Assert.Single(revoked.BotUserIds));
    }

    [Theory]
    [InlineData("""{"type": "emoji_changed"}""", "emoji_changed")]
    [InlineData("""{"type": "user_change", "user": "U1"}""", "user_change")]
    [InlineData("""{"type": 7}""", "")]
    [InlineData("""{}""", "")]
    public void An_event_of_an_unknown_shape_is_a_delivery_all_the_same(string inner, string type) =>
        Assert.Equal(new SlackOtherEvent(type), Inner(inner));

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("""{"type": "url_verification"}""")]
    [InlineData("""{"type": "event_callback", "event_id": "Ev1"}""")]
    [InlineData("""{"type": "event_callback", "event": {"type": "message"}}""")]
    [InlineData("""{"type": "block_actions"}""")]
    public void What_is_not_the_protocol_is_null(string json) => Assert.Null(Parse(json));

    [Theory]
    [InlineData("1e400")]
    [InlineData("-1")]
    [InlineData("99999999999999")]
    [InlineData("\"soon\"")]
    public void An_impossible_time_is_no_time(string time)
    {
        var callback = Parse($$$"""{"type": "event_callback", "event_id": "Ev1", "event_time": {{{time}}}, "event": {"type": "x"}}""");

        Assert.Null(Assert.IsType<SlackEventCallback>(callback).At);
    }

    private static SlackEvent? Parse(string json) => SlackEvent.Parse(Encoding.UTF8.GetBytes(json));

    private static SlackInnerEvent Inner(string happened) =>
        Assert.IsType<SlackEventCallback>(Parse($$$"""{"type": "event_callback", "event_id": "Ev1", "event": {{{happened}}}}""")).Inner;

    private static SlackMessageEvent Message(string fields) =>
        Assert.IsType<SlackMessageEvent>(Inner($$"""{"type": "message", "channel": "D1", {{fields[1..]}}"""));
}
