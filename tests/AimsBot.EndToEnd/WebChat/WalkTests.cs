using Microsoft.Playwright;

namespace AimsBot.EndToEnd.WebChat;

/// <summary>The five steps of the README, as it has them. The picture of the last is the one that the README opens with.</summary>
public class WalkTests
{
    [SkippableFact]
    public async Task A_newcomer_reports_takes_on_and_reads_the_trail()
    {
        DemoBot.NeedsPage();
        await using var bot = await DemoBot.Started();
        await using var browser = await Browser.Start();
        // What a browser shows that has never been here.
        var demo = new DemoPage(await browser.Open(bot.Address, new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 800 } }));

        var steps = await File.ReadAllTextAsync(Repository.PathOf("README.md"));
        foreach (var words in new[] { "incident The translator left out a clause of an offer letter", "**Take it on**", "*What just happened*", "**A week on**", "**Card gallery**" })
            Assert.Contains(words, steps, StringComparison.Ordinal);

        // 1. Report, as Claus Clerk on the left.
        await demo.Left.Types("incident The translator left out a clause of an offer letter");
        var receipt = await demo.Left.Reads("Registrert som INC-");
        var id = System.Text.RegularExpressions.Regex.Match(await receipt.InnerTextAsync(), "INC-[0-9A-Z]{4}-[0-9A-Z]{4}").Value;

        // 2. Take it on, as Lea Lindqvist on the right.
        await demo.Right.Presses("Take it on", on: id);
        await demo.Right.Reads("Taken by Lea Lindqvist");
        await demo.Left.Reads("Tatt av Lea Lindqvist");

        // 3. Read its trail.
        var record = await demo.OpensNewest();
        Assert.Contains(id, await record.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("The chain is whole", await record.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(2, await record.Locator("tbody tr").CountAsync());
        await demo.Page.Keyboard.PressAsync("Escape");
        await demo.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Browser.PictureFolder, "webchat-walk.png") });

        // 4. Let a week pass: the limits for triage run out, and the bot says so by itself.
        await demo.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "A week on" }).ClickAsync();
        await demo.Happenings.GetByText("triage-missed").First.WaitForAsync();

        // 5. See each card as both chats show it.
        await demo.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Card gallery" }).ClickAsync();
        await demo.Page.Locator(".pair .teams-card").First.WaitForAsync();
        await demo.Page.Locator(".pair .slack-view, .pair .slack-blocks").First.WaitForAsync();
        await bot.TrailVerifies();
    }
}
