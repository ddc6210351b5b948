using System.Text.Json.Nodes;
using AimsBot.EndToEnd.Slack;
using AimsBot.EndToEnd.Teams;

namespace AimsBot.EndToEnd;

/// <summary>Who may use the bot: members of a listed workspace, and nobody else.</summary>
[Collection(SharedBotTests.Name)]
public class VisitorTests(SharedBot shared)
{
    private BotProcess Bot => shared.Bot;

    [Fact]
    public async Task A_workspace_that_is_not_listed_is_refused_politely_and_leaves_nothing()
    {
        var command = new SlashCommand("U0LEAD", "/ai-incident from elsewhere") { Fields = { ["team_id"] = "T0OTHER" } };
        await Leaves_nothing(async () => Assert.Contains("for members", await Bot.Say(command), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Guests_bots_strangers_and_the_deactivated_are_told_whom_it_is_for_and_leave_nothing()
    {
        string[] flags = ["is_restricted", "is_ultra_restricted", "is_bot", "is_stranger", "deleted"];
        await Leaves_nothing(async () =>
        {
            foreach (var flag in flags)
            {
                var id = "U0" + flag.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();
                shared.Slack.AddUser(new JsonObject
                {
                    ["id"] = id,
                    ["team_id"] = "T0BENCH",
                    ["real_name"] = "Somebody",
                    ["is_email_confirmed"] = true,
                    ["profile"] = new JsonObject { ["email"] = $"{id.ToLowerInvariant()}@example.com" },
                    [flag] = true,
                });
                Assert.Contains("is for members of Bench", await Bot.Say(id, "/ai-incident let me in"), StringComparison.Ordinal);
                Assert.Contains("is for members of Bench", await Bot.Say(id, "/aims help"), StringComparison.Ordinal);
            }
        });
    }

    [Fact]
    public async Task Two_people_of_one_name_are_two_people()
    {
        var first = await Bot.Report("U0ANNA1", "by the first Anna");
        var second = await Bot.Report("U0ANNA2", "by the second Anna");

        Assert.NotEqual(await Reporter(first), await Reporter(second));
        var annas = (await Bot.People()).Where(p => (string?)p["name"] == "Anna Berg").ToArray();
        Assert.Equal(2, annas.Length);
        // One address, one person.
        Assert.Single(annas, p => (string?)p["email"] == "anna.berg@example.com");
    }

    [Fact]
    public async Task People_without_an_address_may_report_and_are_not_mixed_up()
    {
        var nils = await Reporter(await Bot.Report("U0NOMAIL1", "by Nils"));
        var nina = await Reporter(await Bot.Report("U0NOMAIL2", "by Nina"));

        Assert.NotEqual(nils, nina);
        Assert.Equal(nils, await Reporter(await Bot.Report("U0NOMAIL1", "by Nils again")));
        Assert.All((await Bot.People()).Where(p => (string?)p["id"] == nils || (string?)p["id"] == nina), p => Assert.Null((string?)p["email"]));
    }

    [Fact]
    public async Task An_address_that_Slack_does_not_vouch_for_links_to_nobody()
    {
        var lead = await Reporter(await Bot.Report("U0LEAD", "by the lead"));
        var fake = await Reporter(await Bot.Report("U0FAKE", "by somebody with the lead's address"));
        Assert.NotEqual(lead, fake);
    }

    [Fact]
    public async Task A_person_without_zone_and_language_gets_the_organisation_s()
    {
        var receipt = await Bot.Say("U0NOTZ", "/ai-incident from nowhere in particular");
        SlashCommands.ReceiptIn(receipt);
        Assert.Contains("UTC", receipt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_is_added_as_staff_with_what_Slack_says()
    {
        await Bot.Report("U0PER", "by Per");
        var per = Assert.Single(await Bot.People(), p => (string?)p["email"] == "per@example.com");
        Assert.Equal("Per Holm", (string?)per["name"]);
        Assert.Equal("Europe/Oslo", (string?)per["timeZone"]);
        Assert.Equal(["staff"], per["roles"]!.AsArray().Select(r => (string?)r));
    }

    private async Task<string> Reporter(string incident) => (string)(await Bot.Record(incident))["data"]!["reporter"]!;

    private async Task Leaves_nothing(Func<Task> act)
    {
        var before = ((await Bot.Records()).Count, (await Bot.People()).Count);
        await act();
        Assert.Equal(before, ((await Bot.Records()).Count, (await Bot.People()).Count));
    }
}

/// <summary>Slack's own API is slow or away: the report is kept all the same.</summary>
[Collection(AloneTests.Name)]
public class SlowSlackTests
{
    [Fact]
    public async Task A_stranger_is_answered_in_time_while_users_info_hangs_and_is_confirmed_afterwards()
    {
        await using var slack = await SlackDouble.Start();
        slack.AddUser("T0BENCH", "U0NEW", "Nora Ny", "nora@example.com");
        slack.AddUser("T0BENCH", "U0EARLY", "Eva Early", "eva@example.com");
        await using var bot = await BotProcess.Started(slack.ApiUrl);
        // The very first command is slower by what the runtime still has to compile.
        await bot.Report("U0EARLY", "before Slack was slow");
        // The first attempt of the command, and the first behind it, which is given up after ten seconds.
        slack.Misbehave(SlackTrouble.Hang, times: 2, method: "users.info");

        var began = TimeProvider.System.GetTimestamp();
        var id = await bot.Report("U0NEW", "while Slack is slow");
        Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(3), "the answer came too late for Slack");

        await Eventually.Is(async () => (await bot.People()).Any(p => (string?)p["name"] == "Nora Ny" && (string?)p["email"] == "nora@example.com"), "The confirmation");
        var people = await bot.People();
        Assert.Equal(2, people.Count);
        var nora = Assert.Single(people, p => (string?)p["name"] == "Nora Ny");
        Assert.Equal((string?)nora["id"], (string?)(await bot.Record(id))["data"]!["reporter"]);
        await bot.TrailVerifies();
    }

    [Fact]
    public async Task A_guest_who_got_in_while_Slack_was_slow_is_put_out_when_it_answers()
    {
        await using var slack = await SlackDouble.Start();
        SharedBot.AddUsers(slack);
        await using var bot = await BotProcess.Started(slack.ApiUrl);
        // The call of the report, and the one behind it, which else might put him out before the report is taken.
        slack.Misbehave(SlackTrouble.Hang, times: 2, method: "users.info");

        var id = await bot.Report("U0GUEST", "by a guest whom nobody could ask about");

        await Eventually.Is(async () => (await bot.Say("U0GUEST", "/aims help")).Contains("is for members of Bench", StringComparison.Ordinal), "The exclusion");
        Assert.Equal("outsider", (string?)Assert.Single(await bot.People())["state"]);
        // What was acknowledged stays.
        Assert.Equal("by a guest whom nobody could ask about", (string?)(await bot.Record(id))["data"]!["text"]);
    }

    [Fact]
    public async Task Without_Slack_at_all_a_report_is_kept()
    {
        await using var bot = await BotProcess.Started();
        var id = await bot.Report("U0ALONE", "nobody answers there");
        Assert.Equal("nobody answers there", (string?)(await bot.Record(id))["data"]!["text"]);
    }
}

/// <summary>Teams' connector is slow: the report is kept all the same.</summary>
[Collection(AloneTests.Name)]
public class SlowTeamsTests
{
    [Fact]
    public async Task A_guest_who_got_in_while_Teams_was_slow_is_put_out_when_it_answers()
    {
        await using var teams = await TeamsDouble.Start();
        teams.AddUser(new TeamsUser(
            "29:guest", "aaaaaaaa-0000-0000-0000-000000000009", "Gerd Gast", "gerd@partner.example", "gerd_partner.example#EXT#@bench.example", "guest", TeamsDouble.TenantId));
        await using var bot = new BotProcess();
        teams.Introduce(bot);
        await bot.Start();
        using var sender = new TeamsSender(bot.Address, teams);
        var guest = new TeamsPerson(teams, sender, "29:guest");
        // The call of the report, and the one behind it, which else might put him out before the report is taken.
        teams.Misbehave(TeamsTrouble.Hang, times: 2, method: TeamsCalls.Member);

        await guest.Types("incident by a guest whom nobody could ask about");
        await guest.Types("help");

        await Eventually.Is(async () => (string?)Assert.Single(await bot.People())["state"] == "outsider", "The exclusion");
        await guest.Types("help");
        await guest.Reads("This bot is for members of Bench");
        // What was acknowledged stays.
        var kept = (string)Assert.Single(await bot.Records())["id"]!;
        Assert.Equal("by a guest whom nobody could ask about", (string?)(await bot.Record(kept))["data"]!["text"]);
        await bot.TrailVerifies();
    }
}
