using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace AimsBot.EndToEnd.WebChat;

/// <summary>Who gets to the web chat, and what it makes of bad input.</summary>
public class ClosedTests
{
    private static readonly string[] Doors =
    [
        "/", "/cards", "/web/page.js", "/web/page.css", "/web/people", "/web/chats/lea", "/web/chats/lea/say", "/web/chats/lea/press", "/web/commits", "/web/records/INC-7K3Q-9XA2",
        "/web/clock", "/web/cards", "/web/events",
    ];

    private static readonly HttpStatusCode[] Shut = [HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed];

    private static readonly (string Name, string Value)[][] Tricks =
    [
        [],
        [("X-Forwarded-For", "127.0.0.1")],
        [("Forwarded", "for=127.0.0.1;host=localhost")],
        [("Host", "localhost"), ("X-Forwarded-For", "::1"), ("X-Forwarded-Host", "localhost"), ("X-Real-IP", "127.0.0.1"), ("X-Original-URL", "/web/people")],
    ];

    [Theory]
    [InlineData("Production", "true")]
    [InlineData("Production", null)]
    [InlineData("Staging", "true")]
    [InlineData("Development", "false")]
    public async Task Where_there_is_no_demo_nothing_of_it_is_there(string environment, string? isEnabled)
    {
        await using var bot = DemoBot.Make();
        bot.Settings["ASPNETCORE_ENVIRONMENT"] = environment;
        bot.Settings["Organisation__Id"] = "bench";
        bot.Settings["Organisation__Name"] = "Bench";
        bot.Settings["Demo__Enabled"] = isEnabled;
        await bot.Start();

        foreach (var door in Doors)
        {
            foreach (var trick in Tricks)
            {
                Assert.Equal(HttpStatusCode.NotFound, await Ask(bot, HttpMethod.Get, door, trick));
                Assert.Equal(HttpStatusCode.NotFound, await Ask(bot, HttpMethod.Post, door, trick));
            }
        }
        Assert.Empty(await bot.People());
        Assert.Equal(["aimsbot.db"], Directory.GetFiles(Path.Combine(bot.Folder, "data")).Select(Path.GetFileName).Where(f => !f!.StartsWith("aimsbot.db-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_configured_organisation_gets_no_people_of_the_demo_unless_that_is_asked_for()
    {
        await using var bot = DemoBot.Make();
        bot.Settings["Organisation__Id"] = "bench";
        bot.Settings["Organisation__Name"] = "Bench";
        await bot.Start();
        Assert.Equal(HttpStatusCode.NotFound, await Ask(bot, HttpMethod.Get, "/", []));
        Assert.Empty(await bot.People());

        await bot.Stop();
        bot.Settings["Demo__Enabled"] = "true";
        await bot.Start();
        Assert.Equal(HttpStatusCode.OK, await Ask(bot, HttpMethod.Get, "/", []));
    }

    [Fact]
    public async Task A_switch_that_is_neither_on_nor_off_is_named()
    {
        await using var bot = DemoBot.Make();
        bot.Settings["Demo__Enabled"] = "perhaps";
        var refused = await bot.RefusedStart();
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("Demo:Enabled must be true or false", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_for_this_machine_asked_by_its_own_name_and_for_who_has_read_the_token()
    {
        await using var bot = await DemoBot.Started();
        var script = new WebScript(bot.Http);
        Assert.Equal(HttpStatusCode.OK, await Ask(bot, HttpMethod.Get, "/web/people", [("Host", "localhost")]));
        foreach (var door in Doors)
        {
            Assert.Contains(await Ask(bot, HttpMethod.Get, door, [("Host", "rebound.example")]), Shut);
            Assert.Contains(await Ask(bot, HttpMethod.Post, door, [("Host", "rebound.example")]), Shut);
            Assert.Contains(await Ask(bot, HttpMethod.Get, door, [("X-Forwarded-For", "127.0.0.1")]), Shut);
        }

        var line = new JsonObject { ["text"] = "incident by another site" };
        foreach (var token in new[] { "", "wrong", new string('0', 32) })
            Assert.Equal(HttpStatusCode.Forbidden, (await script.Try("/web/chats/claus/say", JsonContent.Create(line), token)).StatusCode);
        // A page elsewhere makes a browser send this much: a form without the header, or with the header and where it comes from.
        Assert.Equal(HttpStatusCode.Forbidden, (await script.Try("/web/chats/claus/say", JsonContent.Create(line), null, ("Sec-Fetch-Site", "cross-site"))).StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await script.Try("/web/chats/claus/say", new StringContent("text=incident", Encoding.UTF8, "application/x-www-form-urlencoded"))).StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await script.Try("/web/chats/claus/say", new StringContent(line.ToJsonString(), Encoding.UTF8, "text/plain"))).StatusCode);
        Assert.Empty(await script.Talk("claus"));
    }

    [Fact]
    public async Task Bad_input_gets_a_clear_answer_and_changes_nothing()
    {
        await using var bot = await DemoBot.Started();
        var script = new WebScript(bot.Http);
        var before = (await bot.Records()).Count;

        // Somebody who is not there, and somebody who is not the demo's.
        foreach (var user in new[] { "nobody", "PER-7K3Q-9XA2", "claus%20", "..%2Flea", new string('a', 3000), "claus@demo.example" })
            Assert.Equal(HttpStatusCode.NotFound, (await script.Try($"/web/chats/{user}/say", JsonContent.Create(new JsonObject { ["text"] = "incident forged" }))).StatusCode);
        // A megabyte.
        using var huge = await script.Try("/web/chats/claus/say", JsonContent.Create(new JsonObject { ["text"] = "incident " + new string('a', 1_000_000) }));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, huge.StatusCode);
        foreach (var body in new[] { "", "null", "[]", "{", "{\"text\":1}", "{\"text\":\"\"}", "{\"text\":\"  \"}", "{\"text\":\"incident x\",\"key\":\"../../x\"}", "{\"text\":\"incident x\",\"key\":7}", string.Concat(Enumerable.Repeat("{\"a\":", 40)) + "1" + new string('}', 40) })
            Assert.Equal(HttpStatusCode.BadRequest, (await script.Try("/web/chats/claus/say", new StringContent(body, Encoding.UTF8, "application/json"))).StatusCode);
        foreach (var body in new[] { "{}", "{\"verb\":\"\"}", "{\"verb\":7}", "{\"forward\":\"back\"}", "{\"forward\":7}" })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await script.Try("/web/chats/claus/press", new StringContent(body, Encoding.UTF8, "application/json"))).StatusCode);
            Assert.Equal(HttpStatusCode.BadRequest, (await script.Try("/web/clock", new StringContent(body, Encoding.UTF8, "application/json"))).StatusCode);
        }
        foreach (var span in new[] { "-1.00:00:00", "00:00:00", "9999.00:00:00" })
            Assert.Equal(HttpStatusCode.Conflict, (await script.Try("/web/clock", JsonContent.Create(new JsonObject { ["forward"] = span }))).StatusCode);
        // A card that somebody made up is refused like any other, in the chat.
        foreach (var data in new[] { """{"record":"INC-0000-0000","basis":1}""", """{"record":7}""", "[]", "null", "7" })
        {
            var answer = await script.Post("/web/chats/claus/press", new JsonObject { ["verb"] = "incident.take", ["data"] = JsonNode.Parse(data), ["message"] = "no such message" });
            Assert.NotNull(answer["message"]);
        }
        // Too long for a report, and short enough to arrive: the step says so.
        var tooLong = await script.Says("lea", "incident " + new string('a', 20_001));
        Assert.Contains("too long", WebScript.Text(tooLong["message"]!), StringComparison.Ordinal);

        Assert.Equal(before, (await bot.Records()).Count);
        Assert.DoesNotContain("   at ", bot.Output, StringComparison.Ordinal);
        await bot.TrailVerifies();
    }

