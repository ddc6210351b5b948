using System.Text.Json;
using System.Text.Json.Nodes;

namespace AimsBot.EndToEnd.Teams;

/// <summary>Microsoft's own code (npm <c>botframework-connector</c>) as judge of the double, its login and its tokens.</summary>
public class TeamsPeerTests
{
    [SkippableFact]
    public async Task Microsofts_own_client_takes_the_double_for_Teams()
    {
        var packages = await NodePackages.In("npm-teams");
        await using var teams = await TeamsDouble.Start(withLogin: true);
        var kari = teams.AddUser("29:kari", "Kari Nordmann", "kari@example.com", "aaaaaaaa-0000-0000-0000-000000000001");

        var said = JsonNode.Parse(await packages.Run(
            "connector.mjs", Job(teams, kari), new Dictionary<string, string> { ["NODE_EXTRA_CA_CERTS"] = teams.CertificateFile }))!;

        Assert.Equal("taken", (string?)said["checked"]!["None"]);
        Assert.All(said["checked"]!.AsObject().Where(one => one.Key != "None"), one => Assert.StartsWith("refused", (string?)one.Value, StringComparison.Ordinal));
        said.AsObject().Remove("checked");
        Assert.Equal(
            """
            {"chat":"a:kari","sameMessage":true,"roster":["kari@example.com"],"page":["user"],"member":"kari@example.com","unknownConversation":404,"unknownMessage":404,"tooBig":413,"wrongPassword":"invalid_client"}
            """,
            said.ToJsonString());
        Assert.Equal("Done", teams.Messages[0].Text);
        Assert.True(teams.Messages[1].IsDeleted);
        Assert.Equal(["send: the message has more than 100 KB"], teams.Complaints);
    }

    private static string Job(TeamsDouble teams, TeamsUser person) => JsonSerializer.Serialize(new
    {
        settings = teams.HostSettings,
        serviceUrl = teams.ServiceUrl,
        tokens = Enum.GetValues<TeamsTokenFlaw>().ToDictionary(flaw => flaw.ToString(), teams.SignToken),
        person = new { id = person.Id, aadObjectId = person.AadObjectId },
    });
}
