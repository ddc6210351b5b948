using System.Net;
using System.Text.Json.Nodes;
using AimsBot.EndToEnd.Slack;

namespace AimsBot.EndToEnd.Teams;

/// <summary>The double, seen by a person who uses <see cref="TeamsTinyBot"/> through it.</summary>
public sealed class TeamsPersonTests : IAsyncLifetime
{
    private const string Channel = "19:general@thread.tacv2";

    private TeamsDouble _teams = null!;
    private TeamsTinyBot _bot = null!;
    private TeamsSender _sender = null!;
    private TeamsPerson _kari = null!;
    private TeamsPerson _ola = null!;

    public async Task InitializeAsync()
    {
        _teams = await TeamsDouble.Start();
        _teams.AddUser("29:kari", "Kari Nordmann", "kari@example.com", "aaaaaaaa-0000-0000-0000-000000000001");
        _teams.AddUser("29:ola", "Ola Dahl", "ola@example.com", "aaaaaaaa-0000-0000-0000-000000000002");
        _teams.AddChannel(Channel, "19:team@thread.tacv2", "29:kari", "29:ola");
        _bot = await TeamsTinyBot.Start();
        _sender = new TeamsSender(_bot.Address, _teams);
        _kari = new TeamsPerson(_teams, _sender, "29:kari");
        _ola = new TeamsPerson(_teams, _sender, "29:ola");
    }

    public async Task DisposeAsync()
    {
        _sender.Dispose();
        await _bot.DisposeAsync();
        await _teams.DisposeAsync();
    }

    [Fact]
    public async Task What_a_person_types_is_answered_with_a_card_that_reads_aloud()
    {
        await _kari.Types("a <b> leak & more");

        var card = await _kari.Reads("Kept: a &lt;b&gt; leak &amp; more");
        Assert.Equal("Kept: a &lt;b&gt; leak &amp; more\nNote\n[Close]\n[Tell]\n[Fail]\n[Add details]", card.Reading);
        Assert.Equal(["Close", "Tell", "Fail", "Add details"], card.Buttons);
        Assert.Empty(_ola.Messages);
        Assert.Empty(_teams.Complaints);
    }

    [Fact]
    public async Task A_click_replaces_the_card_for_all_who_see_it_once_the_bot_updates_it()
    {
        await _kari.TypesInChannel("a leak, says @Ola Dahl", Channel);
        var card = await Eventually.Sees(
            () => _teams.Messages.LastOrDefault(message => message.AuthorId == TeamsDouble.BotId), () => "the bot's answer in the channel");
        Assert.Equal("Kept: a leak, says <at>Ola Dahl</at>", card.Reading.Split('\n')[0]);

        await _ola.Clicks("Close", card);

        Assert.Equal("Closed by Ola Dahl", card.ReadingFor("29:ola"));
        Assert.Equal(("Closed by Ola Dahl", 1), (card.Reading, card.Updates));
        Assert.Null(_ola.Notice);
        Assert.Empty(_teams.Complaints);
    }

    [Fact]
    public async Task A_click_is_answered_below_the_card_with_the_inputs_that_it_sent()
    {
        await _kari.Types("a leak");
        var card = await _kari.Reads("Kept: a leak");

        await _kari.Clicks("Tell", card, ("Note", "it named him"));
        Assert.Equal(new TeamsNotice("You wrote: it named him", IsError: false), _kari.Notice);

        await _kari.Clicks("Fail", card);
        Assert.Equal(new TeamsNotice("This is not for you.", IsError: true), _kari.Notice);
        Assert.Equal(0, card.Updates);
    }

    [Fact]
    public async Task An_old_client_sends_the_fallback_as_a_message_with_a_value()
    {
        await _kari.Types("a leak");

        await _kari.ClicksInOldClient("Close", await _kari.Reads("Kept: a leak"));

        await _kari.Reads("Closed by an old client");
    }

    [Fact]
    public async Task A_button_opens_a_dialog_that_can_be_sent_again_when_something_is_wrong()
    {
        await _kari.Types("a leak");
        await _kari.Clicks("Add details", await _kari.Reads("Kept: a leak"));
        Assert.Equal("Report an incident", _kari.Dialog!.Title);

        await _kari.Submits(("What happened?", "hm"));
        Assert.Contains("Please say a little more.", _kari.Dialog.Reading, StringComparison.Ordinal);

        await _kari.Submits(("What happened?", "it named him"), ("Kind", "Near miss"), ("When?", "2027-01-31"), ("Who is affected?", "Staff|Others"));
        Assert.Null(_kari.Dialog);
        Assert.Equal("Thank you.", _kari.Notice!.Text);
        await _kari.Reads("Kept: it named him (near-miss, 2027-01-31, staff,others)");
        Assert.Empty(_teams.Complaints);
    }

    [Fact]
    public async Task The_extension_opens_from_the_compose_box_and_leaves_a_card_there()
    {
        await _kari.OpensExtension("reportIncident");
        await _kari.Submits(("what", "a leak"));

        Assert.Contains("Kept: a leak (incident, no day)", TeamsScreen.Aloud(_kari.Draft!), StringComparison.Ordinal);
        await _kari.SendsDraft();
        Assert.Null(_kari.Draft);
    }

