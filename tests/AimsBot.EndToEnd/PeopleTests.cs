using System.Globalization;
using System.Text;

namespace AimsBot.EndToEnd;

/// <summary>People files through the command line, and the people of them in Slack.</summary>
public class PeopleTests
{
    protected virtual bool IsOnCosmos => false;

    private const string Columns = "name,email,roles,manager_email,time_zone,language,slack_team,slack_user,teams_tenant,teams_object_id";

    [Fact]
    [Trait("Case", "01")]
    public async Task Three_spellings_of_one_address_are_one_person()
    {
        await using var slack = await Slack.SlackDouble.Start();
        SharedBot.AddUsers(slack);
        await using var bot = new BotProcess(slack.ApiUrl, IsOnCosmos);
        await bot.Import(DataFile("01-people.csv"));
        await bot.Start();

        var incident = await bot.Report("U0KARI", "the translator swapped two names");
        // The same file, every address in capitals.
        var lines = await File.ReadAllLinesAsync(DataFile("01-people.csv"));
        var capitals = lines.Skip(1).Select(line => string.Join(',', line.Split(',').Select(cell => cell.Contains('@', StringComparison.Ordinal) ? cell.ToUpperInvariant() : cell)));
        await bot.Import(bot.Write("capitals.csv", string.Join('\n', capitals.Prepend(lines[0]))));

        var people = await bot.People();
        Assert.Equal(2, people.Count);
        var lead = Assert.Single(people, p => (string?)p["name"] == "Lead One");
        var kari = Assert.Single(people, p => (string?)p["name"] == "Kari Nordmann");
        Assert.Equal(["compliance-lead", "staff"], lead["roles"]!.AsArray().Select(r => (string?)r).Order());
        Assert.Equal(["manager", "staff"], kari["roles"]!.AsArray().Select(r => (string?)r).Order());
        Assert.Equal("kari.nordmann@example.com", (string?)kari["email"]);
        Assert.Equal((string?)lead["id"], (string?)kari["manager"]);
        Assert.Equal(["slack T0BENCH U0KARI", $"teams {BotProcess.TeamsTenant} aaaaaaaa-0000-0000-0000-000000000001"],
            kari["accounts"]!.AsArray().Select(a => $"{a!["channel"]} {a["place"]} {a["user"]}").Order());
        Assert.Equal((string?)kari["id"], (string?)(await bot.Record(incident))["data"]!["reporter"]);
        await bot.TrailVerifies();
    }

    [Theory]
    [InlineData("20-people-excel.csv")]
    [InlineData("20-people-utf16.csv")]
    [Trait("Case", "20")]
    public async Task A_file_as_a_spreadsheet_saved_it_is_taken_whole(string file)
    {
        await using var bot = new BotProcess(onCosmos: IsOnCosmos);
        await bot.Import(DataFile(file));

        var people = (await bot.People()).ToDictionary(p => (string)p["email"]!);
        if (file == "20-people-excel.csv")
        {
            Assert.Equal(["ase@example.com", "odd@example.com", "ravi@example.com", "zoe@example.com"], people.Keys.Order());
            Assert.Equal(
                [("Åse \"Aas\"; Ødegård", "Europe/Berlin"), ("Odd Case", "Europe/Oslo"), ("Ravi Kumar", "Asia/Kolkata"), ("Zoë Núñez", "America/Los_Angeles")],
                people.OrderBy(p => p.Key).Select(p => ((string)p.Value["name"]!, (string)p.Value["timeZone"]!)));
            Assert.Equal("nb-NO", (string?)people["ase@example.com"]["language"]);
            Assert.Equal((string?)people["ase@example.com"]["id"], (string?)people["ravi@example.com"]["manager"]);
        }
        else
        {
            Assert.NotEmpty(people);
        }
        await bot.TrailVerifies();
    }

