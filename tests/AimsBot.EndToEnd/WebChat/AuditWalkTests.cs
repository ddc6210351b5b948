using System.Globalization;
using System.Net;
using Microsoft.Playwright;

namespace AimsBot.EndToEnd.WebChat;

/// <summary>An audit from plan to issued report: one auditor in the look of Slack, one in that of Teams, one by script; the bot is killed in the middle.</summary>
public class AuditWalkTests
{
    // The demo has an audit under way, whose lists are longer.
    private const string OneItem = "Item 1 of 1";

    [SkippableFact]
    public async Task Three_auditors_in_two_looks_carry_an_audit_through_a_kill_to_its_report()
    {
        DemoBot.NeedsPage();
        await using var bot = DemoBot.Make();
        bot.Settings["ASPNETCORE_URLS"] = DemoBot.FreeAddress();
        await bot.Start();
        await using var browser = await Browser.Start();
        var demo = await DemoPage.Open(browser, bot.Address, "aino slack", "adam teams");
        var script = new WebScript(bot.Http);
        var today = TimeProvider.System.GetUtcNow();
        await script.Sends(
            "lea",
            await script.Says("lea", "audit plan"),
            ("title", "Suppliers"),
            ("goal", "do they keep to what we agreed"),
            ("criteria", "our contracts"),
            ("method", "samples"),
            ("scope", "A.10"),
            ("lead", "aino@demo.example"),
            ("auditors", "adam@demo.example hanna@demo.example"),
            ("from", Day(today)),
            ("until", Day(today.AddDays(20))));

        await demo.Left.Presses("Start the audit", on: "Suppliers");
        var own = await ItemOf(await demo.Left.Reads(OneItem));
        await demo.Left.Section.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "minutes of 4 January.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.4 minutes"u8.ToArray() });
        await demo.Left.Reads($"as evidence of {own}: minutes of 4 January.pdf");
        await demo.Left.Reads("Files kept");
        await Browser.Picture(demo.Page, "audit-1-file");

        bot.Kill();
        await bot.Start();
        script = new WebScript(bot.Http);
        await Assertions.Expect(demo.Page.Locator(".state-line")).ToBeEmptyAsync();

        // What was shared before the kill is enough to conform.
        await demo.Left.Presses("Answer", on: "Files kept");
        await demo.Left.Form.GetByLabel("What did you find?").SelectOptionAsync("conforms");
        await Browser.Picture(demo.Page, "audit-2-answer");
        await demo.Left.Submits("Answer");
        await demo.Left.Reads("all answered");

        var theirs = await ItemOf(await demo.Right.Reads(OneItem));
        await demo.Right.Presses("Answer", on: OneItem);
        await demo.Right.Form.GetByLabel("What did you find?").SelectOptionAsync("minor");
        await demo.Right.Fills("Evidence, one a line", "https://example.com/contract");
        await demo.Right.Fills("For a finding: what did you see?", "two contracts say nothing of AI");
        await demo.Right.Submits("Answer");
        await demo.Right.Reads("all answered");

        var hannas = await script.Sees("hanna", "CHK-", "What to look at");
        await script.Sends("hanna", await script.Presses("hanna", hannas, "Answer"), ("result", "not-audited"), ("note", "no customers yet"));

        await demo.Left.Presses("Confirm a finding", on: "two contracts say nothing of AI");
        await demo.Left.Form.GetByLabel("Which finding?").SelectOptionAsync(theirs);
        await demo.Left.Fills("Who answers for it? (e-mail address)", "mona@demo.example");
        await demo.Left.Submits("Confirm it");
        await demo.Left.Reads($"Finding on {theirs} confirmed by Aino Auditor");
        await demo.Left.Reads("3 of 3");
        await Browser.Picture(demo.Page, "audit-3-confirmed");
        await demo.Left.Presses("Draft the report", on: $"Finding on {theirs} confirmed");
        await demo.Left.Presses("Issue the report", on: "report drafted");
        await Browser.Picture(demo.Page, "audit-4-issue");
        await demo.Left.Submits("Issue it");
        await demo.Left.Presses("Get the report as a file", on: "Report issued by Aino Auditor");
        var card = await demo.Left.Reads("Report as PDF");
        await Browser.Picture(demo.Page, "audit-5-report");

        // The link on the card is the whole report, by its signed address.
        var audit = (await script.Chat("aino")).Last(m => WebScript.Text(m).Contains("Report as PDF", StringComparison.Ordinal));
        var address = (string)WebScript.Objects(audit["card"]).Single(o => (string?)o["title"] == "Report as PDF")["url"]!;
        using var pdf = await bot.Http.GetAsync(new Uri(address));
        Assert.Equal((HttpStatusCode.OK, "application/pdf"), (pdf.StatusCode, pdf.Content.Headers.ContentType!.MediaType));
        var content = await pdf.Content.ReadAsByteArrayAsync();
        Assert.Equal("%PDF"u8.ToArray(), content[..4]);
        await File.WriteAllBytesAsync(Path.Combine(Browser.PictureFolder, "audit-report.pdf"), content);
        Assert.Contains("minutes of 4 January.pdf", await card.InnerTextAsync(), StringComparison.Ordinal);
        await bot.TrailVerifies();
    }

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static async Task<string> ItemOf(ILocator list) => System.Text.RegularExpressions.Regex.Match(await list.InnerTextAsync(), @"A\.10\.\d").Value;
}
