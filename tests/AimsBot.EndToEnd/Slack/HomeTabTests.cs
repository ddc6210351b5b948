using System.Net;
using System.Text.Json.Nodes;

namespace AimsBot.EndToEnd.Slack;

/// <summary>The Home tab with more than it can show, and what is clicked there: a click that comes from no conversation.</summary>
public sealed class HomeTabTests : IAsyncLifetime
{
    private const int Many = 120;

    private SlackDouble _slack = null!;
    private BotProcess _bot = null!;
    private SlackPerson _lead = null!;

    public async Task InitializeAsync()
    {
        _slack = await SlackDouble.Start();
        SharedBot.AddUsers(_slack);
        _bot = new BotProcess(_slack.ApiUrl);
        await _bot.Import(CaseData.PathOf("01-people.csv"));
        await _bot.Start();
        _lead = new SlackPerson(_slack, _bot.Slack, "T0BENCH", "U0LEAD");
    }

    public async Task DisposeAsync()
    {
        await _bot.DisposeAsync();
        await _slack.DisposeAsync();
    }

    [Fact]
    public async Task A_long_list_is_one_view_within_the_limits_that_says_what_it_leaves_out_and_its_buttons_work()
    {
        for (var n = 1; n <= Many; n++) await _bot.Report("U0LEAD", $"{n}");

        await Sends("/slack/events", CaseData.Whole("15-home-opened.json"));

        var home = await SlackPerson.Eventually(() => _lead.Home, () => "the Home tab");
        Assert.Single(_slack.Calls, c => c.Method == "views.publish");
        Assert.InRange(home.Blocks.Count, 1, 100);
        var shown = home.Buttons.Count(label => label == "Show");
        // All wait for the lead, who reported them all: each list says what it leaves out.
        Assert.Contains($"{2 * Many - shown} more are not shown here", home.Reading, StringComparison.Ordinal);
        Assert.Contains("to see any of them, type /aims incident and its number", home.Reading, StringComparison.Ordinal);

        await Sends("/slack/interactions", Click(home, "Show", "1"));
        var record = await _lead.SeesForm();
        await _lead.Clicks("Take it on", record);
        await SlackPerson.Eventually(() => _lead.Form is { } now && now.Reading.Contains("Taken by Lead One", StringComparison.Ordinal) ? now : null, () => "what was done");
        await SlackPerson.Eventually(() => _slack.Calls.Count(c => c.Method == "views.publish") == 2 ? this : null, () => "the Home tab again");
        Assert.Empty(_slack.Complaints);
        await _bot.TrailVerifies();
    }

    [Fact]
    public async Task A_form_with_every_optional_field_cleared_is_taken()
    {
        await _lead.Types("/ai-incident");
        var form = await _lead.SeesForm();
        var sent = CaseData.Lines(
            "15-home-click.jsonl", ("VIEW_ID", form.Id), ("CALLBACK_ID", (string)form.View["callback_id"]!), ("PRIVATE_METADATA", (string?)form.View["private_metadata"] ?? ""),
            ("HASH", form.Hash), ("REQUIRED_BLOCK", "input.text"), ("A1", "text"), ("DATE_BLOCK", "input.date"), ("A2", "date"),
            ("SELECT_BLOCK", "input.system"), ("A3", "system"), ("MULTI_BLOCK", "input.several"), ("A4", "several"), ("OPT_BLOCK", "input.affected"), ("A5", "affected"))[1];
        // The form's other required fields.
        var values = sent["view"]!["state"]!["values"]!;
        values["input.kind"] = new JsonObject { ["kind"] = Chosen("hazard") };
        values["input.severity"] = new JsonObject { ["severity"] = Chosen("not-sure") };

        var reply = await Sends("/slack/interactions", sent);

        var id = Assert.Single(SlashCommand.IncidentsIn(reply.Body));
        var data = (await _bot.Record(id))["data"]!;
        Assert.Equal("only the required field", (string?)data["text"]);
        Assert.Null(data["occurred"]);
        Assert.Null(data["affected"]);
        Assert.Null(data["system"]);
    }

