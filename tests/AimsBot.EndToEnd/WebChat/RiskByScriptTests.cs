using System.Net;
using System.Text;

namespace AimsBot.EndToEnd.WebChat;

/// <summary>The demo's register of risks in the web chat: its picture and its file, by addresses that are signed.</summary>
public sealed class RiskByScriptTests : IAsyncLifetime
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
    public async Task The_heat_map_is_a_picture_with_its_numbers_as_words()
    {
        var card = (await _script.Says("lea", "risk"))["message"]!["card"]!;
        var image = card["body"]!.AsArray().Single(e => (string?)e!["type"] == "Image")!;
        Assert.Contains("likelihood 2: 0 0 0 0 1", (string?)image["altText"], StringComparison.Ordinal);
        using var answer = await Fetch((string)image["url"]!);
        Assert.Equal((HttpStatusCode.OK, "image/png"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        var png = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        // To be looked at.
        Directory.CreateDirectory(Browser.PictureFolder);
        await File.WriteAllBytesAsync(Path.Combine(Browser.PictureFolder, "heat-map.png"), png);
    }

    [Fact]
    public async Task The_file_is_fetched_once_it_is_written_down_and_an_address_that_was_changed_is_none()
    {
        var card = (await _script.Says("lea", "risk csv"))["message"]!["card"]!;
        var address = (string)card["actions"]![0]!["url"]!;
        using var answer = await Fetch(address);
        Assert.Equal(("text/csv", "risks.csv"), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.FileName));
        Assert.Contains("The screening ranks applicants with a career break last.", Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync()), StringComparison.Ordinal);
        var lea = (await _bot.People()).Single(p => (string?)p["name"] == "Lea Lindqvist");
        Assert.Contains("evidence-exported", (await _bot.Record((string)lea["id"]!))["entries"]!.AsArray().Select(e => (string?)e!["verb"]));

        var token = new Uri(address).Segments[2].TrimEnd('/');
        foreach (var wrong in new[] { token[..^4] + "AAAA", "nothing", new string('A', 2000) })
        {
            using var none = await Fetch($"{_bot.Http.BaseAddress}files/{wrong}/risks.csv");
            Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        }
    }

    private Task<HttpResponseMessage> Fetch(string address) => _bot.Http.GetAsync(new Uri(address));
}
