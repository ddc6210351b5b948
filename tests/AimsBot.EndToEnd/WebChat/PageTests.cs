using Microsoft.Playwright;

namespace AimsBot.EndToEnd.WebChat;

/// <summary>What two people do at the page, by mouse and by keyboard.</summary>
[Collection(DemoPageTests.Name)]
public class PageTests(DemoFixture fixture)
{
    [SkippableFact]
    public async Task Of_two_windows_that_race_for_one_card_one_acts_and_both_are_told()
    {
        var id = await Report("a race for this one");
        var first = await Open("lea slack", "hanna teams");
        var second = await Open("hanna slack", "lea teams");
        await Task.WhenAll(first.Left.Reads(id), first.Right.Reads(id), second.Left.Reads(id), second.Right.Reads(id));

        await Task.WhenAll(first.Left.Presses("Not an incident", on: id), second.Left.Presses("Not an incident", on: id));
        await Task.WhenAll(first.Left.SeesForm("Not an incident"), second.Left.SeesForm("Not an incident"));
        await Task.WhenAll(first.Left.Fills("Why", "Lea was first"), second.Left.Fills("Why", "Hanna was first"));
        await Task.WhenAll(first.Left.Form.Locator("button[type=submit]").ClickAsync(), second.Left.Form.Locator("button[type=submit]").ClickAsync());
        await Task.WhenAll(first.Left.NoForm(), second.Left.NoForm());

        // Both windows of both people show the end, and no card of it has a button left.
        foreach (var window in new[] { first.Left, first.Right, second.Left, second.Right })
        {
            var card = await window.Reads(id);
            await Assertions.Expect(card).ToContainTextAsync("not an incident");
            await Assertions.Expect(card.Locator("button", new LocatorLocatorOptions { HasText = "Take it on" })).ToHaveCountAsync(0);
        }
        var record = await fixture.Bot.Record(id);
        Assert.Equal(1, record["entries"]!.AsArray().Count(e => (string?)e!["verb"] == "incident-dismissed"));
        await first.Page.CloseAsync();
        await second.Page.CloseAsync();
    }

    [SkippableTheory]
    [InlineData("slack")]
    [InlineData("teams")]
    public async Task A_form_with_something_wrong_in_it_says_so_and_keeps_what_was_typed(string look)
    {
        var demo = await Open($"lea {look}", "claus teams");
        await demo.Left.Types("incident");
        await demo.Left.SeesForm("Report an AI incident");
        await demo.Left.Ticks("A concern about people or conduct (not taken here yet)");
        await demo.Left.Fills("What happened?", $"somebody was rude, seen in {look}");
        await demo.Left.Ticks("S4 low: no harm, a near miss or poor quality");
        await demo.Left.Submits("Report");

        var form = demo.Left.Form;
        await Assertions.Expect(form).ToContainTextAsync("not taken in chat");
        await Assertions.Expect(form.GetByLabel("What happened?")).ToHaveValueAsync($"somebody was rude, seen in {look}");
        await Browser.Picture(demo.Page, $"webchat-fault-{look}");

        await demo.Left.Ticks("A question");
        await demo.Left.Submits("Report");
        await demo.Left.NoForm();
        await demo.Left.Reads("Recorded as INC-");
        await demo.Page.CloseAsync();
    }

    [SkippableFact]
    public async Task A_person_without_a_mouse_reports_and_handles()
    {
        var demo = await Open("claus teams", "hanna slack");
        var keys = demo.Page.Keyboard;
        await demo.Left.Section.Locator(".write textarea").FocusAsync();
        await keys.TypeAsync("incident");
        await keys.PressAsync("Enter");
        // The form takes the focus: its first choice, then on by the tabulator.
        await demo.Left.SeesForm("Meld en KI-hendelse");
        await keys.PressAsync("ArrowDown");
        await TabTo(demo, "textarea");
        await keys.TypeAsync("meldt bare med tastaturet");
        await TabTo(demo, "input[type=radio]");
        await keys.PressAsync("Space");
        await TabTo(demo, "button", "Meld");
        await keys.PressAsync("Enter");
        await demo.Left.Reads("meldt bare med tastaturet");
        await demo.Left.NoForm();

        var card = await demo.Right.Reads("meldt bare med tastaturet");
        await demo.Right.Section.Locator(".log").FocusAsync();
        await TabTo(demo, "button", "Take it on", card);
        await keys.PressAsync("Enter");
        await demo.Right.Reads("Taken by Hanna Handler");
        // The pressed button is gone; the focus is still at the card.
        Assert.True(await demo.Page.EvaluateAsync<bool>("() => document.activeElement?.closest('.message') !== null"));
        await TabTo(demo, "button", "Triage", card);
        await keys.PressAsync("Enter");
        await demo.Right.SeesForm("Triage an incident");
        await keys.PressAsync("Escape");
        await demo.Right.NoForm();
        Assert.Equal("Triage", await demo.Page.EvaluateAsync<string>("() => document.activeElement.textContent"));
        await demo.Page.CloseAsync();
    }