    [Fact]
    public async Task A_hundred_windows_follow_at_once_and_more_than_enough_are_turned_away()
    {
        await using var bot = await DemoBot.Started();
        var script = new WebScript(bot.Http);
        using var many = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 400 }) { BaseAddress = bot.Address, Timeout = TimeSpan.FromSeconds(60) };
        var windows = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Follow(many)));
        Assert.All(windows, w => Assert.Equal(HttpStatusCode.OK, w.Response.StatusCode));
        var readers = windows.Select(w => new StreamReader(w.Stream)).ToArray();
        await Task.WhenAll(readers.Select(r => Until(r, "event: whole")));

        await script.Says("lea", "tasks");
        await Task.WhenAll(readers.Select(r => Until(r, "event: message")));

        var more = await Task.WhenAll(Enumerable.Range(0, 120).Select(_ => Follow(many)));
        Assert.Contains(more, w => w.Response.StatusCode == HttpStatusCode.ServiceUnavailable);
        foreach (var (response, stream) in windows.Concat(more))
        {
            await stream.DisposeAsync();
            response.Dispose();
        }
        // Those that were closed make room again.
        await Eventually.Is(async () =>
        {
            var (response, stream) = await Follow(many);
            await using (stream)
            using (response) return response.StatusCode == HttpStatusCode.OK;
        }, "a place for one more window");
        Assert.Equal(HttpStatusCode.BadRequest, (await bot.Http.GetAsync(new Uri("/web/events?" + string.Join('&', Enumerable.Range(0, 100).Select(i => $"user=u{i.ToString(CultureInfo.InvariantCulture)}")), UriKind.Relative))).StatusCode);
    }

    private static async Task<(HttpResponseMessage Response, Stream Stream)> Follow(HttpClient http)
    {
        var response = await http.GetAsync(new Uri("/web/events?user=lea", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        return (response, await response.Content.ReadAsStreamAsync());
    }

    private static async Task Until(StreamReader reader, string line)
    {
        while (await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)) is { } read)
        {
            if (read == line) return;
        }
        Assert.Fail($"The stream ended before '{line}'.");
    }

    private static async Task<HttpStatusCode> Ask(BotProcess bot, HttpMethod method, string path, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (method == HttpMethod.Post) request.Content = JsonContent.Create(new JsonObject { ["text"] = "tasks" });
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await bot.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return response.StatusCode;
    }
}
