using Microsoft.Playwright;

namespace AimsBot.EndToEnd.WebChat;

/// <summary>The bot goes away and comes back, and the open page has it all, once.</summary>
public class ReconnectTests
{
    [SkippableFact]
    public async Task After_a_restart_of_the_bot_nothing_is_lost_and_nothing_is_doubled()
    {
        DemoBot.NeedsPage();
        await using var bot = DemoBot.Make();
        bot.Settings["ASPNETCORE_URLS"] = DemoBot.FreeAddress();
        await bot.Start();
        await using var browser = await Browser.Start();
        var demo = await DemoPage.Open(browser, bot.Address);
        await demo.Left.Types("incident before the bot went away");
        await demo.Right.Reads("before the bot went away");

        bot.Kill();
        await Assertions.Expect(demo.Page.Locator(".state-line")).ToContainTextAsync("Trying again");
        await demo.Left.Types("incident while the bot was away");
        await demo.Left.Section.GetByText("That was not sent").WaitForAsync();
        await bot.Start();
        // Somebody else is quicker than the page.
        var script = new WebScript(bot.Http);
        await script.Says("mona", "incident by Mona before the page was back");

        // The line that was not sent is still in the box: sent now.
        await Assertions.Expect(demo.Page.Locator(".state-line")).ToBeEmptyAsync();
        await demo.Left.Section.Locator(".write button[type=submit]").ClickAsync();
        await demo.Right.Reads("while the bot was away");
        await demo.Right.Reads("by Mona before the page was back");

        foreach (var (user, window) in new[] { ("claus", demo.Left), ("lea", demo.Right) })
        {
            var expected = (await script.Chat(user)).Select(m => (string)m["id"]!).ToArray();
            await Assertions.Expect(window.Messages).ToHaveCountAsync(expected.Length);
            Assert.Equal(expected, await window.Messages.EvaluateAllAsync<string[]>("all => all.map(m => m.dataset.id)"));
        }
        Assert.Equal(7, (await bot.Records()).Count);
        await bot.TrailVerifies();
    }

    [Fact]
    public async Task A_chat_file_that_was_cut_off_in_the_middle_of_a_line_is_read_up_to_there()
    {
        await using var bot = await DemoBot.Started();
        var script = new WebScript(bot.Http);
        await script.Says("claus", "people");
        bot.Kill();
        await File.AppendAllTextAsync(Path.ChangeExtension(bot.Database, ".web-chat.jsonl"), "{\"user\":\"claus\",\"message\":{\"id\":\"x");
        await bot.Start();
        script = new WebScript(bot.Http);
        Assert.Equal(2, (await script.Talk("claus")).Count);
        await script.Says("claus", "people");
        Assert.Equal(4, (await script.Talk("claus")).Count);
    }
}
