using System.Net;
using System.Text.Json.Nodes;

namespace AimsBot.EndToEnd.Slack;

/// <summary>A Slack account is deactivated; its person is still there, in Teams.</summary>
public sealed class GoneFromSlackTests : IAsyncLifetime
{
    private SlackDouble _slack = null!;
    private BotProcess _bot = null!;
    private SlackPerson _tina = null!;

    public async Task InitializeAsync()
    {
        _slack = await SlackDouble.Start();
        SharedBot.AddUsers(_slack);
        _slack.AddUser("T0BENCH", "U0TINA", "Tina Vik", "tina@example.com");
        _bot = new BotProcess(_slack.ApiUrl);
        await _bot.Import(CaseData.PathOf("07-people.csv"));
        await _bot.Start();
        _tina = new SlackPerson(_slack, _bot.Slack, "T0BENCH", "U0TINA");
    }

    public async Task DisposeAsync()
    {
        await _bot.DisposeAsync();
        await _slack.DisposeAsync();
    }

    [Fact]
    public async Task Nothing_is_sent_to_a_deactivated_account_and_nothing_brings_it_back()
    {
        var lead = new SlackPerson(_slack, _bot.Slack, "T0BENCH", "U0LEAD");
        await _tina.Reads(await _bot.Report("U0LEAD", "while Tina was there"));
        Assert.Equal(HttpStatusCode.OK, (await Deactivated()).Status);
        var sent = PostsToTina();

        var id = await _bot.Report("U0LEAD", "when Tina was gone");
        await lead.Reads(id);
        var home = await _tina.OpensHome();
        var tasks = await _tina.Types("/aims tasks");
        var clicked = await _bot.Slack.Interaction(_tina.Click("Take it on", await lead.Reads(id)));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (home.Status, clicked.Status));
        Assert.Contains("no longer active", tasks!.Reading, StringComparison.Ordinal);
        Assert.DoesNotContain(id, tasks.Reading, StringComparison.Ordinal);
        Assert.Null(_tina.Home);
        Assert.Equal(sent, PostsToTina());
        var tina = Assert.Single(await _bot.People(), p => (string?)p["email"] == "tina@example.com");
        Assert.Equal("active", (string?)tina["state"]);
        Assert.Equal(2, (await _bot.People()).Count);
        Assert.Contains("no longer active", (await _tina.Hears("/aims help")).Reading, StringComparison.Ordinal);
        await _bot.TrailVerifies();
    }

    [Fact]
    public async Task An_account_that_Slack_activates_again_is_open_again_and_one_that_only_changed_its_name_stays_as_it_was()
    {
        await Deactivated();
        await Changed("Ev07NAME", user => user["real_name"] = "Tina V.");
        Assert.Contains("no longer active", (await _tina.Hears("/aims tasks")).Reading, StringComparison.Ordinal);

        await Changed("Ev07BACK", user => user["deleted"] = false);

        Assert.Contains("Your tasks", (await _tina.Hears("/aims tasks")).Reading, StringComparison.Ordinal);
        Assert.Single(await _bot.People(), p => (string?)p["email"] == "tina@example.com");
        await _bot.TrailVerifies();
    }

    private int PostsToTina() => _slack.Calls.Count(c =>
        c.Method == "chat.postMessage" && ((string?)c.Arguments["channel"] is "U0TINA" || (string?)c.Arguments["channel"] == _tina.DirectMessage));

    private Task<SlackReply> Deactivated() => Changed("Ev07GONE", _ => { });

    private Task<SlackReply> Changed(string eventId, Action<JsonNode> change)
    {
        var happened = CaseData.Whole("07-user_change.json");
        happened["event_id"] = eventId;
        change(happened["event"]!["user"]!);
        return _bot.Slack.Send("/slack/events", "application/json", happened.ToJsonString());
    }
}
