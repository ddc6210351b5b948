using System.CommandLine;

namespace AimsBot.Host.CommandLine;

/// <summary>The command line: without a command the bot runs; the others work beside a running one.</summary>
public static class AimsCommand
{
    public static RootCommand Make()
    {
        var root = new RootCommand("AimsBot: AI governance in Slack and Teams. Without a command the bot runs.")
        {
            PeopleCommands.Make(),
            RecordsCommands.Make(),
            TrailCommands.Make(),
            ReportsCommands.Make(),
            StorageCommands.Make(),
            DemoCommands.Make(),
            ManifestCommands.MakeSlack(),
            ManifestCommands.MakeTeams(),
            DoctorCommand.Make(),
        };
        // What is left over is configuration, such as --urls.
        root.TreatUnmatchedTokensAsErrors = false;
        root.SetAction((parsed, cancel) => BotHost.RunAsync([.. parsed.UnmatchedTokens]));
        return root;
    }
}
