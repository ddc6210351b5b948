using System.Net;
using AimsBot.Slack.WebApi;

namespace AimsBot.EndToEnd.Slack;

/// <summary>The double, seen by a person who uses <see cref="TinyBot"/> through it.</summary>
public sealed class SlackPersonTests : IAsyncLifetime
{
    private SlackDouble _slack = null!;
    private TinyBot _bot = null!;
    private SlackSender _sender = null!;
    private SlackPerson _kari = null!;

    public async Task InitializeAsync()
    {
        _slack = await SlackDouble.Start();
        _slack.AddUser("T0BENCH", "U0KARI", "Kari Nordmann", "kari@example.com");
        _bot = await TinyBot.Start(_slack.ApiUrl, new SlackWorkspace("T0BENCH", "xoxb-bench"));
        _sender = new SlackSender(_bot.Address, TinyBot.SigningSecret);
        _kari = new SlackPerson(_slack, _sender, "T0BENCH", "U0KARI");
    }

    public async Task DisposeAsync()
    {
        _sender.Dispose();
        await _bot.DisposeAsync();
        await _slack.DisposeAsync();
    }

    [Fact]
    public async Task A_command_is_answered_privately_and_its_button_opens_a_form()
    {
        var answer = await _kari.Types("/ai-incident R&D's tool said <b>");
        Assert.Equal("Kept: R&D's tool said <b>", answer!.Text);
        Assert.Equal("U0KARI", answer.OnlyFor);
        Assert.Equal(["Add details"], answer.Buttons);

        await _kari.Clicks("Add details", answer);

        Assert.Equal("Report an incident", _kari.Form!.Title);
        Assert.Empty(_slack.Complaints);
    }

    [Fact]
    public async Task A_form_shows_what_is_wrong_and_can_be_sent_again()
    {
        await _kari.Types("/ai-incident");
        await _kari.Submits(("What happened?", "hm"));
        Assert.Equal("Please say a little more.", _kari.Form!.Errors["what"]);

        await _kari.Submits(("What happened?", "a leak"), ("Kind", "Near miss"), ("When?", "2027-01-31"));

        Assert.Null(_kari.Form);
        Assert.Equal(["Close"], (await _kari.Reads("Kept: a leak (near-miss, 2027-01-31)")).Buttons);
        Assert.Empty(_slack.Complaints);
    }

    [Fact]
    public async Task What_is_not_touched_in_a_form_is_sent_as_it_started()
    {
        await _kari.Types("/ai-incident");
        await _kari.Submits(("what", "a leak"));

        await _kari.Reads("Kept: a leak (incident, no day)");
    }

    [Fact]
    public async Task A_click_changes_the_message_and_is_answered_privately()
    {
        await _kari.Types("/ai-incident");
        await _kari.Submits(("what", "a leak"));
        var message = await _kari.Reads("Kept: a leak");

        await _kari.Clicks("Close", message);

        Assert.Equal(("Closed by <@U0KARI>", 1), (message.Text, message.Updates));
        Assert.Empty(message.Buttons);
        Assert.Equal("U0KARI", (await _kari.Reads("You closed it.")).OnlyFor);
        Assert.Empty(_slack.Complaints);
    }

    [Fact]
    public async Task The_menu_of_a_message_opens_a_form_with_its_text()
    {
        _slack.AddChannel("T0BENCH", "C0GENERAL", "U0KARI", SlackDouble.BotUserId);
        var said = _slack.Say("T0BENCH", "C0GENERAL", "U0KARI", "it told me R&amp;D's salaries");

        await _kari.ChoosesShortcut("report_incident", said);
        await _kari.Submits();

        await _kari.Reads("Kept: it told me R&D's salaries");
    }

    [Fact]
    public async Task The_Home_tab_is_shown_and_its_button_works()
    {
        await _kari.OpensHome();
        Assert.Equal(["Report"], _kari.Home!.Buttons);

        await _kari.Clicks("Report", _kari.Home);

        Assert.NotNull(_kari.Form);
    }

    [Fact]
    public async Task What_a_person_writes_is_answered_and_the_bots_own_message_is_not()
    {
        await _kari.Says("tasks");

        await _kari.Reads("You said: tasks");
        Assert.Single(_slack.Calls, call => call.Method == "chat.postMessage");
    }

    [Fact]
    public async Task A_field_that_is_not_there_cannot_be_filled_in()
    {
        await _kari.Types("/ai-incident");

        await Assert.ThrowsAnyAsync<Exception>(() => _kari.Submits(("Colour", "blue")));
        await Assert.ThrowsAnyAsync<Exception>(() => _kari.Submits(("What happened?", null)));
    }

    [Theory]
    [InlineData(null, "", null)]
    [InlineData("", "", null)]
    [InlineData(null, null, "another secret")]
    [InlineData(null, "v0=00", null)]
    public async Task A_request_can_be_sent_wrong(string? timestamp, string? signature, string? secret)
    {
        var reply = await _sender.Send("/slack/commands", "application/x-www-form-urlencoded", "text=x", timestamp, signature, secret);

        Assert.Equal(HttpStatusCode.Unauthorized, reply.Status);
    }

    [Fact]
    public void The_published_vector_of_Slacks_signature_comes_out() => Assert.Equal(
        "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
        SlackSender.Sign("8f742231b10e8888abcd99yyyzzz85a5", "1531420618",
            "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar"
            + "&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com"
            + "%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"));
}
