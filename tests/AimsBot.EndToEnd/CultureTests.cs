using System.Globalization;
using System.Text.RegularExpressions;

namespace AimsBot.EndToEnd;

/// <summary>What is stored and printed does not depend on the language of the machine.</summary>
public partial class CultureTests
{
    private static readonly string[] Languages = ["th_TH.UTF-8", "ar_SA.UTF-8", "tr_TR.UTF-8", "C"];

    [Fact]
    public async Task Hosts_in_four_languages_write_one_shape_of_records_into_one_database()
    {
        // Otherwise this machine could not show the difference.
        var thai = TimeProvider.System.GetUtcNow().ToString("yyyy", new CultureInfo("th-TH"));
        Assert.NotEqual(TimeProvider.System.GetUtcNow().ToString("yyyy", CultureInfo.InvariantCulture), thai);

        await using var bot = new BotProcess();
        // The framework formats these with the process's culture: in Thai the year would be the Buddhist one.
        bot.Settings["Logging__Console__FormatterOptions__TimestampFormat"] = "'logged in' yyyy ";
        var shapes = new List<string>();
        var ids = new List<string>();
        foreach (var language in Languages)
        {
            bot.Settings["LANG"] = language;
            bot.Settings["LC_ALL"] = language;
            await bot.Import(bot.Write("people.csv", $"""
                name,email,roles,manager_email,time_zone,language,slack_team,slack_user,teams_tenant,teams_object_id
                Iris Ikke,IRIS.I@EXAMPLE.COM,COMPLIANCE-LEAD incident-handler,,Europe/Istanbul,TR-tr,T0BENCH,U0IRIS,,
                """));
            await bot.Start();
            var receipt = await bot.Say("U0IRIS", "/ai-incident TITLE iİıI 1234567.89");
            Assert.Contains("INC-", receipt, StringComparison.Ordinal);
            ids.Add(Assert.Single(SlashCommand.IncidentsIn(receipt)));
            Assert.Contains("/aims help", await bot.Say("U0IRIS", "/aims HELP"), StringComparison.Ordinal);
            bot.Kill();
            // Each reads what the others wrote.
            var list = (await bot.Command("records", "list", "--type", "incident")).Output;
            Assert.Equal(ids, SlashCommand.IncidentsIn(list));
            shapes.AddRange(list.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Shape));
        }

        Assert.Single(shapes.Distinct());
        foreach (var id in ids) shapes.Add(Shape((await bot.Record(id)).ToJsonString()));
        Assert.Equal(2, shapes.Distinct().Count());
        Assert.Single(await bot.People());
        await bot.TrailVerifies();
        var written = string.Join('\n', shapes) + bot.Output;
        Assert.Contains("logged in 2", written, StringComparison.Ordinal);
        Assert.DoesNotContain(thai, written, StringComparison.Ordinal);
        Assert.DoesNotContain(written, digit => digit is >= '٠' and <= '٩');
    }

    // What differs from one report to the next: digests, ids and instants.
    private static string Shape(string text) =>
        Instant().Replace(Id().Replace(Hex().Replace(text, "#"), "ID"), "T");

    [GeneratedRegex("[0-9a-f]{24,}|\"salts?\":\"[^\"]*\"|[0-9]+\\.[0-9]+\\.abcdef")]
    private static partial Regex Hex();

    [GeneratedRegex("[A-Z]{3}-[0-9A-Z]{4}-[0-9A-Z]{4}")]
    private static partial Regex Id();

    [GeneratedRegex("20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z")]
    private static partial Regex Instant();
}
