using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Playwright;

namespace AimsBot.EndToEnd.Slack;

/// <summary>
/// A Slack to look at: npm <c>local-slack-linux-x64</c>, which others wrote, with a page on which a browser acts as a
/// person. It is lenient where <see cref="SlackDouble"/> is strict (no limits, no three seconds), knows neither message
/// menus nor an option that a form starts with, and listens on all interfaces; so it is for seeing, not for proving.
/// </summary>
public sealed class LocalSlack : IAsyncDisposable
{
    public const string TeamId = "T0BENCH";
    public const string BotToken = "xoxb-bench";

    private readonly Process _process;
    private readonly string _folder;
    private readonly IReadOnlyList<LocalSlackUser> _users;
    private readonly Browser _browser;

    private LocalSlack(Process process, string folder, IReadOnlyList<LocalSlackUser> users, Browser browser, Uri address)
    {
        (_process, _folder, _users, _browser, Address) = (process, folder, users, browser, address);
    }

    public Uri Address { get; }

    /// <summary>The address for <c>Slack:ApiUrl</c>.</summary>
    public Uri ApiUrl => new(Address, "api/");

    /// <summary>
    /// Starts it, knowing the users; the first channel is <c>general</c>. All deliveries, commands and interactions too,
    /// go to <paramref name="requestUrl"/>, where the bot need not listen yet.
    /// </summary>
    public static async Task<LocalSlack> Start(Uri requestUrl, string signingSecret, params LocalSlackUser[] users)
    {
        var packages = await NodePackages.In("npm-slack");
        var program = Path.Combine(packages.Folder, "node_modules", "local-slack-linux-x64", "bin", "local-slack");
        Skip.IfNot(File.Exists(program), "local-slack is there for Linux on x64 alone: cd tests/npm-slack && npm ci --ignore-scripts");
        var browser = await Browser.Start();

        var folder = Directory.CreateTempSubdirectory("local-slack").FullName;
        var config = Path.Combine(folder, "config.json");
        await File.WriteAllTextAsync(config, JsonSerializer.Serialize(new
        {
            workspace = new { name = "Bench", domain = "bench", teamId = TeamId },
            app = new
            {
                appId = "A0BENCH",
                botUserId = SlackDouble.BotUserId,
                botName = "AimsBot",
                botToken = BotToken,
                appToken = "xapp-bench",
                signingSecret,
                mode = "events",
                requestUrl = requestUrl.AbsoluteUri,
            },
            users = users.Select(user => new { id = user.Id, name = user.Id.ToLowerInvariant(), real_name = user.Name, email = user.Email, tz = "Europe/Oslo" }),
            channels = new[] { new { id = "C0GENERAL", name = "general", members = users.Select(user => user.Id).Append(SlackDouble.BotUserId) } },
        }));

        var address = FreeAddress();
        var process = Process.Start(new ProcessStartInfo(program,
            ["--config", config, "--port", $"{address.Port}", "--base-host", "127.0.0.1", "--files-dir", folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var slack = new LocalSlack(process, folder, users, browser, address);
        await slack.IsUp();
        return slack;
    }

    /// <summary>A loopback address that nobody listens on at this moment.</summary>
    public static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
    }

    /// <summary>Opens the page as one of the users, each in a page of their own.</summary>
    public async Task<LocalSlackPage> ActAs(string userId)
    {
        var page = await _browser.Open(Address);
        await page.Locator(".actas select").SelectOptionAsync(userId);
        return new LocalSlackPage(page, _users.Single(user => user.Id == userId).Name);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task IsUp()
    {
        using var http = new HttpClient();
        for (var tries = 0; ; tries++)
        {
            try
            {
                (await http.GetAsync(new Uri(Address, "_control/state"))).EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException) when (tries < 200 && !_process.HasExited)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50));
            }
        }
    }
}

/// <summary>One of the people of a <see cref="LocalSlack"/>.</summary>
public sealed record LocalSlackUser(string Id, string Name, string Email);