    [Fact]
    public async Task A_click_while_the_store_is_away_is_not_remembered_and_the_same_delivery_counts_once_when_it_is_back()
    {
        var id = await _bot.Report("U0LEAD", "while it was there");
        var card = await _lead.Reads(id);
        var click = _lead.Click("Take it on", card);
        var folder = Path.GetDirectoryName(_bot.Database)!;

        Directory.Move(folder, folder + ".away");
        await Sends("/slack/interactions", click);
        await _lead.Reads("This was NOT recorded");
        Directory.Move(folder + ".away", folder);

        Assert.Single((await _bot.Record(id))["entries"]!.AsArray());
        await Sends("/slack/interactions", click);
        await Sends("/slack/interactions", click);
        await SlackOffice.Card(_lead, id, "Taken by Lead One");
        Assert.Equal(["incident-reported", "incident-taken"], (await _bot.Record(id))["entries"]!.AsArray().Select(e => (string?)e!["verb"]));
        await _bot.TrailVerifies();
    }

    [Fact]
    public async Task A_click_on_the_Home_tab_and_a_form_while_the_store_is_away_are_answered_plainly()
    {
        var id = await _bot.Report("U0LEAD", "there for the moment");
        await _lead.OpensHome();
        var home = _lead.Home!;
        await _lead.Types("/ai-incident");
        var form = _lead.Form!;
        var submission = _lead.Submission(form, SlackOffice.Report("not to be lost"));
        var folder = Path.GetDirectoryName(_bot.Database)!;

        Directory.Move(folder, folder + ".away");
        var reply = await Sends("/slack/interactions", submission);
        Assert.Contains("NOT recorded", reply.Body, StringComparison.Ordinal);
        _slack.ShowSubmissionAnswer(form, reply.Json);
        Assert.True(form.IsOpen, "what was typed is gone");
        form.IsOpen = false;
        await Sends("/slack/interactions", Click(home, "Show", "1"));
        await SlackPerson.Eventually(() => _lead.Form is { } told && told.Reading.Contains("NOT recorded", StringComparison.Ordinal) ? told : null, () => "that nothing was recorded");
        Directory.Move(folder + ".away", folder);

        Assert.Equal(id, (string?)Assert.Single(await _bot.Records())["id"]);
        Assert.Single(SlashCommand.IncidentsIn((await Sends("/slack/interactions", submission)).Body));
        Assert.Equal(2, (await _bot.Records()).Count);
        Assert.Empty(_slack.Complaints);
    }

    private JsonObject Click(SlackDoubleView home, string label, string act)
    {
        var first = new JsonArray(home.Blocks.First(b => SlackScreen.Buttons(new JsonArray(b!.DeepClone())).Contains(label))!.DeepClone());
        var pressed = SlackScreen.Press(first, label, act);
        var click = CaseData.Lines(
            "15-home-click.jsonl", ("VIEW_ID", home.Id), ("ACTION_ID", (string)pressed["action_id"]!), ("BLOCK_ID", (string)pressed["block_id"]!),
            ("VALUE", (string)pressed["value"]!), ("LABEL", label), ("CALLBACK_ID", ""), ("HASH", home.Hash))[0];
        click["trigger_id"] = _slack.NewTrigger("T0BENCH", "U0LEAD");
        return click;
    }

    private async Task<SlackReply> Sends(string path, JsonObject what)
    {
        var reply = path == "/slack/events"
            ? await _bot.Slack.Send(path, "application/json", what.ToJsonString())
            : await _bot.Slack.Interaction(what);
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        return reply;
    }

    private static JsonObject Chosen(string value) => new()
    {
        ["type"] = "static_select",
        ["selected_option"] = new JsonObject { ["text"] = new JsonObject { ["type"] = "plain_text", ["text"] = value }, ["value"] = value },
    };
}
