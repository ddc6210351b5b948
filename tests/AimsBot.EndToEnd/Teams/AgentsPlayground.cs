using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using AimsBot.EndToEnd.Slack;
using Microsoft.Playwright;

namespace AimsBot.EndToEnd.Teams;

/// <summary>
/// A Teams to look at: Microsoft's Agents Playground (npm <c>@microsoft/m365agentsplayground</c>), one for each person,
/// since one shows one person alone. Each has a personal chat, a group chat and a team of its own; the bot tells them apart
/// by their service URL. It sends no token, draws no dialog for a card's button, knows neither deletion nor roster of
/// others, and listens on all interfaces; so it is for seeing, not for proving (<see cref="TeamsDouble"/>).
/// </summary>
public sealed class AgentsPlayground : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("agents-playground").FullName;
    private readonly Dictionary<string, (PlaygroundPerson Person, Process Process, Uri Address)> _windows = [];
    private readonly Browser _browser;

    private AgentsPlayground(Browser browser) => _browser = browser;

    /// <summary>Starts a window for each of up to six people, with a bot that listens at <paramref name="bot"/> by then.</summary>
    public static async Task<AgentsPlayground> Start(Uri bot, params PlaygroundPerson[] people)
    {
        var packages = await NodePackages.In("npm-teams");
        var playground = new AgentsPlayground(await Browser.Start());
        foreach (var person in people) playground.Launch(packages, new Uri(bot, "api/messages"), person, people);
        foreach (var (_, process, address) in playground._windows.Values) await IsUp(process, address);
        return playground;
    }

    /// <summary>Opens the window of a person. The bot is then told that it was installed, at each opening anew.</summary>
    public async Task<PlaygroundPage> ActAs(string id)
    {
        var page = await _browser.Open(_windows[id].Address);
        // On a narrower page the list of conversations is out of reach.
        await page.SetViewportSizeAsync(1400, 1000);
        // The log beside the chat shows what was sent to others too, and would be taken for what this person reads.
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Hide log panel" }).ClickAsync();
        await page.GetByRole(AriaRole.Textbox).Last.WaitForAsync();
        return new PlaygroundPage(page);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        foreach (var (_, process, _) in _windows.Values)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }
        Directory.Delete(_folder, recursive: true);
    }

    private void Launch(NodePackages packages, Uri endpoint, PlaygroundPerson person, PlaygroundPerson[] people)
    {
        var config = Path.Combine(_folder, $"{person.Key}.yml");
        File.WriteAllText(config, Config(person, people));
        var address = LocalSlack.FreeAddress();
        var info = new ProcessStartInfo("node",
        [
            Path.Combine(packages.Folder, "node_modules", "@microsoft", "m365agentsplayground", "cli.js"), "start",
            "-e", endpoint.AbsoluteUri, "-c", "msteams", "-p", $"{address.Port}", "--disable-telemetry",
        ])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment["TEAMSAPPTESTER_BROWSER"] = "none";
        info.Environment["M365_AGENTS_PLAYGROUND_CONFIG_PATH"] = config;
        info.Environment["M365_AGENTS_PLAYGROUND_LOGFILE"] = Path.Combine(_folder, $"{person.Key}.log");
        info.Environment["SEND_INSTALLATION_ACTIVITY"] = "true";
        var process = Process.Start(info)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _windows[person.Key] = (person, process, address);
    }

    /// <summary>
    /// The Playground's YAML, of which JSON is a part. It wants one person and exactly five others, and spells a principal's
    /// name in its own way.
    /// </summary>
    private static string Config(PlaygroundPerson person, PlaygroundPerson[] people)
    {
        var others = people.Where(one => one != person)
            .Concat(Enumerable.Range(1, 5).Select(i => new PlaygroundPerson($"colleague{i}", $"Colleague {i}", $"colleague{i}@example.com", $"cccccccc-0000-0000-0000-00000000000{i}")))
            .Take(5);
        return JsonSerializer.Serialize(new
        {
            version = "0.1.1",
            tenantId = TeamsDouble.TenantId,
            bot = new { id = TeamsDouble.BotId, name = TeamsDouble.BotName },
            currentUser = User(person),
            users = others.Select(User),
            personalChat = new { id = $"a:{person.Key}" },
            groupChat = new { id = $"19:{person.Key}-group@thread.v2", name = PlaygroundPage.GroupChat },
            team = new
            {
                id = $"19:{person.Key}-team@thread.tacv2",
                name = "AI governance",
                aadGroupId = "dddddddd-0000-0000-0000-000000000001",
                channels = new[] { new { id = $"19:{person.Key}-announcements@thread.tacv2", name = "Announcements" } },
            },
        });

        static object User(PlaygroundPerson user) => new
        {
            id = $"29:{user.Key}",
            name = user.Name,
            userPrincipleName = user.Email,
            aadObjectId = user.AadObjectId,
            givenName = user.Name.Split(' ')[0],
            surname = user.Name.Split(' ')[^1],
            email = user.Email,
        };
    }

    private static async Task IsUp(Process process, Uri address)
    {
        using var http = new HttpClient();
        await Eventually.Is(async () =>
        {
            Assert.False(process.HasExited, "the Playground ended");
            try
            {
                return (await http.GetAsync(new Uri(address, "_debug/ping"))).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }, "the start of the Playground", seconds: 60);
    }
}

