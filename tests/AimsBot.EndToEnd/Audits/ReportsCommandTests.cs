using AimsBot.EndToEnd.WebChat;

namespace AimsBot.EndToEnd.Audits;

/// <summary>What an operator takes out of the bot, and what is kept in it as evidence.</summary>
public sealed class ReportsCommandTests
{
    [Fact]
    public async Task Signed_minutes_are_written_with_names_as_markdown_and_pdf_and_the_trail_says_so()
    {
        await using var bot = await DemoBot.Started();
        var review = (string)(await bot.Records("review"))[0]["id"]!;
        var (markdown, pdf) = (Path.Combine(bot.Folder, "minutes.md"), Path.Combine(bot.Folder, "minutes.pdf"));
        Assert.Equal(0, (await bot.Command("reports", "write", review, markdown)).ExitCode);
        Assert.Equal(0, (await bot.Command("reports", "write", review, pdf)).ExitCode);
        Assert.Contains("Signed by Tara Topp", await File.ReadAllTextAsync(markdown), StringComparison.Ordinal);
        Assert.Equal("%PDF"u8.ToArray(), (await File.ReadAllBytesAsync(pdf))[..4]);
        Assert.Equal(2, (await bot.Record(review))["entries"]!.AsArray().Count(e => (string?)e!["verb"] == "review-exported"));
        await bot.TrailVerifies();
    }

    [Fact]
    public async Task What_cannot_be_written_or_kept_is_named()
    {
        await using var bot = await DemoBot.Started();
        var audit = (string)(await bot.Records("audit"))[0]["id"]!;
        await Refuses(bot, "has no report yet", "write", audit, Path.Combine(bot.Folder, "report.pdf"));
        await Refuses(bot, "neither .md nor .pdf", "write", audit, Path.Combine(bot.Folder, "report.docx"));
        await Refuses(bot, "There is no audit and no review", "write", "AUD-0000-0000", Path.Combine(bot.Folder, "report.pdf"));
        var large = Path.Combine(bot.Folder, "large.bin");
        await File.WriteAllBytesAsync(large, new byte[(20 * 1024 * 1024) + 1]);
        await Refuses(bot, "larger than 20 MB", "keep", large);
    }

    private static async Task Refuses(BotProcess bot, string why, params string[] arguments)
    {
        var done = await bot.Command(["reports", .. arguments]);
        Assert.Equal((1, true), (done.ExitCode, done.Errors.Contains(why, StringComparison.Ordinal)));
    }
}
