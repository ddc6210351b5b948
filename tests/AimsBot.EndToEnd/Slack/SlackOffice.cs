using System.Text.Json.Nodes;

namespace AimsBot.EndToEnd.Slack;

/// <summary>
/// A small organisation in one workspace, with the real host: a lead, two handlers (one reads Norwegian) and a clerk. Shared
/// by the tests of a class, each with incidents of its own.
/// </summary>
public sealed class SlackOffice : IAsyncLifetime
{
    public const string Team = "T0BENCH";

    private const string Staff = """
        name,email,roles,manager_email,time_zone,language,slack_team,slack_user,teams_tenant,teams_object_id
        Lead One,lead@example.com,compliance-lead,,Europe/Oslo,en,T0BENCH,U0LEAD,,
        Hanna Handler,hanna@example.com,incident-handler,lead@example.com,Europe/Oslo,en,T0BENCH,U0HANNA,,
        Henrik Handler,henrik@example.com,incident-handler,lead@example.com,Europe/Oslo,nb,T0BENCH,U0HENRIK,,
        Clara Clerk,clara@example.com,staff,lead@example.com,Europe/Oslo,en,T0BENCH,U0CLERK,,
        """;

    private readonly Dictionary<string, SlackPerson> _people = [];

    /// <summary>Whether the records are in a Cosmos DB account of the bot's own.</summary>
    public bool IsOnCosmos { get; init; }

    public SlackDouble Slack { get; private set; } = null!;

    public BotProcess Bot { get; private set; } = null!;

    public SlackPerson Clara => Person("U0CLERK");
    public SlackPerson Hanna => Person("U0HANNA");
    public SlackPerson Henrik => Person("U0HENRIK");
    public SlackPerson Lead => Person("U0LEAD");

    public SlackPerson Person(string user) =>
        _people.TryGetValue(user, out var known) ? known : _people[user] = new SlackPerson(Slack, Bot.Slack, Team, user);

    /// <summary>Clara reports by command; gives the incident's number.</summary>
    public Task<string> Reports(string text) => Bot.Report("U0CLERK", text);

    /// <summary>Waits until a person's card about a record says these words.</summary>
    public static Task<SlackDoubleMessage> Card(SlackPerson person, string id, string words) => SlackPerson.Eventually(
        () => person.Messages.LastOrDefault(m => m.OnlyFor is null && m.Reading.Contains(id, StringComparison.Ordinal) && m.Reading.Contains(words, StringComparison.Ordinal)),
        () => $"'{words}' on the card of {id} among: {string.Join(" | ", person.Messages.Select(m => m.Reading))}");

    /// <summary>What was done to a record, in order.</summary>
    public async Task<IReadOnlyList<string>> Verbs(string id) => [.. (await Bot.Record(id))["entries"]!.AsArray().Select(e => e!["verb"]!.ToString())];

    /// <summary>The values that a form has so far, of a person who has nothing to object.</summary>
    public static (string, string?)[] Report(string text, params (string, string?)[] others) =>
        [("What is it?", "incident"), ("What happened?", text), ("How bad is it, as far as you can tell?", "S4"), .. others];

    public static JsonObject Read(string payload) => JsonNode.Parse(payload)!.AsObject();

    public async Task InitializeAsync()
    {
        Slack = await SlackDouble.Start();
        SharedBot.AddUsers(Slack);
        foreach (var line in Staff.Split('\n').Skip(1).Select(l => l.Split(',')))
            Slack.AddUser(Team, line[7], line[0].Trim(), line[1]);
        Bot = new BotProcess(Slack.ApiUrl, IsOnCosmos);
        await Bot.Import(Bot.Write("people.csv", Staff));
        await Bot.Start();
    }

    public async Task DisposeAsync()
    {
        await Bot.DisposeAsync();
        await Slack.DisposeAsync();
    }
}

/// <summary>What stands in <c>Data</c>, with its blanks filled in.</summary>
internal static class CaseData
{
    public static string PathOf(string file) => Repository.PathOf("tests", "AimsBot.EndToEnd", "Data", file);

    /// <summary>The JSON objects of a file, one a line, without the note on how to send them.</summary>
    public static IReadOnlyList<JsonObject> Lines(string file, params (string Blank, string Value)[] values) =>
        [.. File.ReadAllLines(PathOf(file)).Where(line => line.Length > 0).Select(line => Filled(line, values))];

    public static JsonObject Whole(string file, params (string Blank, string Value)[] values) => Filled(File.ReadAllText(PathOf(file)), values);

    private static JsonObject Filled(string json, (string Blank, string Value)[] values)
    {
        foreach (var (blank, value) in values.Append(("NOW", $"{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}")))
        {
            var written = System.Text.Json.JsonEncodedText.Encode(value).ToString();
            json = json.Replace($"@@{blank}@@", written, StringComparison.Ordinal);
        }
        var filled = JsonNode.Parse(json)!.AsObject();
        filled.Remove("_send");
        return filled;
    }
}
