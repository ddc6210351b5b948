using System.Text.Json.Nodes;

namespace AimsBot.EndToEnd.WebChat;

/// <summary>The card gallery, and the page where it was not made. The host here is a copy, with cards of its own beside it.</summary>
public sealed class GalleryTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aimsbot-copy").FullName;
    private BotProcess _bot = null!;
    private WebScript _script = null!;

    public async Task InitializeAsync()
    {
        _bot = DemoBot.Make();
        Copy(_bot.Program, Path.Combine(_folder, "bin"));
        Copy(Repository.PathOf("cards"), Path.Combine(_folder, "cards"));
        if (Directory.Exists(Path.Combine(_folder, "bin", "webchat"))) Directory.Delete(Path.Combine(_folder, "bin", "webchat"), recursive: true);
        _bot.Program = Path.Combine(_folder, "bin");
        await _bot.Start();
        _script = new WebScript(_bot.Http);
    }

    public async Task DisposeAsync()
    {
        await _bot.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Every_card_is_there_with_its_samples_in_every_language_and_both_renderings()
    {
        var gallery = await _script.Get("/web/cards");
        Assert.Empty(gallery["faults"]!.AsArray());
        var files = Directory.GetFiles(Path.Combine(_folder, "cards"), "*.sample.json", SearchOption.AllDirectories);
        var samples = gallery["cards"]!.AsArray().SelectMany(c => c!["samples"]!.AsArray()).ToArray();
        Assert.Equal(files.Length, samples.Length);
        Assert.All(samples, sample => Assert.All(["en", "nb"], language =>
        {
            var rendering = sample!["renderings"]![language]!;
            Assert.Equal("AdaptiveCard", (string?)rendering["card"]!["type"]);
            Assert.NotNull(rendering["blocks"] ?? rendering["view"]);
            Assert.Empty(rendering["losses"]!.AsArray());
        }));
        Assert.All(gallery["cards"]!.AsArray(), card => Assert.Empty(card!["findings"]!.AsArray()));
    }

    [Fact]
    public async Task A_changed_template_shows_at_the_next_look_with_what_is_wrong_with_it()
    {
        var path = Path.Combine(_folder, "cards", "Shared", "Message.card.json");
        var card = JsonNode.Parse(await File.ReadAllTextAsync(path))!;
        card["body"]!.AsArray().Add((JsonNode)new JsonObject { ["type"] = "TextBlock", ["wrap"] = true, ["text"] = "A word of its own" });
        await File.WriteAllTextAsync(path, card.ToJsonString());

        var changed = (await _script.Get("/web/cards"))["cards"]!.AsArray().Single(c => (string?)c!["name"] == "Shared/Message")!;
        Assert.Contains("A word of its own", changed["samples"]![0]!["renderings"]!["en"]!["card"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("NoWordsOfItsOwn", (string?)Assert.Single(changed["findings"]!.AsArray())!["rule"]);

        await File.WriteAllTextAsync(path, "{ this is no JSON");
        var broken = await _script.Get("/web/cards");
        Assert.Contains("Shared/Message", (string?)Assert.Single(broken["faults"]!.AsArray()), StringComparison.Ordinal);
        Assert.NotEmpty(broken["cards"]!.AsArray());
    }

    [Fact]
    public async Task Where_the_page_was_not_made_it_says_what_to_install_and_the_rest_works()
    {
        var page = await _bot.Http.GetStringAsync(new Uri("/", UriKind.Relative));
        Assert.Contains("Install Node 20", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script src", page, StringComparison.Ordinal);
        Assert.Contains("Installer Node 20", await _bot.Http.GetStringAsync(new Uri("/?language=nb-NO", UriKind.Relative)), StringComparison.Ordinal);
        Assert.NotNull((await _script.Says("claus", "help"))["message"]);
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
