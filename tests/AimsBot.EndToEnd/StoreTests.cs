using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using Microsoft.Data.Sqlite;

namespace AimsBot.EndToEnd;

/// <summary>The store under a running host: copied, taken away, put back.</summary>
public class StoreTests
{
    [Fact]
    public async Task A_backup_beside_a_running_host_is_whole_marked_and_can_be_resumed()
    {
        await using var bot = await BotProcess.Started();
        var before = await bot.Report("U0LEAD", "before the backup");
        var backup = Path.Combine(bot.Folder, "backups", "first.db");

        var ended = await bot.Command("storage", "backup", backup);
        Assert.True(ended.ExitCode == 0, ended.ToString());
        var after = await bot.Report("U0LEAD", "after the backup");

        Assert.Equal([backup], Directory.GetFiles(Path.GetDirectoryName(backup)!));
        Assert.Contains("was not held", (await bot.Command("storage", "resume")).Output, StringComparison.Ordinal);
        await using var restored = new BotProcess();
        restored.Settings["Storage__Sqlite__Path"] = backup;
        Assert.Equal([before], (await restored.Records()).Select(r => (string?)r["id"]));
        await restored.TrailVerifies();
        await restored.Start();
        await restored.Report("U0LEAD", "in the restored one");
        Assert.Contains("sends again", (await restored.Command("storage", "resume")).Output, StringComparison.Ordinal);
        Assert.Contains("was not held", (await restored.Command("storage", "resume")).Output, StringComparison.Ordinal);

        Assert.Equal([before, after], (await bot.Records()).Select(r => (string?)r["id"]));
    }

    [Fact]
    public async Task While_the_folder_is_away_nothing_is_acknowledged_and_the_same_delivery_counts_once_when_it_is_back()
    {
        await using var bot = await BotProcess.Started();
        var folder = Path.GetDirectoryName(bot.Database)!;
        await Survives(bot, () => Directory.Move(folder, folder + ".away"), () => Directory.Move(folder + ".away", folder));
    }

    [Fact]
    public async Task While_a_folder_stands_in_the_file_s_place_nothing_is_acknowledged()
    {
        await using var bot = await BotProcess.Started();
        await Survives(
            bot,
            () =>
            {
                File.Move(bot.Database, bot.Database + ".away");
                Directory.CreateDirectory(bot.Database);
            },
            () =>
            {
                Directory.Delete(bot.Database);
                File.Move(bot.Database + ".away", bot.Database);
            });
    }

    [Fact]
    public async Task While_the_disk_is_full_nothing_is_acknowledged_and_nothing_half_written()
    {
        await using var bot = new BotProcess { TakesLimits = true };
        await bot.Start();
        // No file may become larger than a page: what was written can still be read.
        await Survives(bot, () => bot.LimitFiles("4096"), () => bot.LimitFiles("unlimited"));
    }

    [SkippableFact]
    public async Task While_the_file_may_not_be_written_nothing_is_acknowledged_and_nothing_half_written()
    {
        await using var bot = await BotProcess.Started();
        Skip.IfNot(Mark(bot, "-i"), "Marking files as immutable takes a right, and a file system that knows the mark.");
        try
        {
            await Survives(bot, () => Assert.True(Mark(bot, "+i")), () => Assert.True(Mark(bot, "-i")));
        }
        finally
        {
            Mark(bot, "-i");
        }
    }

    [Fact]
    public async Task A_backup_put_in_the_place_of_a_lost_database_is_what_the_running_host_then_has()
    {
        await using var bot = await BotProcess.Started();
        var kept = await bot.Report("U0LEAD", "in the backup");
        var backup = Path.Combine(bot.Folder, "backup.db");
        Assert.Equal(0, (await bot.Command("storage", "backup", backup)).ExitCode);
        var delivery = new SlashCommand("U0LEAD", "/ai-incident after the backup");
        await bot.Report(delivery);

        Directory.Delete(Path.GetDirectoryName(bot.Database)!, recursive: true);
        Assert.Contains("NOT recorded", await bot.Say("U0LEAD", "/ai-incident into nothing"), StringComparison.Ordinal);
        Directory.CreateDirectory(Path.GetDirectoryName(bot.Database)!);
        File.Move(backup, bot.Database);

        // What the backup has not got is not there, and can be reported again.
        var again = await bot.Report(delivery);
        Assert.Equal([kept, again], (await bot.Records()).Select(r => (string?)r["id"]));
        await bot.TrailVerifies();
    }

