using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace AimsBot.EndToEnd.WebChat;

/// <summary>How the page looks, light and dark, wide and on a phone, with pictures to look at; and that axe has nothing against it.</summary>
[Collection(DemoPageTests.Name)]
public class LooksTests(DemoFixture fixture)
{
    [SkippableTheory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Everybody_can_use_the_page(ColorScheme colours)
    {
        var demo = await DemoPage.Open(await fixture.Browser(), fixture.Bot.Address, "claus teams", "lea slack", new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1400, Height = 900 }, ColorScheme = colours });
        await demo.Left.Types("tasks");
        await demo.Left.Reads("Oppgavene dine");
        await demo.Right.Types("help");
        await demo.Right.Reads("What you can ask for");
        await Clean(demo.Page, $"chats-{colours}");

        await demo.Left.Types("incident");
        await demo.Right.Types("incident");
        await demo.Left.SeesForm("Meld en KI-hendelse");
        await demo.Right.SeesForm("Report an AI incident");
        await demo.Left.Submits("Meld");
        await demo.Right.Submits("Report");
        await Clean(demo.Page, $"forms-{colours}");
        await demo.Left.Form.PressAsync("Escape");
        await demo.Right.Form.PressAsync("Escape");

        await demo.OpensNewest();
        await Clean(demo.Page, $"record-{colours}");
        await demo.Page.CloseAsync();
    }

    [SkippableTheory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Further_buttons_open_in_a_menu_over_their_chat(ColorScheme colours)
    {
        var demo = await DemoPage.Open(await fixture.Browser(), fixture.Bot.Address, "lea teams", "claus slack", new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1400, Height = 900 }, ColorScheme = colours });
        await demo.Left.Types("certificate");
        var more = (await demo.Left.Reads("Certificate CRT-")).Locator("button", new LocatorLocatorOptions { HasText = "..." });
        await more.ClickAsync();
        var menu = demo.Page.Locator(".ac-ctrl-popup-container");
        await menu.WaitForAsync();
        await Assertions.Expect(menu).ToBeInViewportAsync(new LocatorAssertionsToBeInViewportOptions { Ratio = 1 });
        var (window, box) = ((await demo.Left.Section.BoundingBoxAsync())!, (await menu.BoundingBoxAsync())!);
        Assert.InRange(box.X, window.X, window.X + window.Width);
        Assert.InRange(box.Width, 1, window.Width);
        await Clean(demo.Page, $"menu-{colours}");
        await menu.GetByText("Another body").ClickAsync();
        await demo.Left.SeesForm("Which body takes it over?");
        await demo.Page.CloseAsync();
    }

    [SkippableTheory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Everybody_can_use_the_gallery(ColorScheme colours)
    {
        var browser = await fixture.Browser();
        var page = await browser.Open(new Uri(fixture.Bot.Address, "/cards"), new BrowserNewPageOptions { ColorScheme = colours });
        var cards = page.Locator("main.gallery select").First;
        foreach (var card in await cards.Locator("option").AllTextContentsAsync())
        {
            await cards.SelectOptionAsync(card);
            await page.Locator("h2", new PageLocatorOptions { HasText = card }).WaitForAsync();
            await Assertions.Expect(page.Locator(".findings")).ToContainTextAsync("No rule is broken");
            await Clean(page, card == "IncidentReport/Incident" ? $"gallery-{colours}" : null);
        }
        await page.CloseAsync();
    }

    [SkippableTheory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task On_a_phone_one_part_is_shown_at_a_time_and_nothing_sticks_out(ColorScheme colours)
    {
        var demo = await DemoPage.Open(await fixture.Browser(), fixture.Bot.Address, "claus teams", "hanna slack", new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 375, Height = 740 }, ColorScheme = colours, HasTouch = true, IsMobile = true });
        await demo.Left.Types("help");
        await demo.Left.Reads("Dette kan du be om");
        await Whole(demo, $"phone-teams-{colours}");
        await demo.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Right chat" }).TapAsync();
        Assert.False(await demo.Left.Section.IsVisibleAsync());
        await demo.Right.Reads("AI incident");
        await Whole(demo, $"phone-slack-{colours}");
        await demo.Right.Types("incident");
        await demo.Right.SeesForm("Report an AI incident");
        await Whole(demo, $"phone-form-{colours}");
        await demo.Right.Form.PressAsync("Escape");
        await demo.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "What just happened" }).TapAsync();
        await demo.OpensNewest();
        await Whole(demo, $"phone-record-{colours}");
        await demo.Page.CloseAsync();
    }

    private static async Task Whole(DemoPage demo, string name)
    {
        await Clean(demo.Page, name);
        Assert.True(await demo.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{name} is wider than the screen");
    }

    private static async Task Clean(IPage page, string? picture)
    {
        if (picture is not null) await Browser.Picture(page, $"webchat-{picture}");
        var result = await page.RunAxe();
        Assert.True(result.Violations.Length == 0, string.Join('\n', result.Violations.Select(v => $"{v.Id}: {v.Help} {string.Join(' ', v.Nodes.Take(3).Select(n => n.Html))}")));
    }
}
