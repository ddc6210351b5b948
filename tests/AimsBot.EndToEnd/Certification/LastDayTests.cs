using System.Globalization;
using System.Text.Json.Nodes;
using AimsBot.EndToEnd.WebChat;

namespace AimsBot.EndToEnd.Certification;

/// <summary>
/// The last day of a certificate on hosts at both ends of the day, for a reader at neither: it is the printed one for everybody, and it
/// is over when it is over where the organisation is.
/// </summary>
public sealed class LastDayTests : IAsyncLifetime
{
    private const string Name = "Besøk hos «Ålesund» – 😀";

    // The demo's clock goes forward only: the case's June, or the next one.
    private static readonly int Year = TimeProvider.System.GetUtcNow() is var now && now < new DateTimeOffset(now.Year, 4, 1, 0, 0, 0, TimeSpan.Zero) ? now.Year : now.Year + 1;

    private readonly BotProcess _bot = DemoBot.Make();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _bot.DisposeAsync();

    [Theory, Trait("Category", "Long"), Trait("Case", "25"), Trait("Rule", "C12")]
    [InlineData("Pacific/Honolulu", "07-01T10:00:00Z")]
    [InlineData("Pacific/Kiritimati", "06-30T10:00:00Z")]
    public async Task The_printed_day_ends_where_the_organisation_is(string zone, string over)
    {
        _bot.Settings["TZ"] = zone;
        _bot.Settings["Organisation__TimeZone"] = zone;
        _bot.Settings["Organisation__Id"] = "demo";
        _bot.Settings["Organisation__Name"] = "Demo Organisation";
        _bot.Settings["Demo__Enabled"] = "true";
        await _bot.Start();
        await _bot.Import(_bot.Write("people.csv", """
            name,email,roles,manager_email,time_zone,language,slack_team,slack_user,teams_tenant,teams_object_id
            Lea Lindqvist,lea@demo.example,compliance-lead incident-handler,tara@demo.example,America/Los_Angeles,en,,,,

            """));
        var script = new WebScript(_bot.Http);
        var certificate = await CertifiedAsync(script);

        var file = new Uri((string)WebScript.Objects((await Asked(script))["card"]).Single(o => (string?)o["type"] == "Action.OpenUrl")["url"]!);
        var before = await Events(file);
        await script.Sends("lea", await script.Presses("lea", await Asked(script, await Visit()), "Move the visit"), ("from", $"{Year}-05-04"), ("until", $"{Year}-05-04"), ("words", "the body asks"));
        JsonNode? after = null;
        await Eventually.Is(async () => (after = new JsonObject((await Events(file)).Select(e => KeyValuePair.Create(e.Uid, (JsonNode?)$"{e.Starts} {e.Sequence}"))))!.ToJsonString().Contains($"{Year}0504", StringComparison.Ordinal), "the visit on its other day");
        Assert.Equal(before.Select(e => e.Uid), after!.AsObject().Select(e => e.Key));
        Assert.Contains(before, e => e.Starts == $"{Year}0630");

        await Forward(script, Instant($"{Year}-{over}").AddSeconds(-30));
        Assert.Contains($"Valid until 30 Jun {Year}.", WebScript.Text(await Asked(script)), StringComparison.Ordinal);
        Assert.Equal("valid", (string?)(await _bot.Record(certificate))["state"]);
        await Forward(script, Instant($"{Year}-{over}").AddSeconds(1));
        var card = WebScript.Text(await Asked(script));
        Assert.Contains($"There is no valid certificate since 1 Jul {Year}.", card, StringComparison.Ordinal);
        Assert.Contains($"Printed expiry: 30 Jun {Year}", card, StringComparison.Ordinal);
        await Eventually.Is(async () => (string?)(await _bot.Record(certificate))["state"] == "expired", "the certificate to expire");
        await _bot.TrailVerifies();

        async Task<string> Visit() => (string)(await _bot.Records("visit"))[^1]["id"]!;
    }

    // The demo's own certificate makes room for one that says what the case says.
    private async Task<string> CertifiedAsync(WebScript script)
    {
        var today = TimeProvider.System.GetUtcNow().AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await script.Sends("lea", await script.Presses("lea", await Asked(script), "Withdrawn"), ("on", today), ("words", "given up"));
        await script.Sends("lea", await script.Presses("lea", await Asked(script), "Begin a certification"), ("body", string.Concat(Enumerable.Repeat(Name + " ", 4))[..80]), ("scope", "AI"));
        await Planned(script, "stage2", $"{Year - 3}-06-10");
        await script.Sends("lea", await script.Presses("lea", await Asked(script, await Newest()), "It was held"), ("from", $"{Year - 3}-06-10"), ("until", $"{Year - 3}-06-10"));
        await script.Sends("lea", await script.Presses("lea", await Card(script, "Note the decision"), "Note the decision"), ("number", "N-1"), ("decided", $"{Year - 3}-07-01"), ("expires", $"{Year}-06-30"));
        await Planned(script, "recertification", $"{Year}-05-03");
        return (string)(await _bot.Records("certificate"))[^1]["id"]!;

        async Task<string> Newest() => (string)(await _bot.Records("visit"))[^1]["id"]!;
    }

    private async Task Planned(WebScript script, string kind, string day)
    {
        var before = (await _bot.Records("visit")).Count;
        await script.Sends("lea", await script.Presses("lea", await Asked(script), "Plan a visit"), ("kind", kind), ("from", day), ("until", day));
        await Eventually.Is(async () => (await _bot.Records("visit")).Count > before, $"the {kind}");
    }

    private static async Task<JsonNode> Asked(WebScript script, string what = "") => (await script.Says("lea", $"certificate {what}"))["message"]!;

    // The certificate hears of a visit a moment after it was held.
    private static async Task<JsonNode> Card(WebScript script, string button)
    {
        JsonNode? card = null;
        await Eventually.Is(async () => WebScript.Buttons(card = await Asked(script)).Contains(button), $"the button '{button}'");
        return card!;
    }

    private static async Task Forward(WebScript script, DateTimeOffset to)
    {
        var now = Instant((string)(await script.Get("/web/clock"))["now"]!);
        await script.Forwards((to - now).ToString("c", CultureInfo.InvariantCulture));
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private async Task<IReadOnlyList<(string Uid, string Starts, int Sequence)>> Events(Uri file)
    {
        var text = await _bot.Http.GetStringAsync(file);
        Assert.All(text.Split("\r\n"), line => Assert.True(System.Text.Encoding.UTF8.GetByteCount(line) <= 75, line));
        var lines = text.Replace("\r\n ", "", StringComparison.Ordinal);
        return
        [
            .. lines.Split("BEGIN:VEVENT").Skip(1)
                .Select(e => (Value(e, "UID:"), Value(e, "DTSTART;VALUE=DATE:"), int.Parse(Value(e, "SEQUENCE:"), CultureInfo.InvariantCulture)))
                .OrderBy(e => e.Item1, StringComparer.Ordinal),
        ];

        static string Value(string text, string name) => text.Split("\r\n").Single(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..];
    }
}
