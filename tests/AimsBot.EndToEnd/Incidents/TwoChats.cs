using AimsBot.EndToEnd.Slack;
using AimsBot.EndToEnd.Teams;

namespace AimsBot.EndToEnd.Incidents;

/// <summary>
/// An organisation with people in Slack, in Teams and in both, and the real host between the two, which proves itself to
/// Teams as it does in production: with tokens, over HTTPS.
/// </summary>
public class TwoChats : IAsyncLifetime
{
    private const string Everybody = """
        name,email,roles,manager_email,time_zone,language,slack_team,slack_user,teams_tenant,teams_object_id,preferred_channel
        Lead One,lead@example.com,compliance-lead,,Europe/Oslo,en,T0BENCH,U0LEAD,,,
        Hanna Handler,hanna@example.com,incident-handler,lead@example.com,Europe/Oslo,en,T0BENCH,U0HANNA,,,
        Henrik Handler,henrik@example.com,incident-handler,lead@example.com,Europe/Oslo,en,T0BENCH,U0HENRIK,,,
        Hedda Handler,hedda@example.com,incident-handler,lead@example.com,Europe/Oslo,en,,,11111111-1111-1111-1111-111111111111,aaaaaaaa-0000-0000-0000-0000000000a1,
        Hugo Handler,hugo@example.com,incident-handler,lead@example.com,Europe/Oslo,en,,,11111111-1111-1111-1111-111111111111,aaaaaaaa-0000-0000-0000-0000000000a2,
        Clara Clerk,clara@example.com,staff,lead@example.com,Europe/Oslo,en,T0BENCH,U0CLERK,,,
        Tim Clerk,tim@example.com,staff,lead@example.com,Europe/Oslo,en,,,11111111-1111-1111-1111-111111111111,aaaaaaaa-0000-0000-0000-0000000000a3,
        Bea Both,bea@example.com,incident-handler,lead@example.com,Europe/Oslo,en,T0BENCH,U0BEA,11111111-1111-1111-1111-111111111111,aaaaaaaa-0000-0000-0000-0000000000a4,
        Sara Owner,sara@example.com,staff,hanna@example.com,Europe/Oslo,en,T0BENCH,U0SARA,,,
        Olaf Owner,olaf@example.com,staff,hedda@example.com,Europe/Oslo,en,,,11111111-1111-1111-1111-111111111111,aaaaaaaa-0000-0000-0000-0000000000a6,
        Pia Prefers,pia@example.com,incident-handler,lead@example.com,Europe/Oslo,en,T0BENCH,U0PIA,11111111-1111-1111-1111-111111111111,aaaaaaaa-0000-0000-0000-0000000000a5,teams
        """;

    private readonly Dictionary<string, Colleague> _people = [];

    /// <summary>Who is there, as the file for the import has them.</summary>
    public string People { get; init; } = Everybody;

    /// <summary>
    /// Whether the bot is killed on the way: who has just come back does not know how fast the dead one wrote, and may write
    /// faster than Teams likes until it says so.
    /// </summary>
    public bool IsKilled { get; init; }

    /// <summary>Whether the bot proves itself to Teams; without, both are in Development, where files may come from this machine too.</summary>
    public bool HasLogin { get; init; } = true;

    /// <summary>Whether the records are in a Cosmos DB account of the bot's own, and under how many addresses it is reached.</summary>
    public bool IsOnCosmos { get; init; }
    public int Doors { get; init; } = 1;

    public SlackDouble Slack { get; private set; } = null!;
    public TeamsDouble Teams { get; private set; } = null!;
    public TeamsSender Sender { get; private set; } = null!;
    public BotProcess Bot { get; private set; } = null!;

    public Colleague Clara => Person("Clara", "U0CLERK");
    public Colleague Hanna => Person("Hanna", "U0HANNA");
    public Colleague Henrik => Person("Henrik", "U0HENRIK");
    public Colleague Tim => Person("Tim", "29:tim");
    public Colleague Hedda => Person("Hedda", "29:hedda");
    public Colleague Hugo => Person("Hugo", "29:hugo");

    /// <summary>A clerk, and two handlers, of a chat.</summary>
    public Colleague Clerk(string chat) => chat == "Slack" ? Clara : Tim;
    public Colleague Handler(string chat) => chat == "Slack" ? Hanna : Hedda;
    public Colleague OtherHandler(string chat) => chat == "Slack" ? Henrik : Hugo;

    /// <summary>One account of somebody: Slack's ids begin with U, Teams' with 29.</summary>
    public Colleague Person(string name, string account) => _people.TryGetValue(account, out var known)
        ? known
        : _people[account] = account.StartsWith('U')
            ? new SlackColleague(name, new SlackPerson(Slack, Bot.Slack, "T0BENCH", account))
            : new TeamsColleague(name, new TeamsPerson(Teams, Sender, account));

    public SlackPerson InSlack(string user) => new(Slack, Bot.Slack, "T0BENCH", user);

    public TeamsPerson InTeams(string account) => ((TeamsColleague)Person(account, account)).Person;

    /// <summary>What was done to a record, in order, without who has been reached where.</summary>
    public async Task<IReadOnlyList<string>> Verbs(string id) => [.. (await Bot.Record(id))["entries"]!.AsArray().Select(e => e!["verb"]!.ToString())];

    public async Task InitializeAsync()
    {
        Slack = await SlackDouble.Start();
        Teams = await TeamsDouble.Start(withLogin: HasLogin);
        foreach (var row in People.Split('\n').Skip(1).Select(line => line.Trim().Split(',')))
        {
            if (row[7].Length > 0) Slack.AddUser("T0BENCH", row[7], row[0], row[1]);
            if (row[9].Length > 0) Teams.AddUser("29:" + row[0].Split(' ')[0].ToLowerInvariant(), row[0], row[1], row[9]);
        }
        Bot = new BotProcess(Slack.ApiUrl, IsOnCosmos, Doors);
        Teams.Introduce(Bot);
        await Bot.Import(Bot.Write("people.csv", People));
        await Start();
    }

    /// <summary>Starts the bot, again after a kill; it then listens elsewhere.</summary>
    public async Task Start()
    {
        await Bot.Start();
        _people.Clear();
        Sender?.Dispose();
        Sender = new TeamsSender(Bot.Address, Teams);
    }

    public async Task DisposeAsync()
    {
        try
        {
            await Bot.TrailVerifies();
        }
        finally
        {
            // No host outlives the test that failed.
            Sender.Dispose();
            await Bot.DisposeAsync();
            await Slack.DisposeAsync();
            await Teams.DisposeAsync();
        }
        Assert.Empty(Slack.Complaints);
        Assert.DoesNotContain(Teams.Complaints, complaint => !IsKilled || !complaint.StartsWith("send: more than", StringComparison.Ordinal));
    }
}
