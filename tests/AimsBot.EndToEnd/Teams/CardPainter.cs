using Microsoft.Playwright;

namespace AimsBot.EndToEnd.Teams;

/// <summary>
/// Draws cards with Microsoft's own renderer (npm <c>adaptivecards</c>) in the colours of Teams, light and dark side by
/// side. The pictures are there to be looked at; the renderer's objections are there to be tested.
/// </summary>
internal sealed class CardPainter : IAsyncDisposable
{
    private readonly Browser _browser;
    private readonly IPage _page;
    private readonly string _colours;

    private CardPainter(Browser browser, IPage page, string colours) => (_browser, _page, _colours) = (browser, page, colours);

    public static async Task<CardPainter> Start()
    {
        var packages = await NodePackages.In("npm-teams");
        var browser = await Browser.Start();
        var page = await browser.Open(new Uri("about:blank"));
        foreach (var script in new[] { "node_modules/adaptivecards/dist/adaptivecards.min.js", "node_modules/markdown-it/dist/markdown-it.min.js", "draw-card.js" })
            await page.AddScriptTagAsync(new PageAddScriptTagOptions { Path = Path.Combine(packages.Folder, script) });
        foreach (var style in new[] { "node_modules/adaptivecards/dist/adaptivecards.css", "draw-card.css" })
            await page.AddStyleTagAsync(new PageAddStyleTagOptions { Path = Path.Combine(packages.Folder, style) });
        return new CardPainter(browser, page, await File.ReadAllTextAsync(Path.Combine(packages.Folder, "host-config.json")));
    }

    /// <summary>Draws a card, keeps the picture as <see cref="Browser.PictureFolder"/> says, and gives what the renderer objects.</summary>
    public async Task<IReadOnlyList<string>> Draw(string card, string file)
    {
        var objections = await _page.EvaluateAsync<string[]>(
            "([card, colours]) => drawCard(JSON.parse(card), JSON.parse(colours))", new[] { card, _colours });
        await _page.Locator("main").ScreenshotAsync(new LocatorScreenshotOptions { Path = Path.Combine(Browser.PictureFolder, "cards", $"{file}.png") });
        return objections;
    }

    public ValueTask DisposeAsync() => _browser.DisposeAsync();
}