    [Theory]
    [InlineData("UPDATE head SET acts = x'00' WHERE type = 'incident'")]
    [InlineData("UPDATE head SET body = x'7b' WHERE type = 'incident'")]
    [InlineData("UPDATE copy SET content = x'00'")]
    public async Task A_record_that_is_damaged_on_the_disk_stops_neither_the_host_nor_the_others(string damage)
    {
        await using var bot = new BotProcess();
        await bot.Import(bot.Write("people.csv", """
            name,email,roles,manager_email,time_zone,language,slack_team,slack_user,teams_tenant,teams_object_id
            Hanna Handler,hanna@example.com,incident-handler,,Europe/Oslo,en,T0BENCH,U0HANNA,,
            """));
        await bot.Start();
        // Slack is away, so that its card still waits to be sent.
        await bot.Report("U0HANNA", "to be damaged");
        bot.Kill();
        using (var connection = new SqliteConnection($"Data Source={bot.Database};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own constants.
            command.CommandText = damage;
#pragma warning restore CA2100
            Assert.Equal(1, command.ExecuteNonQuery());
        }

        await bot.Start();
        await Eventually.Is(() => Task.FromResult(bot.Output.Contains("\"Error\"", StringComparison.Ordinal)), "A line about it");
        for (var i = 0; i < 3; i++) await bot.Report("U0SOMEBODY", "all is well with this one");
        Assert.Equal("alive", await bot.Http.GetStringAsync("/health/live"));

        var verified = await bot.Command("trail", "verify");
        Assert.DoesNotContain("   at ", verified.Output + verified.Errors, StringComparison.Ordinal);
        if (damage.Contains("copy", StringComparison.Ordinal)) return;
        Assert.Equal(1, verified.ExitCode);
        Assert.Matches("^INC-.{9} ", verified.Output);
        var list = await bot.Command("records", "list", "--type", "incident");
        Assert.DoesNotContain("   at ", list.Errors, StringComparison.Ordinal);
    }

    /// <summary>The mark that stops writes even through a file that is open, and even by the one user who may do everything else.</summary>
    private static bool Mark(BotProcess bot, string mark)
    {
        try
        {
            using var chattr = Process.Start(new ProcessStartInfo("chattr", [mark, bot.Database, bot.Database + "-wal"]) { RedirectStandardError = true })!;
            chattr.WaitForExit();
            return chattr.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static async Task Survives(BotProcess bot, Action takeAway, Action putBack)
    {
        var first = await bot.Report("U0LEAD", "before");
        // Readers and writer have the file open.
        await bot.Report("U0CLERK", "before, too");
        var delivery = new SlashCommand("U0LEAD", "/ai-incident while it was away");

        takeAway();
        Assert.Contains("This was NOT recorded", await bot.Say(delivery), StringComparison.Ordinal);
        Assert.Contains("This was NOT recorded", await bot.Say("U0STRANGER", "/ai-incident by somebody new"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await bot.Http.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode);
        Assert.Equal("alive", await bot.Http.GetStringAsync("/health/live"));

        putBack();
        var id = await bot.Report(delivery);
        Assert.Equal(id, await bot.Report(delivery));
        var ids = (await bot.Records()).Select(r => (string)r["id"]!).ToArray();
        Assert.Equal(3, ids.Length);
        Assert.Equal((first, id), (ids[0], ids[2]));
        Assert.Equal(HttpStatusCode.OK, (await bot.Http.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode);
        await bot.TrailVerifies();
    }
}
