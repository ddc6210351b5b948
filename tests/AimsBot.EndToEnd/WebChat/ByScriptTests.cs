using System.Globalization;
using System.Text.Json.Nodes;

namespace AimsBot.EndToEnd.WebChat;

/// <summary>The JSON interface: whatever a person does at the page, a script does too.</summary>
public sealed class ByScriptTests : IAsyncLifetime
{
    private BotProcess _bot = null!;
    private WebScript _script = null!;

    public async Task InitializeAsync()
    {
        _bot = await DemoBot.Started();
        _script = new WebScript(_bot.Http);
    }

    public async Task DisposeAsync() => await _bot.DisposeAsync();

    [Fact]
    public async Task A_script_walks_an_incident_from_the_report_to_the_close()
    {
        var form = await _script.Says("claus", "incident");
        var receipt = await _script.Sends("claus", form, ("kind", "incident"), ("text", "the assistant quoted a law that does not exist"), ("severity", "S3"));
        var id = IdIn(receipt["message"]!);

        var card = await _script.Sees("hanna", id, "State: reported");
        var taken = await _script.Presses("hanna", card, "Take it on");
        // The card that was pressed is the one that changes, in the answer already.
        Assert.Equal((string?)card["id"], (string?)taken["message"]!["id"]);
        Assert.Contains("Taken by Hanna Handler", WebScript.Text(taken["message"]!), StringComparison.Ordinal);

        var triaged = await _script.Sends(
            "hanna", await _script.Presses("hanna", taken["message"]!, "Triage"), ("type", "incident"), ("categories", "false-content"), ("severity", "S3"),
            ("death", "no"), ("infrastructure", "no"), ("rights", "no"), ("property", "no"), ("widespread", "no"));
        Assert.Contains("Triaged by Hanna Handler", WebScript.Text(triaged["message"]!), StringComparison.Ordinal);

        var leads = await _script.Sees("lea", id, "State: triaged");
        var closing = await _script.Presses("lea", leads, "Close");
        var again = await _script.Sends("lea", closing, ("done", ""));
        Assert.Equal(["done"], again["form"]!["faults"]!.AsObject().Select(f => f.Key));
        var closed = await _script.Sends("lea", again, ("done", "the source is checked now"));
        Assert.DoesNotContain("Close", WebScript.Buttons(closed["message"]!));

        // Everyone's card follows, the reporter's in her own language.
        await _script.Sees("claus", id, "Lukket av Lea Lindqvist");
        var record = await _script.Get($"/web/records/{id}");
        Assert.Equal(("closed", true, 4), ((string?)record["state"], (bool?)record["chain"]!["whole"], record["entries"]!.AsArray().Count));
        Assert.Equal("web", (string?)(await _bot.Record(id))["data"]!["reportedIn"]);
        await _bot.TrailVerifies();
    }

    [Fact]
    public async Task Every_card_is_there_as_each_chat_shows_it_and_as_text()
    {
        var answer = await _script.Says("lea", "/aims tasks");
        var message = answer["message"]!;
        Assert.Equal("AdaptiveCard", (string?)message["card"]!["type"]);
        Assert.Equal("header", (string?)message["blocks"]![0]!["type"]);
        Assert.Contains("Your tasks", WebScript.Text(message), StringComparison.Ordinal);

        var view = (await _script.Says("lea", "incident"))["form"]!["view"]!;
        Assert.Equal("modal", (string?)view["type"]);
        Assert.Contains(view["blocks"]!.AsArray(), b => (string?)b!["type"] == "input");
    }

    [Fact]
    public async Task The_same_line_and_the_same_form_sent_twice_are_one_act()
    {
        var line = new JsonObject { ["text"] = "incident the same line twice", ["key"] = "line-1" };
        var first = await _script.Post("/web/chats/claus/say", line.DeepClone().AsObject());
        var second = await _script.Post("/web/chats/claus/say", line);
        Assert.Equal(IdIn(first["message"]!), IdIn(second["message"]!));
        Assert.Equal(2, (await _script.Chat("claus")).Count(m => ((string)m["id"]!).EndsWith("line-1", StringComparison.Ordinal)));

        var form = await _script.Says("claus", "incident");
        var sent = await _script.Sends("claus", form, ("kind", "question"), ("text", "the same form twice"));
        var again = await _script.Sends("claus", form, ("kind", "question"), ("text", "the same form twice"));
        Assert.Equal(IdIn(sent["message"]!), IdIn(again["message"]!));
        await _bot.TrailVerifies();
    }

    [Fact]
    public async Task A_card_that_is_out_of_date_becomes_the_current_one_and_says_so()
    {
        var id = IdIn((await _script.Says("claus", "incident the map showed a road that is gone"))["message"]!);
        var leas = await _script.Sees("lea", id, "State: reported");
        var hannas = await _script.Sees("hanna", id, "State: reported");
        await _script.Sends("hanna", await _script.Presses("hanna", hannas, "Not an incident"), ("reason", "the map is not ours"));

        var pressed = await _script.Presses("lea", leas, "Take it on");

        Assert.Equal((string?)leas["id"], (string?)pressed["message"]!["id"]);
        Assert.Contains("State: not an incident", WebScript.Text(pressed["message"]!), StringComparison.Ordinal);
        Assert.Contains("Hanna Handler", WebScript.Text(pressed["message"]!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_clock_goes_forward_and_what_falls_due_happens_at_once()
    {
        var id = IdIn((await _script.Says("claus", "incident nobody looks at this one"))["message"]!);
        await _script.Sees("lea", id, "State: reported");
        var before = Now(await _script.Get("/web/clock"));

        // Other records have deadlines too; this one's first answer is due within a working day.
        for (var looks = 0; looks < 60 && !(await Verbs(id)).Contains("first-answer-missed"); looks++) await _script.Forwards("deadline");

        Assert.Contains("first-answer-missed", await Verbs(id));
        await _script.Forwards("week");
        Assert.Contains("triage-missed", await Verbs(id));
        var after = Now(await _script.Get("/web/clock"));
        Assert.InRange(after - before, TimeSpan.FromDays(7), TimeSpan.FromDays(40));

        // The bot that is started again is not back in the past.
        await _bot.Stop();
        await _bot.Start();
        _script = new WebScript(_bot.Http);
        Assert.True(Now(await _script.Get("/web/clock")) >= after);
        await _bot.TrailVerifies();
    }

    /// <summary>A week always has a working day in it, at whatever hour it begins and ends.</summary>
    [Fact]
    public async Task What_waits_for_working_hours_comes_on_the_way()
    {
        await _script.Forwards("week");
        await _script.Sees("claus", "venter på deg", "Åpne oppgavene");
    }

    private async Task<IReadOnlyList<string>> Verbs(string id) => [.. (await _script.Get($"/web/records/{id}"))["entries"]!.AsArray().Select(e => (string)e!["verb"]!)];

    private static DateTimeOffset Now(JsonNode clock) => DateTimeOffset.Parse((string)clock["now"]!, CultureInfo.InvariantCulture);

    private static string IdIn(JsonNode message) => System.Text.RegularExpressions.Regex.Match(WebScript.Text(message), "INC-[0-9A-Z]{4}-[0-9A-Z]{4}").Value;
}