/// <summary>One of the people of an <see cref="AgentsPlayground"/>; the account is <c>29:</c> and the key.</summary>
public sealed record PlaygroundPerson(string Key, string Name, string Email, string AadObjectId);

/// <summary>What one person sees and does. Everything waits up to a minute for what it needs.</summary>
public sealed class PlaygroundPage(IPage page)
{
    public const string PersonalChat = "Personal Chat";
    public const string GroupChat = "Model owners";
    public const string Channel = "AI governance - General";

    // The window that asks for a command's id becomes the extension's dialog.
    private ILocator Dialog => page.GetByRole(AriaRole.Dialog).Last;

    /// <summary>Goes to one of the conversations at the left.</summary>
    public Task GoesTo(string conversation) => page.GetByRole(AriaRole.Treeitem, new PageGetByRoleOptions { Name = conversation }).ClickAsync();

    /// <summary>Types a line to the bot in the personal chat, and sends it.</summary>
    public async Task Types(string line)
    {
        await page.GetByRole(AriaRole.Textbox).Last.ClickAsync();
        await page.Keyboard.TypeAsync(line);
        await PressesSend();
    }

    /// <summary>Types a line in the group chat or, as a new thread, in the channel; the bot hears it for its mention.</summary>
    public async Task TypesAtBot(string line)
    {
        var post = page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Post", Exact = true });
        var send = page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Send Message" }).Last;
        await post.Or(send).First.WaitForAsync();
        var isChannel = await post.CountAsync() > 0;
        var boxes = page.GetByRole(AriaRole.Textbox);
        await (isChannel ? boxes.First : boxes.Last).ClickAsync();
        await page.Keyboard.TypeAsync("@");
        await page.Locator("#typeahead-menu [role=menuitem]", new PageLocatorOptions { HasText = TeamsDouble.BotName }).First.ClickAsync();
        await page.Keyboard.TypeAsync($" {line}");
        await (isChannel ? post.First : send).ClickAsync();
    }

    /// <summary>Sends what stands in the compose box, a card of the extension for example.</summary>
    public Task PressesSend() => page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Send Message" }).Last.ClickAsync();

    /// <summary>Opens the extension from the compose box. The Playground knows no manifest: a person types the command's id.</summary>
    public async Task OpensExtension(string commandId)
    {
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Trigger Message Extension App" }).Last.ClickAsync();
        await NamesCommand(commandId);
    }

    /// <summary>Opens the extension in the menu of the last message that says these words.</summary>
    public async Task OpensExtensionOn(string words, string commandId)
    {
        await page.GetByText(words).Last.Locator("xpath=preceding::button[@aria-label='Show more information'][1]").ClickAsync();
        await NamesCommand(commandId);
    }

    /// <summary>Waits for the form of this title.</summary>
    public Task SeesForm(string title) => Dialog.GetByText(title, new LocatorGetByTextOptions { Exact = true }).First.WaitForAsync();

    /// <summary>Waits until the form says these words.</summary>
    public Task SeesInForm(string words) => Dialog.GetByText(words).First.WaitForAsync();

