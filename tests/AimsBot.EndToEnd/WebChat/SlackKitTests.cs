using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace AimsBot.EndToEnd.WebChat;

/// <summary>The page's own drawing of Block Kit, also of what no card of ours has today. Drawn in the gallery, from an answer made up here.</summary>
[Collection(DemoPageTests.Name)]
public class SlackKitTests(DemoFixture fixture)
{
    private const string Blocks = """
        [
          {"type":"header","text":{"type":"plain_text","text":"A header &amp; &lt;more&gt;"}},
          {"type":"section","text":{"type":"mrkdwn","text":"*bold* _slanted_ ~gone~ `code` snake_case_word <https://example.com|a link> &lt;!channel&gt; 2*3*4"}},
          {"type":"section","text":{"type":"plain_text","text":"*not bold*"},"accessory":{"type":"button","action_id":"show#2","text":{"type":"plain_text","text":"Show"},"value":"{}"}},
          {"type":"section","fields":[{"type":"mrkdwn","text":"*One*"},{"type":"plain_text","text":"1"}]},
          {"type":"section","text":{"type":"plain_text","text":"with a menu"},"accessory":{"type":"overflow","action_id":"more","options":[{"text":{"type":"plain_text","text":"First of it"},"value":"{}"}]}},
          {"type":"context","elements":[{"type":"plain_text","text":"in small"},{"type":"image","image_url":"data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==","alt_text":"a dot"}]},
          {"type":"divider"},
          {"type":"image","image_url":"data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==","alt_text":"a picture","title":{"type":"plain_text","text":"Its title"}},
          {"type":"actions","elements":[{"type":"button","action_id":"a","text":{"type":"plain_text","text":"Do"},"style":"primary","value":"{}"},{"type":"button","action_id":"b","text":{"type":"plain_text","text":"Read"},"url":"https://example.com/"}]}
        ]
        """;

    private const string Inputs = """
        [
          {"type":"input","block_id":"input.a","label":{"type":"plain_text","text":"Short"},"element":{"type":"plain_text_input","action_id":"a","max_length":10}},
          {"type":"input","block_id":"input.b","optional":true,"label":{"type":"plain_text","text":"Mail"},"element":{"type":"email_text_input","action_id":"b"}},
          {"type":"input","block_id":"input.c","optional":true,"label":{"type":"plain_text","text":"Address"},"element":{"type":"url_text_input","action_id":"c"}},
          {"type":"input","block_id":"input.d","optional":true,"label":{"type":"plain_text","text":"Number"},"element":{"type":"number_input","action_id":"d","is_decimal_allowed":true,"min_value":"1"}},
          {"type":"input","block_id":"input.e","optional":true,"label":{"type":"plain_text","text":"Day"},"element":{"type":"datepicker","action_id":"e","initial_date":"2026-11-26"}},
          {"type":"input","block_id":"input.f","optional":true,"label":{"type":"plain_text","text":"Time"},"element":{"type":"timepicker","action_id":"f","initial_time":"09:30"}},
          {"type":"input","block_id":"input.g","optional":true,"label":{"type":"plain_text","text":"One of"},"element":{"type":"static_select","action_id":"g","options":[{"text":{"type":"plain_text","text":"First"},"value":"1"}],"initial_option":{"text":{"type":"plain_text","text":"First"},"value":"1"}}},
          {"type":"input","block_id":"input.h","optional":true,"label":{"type":"plain_text","text":"Some of"},"element":{"type":"multi_static_select","action_id":"h","options":[{"text":{"type":"plain_text","text":"Second"},"value":"2"}]}},
          {"type":"input","block_id":"toggle.no.i","optional":true,"label":{"type":"plain_text","text":"Switch"},"element":{"type":"checkboxes","action_id":"i","options":[{"text":{"type":"plain_text","text":"On"},"value":"yes"}]}}
        ]
        """;

    [SkippableTheory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Every_block_and_input_is_drawn(ColorScheme colours)
    {
        var browser = await fixture.Browser();
        var page = await browser.Open(new Uri(fixture.Bot.Address, "/health/live"), new BrowserNewPageOptions { ColorScheme = colours });
        await page.RouteAsync("**/web/cards", route => route.FulfillAsync(new RouteFulfillOptions { ContentType = "application/json", Body = Gallery }));
        await page.GotoAsync(new Uri(fixture.Bot.Address, "/cards").AbsoluteUri);

        var blocks = page.Locator(".slack-blocks");
        await Assertions.Expect(blocks.Locator("h3")).ToHaveTextAsync("A header & <more>");
        await Assertions.Expect(blocks.Locator("strong")).ToHaveTextAsync(["bold", "One"]);
        await Assertions.Expect(blocks.Locator("em")).ToHaveTextAsync("slanted");
        await Assertions.Expect(blocks).ToContainTextAsync("snake_case_word");
        await Assertions.Expect(blocks).ToContainTextAsync("*not bold*");
        await Assertions.Expect(blocks).ToContainTextAsync("<!channel> 2*3*4");
        await Assertions.Expect(blocks.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "a link" })).ToHaveAttributeAsync("href", "https://example.com");
        await Assertions.Expect(blocks.Locator("img")).ToHaveCountAsync(2);

        // The menu by keyboard: open, out, open, choose.
        var menu = blocks.Locator(".slack-overflow summary");
        await menu.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(blocks.GetByText("First of it")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(blocks.GetByText("First of it")).ToBeHiddenAsync();

        var view = page.Locator(".slack-view");
        foreach (var label in new[] { "Short", "Mail", "Address", "Number", "Day", "Time", "One of" }) await Assertions.Expect(view.GetByLabel(label)).ToHaveCountAsync(1);
        await Assertions.Expect(view.GetByLabel("Day")).ToHaveValueAsync("2026-11-26");
        await Assertions.Expect(view.GetByLabel("One of")).ToHaveValueAsync("1");
        await view.GetByLabel("Second").CheckAsync();
        await view.GetByLabel("On", new LocatorGetByLabelOptions { Exact = true }).CheckAsync();
        await view.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Send it" }).ClickAsync();
        await Assertions.Expect(view.Locator(".fault:visible")).ToHaveTextAsync("Please fill this in.");
        await Assertions.Expect(view.GetByLabel("Short")).ToBeFocusedAsync();

        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Browser.PictureFolder, $"webchat-block-kit-{colours}.png"), FullPage = true });
        var result = await page.RunAxe();
        Assert.True(result.Violations.Length == 0, string.Join('\n', result.Violations.Select(v => $"{v.Id}: {v.Nodes[0].Html}")));
        await page.CloseAsync();
    }

    private const string Gallery =
        """{"languages":["en"],"faults":[],"cards":[{"name":"Test/Kit","template":{},"findings":[],"samples":[{"label":"","data":{},"renderings":{"en":{"card":{"type":"AdaptiveCard","version":"1.5","body":[]},"losses":[],"blocks":"""
        + Blocks + """}}},{"label":"form","data":{},"renderings":{"en":{"card":{"type":"AdaptiveCard","version":"1.5","body":[]},"losses":[],"view":{"type":"modal","title":{"type":"plain_text","text":"A modal"},"submit":{"type":"plain_text","text":"Send it"},"blocks":"""
        + Inputs + "}}}}]}]}";
}
