using System.Net;
using AimsBot.CosmosDouble;

namespace AimsBot.EndToEnd;

/// <summary>Cosmos DB under a running host: missing, refused, away, busy; and records that move there and back.</summary>
public class CosmosStoreTests
{
    [Fact]
    public async Task While_the_account_is_away_nothing_is_acknowledged_and_the_same_delivery_counts_once_when_it_is_back()
    {
        await using var bot = await BotProcess.Started(onCosmos: true);
        var first = await bot.Report("U0LEAD", "before");
        var delivery = new SlashCommand("U0LEAD", "/ai-incident while it was away");

        bot.Cosmos.Misbehave = _ => new Mischief.Refuses(503);
        Assert.Contains("This was NOT recorded", await bot.Say(delivery), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await bot.Http.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode);
        Assert.Equal("alive", await bot.Http.GetStringAsync("/health/live"));

        bot.Cosmos.Misbehave = null;
        var id = await bot.Report(delivery);
        Assert.Equal(id, await bot.Report(delivery));
        Assert.Equal([first, id], (await bot.Records()).Select(r => (string)r["id"]!));
        Assert.Equal(HttpStatusCode.OK, (await bot.Http.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode);
        await bot.TrailVerifies();
    }

    [Fact]
    public async Task A_report_whose_answer_the_account_lost_is_one_report()
    {
        await using var bot = await BotProcess.Started(onCosmos: true);
        await bot.Report("U0LEAD", "known by now");
        var lost = 0;
        bot.Cosmos.Misbehave = call => call.Verb == CosmosVerb.Batch && Interlocked.Exchange(ref lost, 1) == 0 ? new Mischief.LosesAnswer(503) : null;
        var delivery = new SlashCommand("U0LEAD", "/ai-incident lost on the way back");
        Assert.Equal(await bot.Report(delivery), await bot.Report(delivery));
        Assert.Equal((2, 1), ((await bot.Records()).Count, lost));
        await bot.TrailVerifies();
    }

    [Theory]
    [InlineData("Storage__Cosmos__Database", "elsewhere", "of the database elsewhere at .* is not there. `storage prepare` makes it.")]
    [InlineData("Storage__Cosmos__Key", "d3Jvbmc=", "refuses the key or the identity")]
    [InlineData("Storage__Cosmos__Key", "not base64!", "Storage:Cosmos:Key is no key of an account")]
    [InlineData("Storage__Cosmos__Key", null, "Storage:Cosmos:Key is missing: without https")]
    [InlineData("Storage__Cosmos__Endpoint", null, "Storage:Cosmos:Endpoint is missing")]
    [InlineData("Storage__Cosmos__Endpoint", "http://account.example/", "Storage:Cosmos:Endpoint must be an https address")]
    [InlineData("Storage__Cosmos__ConnectionString", "AccountKey=x", "Storage:Cosmos:ConnectionString stands beside Endpoint or Key")]
    [InlineData("Storage__Cosmos__Database", "a/b", "Storage:Cosmos:Database must be")]
    [InlineData("Storage__Cosmos__ConnectionMode", "Fast", "Storage:Cosmos:ConnectionMode must be Direct or Gateway")]
    public async Task What_is_wrong_with_the_account_is_said_at_start(string name, string? value, string sentence)
    {
        await using var bot = new BotProcess(onCosmos: true);
        bot.Settings[name] = value;
        var refused = await bot.RefusedStart();
        Assert.Equal(2, refused.ExitCode);
        Assert.Matches(sentence, refused.Errors);
        Assert.DoesNotContain("   at ", refused.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(CosmosAccountDouble.Key, refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_string_and_a_new_database_are_all_that_is_needed()
    {
        await using var bot = new BotProcess(onCosmos: true);
        bot.Settings["Storage__Cosmos__ConnectionString"] = $"AccountEndpoint={bot.Cosmos.Endpoint};AccountKey={CosmosAccountDouble.Key};";
        bot.Settings.Remove("Storage__Cosmos__Endpoint");
        bot.Settings.Remove("Storage__Cosmos__Key");
        bot.Settings["Storage__Cosmos__Database"] = "brand-new";
        Assert.Equal("The store is ready.\n", (await bot.Command("storage", "prepare")).Output);
        await bot.Start();
        await bot.Report("U0LEAD", "in the new one");
    }

    [Fact]
    public async Task Records_move_to_Cosmos_and_back_and_the_trail_verifies_everywhere()
    {
        await using var bot = new BotProcess(onCosmos: true);
        bot.Settings["Storage__Kind"] = "Sqlite";
        await bot.Start();
        for (var i = 0; i < 5; i++) await bot.Report("U0LEAD", $"incident {i}");
        bot.Kill();
        var shown = (await bot.Record((string)(await bot.Records())[3]["id"]!)).ToJsonString();

        // Two hosts on two copies would both write to people: each copy is held until somebody says otherwise.
        var there = await bot.Command("storage", "copy", "--from", "Sqlite", "--to", "Cosmos");
        Assert.True(there.ExitCode == 0, there.ToString());
        Assert.Matches("^7 of 7 records\n7 records with 7 entries and 0 documents were copied; the target has 7 records.\n", there.Output);
        bot.Settings["Storage__Kind"] = "Cosmos";
        await bot.TrailVerifies();
        Assert.Equal(shown, (await bot.Record((string)(await bot.Records())[3]["id"]!)).ToJsonString());
        Assert.Contains("sends again", (await bot.Command("storage", "resume")).Output, StringComparison.Ordinal);
        await bot.Start();
        await bot.Report("U0LEAD", "on Cosmos");
        bot.Kill();

        var back = await bot.Command("storage", "copy", "--from", "Cosmos", "--to", "Sqlite");
        Assert.True(back.ExitCode == 0, back.ToString());
        bot.Settings["Storage__Kind"] = "Sqlite";
        Assert.Equal(6, (await bot.Records()).Count);
        await bot.TrailVerifies();

        var backup = await bot.Command("storage", "copy", "--from", "Sqlite", "--to", "Sqlite");
        Assert.Equal(2, backup.ExitCode);
        Assert.Contains("from one kind of store to the other", backup.Errors, StringComparison.Ordinal);
    }
}
