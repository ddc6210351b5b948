using Microsoft.Playwright;

namespace AimsBot.EndToEnd;

/// <summary>A headless Chromium that sees this machine and nothing else. Where there is none, the test that asks shows as skipped.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private const string HowToInstall = "Chromium is needed: apt-get install -y chromium fonts-noto-color-emoji fonts-liberation";
    private static readonly float Patience = (float)Eventually.Patience.TotalMilliseconds;

    private static readonly string[] Candidates =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>Where <see cref="Picture"/> puts its files: <c>screenshots</c> beside the test's own binaries.</summary>
    public static string PictureFolder { get; } = Path.Combine(AppContext.BaseDirectory, "screenshots");

    public static async Task<Browser> Start()
    {
        var chromium = Candidates.FirstOrDefault(File.Exists);
        Skip.If(chromium is null, HowToInstall);
        Assertions.SetDefaultExpectTimeout(Patience);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = chromium,
            // Chromium has no sandbox for root, and a container's tests run as root.
            Args = ["--no-sandbox"],
        });
        return new Browser(playwright, browser);
    }

    /// <summary>A fresh page without a past. Whatever it asks of other machines is refused.</summary>
    public Task<IPage> Open(Uri address) => Open(address, new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1200, Height = 900 } });

    /// <summary>The same with another size, colours or language.</summary>
    public async Task<IPage> Open(Uri address, BrowserNewPageOptions options)
    {
        var page = await _browser.NewPageAsync(options);
        page.SetDefaultTimeout(Patience);
        await page.RouteAsync("**/*", route => new Uri(route.Request.Url).IsLoopback ? route.ContinueAsync() : route.AbortAsync());
        await page.GotoAsync(address.AbsoluteUri);
        return page;
    }

    /// <summary>Keeps what the page shows as a picture, for people to look at.</summary>
    public static Task Picture(IPage page, string name) =>
        page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(PictureFolder, $"{name}.png") });

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
