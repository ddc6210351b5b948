using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AimsBot.EndToEnd.WebChat;

/// <summary>The demo's course, and the files of its campaign, as they are met in the web chat.</summary>
public sealed partial class TrainingByScriptTests : IAsyncLifetime
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
    public async Task A_clerk_fails_the_test_reads_why_and_passes_it()
    {
        var mine = (await _script.Says("claus", "training mine"))["message"]!;
        var card = (await _script.Presses("claus", mine, "Vis"))["message"]!;
        var id = Number().Match(WebScript.Text(card)).Value;
        var form = await _script.Presses("claus", card, "Ta det");
        await _script.Sends("claus", form, ("q1", ValueOf(form, "That it has looked it up")), ("q2", ValueOf(form, "Stop using it for that, and report it")));
        var failed = await _script.Sees("claus", id, "Ikke ennå: 1 av 2 riktige");
        Assert.Contains("It is made to sound sure.", WebScript.Text(failed), StringComparison.Ordinal);

        form = await _script.Presses("claus", failed, "Ta det");
        await _script.Sends("claus", form, ("q1", ValueOf(form, "Nothing: it sounds so when it is wrong, too")), ("q2", ValueOf(form, "Stop using it for that, and report it")));
        await _script.Sees("claus", id, "prøvd: nok svar var riktige");
        var taken = (await _bot.Record(id))["data"]!["attestations"]![0]!;
        Assert.Equal(("tested", 2, "1.0"), ((string?)taken["evidence"], (int?)taken["tries"], (string?)taken["number"]));
        Assert.Contains("of these tested: 1", WebScript.Text((await _script.Says("lea", "training"))["message"]!), StringComparison.Ordinal);
        Assert.Contains("Claus Clerk", WebScript.Text((await _script.Says("lea", "training status"))["message"]!), StringComparison.Ordinal);
        await _bot.TrailVerifies();
    }

    [Fact]
    public async Task A_lead_opens_the_list_and_the_picture_and_nobody_else_guesses_an_address()
    {
        // The figures of a day are kept at six the next morning: at night a day is not enough.
        await _script.Forwards("2.00:00:00");
        var campaign = (string)(await _bot.Records("campaign")).Single()["id"]!;
        var card = await _script.Sees("lea", campaign, "Have read it, by day");
        var picture = Address().Match(card.ToJsonString()).Value;
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], (await _bot.Http.GetByteArrayAsync(new Uri(picture)))[..4]);

        await _script.Presses("lea", card, "List as CSV");
        var exported = await _script.Sees("lea", campaign, "The list was taken out by Lea Lindqvist");
        var list = Address().Matches(exported.ToJsonString()).Select(m => m.Value).Distinct().Single(address => address.EndsWith("acknowledgements.csv", StringComparison.Ordinal));
        var lines = (await _bot.Http.GetStringAsync(new Uri(list))).Split("\r\n");
        Assert.Contains(lines, line => line.StartsWith("Claus Clerk,claus@demo.example,Mona Manager,to be read,1.0,", StringComparison.Ordinal));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await _bot.Http.GetAsync(new Uri(list.Replace("/files/", "/files/a", StringComparison.Ordinal)))).StatusCode);
        Assert.Contains("campaign-exported", (await _bot.Record(campaign))["entries"]!.AsArray().Select(e => (string?)e!["verb"]));
    }

    private static string ValueOf(JsonNode form, string title) => (string)WebScript.Objects(form["form"]!["card"]).First(o => (string?)o["title"] == title)["value"]!;

    [GeneratedRegex("TRN-[0-9A-Z]{4}-[0-9A-Z]{4}")]
    private static partial Regex Number();

    [GeneratedRegex(@"http[^""\\ ]+/(acknowledgements\.csv|progress\.png)")]
    private static partial Regex Address();
}