    [Fact]
    [Trait("Case", "20")]
    public async Task A_file_with_wrong_lines_changes_nothing_and_names_each_of_them()
    {
        await using var bot = new BotProcess(onCosmos: IsOnCosmos);
        await bot.Import(bot.Write("before.csv", $"{Columns}\nGood One,good@example.com,staff,,Europe/Oslo,en,T0BENCH,U0GOOD,,\n"));
        var before = (await bot.Command("people", "list", "--json")).Output;

        var ended = await bot.Command("people", "import", DataFile("20-bad.csv"));

        Assert.Equal(1, ended.ExitCode);
        string[] reasons =
        [
            "Line 3: .*adminstrator", "Line 4: .*e-mail", "Line 5: .*good@example.com", "Line 6: .*U0GOOD",
            "Line 7: .*Mars/Olympus", "Line 8: ", "Line 9: .*T0NOTLISTED",
        ];
        Assert.All(reasons, reason => Assert.Matches(reason, ended.Errors));
        Assert.DoesNotContain("Line 2:", ended.Errors, StringComparison.Ordinal);
        Assert.Contains("Nothing was imported.", ended.Errors, StringComparison.Ordinal);
        Assert.Equal(before, (await bot.Command("people", "list", "--json")).Output);
        Assert.DoesNotContain("administrator", before, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_missing_from_a_full_import_may_do_nothing_until_the_file_has_them_again()
    {
        await using var bot = new BotProcess(onCosmos: IsOnCosmos);
        var twelve = Enumerable.Range(1, 12).Select(i => string.Create(CultureInfo.InvariantCulture, $"Person {i},p{i}@example.com,staff,,Europe/Oslo,en,T0BENCH,U0P{i},,")).Prepend(Columns).ToArray();
        await bot.Import(bot.Write("twelve.csv", string.Join('\n', twelve)));
        await bot.Start();
        await bot.Report("U0P12", "while here");

        // A dry run says what it would do, and does nothing.
        var eleven = bot.Write("eleven.csv", string.Join('\n', twelve.SkipLast(1)));
        await bot.Import(eleven, "--full", "--dry-run");
        await bot.Report("U0P12", "still here");

        await bot.Import(eleven, "--full");
        Assert.Contains("no longer active", await bot.Say("U0P12", "/ai-incident after leaving"), StringComparison.Ordinal);
        Assert.Contains("no longer active", await bot.Say("U0P12", "/aims help"), StringComparison.Ordinal);
        Assert.Equal(2, (await bot.Records()).Count);
        Assert.Equal(12, (await bot.People()).Count);

        // More than a tenth at once is a wrong file.
        var refused = await bot.Command("people", "import", bot.Write("five.csv", string.Join('\n', twelve.Take(6))), "--full");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("more than a tenth", refused.Errors, StringComparison.Ordinal);

        await bot.Import(Path.Combine(bot.Folder, "twelve.csv"), "--full");
        await bot.Report("U0P12", "back again");
        Assert.Equal(12, (await bot.People()).Count);
        await bot.TrailVerifies();
    }

    [Fact]
    public async Task Configured_administrators_are_made_once_however_often_the_host_starts()
    {
        await using var bot = new BotProcess(onCosmos: IsOnCosmos);
        bot.Settings["Organisation__Administrators"] = "Ada@Example.com, bo@example.com";
        for (var i = 0; i < 2; i++)
        {
            await bot.Start();
            bot.Kill();
        }
        var people = await bot.People();
        Assert.Equal(["ada@example.com", "bo@example.com"], people.Select(p => (string?)p["email"]).Order());
        Assert.All(people, p => Assert.Contains("administrator", p["roles"]!.AsArray().Select(r => (string?)r)));
    }

    [Fact]
    public async Task An_import_beside_a_host_under_load_takes_everyone()
    {
        await using var bot = await BotProcess.Started(onCosmos: IsOnCosmos);
        using var end = new CancellationTokenSource();
        var load = Task.Run(async () =>
        {
            for (var i = 0; !end.IsCancellationRequested; i++) await bot.Report("U0BUSY", string.Create(CultureInfo.InvariantCulture, $"load {i}"));
        });
        var text = new StringBuilder(Columns).Append('\n');
        for (var i = 0; i < 200; i++) text.Append(CultureInfo.InvariantCulture, $"Person {i},p{i}@example.com,staff,,Europe/Oslo,en,T0BENCH,U0IMPORT{i},,\n");
        await bot.Import(bot.Write("many.csv", text.ToString()));
        await end.CancelAsync();
        await load;
        Assert.Equal(201, (await bot.People()).Count);
        await bot.TrailVerifies();
    }

    private static string DataFile(string name) => Repository.PathOf("tests", "AimsBot.EndToEnd", "Data", name);
}
