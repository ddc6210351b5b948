using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Host.CommandLine;

namespace AimsBot.Host;

/// <summary>What an administrator uploads to a platform: the files of <c>manifests/</c>, with this installation's address and ids.</summary>
public static class Manifests
{
    private const string ExampleUrl = "https://aimsbot.example.com";
    private static readonly string[] TeamsFiles = ["manifest.json", "nb.json", "color.png", "outline.png"];

    /// <summary>Slack's manifest, with the address at which Slack reaches the host.</summary>
    public static string Slack(Uri publicUrl) => Encoding.UTF8.GetString(Read("slack/manifest.json")).Replace(ExampleUrl, Base(publicUrl), StringComparison.Ordinal);

    /// <summary>The scopes that the manifest asks for.</summary>
    public static IReadOnlyList<string> SlackScopes() =>
        [.. JsonNode.Parse(Read("slack/manifest.json"))!["oauth_config"]!["scopes"]!["bot"]!.AsArray().Select(scope => scope!.GetValue<string>())];

    /// <summary>Writes the package for Teams: the manifest with the bot's own id and pages, its languages and its icons.</summary>
    public static void WriteTeams(Stream target, Guid appId, TeamsPages pages, Version version)
    {
        using var package = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var file in TeamsFiles)
        {
            using var entry = package.CreateEntry(file).Open();
            entry.Write(file == "manifest.json" ? Teams(appId, pages, version) : Read($"teams/{file}"));
        }
    }

    private static byte[] Teams(Guid appId, TeamsPages pages, Version version)
    {
        var manifest = JsonNode.Parse(Read("teams/manifest.json"))!;
        var id = appId.ToString("D");
        manifest["id"] = id;
        manifest["version"] = version.ToString(3);
        foreach (var part in new[] { "bots", "composeExtensions" })
        {
            foreach (var entry in manifest[part]!.AsArray()) entry!["botId"] = id;
        }
        var developer = manifest["developer"]!;
        developer["websiteUrl"] = pages.Website.AbsoluteUri;
        developer["privacyUrl"] = pages.Privacy.AbsoluteUri;
        developer["termsOfUseUrl"] = pages.Terms.AbsoluteUri;
        return JsonSerializer.SerializeToUtf8Bytes(manifest, Output.Json);
    }

    private static string Base(Uri url) => url.GetLeftPart(UriPartial.Path).TrimEnd('/');

    private static byte[] Read(string name)
    {
        using var resource = typeof(Manifests).Assembly.GetManifestResourceStream($"manifests/{name}")!;
        using var memory = new MemoryStream();
        resource.CopyTo(memory);
        return memory.ToArray();
    }
}

/// <summary>Your own pages, which Teams shows beside the app.</summary>
public sealed record TeamsPages(Uri Website, Uri Privacy, Uri Terms);
