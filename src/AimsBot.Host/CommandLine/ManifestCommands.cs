using System.CommandLine;

namespace AimsBot.Host.CommandLine;

/// <summary><c>slack manifest</c> and <c>teams package</c>: what an administrator uploads, filled in from the settings.</summary>
public static class ManifestCommands
{
    public static Command MakeSlack()
    {
        var manifest = new Command("manifest", "Prints the manifest for Slack (api.slack.com/apps, Create New App, From a manifest), with the address in Host:PublicUrl.");
        manifest.SetAction((_, _) => Workbench.WithSettingsAsync(settings =>
        {
            if (settings.PublicUrl is not { } url) return Task.FromResult(Missing("Host:PublicUrl", "the https address at which Slack reaches this host"));
            Console.WriteLine(Manifests.Slack(url));
            return Task.FromResult(0);
        }));
        return new Command("slack", "The app in Slack.") { manifest };
    }

    public static Command MakeTeams()
    {
        var file = new Argument<FileInfo>("file") { Description = "Where the package (a zip file) goes; it must not be there yet." };
        var version = new Option<string>("--version-of-app") { Description = "Raise it with each package you upload.", DefaultValueFactory = _ => "1.0.0" };
        var website = new Option<Uri?>("--website") { Description = "Your page about the bot; Host:PublicUrl unless given." };
        var privacy = new Option<Uri?>("--privacy") { Description = "Your page on privacy." };
        var terms = new Option<Uri?>("--terms") { Description = "Your page with the terms of use." };
        var package = new Command("package", "Writes the package for Teams (Teams admin center, Manage apps, Upload new app), with the id in MicrosoftAppId.") { file, version, website, privacy, terms };
        package.SetAction((parsed, _) => Workbench.WithSettingsAsync(settings =>
        {
            if (!Guid.TryParseExact(settings.Teams.AppId, "D", out var appId)) return Task.FromResult(Missing("MicrosoftAppId", "the id of the bot's registration, a GUID"));
            if ((parsed.GetValue(website) ?? settings.PublicUrl) is not { } home) return Task.FromResult(Missing("Host:PublicUrl", "or --website, an https address for the app's page"));
            var pages = new TeamsPages(home, parsed.GetValue(privacy) ?? home, parsed.GetValue(terms) ?? home);
            if (new[] { pages.Website, pages.Privacy, pages.Terms }.FirstOrDefault(page => page is not { IsAbsoluteUri: true, Scheme: "https" }) is { } wrong)
                return Task.FromResult(Refuse($"'{wrong.OriginalString}' is no https address, and Teams takes no other for an app's pages."));
            if (!Version.TryParse(parsed.GetValue(version), out var number) || number.Build < 0 || number.Revision >= 0)
                return Task.FromResult(Refuse("--version-of-app must be three numbers, such as 1.0.1."));
            var target = parsed.GetValue(file)!;
            using (var stream = new FileStream(target.FullName, FileMode.CreateNew)) Manifests.WriteTeams(stream, appId, pages, number);
            Console.WriteLine($"The package was written to {target.FullName}.");
            return Task.FromResult(0);
        }));
        return new Command("teams", "The app in Teams.") { package };
    }

    private static int Missing(string key, string what) => Refuse($"{key} is missing: {what}.");

    private static int Refuse(string sentence)
    {
        Console.Error.WriteLine(sentence);
        return Failures.ExitCode;
    }
}
