using System.Net;

namespace AimsBot.EndToEnd.Slack;

/// <summary>An Enterprise Grid: ids that start with W, no team in what is clicked, colleagues in a sister workspace.</summary>
public sealed class GridTests : IAsyncLifetime
{
    private const string Grid = "E0GRID";

    private SlackDouble _slack = null!;
    private BotProcess _bot = null!;

    public async Task InitializeAsync()
    {
        _slack = await SlackDouble.Start();
        // Installed for the whole Grid: one token, and Slack names the enterprise where there is no team.
        _slack.AddWorkspace(Grid, BotProcess.BotToken);
        foreach (var (id, name) in new[] { ("W0GRETA", "Greta Grid"), ("W0GUNN", "Gunn Grid") })
        {
            var user = SlackDouble.Member(Grid, id, name, $"{id.ToLowerInvariant()}@example.com");
            user["team_id"] = id == "W0GRETA" ? "T0BENCH" : "T0SISTER";
            user["enterprise_user"] = new System.Text.Json.Nodes.JsonObject { ["enterprise_id"] = Grid, ["id"] = id };
            _slack.AddUser(Grid, user);
        }
        _bot = new BotProcess(_slack.ApiUrl);
        _bot.Settings["Organisation__SlackTeams"] = $"T0BENCH T0SISTER {Grid}";
        await _bot.Import(_bot.Write("people.csv", $"""
            name,email,roles,manager_email,time_zone,language,slack_team,slack_user,teams_tenant,teams_object_id
            Greta Grid,w0greta@example.com,incident-handler,,Europe/Oslo,en,{Grid},W0GRETA,,
            """));
        await _bot.Start();
    }

    public async Task DisposeAsync()
    {
        await _bot.DisposeAsync();
        await _slack.DisposeAsync();
    }

    [Fact]
    public async Task Without_a_team_and_from_a_sister_workspace_people_report_and_act()
    {
        var gunn = new SlackPerson(_slack, _bot.Slack, Grid, "W0GUNN") { Enterprise = Grid, HomeTeam = "T0SISTER" };
        var greta = new SlackPerson(_slack, _bot.Slack, Grid, "W0GRETA") { Enterprise = Grid, HomeTeam = "T0BENCH" };

        var id = SlashCommands.ReceiptIn((await gunn.Hears("/ai-incident seen in the sister workspace")).Text);
        await greta.Clicks("Take it on", await greta.Reads(id));
        await gunn.Reads("Taken by Greta Grid");
        await gunn.OpensHome();
        Assert.Contains(id, gunn.Home!.Reading, StringComparison.Ordinal);
        Assert.Null(await gunn.Types("/ai-incident"));
        await gunn.Submits(SlackOffice.Report("by form, in the Grid"));
        Assert.Contains("INC-", gunn.Form!.View.ToJsonString(), StringComparison.Ordinal);

        Assert.Equal(2, (await _bot.People()).Count);
        Assert.Equal(2, (await _bot.Records()).Count);
        Assert.Empty(_slack.Complaints);
        await _bot.TrailVerifies();
    }

    [Fact]
    public async Task One_person_of_the_Grid_is_one_person_in_every_workspace()
    {
        var there = new SlackPerson(_slack, _bot.Slack, Grid, "W0GUNN") { Enterprise = Grid, HomeTeam = "T0SISTER" };
        await there.Types("/ai-incident here");
        var command = new SlashCommand("W0GUNN", "/ai-incident and there") { Fields = { ["team_id"] = "T0SISTER", ["enterprise_id"] = Grid } };
        await _bot.Report(command);

        var reporters = await Task.WhenAll((await _bot.Records()).Select(async r => (string?)(await _bot.Record((string)r["id"]!))["data"]!["reporter"]));
        Assert.Single(reporters.Distinct());
    }

    [Fact]
    public async Task Somebody_of_another_Grid_is_refused()
    {
        var stranger = SlackDouble.Member("T0ELSE", "W0STRANGE", "Stig Strange", "stig@elsewhere.example");
        stranger["is_stranger"] = true;
        stranger["enterprise_user"] = new System.Text.Json.Nodes.JsonObject { ["enterprise_id"] = "E0ELSE", ["id"] = "W0STRANGE" };
        _slack.AddUser(stranger);
        var stig = new SlackPerson(_slack, _bot.Slack, Grid, "W0STRANGE") { Enterprise = Grid, HomeTeam = "E0ELSE" };

        Assert.Contains("is for members of Bench", (await stig.Hears("/ai-incident from elsewhere")).Reading, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await stig.OpensHome()).Status);

        Assert.Null(stig.Home);
        Assert.Single(await _bot.People());
    }
}
