using Microsoft.Playwright;

namespace AimsBot.EndToEnd.WebChat;

/// <summary>The page as a person has it: two chats, and what just happened.</summary>
internal sealed class DemoPage(IPage page)
{
    public IPage Page { get; } = page;

    public WebWindow Left { get; } = new(page.Locator("#left"));

    public WebWindow Right { get; } = new(page.Locator("#right"));

    public ILocator Happenings => Page.Locator("#now ol");

    /// <summary>The page with two people, each with a look.</summary>
    public static async Task<DemoPage> Open(Browser browser, Uri address, string left = "claus teams", string right = "lea slack", BrowserNewPageOptions? options = null)
    {
        options ??= new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1400, Height = 900 } };
        var demo = new DemoPage(await browser.Open(address, options));
        await demo.Page.Locator("main.chats").WaitForAsync();
        await demo.Left.Is(left);
        await demo.Right.Is(right);
        return demo;
    }

    /// <summary>Opens the record of the newest line, and gives its view.</summary>
    public async Task<ILocator> OpensNewest()
    {
        await Happenings.GetByRole(AriaRole.Button).First.ClickAsync();
        var record = Page.Locator("dialog.record[open]");
        await record.WaitForAsync();
        return record;
    }
}

/// <summary>One chat window.</summary>
internal sealed class WebWindow(ILocator section)
{
    public ILocator Section { get; } = section;

    public ILocator Messages => Section.Locator(".message");

    public ILocator Form => Section.GetByRole(AriaRole.Dialog);

    /// <summary>Becomes a person with a look: <c>lea slack</c>.</summary>
    public async Task Is(string who)
    {
        var parts = who.Split(' ');
        // At phone width one chat is shown at a time; the other is chosen all the same.
        await Section.Locator("select").First.SelectOptionAsync(parts[0], new LocatorSelectOptionOptions { Force = true });
        await Section.Locator("select").Nth(1).SelectOptionAsync(parts[1], new LocatorSelectOptionOptions { Force = true });
    }

    public async Task Types(string text)
    {
        await Section.Locator(".write textarea").FillAsync(text);
        await Section.Locator(".write button[type=submit]").ClickAsync();
    }

    /// <summary>Waits for a message that says this, and gives it.</summary>
    public async Task<ILocator> Reads(string text)
    {
        var message = Messages.Filter(new LocatorFilterOptions { HasText = text }).Last;
        await message.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        return message;
    }

    public async Task Presses(string button, string on) =>
        await (await Reads(on)).Locator("button", new LocatorLocatorOptions { HasText = button }).First.ClickAsync();

    public async Task SeesForm(string title) => await Section.Locator(".dialog", new LocatorLocatorOptions { HasText = title }).WaitForAsync();

    /// <summary>Writes into the input with this label.</summary>
    public Task Fills(string label, string text) => Form.GetByLabel(label).FillAsync(text);

    public Task Ticks(string choice) => Form.GetByLabel(choice).CheckAsync();

    public Task Submits(string button) => Form.Locator("button", new LocatorLocatorOptions { HasText = button }).Last.ClickAsync();

    public Task NoForm() => Form.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
}
