using System.IO.Compression;
using System.Text.Json.Nodes;
using AimsBot.Host;

namespace AimsBot.Tests.Host;

/// <summary>What an administrator uploads has this installation's address and ids in every place.</summary>
public sealed class ManifestsTests
{
    private static readonly Guid AppId = new("bbbbbbbb-0000-0000-0000-000000000001");
    private static readonly TeamsPages Pages = new(new Uri("https://example.org/bot"), new Uri("https://example.org/privacy"), new Uri("https://example.org/terms"));

    [Theory]
    [InlineData("https://bot.example.org", "https://bot.example.org/slack/commands")]
    [InlineData("https://bot.example.org/", "https://bot.example.org/slack/commands")]
    [InlineData("https://example.org:8443/aims/", "https://example.org:8443/aims/slack/commands")]
    public void Slack_is_told_the_public_address(string publicUrl, string commands)
    {
        var manifest = Manifests.Slack(new Uri(publicUrl));
        Assert.DoesNotContain("aimsbot.example.com", manifest, StringComparison.Ordinal);
        Assert.All(JsonNode.Parse(manifest)!["features"]!["slash_commands"]!.AsArray(), command => Assert.Equal(commands, (string?)command!["url"]));
    }

    [Fact]
    public void The_package_for_Teams_has_the_bot_s_id_in_every_place_and_nobody_else_s_pages()
    {
        using var memory = new MemoryStream();
        Manifests.WriteTeams(memory, AppId, Pages, new Version(2, 0, 1));
        using var package = new ZipArchive(memory);
        using var reader = new StreamReader(package.GetEntry("manifest.json")!.Open());
        var text = reader.ReadToEnd();
        Assert.DoesNotContain("00000000-0000-0000-0000-000000000000", text, StringComparison.Ordinal);
        Assert.DoesNotContain("aimsbot.example.com", text, StringComparison.Ordinal);
        var manifest = JsonNode.Parse(text)!;
        string?[] ids = [(string?)manifest["id"], (string?)manifest["bots"]![0]!["botId"], (string?)manifest["composeExtensions"]![0]!["botId"]];
        Assert.All(ids, id => Assert.Equal(AppId.ToString("D"), id));
        Assert.Equal("2.0.1", (string?)manifest["version"]);
    }

    [Fact]
    public void The_scopes_are_those_of_the_manifest() => Assert.Contains("users:read.email", Manifests.SlackScopes());
}