/// <summary>What one person sees and does. Everything waits up to a minute for what it needs.</summary>
public sealed class LocalSlackPage(IPage page, string name)
{
    private ILocator Modal => page.Locator(".modal");

    /// <summary>Goes to the channel <c>general</c>, where the page starts.</summary>
    public Task GoesToGeneral() => Sidebar("general").ClickAsync();

    /// <summary>Goes to the direct message with the bot, which is there once the bot has written.</summary>
    public Task GoesToDirectMessage() => Sidebar(name).ClickAsync();

    /// <summary>Opens the bot's Home tab.</summary>
    public Task GoesToHome() => page.Locator(".sidebar-item", new PageLocatorOptions { HasText = "🏠" }).ClickAsync();

    /// <summary>Waits until the Home tab says these words.</summary>
    public Task SeesOnHome(string words) => page.Locator(".home", new PageLocatorOptions { HasText = words }).WaitForAsync();

    /// <summary>Types a line, a command for example, and sends it.</summary>
    public async Task Types(string line)
    {
        await page.Locator(".composer-input").FillAsync(line);
        await page.Locator(".composer-input").PressAsync("Enter");
    }

    /// <summary>Waits until a message says these words.</summary>
    public Task Reads(string words) => page.Locator(".msg", new PageLocatorOptions { HasText = words }).Last.WaitForAsync();

    /// <summary>Presses a button of the last message, or of the Home tab, that has one of this label.</summary>
    public Task Presses(string label) => page.Locator(".msg, .home").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = label, Exact = true })
        .Last.ClickAsync();

    /// <summary>Waits until no message has a button of this label any more.</summary>
    public Task NoLongerSees(string label) => Assertions.Expect(
        page.Locator(".msg").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = label, Exact = true })).ToHaveCountAsync(0);

    /// <summary>Waits for the form of this title.</summary>
    public Task SeesForm(string title) => Modal.Locator(".modal-title", new LocatorLocatorOptions { HasText = title }).WaitForAsync();

    /// <summary>Waits until the form, or what took its place, says these words.</summary>
    public Task SeesInForm(string words) => Modal.GetByText(words).First.WaitForAsync();

    /// <summary>Types into the field of this label, or sets its date.</summary>
    public Task Fills(string label, string text) => Field(label).Locator("input, textarea").FillAsync(text);

    /// <summary>Chooses an option of the menu of this label.</summary>
    public Task Chooses(string label, string option) =>
        Field(label).Locator("select").SelectOptionAsync(new SelectOptionValue { Label = option });

    /// <summary>Ticks an option of this label.</summary>
    public Task Ticks(string label, string option) =>
        Field(label).Locator("label", new LocatorLocatorOptions { HasText = option }).Last.ClickAsync();

    /// <summary>Sends the form.</summary>
    public Task Submits() => Modal.Locator(".modal-btn.primary").ClickAsync();

    /// <summary>Waits until the form says this about one of its fields.</summary>
    public Task SeesFieldError(string words) => Modal.Locator(".modal-error", new LocatorLocatorOptions { HasText = words }).WaitForAsync();

    /// <summary>Leaves the form.</summary>
    public Task ClosesForm() => Modal.Locator(".modal-btn:not(.primary)").ClickAsync();

    /// <summary>Waits until the form is closed.</summary>
    public Task SeesNoForm() => Assertions.Expect(Modal).ToHaveCountAsync(0);

    /// <summary>Keeps a picture, as <see cref="Browser.PictureFolder"/> says.</summary>
    public Task Pictures(string file) => Browser.Picture(page, file);

    private ILocator Sidebar(string item) => page.Locator(".sidebar-item", new PageLocatorOptions { HasText = item }).First;

    private ILocator Field(string label) => Modal.Locator(".bk-input", new LocatorLocatorOptions
    {
        Has = page.Locator(".bk-label").GetByText(label, new LocatorGetByTextOptions { Exact = true }),
    });
}
