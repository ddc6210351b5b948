using System.Net;

namespace AimsBot.EndToEnd.WebChat;

/// <summary>The demo organisation: made once, of real steps, and made afresh on request.</summary>
public class DemoTests
{
    [Fact]
    public Task It_is_there_at_once_with_people_systems_and_incidents_in_several_states_and_a_trail_that_verifies() => IsThereAtOnce(onCosmos: false);

    [Fact]
    public Task Started_again_it_is_the_same_and_the_chats_are_as_they_were() => StaysAsItWas(onCosmos: false);

    [Fact]
    [Trait("Category", "Long")]
    public async Task On_Cosmos_DB_too_it_is_there_at_once_and_stays_as_it_was()
    {
        await IsThereAtOnce(onCosmos: true);
        await StaysAsItWas(onCosmos: true);
    }

    [Fact]
    public async Task Reset_makes_it_afresh_but_not_under_a_running_bot()
    {
        await using var bot = await DemoBot.Started();
        var script = new WebScript(bot.Http);
        await script.Says("claus", "incident to be forgotten");
        await script.Forwards("day");
        var running = await bot.Command("demo", "reset");
        Assert.Equal((2, true), (running.ExitCode, running.Errors.Contains("stop it first", StringComparison.Ordinal)));
        Assert.Equal(5, (await bot.Records()).Count);

        await bot.Stop();
        var reset = await bot.Command("demo", "reset");
        Assert.Equal(0, reset.ExitCode);
        Assert.Empty(Directory.GetFiles(Path.Combine(bot.Folder, "data")));
        await bot.Start();
        script = new WebScript(bot.Http);
        Assert.Equal(4, (await bot.Records()).Count);
        Assert.Empty(await script.Talk("claus"));
        Assert.Equal(0, (long)(await script.Get("/web/clock"))["aheadSeconds"]!);
    }

    [Fact]
    public async Task A_second_bot_on_the_same_records_is_refused_and_the_first_loses_nothing()
    {
        await using var bot = await DemoBot.Started();
        var script = new WebScript(bot.Http);
        await script.Says("claus", "people");
        Assert.Equal(2, (await bot.RefusedStart()).ExitCode);
        await script.Says("claus", "people");
        bot.Kill();
        await bot.Start();
        Assert.Equal(4, (await new WebScript(bot.Http).Talk("claus")).Count);
    }

    [Fact]
    public async Task Reset_touches_no_records_of_an_organisation()
    {
        await using var bot = new BotProcess();
        await bot.Start();
        await bot.Report("U0KARI", "a real one");
        await bot.Stop();
        // As configured it is no demo; without its configuration, by mistake, the records themselves say whose they are.
        Assert.Equal(2, (await bot.Command("demo", "reset")).ExitCode);
        foreach (var name in bot.Settings.Keys.Where(k => k.StartsWith("Organisation", StringComparison.Ordinal) || k.StartsWith("Slack", StringComparison.Ordinal)).ToArray()) bot.Settings[name] = null;
        bot.Settings["ASPNETCORE_ENVIRONMENT"] = "Development";
        var mistaken = await bot.Command("demo", "reset");
        Assert.Equal((2, true), (mistaken.ExitCode, mistaken.Errors.Contains("'bench'", StringComparison.Ordinal)));
        Assert.True(File.Exists(bot.Database));
    }

    [Fact]
    public async Task The_people_who_had_Slack_in_the_demo_still_have_it()
    {
        await using var bot = DemoBot.Make();
        await bot.Start();
        await bot.Stop();
        // Whoever adds Slack later finds them too.
        bot.Settings["Slack__SigningSecret"] = BotProcess.SigningSecret;
        bot.Settings["Slack__ApiUrl"] = BotProcess.NoSlack.AbsoluteUri;
        await bot.Start();
        var people = await bot.People();
        Assert.Equal(["U0CLERK", "U0LEAD"], people.SelectMany(p => p["accounts"]!.AsArray()).Where(a => (string?)a!["channel"] == "slack").Select(a => (string)a!["user"]!).Order());
        var command = new SlashCommand("U0LEAD", "/ai-incident from Slack");
        command.Fields["team_id"] = "T0DEMO";
        var id = await bot.Report(command);
        var reporter = (string?)(await bot.Record(id))["data"]!["reporter"];
        Assert.Equal("Lea Lindqvist", (string?)people.Single(p => (string?)p["id"] == reporter)["name"]);
        Assert.Equal(HttpStatusCode.OK, (await bot.Http.GetAsync(new Uri("/", UriKind.Relative))).StatusCode);
    }

    private static async Task IsThereAtOnce(bool onCosmos)
    {
        await using var bot = await DemoBot.Started(onCosmos);
        var script = new WebScript(bot.Http);
        var people = (await script.Get("/web/people"))["people"]!.AsArray();
        Assert.Equal(["adam", "aino", "claus", "hanna", "lea", "mona", "tara"], people.Select(p => (string)p!["user"]!).Order());
        Assert.True(people.Select(p => (string?)p!["timeZone"]).Distinct().Count() >= 4);
        Assert.True(people.Select(p => (string?)p!["language"]).Distinct().Count() >= 2);
        Assert.Equal(3, (await bot.Records("system")).Count);
        Assert.Equal(["closed", "not-an-incident", "reported", "triaged"], (await bot.Records()).Select(r => (string)r["state"]!).Order());
        Assert.Equal(["waiting"], (await bot.Records("acceptance")).Select(r => (string)r["state"]!));
        // The one that waits stands last, where one looks first.
        await Eventually.Is(async () => await script.Chat("hanna") is [.., var last] && WebScript.Buttons(last).Contains("Take it on"), "a card to act on");
        await bot.TrailVerifies();
    }

    private static async Task StaysAsItWas(bool onCosmos)
    {
        await using var bot = await DemoBot.Started(onCosmos);
        var script = new WebScript(bot.Http);
        await script.Says("claus", "incident before the restart");
        await Eventually.Is(async () => (await script.Chat("lea")).Any(m => m.ToJsonString().Contains("before the restart", StringComparison.Ordinal)), "the lead's card");
        var chats = new[] { await script.Chat("claus"), await script.Chat("lea") };
        var records = (await bot.Records()).Select(r => r.ToJsonString());

        bot.Kill();
        await bot.Start();

        script = new WebScript(bot.Http);
        var after = new[] { await script.Chat("claus"), await script.Chat("lea") };
        // What is still on its way may arrive meanwhile; what stood there stands there.
        Assert.All(chats.Zip(after), pair => Assert.Empty(pair.First.Select(m => m.ToJsonString()).Except(pair.Second.Select(m => m.ToJsonString()))));
        Assert.Equal(records, (await bot.Records()).Select(r => r.ToJsonString()));
        await bot.TrailVerifies();
    }
}