    [SkippableTheory]
    [InlineData("slack", false)]
    [InlineData("slack", true)]
    [InlineData("teams", false)]
    [InlineData("teams", true)]
    public async Task Whoever_works_by_keyboard_comes_back_to_the_button_although_the_card_was_brought_up_to_date(string look, bool withForm)
    {
        var id = await Report($"the focus stays, {look} {withForm}");
        var demo = await Open($"hanna {look}", "claus slack");
        var other = await Open("lea teams", "claus slack");
        var card = await demo.Left.Reads(id);
        await TabTo(demo, "button", "Triage", card);
        if (withForm)
        {
            await demo.Page.Keyboard.PressAsync("Enter");
            await demo.Left.SeesForm("Triage an incident");
        }
        await other.Left.Presses("Take it on", on: id);
        await Assertions.Expect(card).ToContainTextAsync("Taken by Lea Lindqvist");
        if (withForm)
        {
            await demo.Left.Form.FocusAsync();
            await demo.Page.Keyboard.PressAsync("Escape");
            await demo.Left.NoForm();
        }
        Assert.Equal("Triage", await demo.Page.EvaluateAsync<string>("() => document.activeElement.textContent"));
        await demo.Page.CloseAsync();
        await other.Page.CloseAsync();
    }

    [SkippableFact]
    public async Task A_form_waits_in_its_own_chat_and_the_other_goes_on()
    {
        var demo = await Open("lea slack", "hanna teams");
        await demo.Left.Types("incident");
        await demo.Left.SeesForm("Report an AI incident");
        await demo.Right.Types("people");
        await demo.Right.Reads("Lea Lindqvist");
        Assert.True(await demo.Left.Form.IsVisibleAsync());
        await demo.Page.CloseAsync();
    }

    [SkippableFact]
    public async Task What_a_person_types_stays_what_it_is()
    {
        const string hostile = "<img src=x onerror=alert(1)> *bold* [x](http://evil.example) <!channel> &amp; {{DATE(2026-11-24T00:00:00Z)}} 👩‍👩‍👧‍👦";
        var demo = await Open("claus teams", "lea slack");
        var dialogs = 0;
        demo.Page.Dialog += async (_, dialog) =>
        {
            dialogs++;
            await dialog.DismissAsync();
        };
        await demo.Left.Types("incident " + hostile);
        // In the line itself, in the receipt as Teams has it, and in the card as Slack has it.
        await Assertions.Expect(demo.Left.Messages.Filter(new LocatorFilterOptions { HasText = "onerror" })).ToHaveCountAsync(2);
        foreach (var window in new[] { demo.Left, demo.Right })
        {
            var shown = await (await window.Reads("onerror")).InnerTextAsync();
            Assert.Contains(hostile, shown.Replace("\u2060", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
        Assert.Equal(0, dialogs);
        await demo.Page.CloseAsync();
    }

    private async Task<DemoPage> Open(string left, string right) => await DemoPage.Open(await fixture.Browser(), fixture.Bot.Address, left, right);

    private async Task<string> Report(string text)
    {
        var answer = await new WebScript(fixture.Bot.Http).Says("claus", "incident " + text);
        return System.Text.RegularExpressions.Regex.Match(WebScript.Text(answer["message"]!), "INC-[0-9A-Z]{4}-[0-9A-Z]{4}").Value;
    }

    /// <summary>Presses the tabulator until such an element has the focus, as a person would.</summary>
    private static async Task TabTo(DemoPage demo, string element, string text = "", ILocator? within = null)
    {
        var wanted = (within ?? demo.Page.Locator("body")).Locator($"{element}:focus", text.Length == 0 ? null : new LocatorLocatorOptions { HasText = text });
        for (var tabs = 0; tabs < 200; tabs++)
        {
            if (await wanted.CountAsync() > 0) return;
            await demo.Page.Keyboard.PressAsync("Tab");
        }
        Assert.Fail($"200 tabs did not lead to {element} '{text}'.");
    }
}
