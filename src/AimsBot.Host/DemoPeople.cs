using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Workflows.People;

namespace AimsBot.Host;

/// <summary>A lead and a clerk, so that somebody who has configured nothing can try the bot.</summary>
public static class DemoPeople
{
    public const string SlackTeam = "T0DEMO";

    private const string Csv = $"""
        name,email,roles,manager_email,time_zone,language,slack_team,slack_user,teams_tenant,teams_object_id
        Lea Lindqvist,lea@demo.example,compliance-lead incident-handler,,Europe/Stockholm,en,{SlackTeam},U0LEAD,,
        Claus Clerk,claus@demo.example,staff,lea@demo.example,Europe/Oslo,nb,{SlackTeam},U0CLERK,,
        """;

    public static async Task SeedAsync(Organisation organisation, PeopleImport import, CancellationToken cancel)
    {
        var file = PeopleFile.Read(System.Text.Encoding.UTF8.GetBytes(Csv), new PeopleFileRules
        {
            SlackTeams = [SlackTeam],
            TeamsTenants = [],
            DefaultTimeZone = organisation.TimeZone,
            DefaultLanguage = organisation.Language,
        });
        await import.RunAsync(organisation, file, full: false, dryRun: false, importKey: ChannelNames.WebChat, cancel);
    }
}