    /// <summary>Types into the field of this label, or sets its date.</summary>
    public Task Fills(string label, string text) => Field(label).FillAsync(text);

    /// <summary>Ticks a choice of those that stand open.</summary>
    public Task Ticks(string choice) => Dialog.GetByRole(AriaRole.Radio, new LocatorGetByRoleOptions { Name = choice, Exact = true })
        .Or(Dialog.GetByRole(AriaRole.Checkbox, new LocatorGetByRoleOptions { Name = choice, Exact = true })).Last.CheckAsync();

    /// <summary>Chooses from the menu of this label, one or several.</summary>
    public Task Chooses(string label, params string[] choices) => ChoosesFrom(Dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { NameRegex = MenuOf(label) }), choices);

    /// <summary>Chooses from the menu of this label on the last card that has one.</summary>
    public Task ChoosesOnCard(string label, params string[] choices) => ChoosesFrom(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = MenuOf(label) }).Last, choices);

    /// <summary>Ticks a choice of those that stand open on the last card that has one.</summary>
    public Task TicksOnCard(string choice) => page.GetByRole(AriaRole.Radio, new PageGetByRoleOptions { Name = choice, Exact = true }).Last.CheckAsync();

    private static Regex MenuOf(string label) => new($"^Open {Regex.Escape(label)}");

    private async Task ChoosesFrom(ILocator menu, string[] choices)
    {
        await menu.ClickAsync();
        // The choices are drawn outside of the form.
        foreach (var choice in choices)
        {
            await page.GetByRole(AriaRole.Option, new PageGetByRoleOptions { Name = choice, Exact = true })
                .Or(page.GetByRole(AriaRole.Menuitemcheckbox, new PageGetByRoleOptions { Name = choice, Exact = true })).ClickAsync();
        }
        // A menu of several stays open.
        if (await page.GetByRole(AriaRole.Menuitemcheckbox).CountAsync() > 0) await menu.ClickAsync();
    }

    /// <summary>Presses a button of the form, which sends it.</summary>
    public Task Submits(string button) => Dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = button, Exact = true }).ClickAsync();

    /// <summary>Waits until the form is closed.</summary>
    public Task SeesNoForm() => Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);

    /// <summary>Leaves the form.</summary>
    public Task ClosesForm() => Dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Close", Exact = true }).First.ClickAsync();

    /// <summary>Waits until a message, a card or what is said below it says these words.</summary>
    public Task Reads(string words) => page.GetByText(words).Last.WaitForAsync();

    /// <summary>Waits until nothing says these words any more.</summary>
    public Task NoLongerReads(string words) => Assertions.Expect(page.GetByText(words)).ToHaveCountAsync(0);

    /// <summary>Presses a button of the last card that has one of this label.</summary>
    public Task Presses(string label) => Button(label).Last.ClickAsync();

    /// <summary>Waits until no card has a button of this label any more.</summary>
    public Task NoLongerSees(string label) => Assertions.Expect(Button(label)).ToHaveCountAsync(0);

    /// <summary>Types into the field of this label on the last card that has one.</summary>
    public Task FillsOnCard(string label, string text) => page.GetByLabel(label, new PageGetByLabelOptions { Exact = true }).Last.FillAsync(text);

    /// <summary>Keeps a picture, as <see cref="Browser.PictureFolder"/> says.</summary>
    public Task Pictures(string file) => Browser.Picture(page, file);

    private async Task NamesCommand(string commandId)
    {
        await page.GetByRole(AriaRole.Menuitem, new PageGetByRoleOptions { Name = "Action Command" }).ClickAsync();
        await Dialog.GetByRole(AriaRole.Textbox, new LocatorGetByRoleOptions { Name = "Command ID" }).FillAsync(commandId);
        await Submits("Create");
    }

    private ILocator Button(string label) => page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = label, Exact = true });

    /// <summary>A field is named by its label, and after it by what is wrong with it.</summary>
    private ILocator Field(string label)
    {
        var options = new LocatorGetByRoleOptions { NameRegex = new Regex($"^{Regex.Escape(label)}") };
        return Dialog.GetByRole(AriaRole.Textbox, options).Or(Dialog.GetByRole(AriaRole.Combobox, options)).Or(Dialog.GetByRole(AriaRole.Spinbutton, options)).First;
    }
}
