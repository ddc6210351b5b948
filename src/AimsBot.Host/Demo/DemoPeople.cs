using System.Text;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Workflows.People;

namespace AimsBot.Host.Demo;

/// <summary>The people of the demo: a clerk, her manager, and everyone whom an incident may reach, in other zones and languages.</summary>
public sealed class DemoPeople(HostSettings settings, PeopleImport import, Admission admission, StepRunner runner, IPeople people)
{
    public const string SlackTeam = "T0DEMO";

    private const string Csv = """
        name,email,roles,manager_email,time_zone,language,slack_team,slack_user,teams_tenant,teams_object_id
        Claus Clerk,claus@demo.example,staff,mona@demo.example,Europe/Oslo,nb,T0DEMO,U0CLERK,,
        Mona Manager,mona@demo.example,manager,tara@demo.example,Europe/Oslo,nb,,,,
        Lea Lindqvist,lea@demo.example,compliance-lead incident-handler,tara@demo.example,Europe/Stockholm,en,T0DEMO,U0LEAD,,
        Hanna Handler,hanna@demo.example,incident-handler,lea@demo.example,Europe/London,en,,,,
        Aino Auditor,aino@demo.example,internal-auditor,tara@demo.example,Europe/Helsinki,en,,,,
        Tara Topp,tara@demo.example,top-management,,Asia/Tokyo,en,,,,
        Adam Administrator,adam@demo.example,administrator,tara@demo.example,America/New_York,en,,,,
        """;

    private Organisation Organisation => settings.Organisation;

    // Where Slack is closed nobody is reached there, and a card for it would only be given up.
    private bool HasSlack => settings.IsSlackOpen && Organisation.SlackTeams.Contains(SlackTeam);

    /// <summary>The account of the web chat: the first word of the address.</summary>
    public static ChatAccount Account(Organisation organisation, string user) => new(ChannelNames.WebChat, organisation.Id, user);

    /// <summary>Takes in whoever is missing; nothing where all are there.</summary>
    public async Task SeedAsync(CancellationToken cancel)
    {
        var file = PeopleFile.Read(Encoding.UTF8.GetBytes(HasSlack ? Csv : WithoutSlack()), new PeopleFileRules
        {
            SlackTeams = [SlackTeam],
            TeamsTenants = [],
            DefaultTimeZone = Organisation.TimeZone,
            DefaultLanguage = Organisation.Language,
        });
        if (await HasAllAsync(file, cancel)) return;
        await import.RunAsync(Organisation, file, full: false, dryRun: false, importKey: HasSlack ? "demo" : "demo-without-slack", cancel);
        foreach (var row in file.Rows)
        {
            var holder = (await people.HolderAsync(Organisation.Id, AccountKey.Email(row.Email), cancel))!;
            var account = Account(Organisation, UserOf(row));
            await admission.ClaimAsync(Organisation, AccountKey.Of(account), holder.Person, cancel);
            await runner.RunAsync(
                new InboundAction
                {
                    Organisation = Organisation.Id,
                    Actor = Actor.Host,
                    Step = LinkAccount.Step.Id,
                    Record = holder.Person,
                    Key = "demo:web-account",
                    Input = new LinkAccount(account),
                },
                cancel);
        }
    }

    /// <summary>The person of a web account of the demo.</summary>
    public async Task<Person> PersonAsync(string user, CancellationToken cancel)
    {
        var holder = await people.HolderAsync(Organisation.Id, AccountKey.Of(Account(Organisation, user)), cancel);
        return (holder is null ? null : await people.PersonAsync(Organisation.Id, holder.Person, cancel)) ?? throw new InvalidOperationException($"The demo has nobody called {user}.");
    }

    private static string UserOf(PersonRow row) => row.Email.Split('@')[0];

    private static string WithoutSlack() =>
        Csv.Replace("T0DEMO,U0CLERK", ",", StringComparison.Ordinal).Replace("T0DEMO,U0LEAD", ",", StringComparison.Ordinal);

    private async Task<bool> HasAllAsync(PeopleFile file, CancellationToken cancel)
    {
        foreach (var row in file.Rows)
        {
            if (await people.HolderAsync(Organisation.Id, AccountKey.Of(Account(Organisation, UserOf(row))), cancel) is not { } holder) return false;
            // The account is claimed before the person has it: whoever died in between is made up for.
            var person = await people.PersonAsync(Organisation.Id, holder.Person, cancel);
            if (person is null || person.Details.Accounts.All(a => a.Channel != ChannelNames.WebChat)) return false;
            if (row is { SlackTeam: { } team, SlackUser: { } slack } && await people.HolderAsync(Organisation.Id, AccountKey.Slack(team, slack), cancel) is null) return false;
        }
        return true;
    }
}