    [Fact]
    public async Task The_extension_opens_on_a_message_with_its_text()
    {
        var said = _teams.Say(Channel, "29:ola", "it told me R&amp;D's salaries");

        await _kari.OpensExtensionOn("reportIncident", said);

        var what = _kari.Dialog!.Card!["body"]!.AsArray().Single(one => (string?)one!["id"] == "what");
        Assert.Contains("R&amp;D's salaries", (string?)what!["value"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_is_edited_deleted_and_restored_under_one_id()
    {
        var said = await _kari.Types("a leek");

        Assert.Equal(HttpStatusCode.OK, (await _kari.Edits(said, "a leak")).Status);
        await _kari.Reads("You changed it to: a leak");
        Assert.Equal(HttpStatusCode.OK, (await _kari.Deletes(said)).Status);
        Assert.Equal(HttpStatusCode.OK, (await _kari.Restores(said)).Status);
    }

    [Fact]
    public async Task A_forwarded_card_has_the_same_buttons_but_is_not_the_bots_to_change()
    {
        await _kari.Types("a leak");
        var copy = _kari.Forwards(await _kari.Reads("Kept: a leak"), Channel);

        await _ola.Clicks("Fail", copy);
        Assert.Equal("This is not for you.", _ola.Notice!.Text);
        await Assert.ThrowsAnyAsync<Exception>(() => _ola.Clicks("Close", copy));
        Assert.Contains("was written by 29:kari", Assert.Single(_teams.Complaints), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_in_no_table_can_be_met_all_the_same()
    {
        _teams.UnknownPeopleAreMembers = true;
        var activity = JsonNode.Parse($$"""
            {"type": "message", "id": "17", "text": "a leak", "serviceUrl": "{{_teams.ServiceUrl}}", "from": {"id": "29:tuva", "name": "Tuva Berg", "aadObjectId": "t"},
             "conversation": {"id": "a:1", "conversationType": "personal", "tenantId": "{{TeamsDouble.TenantId}}"} }
            """)!.AsObject();

        await _sender.Send(activity);

        await new TeamsPerson(_teams, _sender, "29:tuva").Reads("Kept: a leak");
        Assert.Equal("a:1", _teams.PersonalChatWith("29:tuva"));
        Assert.Empty(_teams.Complaints);
    }

    [Fact]
    public async Task What_stands_in_a_file_is_sent_as_it_is()
    {
        _teams.UnknownPeopleAreMembers = true;
        var connector = ("CONNECTOR", _teams.ServiceUrl);
        foreach (var activity in CaseData.Lines("09-edit.jsonl", connector)) Assert.Equal(HttpStatusCode.OK, (await _sender.Send(activity)).Status);
        await _kari.Reads("You changed it to: incident the chatbot gave out two customers' addresses");

        await _sender.Send(CaseData.Whole("10-mention.json", connector));
        Assert.Contains("says the tool showed R&amp;D&#39;s salaries", _teams.Messages[^1].Reading, StringComparison.Ordinal);
        Assert.Equal("19:channel@thread.tacv2;messageid=1795000100000", _teams.Messages[^1].ConversationId);
        Assert.Empty(_teams.Complaints);
    }

    [Fact]
    public async Task Who_installs_the_bot_hears_of_it_and_who_uninstalls_it_is_out_of_reach()
    {
        await _kari.Installs();
        await _kari.Reads("Welcome");

        await _kari.Uninstalls();
        using var http = new HttpClient();
        using var answer = await http.PostAsync(
            $"{_teams.ServiceUrl}v3/conversations/{_kari.PersonalChat}/activities", new StringContent("""{"type": "message", "text": "x"}""", System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_field_or_a_button_that_is_not_there_cannot_be_used()
    {
        await _kari.Types("a leak");
        var card = await _kari.Reads("Kept: a leak");
        await _kari.Clicks("Add details", card);

        await Assert.ThrowsAnyAsync<Exception>(() => _kari.Submits(("Colour", "blue")));
        await Assert.ThrowsAnyAsync<Exception>(() => _kari.Submits(("What happened?", null)));
        await Assert.ThrowsAnyAsync<Exception>(() => _kari.Clicks("Open", card));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"statusCode": 200, "type": "application/vnd.microsoft.adaptive.card", "value": {}}""")]
    [InlineData("""{"statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": "x"}""")]
    public async Task An_answer_that_shows_nothing_to_the_person_fails_the_test(string answer)
    {
        var card = _teams.Say(_kari.PersonalChat, TeamsDouble.BotId, "");
        card.Show(JsonNode.Parse($$"""{"attachments": [{"contentType": "{{TeamsCardRules.CardType}}", "content": {"actions": [{"type": "Action.Execute", "title": "Go", "verb": "go"} ] } } ]}""")!.AsObject());
        await using var mute = await AnsweringBot.Start(answer);
        using var sender = new TeamsSender(mute.Address, _teams);

        await Assert.ThrowsAnyAsync<Exception>(() => new TeamsPerson(_teams, sender, "29:kari").Clicks("Go", card));
    }
}
