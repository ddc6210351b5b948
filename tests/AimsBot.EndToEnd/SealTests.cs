using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace AimsBot.EndToEnd;

/// <summary>The organisation's seals, as an operator and an auditor meet them.</summary>
public class SealTests
{
    protected virtual bool IsOnCosmos => false;

    [Fact]
    public async Task A_seal_covers_what_there_is_and_a_witness_of_it_knows_the_store_again()
    {
        await using var bot = await BotProcess.Started(onCosmos: IsOnCosmos);
        await bot.Report("U0LEAD", "before the seal");
        // The host's own job seals too, at every full minute.
        bot.Kill();
        var sealing = await bot.Command("trail", "seal");
        Assert.True(sealing.ExitCode == 0, sealing.ToString());
        var seal = JsonNode.Parse(sealing.Output)!.AsObject();
        Assert.Equal(64, ((string)seal["hash"]!).Length);
        Assert.Equal(sealing.Output, (await bot.Command("trail", "seal")).Output);
        await bot.Start();
        await bot.Report("U0LEAD", "after the seal");
        bot.Kill();

        var verified = await bot.Command("trail", "verify", "--witness", bot.Write("witness.json", sealing.Output));
        Assert.True(verified.ExitCode == 0, verified.ToString());
        Assert.Matches("\n[0-9]+ seals, the last of .*Z, cover all of it but [01] entries that are younger\\.\n", verified.Output);

        seal["number"] = 7000;
        var another = await bot.Command("trail", "verify", "--witness", bot.Write("another.json", seal.ToJsonString()));
        Assert.Equal((1, "seal 7000: it is not there, and the witness has it: the store was put back to before it.\n"), (another.ExitCode, another.Output));
        var none = await bot.Command("trail", "verify", "--witness", bot.Write("none.json", "a text of mine"));
        Assert.Equal(2, none.ExitCode);
        Assert.EndsWith("none.json is no seal that `trail seal` printed.\n", none.Errors, StringComparison.Ordinal);
        Assert.Equal(2, (await bot.Command("trail", "verify", "--witness", Path.Combine(bot.Folder, "missing.json"))).ExitCode);
    }

    [Fact]
    public async Task The_job_of_that_name_seals_what_is_new()
    {
        await using var bot = new BotProcess(onCosmos: IsOnCosmos);
        bot.Settings["ASPNETCORE_ENVIRONMENT"] = "Development";
        await bot.Start();
        await bot.Report("U0LEAD", "to be sealed");
        using var form = new FormUrlEncodedContent([new("jobs[]", "seals")]);
        using var triggered = await bot.Http.PostAsync(new Uri("/jobs/recurring/trigger", UriKind.Relative), form);
        Assert.True(triggered.IsSuccessStatusCode, triggered.ToString());
        await Eventually.Is(
            async () => (await bot.Command("trail", "verify")).Output.Contains("cover all of it but 0 entries", StringComparison.Ordinal), "A seal over everything");
    }
}

public sealed class SealOnCosmosTests : SealTests
{
    protected override bool IsOnCosmos => true;
}

/// <summary>What somebody with the file can do while nobody looks.</summary>
public sealed class TamperedFileTests
{
    [Fact]
    public async Task A_record_that_was_removed_whole_or_put_back_whole_is_named()
    {
        await using var bot = await BotProcess.Started();
        var first = await bot.Report("U0LEAD", "somebody would rather have this gone");
        await bot.Report("U0LEAD", "this one may stay");
        Assert.Equal(0, (await bot.Command("trail", "seal")).ExitCode);
        await bot.Stop();

        using (var connection = new SqliteConnection($"Data Source={bot.Database};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "DELETE FROM entry WHERE head = (SELECT key FROM head WHERE id = $id); DELETE FROM head WHERE id = $id";
            command.Parameters.AddWithValue("$id", first);
            Assert.Equal(2, command.ExecuteNonQuery());
        }

        var verified = await bot.Command("trail", "verify");
        Assert.Equal(1, verified.ExitCode);
        Assert.Matches($"^{first} entry 1: the record is gone, and seal [0-9]+ names it\\.\n$", verified.Output);
    }
}
