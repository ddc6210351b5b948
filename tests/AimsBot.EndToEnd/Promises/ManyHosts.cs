using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AimsBot.EndToEnd.Incidents;
using AimsBot.EndToEnd.Slack;
using AimsBot.EndToEnd.Teams;
using Xunit.Sdk;

namespace AimsBot.EndToEnd.Promises;

/// <summary>
/// Several hosts on one store between the two chats, and people who report and click all the time. As behind a load
/// balancer, what one host does not answer comes again, to any other.
/// </summary>
internal sealed partial class ManyHosts : IAsyncDisposable
{
    private const string Staff = """
        name,email,roles,manager_email,time_zone,language,slack_team,slack_user,teams_tenant,teams_object_id,preferred_channel
        Lena Lead,lena@example.com,compliance-lead,,Europe/Oslo,en,T0BENCH,U0LENA,,,
        Hanna Handler,hanna@example.com,incident-handler,,Europe/Oslo,en,T0BENCH,U0HANNA,,,
        Hedda Handler,hedda@example.com,incident-handler,,Europe/Oslo,en,,,11111111-1111-1111-1111-111111111111,aaaaaaaa-0000-0000-0000-0000000000a1,
        Clara Clerk,clara@example.com,staff,,Europe/Oslo,en,T0BENCH,U0CLERK,,,
        Sara Clerk,sara@example.com,staff,,Europe/Oslo,en,T0BENCH,U0SARA,,,
        Tim Clerk,tim@example.com,staff,,Europe/Oslo,en,,,11111111-1111-1111-1111-111111111111,aaaaaaaa-0000-0000-0000-0000000000a3,
        """;

    private const string Offer = "Take it on";

    /// <summary>Each of the three reporters, between two of their reports: what Slack lets two handlers be told of in a few minutes.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly ConcurrentDictionary<string, string?> _said = new();
    private readonly ConcurrentBag<(string Id, string Message, int Calls, JsonObject Card)> _answered = [];
    private readonly Random _random = new(20261126);

    private ManyHosts(TwoChats office) => Office = office;

    public TwoChats Office { get; }

    public IReadOnlyList<OneHost> Hosts { get; private set; } = [];

    /// <summary>What was reported, and the receipt of it as far as there was one.</summary>
    public IReadOnlyDictionary<string, string?> Said => _said;

    /// <param name="settings">What one of the hosts is told beside what all are told, by its number from 0.</param>
    public static async Task<ManyHosts> Started(int count, Action<int, BotProcess>? settings = null)
    {
        var office = new TwoChats { People = Staff, IsOnCosmos = true, IsKilled = true, Doors = count };
        await office.InitializeAsync();
        var many = new ManyHosts(office);
        foreach (var person in new[] { "29:hedda", "29:tim" }) await office.InTeams(person).Installs();
        office.Bot.Kill();
        many.Hosts = [.. Enumerable.Range(0, count).Select(number => new OneHost(office, number == 0 ? office.Bot : office.Bot.Replica(number)))];
        foreach (var (host, number) in many.Hosts.Select((host, number) => (host, number))) settings?.Invoke(number, host.Bot);
        return many;
    }

    public async Task StartAll()
    {
        // The first has the lease.
        foreach (var host in Hosts) await host.Start();
    }

    /// <summary>People report and click until told to stop. What is under way then is ended.</summary>
    public Task Work(CancellationToken stop) => Task.WhenAll(
        Commands("Clara", "U0CLERK", stop), Commands("Sara", "U0SARA", stop), Lines(stop), SlackClicks(stop), TeamsClicks(stop));

    /// <summary>One report by command, to any host; gives the number of its receipt.</summary>
    public async Task<string> Reports(string user, string text)
    {
        var command = new SlashCommand(user, $"/ai-incident {text}");
        _said[text] = null;
        var receipt = await Anywhere(async host => await host.Bot.Say(command) is var answer && answer.Contains("NOT recorded", StringComparison.Ordinal) ? null : SlashCommands.ReceiptIn(answer));
        _said[text] = receipt;
        return receipt;
    }

    /// <summary>One report by command, by a given way.</summary>
    public async Task<string> ReportsAt(SlackSender slack, string user, string text)
    {
        var receipt = SlashCommands.ReceiptIn(await slack.Say(new SlashCommand(user, $"/ai-incident {text}")));
        _said[text] = receipt;
        return receipt;
    }

    /// <summary>
    /// Nothing acknowledged was lost, nothing is there twice, and in the end every card says how its record stands, having
    /// never gone back to an older state.
    /// </summary>
    public async Task Holds()
    {
        // A claim of two minutes is what a dead sender leaves behind.
        var incidents = await Receipts.Hold(Office.Bot, _said, seconds: 420);
        Assert.All(_answered, click => Assert.True(
            JsonDocument.Parse(incidents.Single(i => i.Head.Id.Value == click.Id).Head.Body).RootElement.TryGetProperty("assignee", out var assignee) && assignee.ValueKind == JsonValueKind.String, $"{click.Id} was said to be taken on"));
        NothingIsThereTwice();
        NothingWentBack();
    }

    /// <summary>Every message of the bot's in Slack that is a copy of a record's card stands there once: there it is looked for before it is posted again.</summary>
    private void NothingIsThereTwice()
    {
        var copies = Office.Slack.Messages.Where(m => m.OnlyFor is null && m.Metadata is not null).GroupBy(m => (m.ChannelId, Copy: (string?)m.Metadata!["event_payload"]!["copy"]));
        Assert.Empty(copies.Where(copy => copy.Count() > 1 && !copy.Key.Copy!.StartsWith("list/", StringComparison.Ordinal)).Select(copy => copy.Key));
        // In Teams nothing can be looked for. Whoever sends again does so when the claim of the one who died is over, and not before.
        foreach (var twice in HeddasCards().GroupBy(card => card.Id).Where(cards => cards.Count() > 1))
        {
            var times = twice.Select(card => DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(card.Message.Id, CultureInfo.InvariantCulture))).Order().ToArray();
            Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First > TimeSpan.FromSeconds(100), $"{twice.Key} was posted at {pair.First:O} and at {pair.Second:O}"));
            Assert.Contains(Hosts.SelectMany(host => host.Killed), kill => kill > times[0] - TimeSpan.FromSeconds(1) && kill < times[0] + TimeSpan.FromSeconds(5));
        }
    }

    /// <summary>How many cards stand twice in Teams, because who posted them died before it had the answer.</summary>
    public int TwiceInTeams => HeddasCards().GroupBy(card => card.Id).Count(cards => cards.Count() > 1);

    private IEnumerable<(string Id, TeamsDoubleMessage Message)> HeddasCards() =>
        from message in Office.InTeams("29:hedda").Messages
        let ids = SlashCommand.IncidentsIn(message.Reading)
        where ids.Count == 1
        select (ids[0], message);

    // The basis that a card's buttons carry never becomes less, whoever wrote it into the message.
    private void NothingWentBack()
    {
        var shown = new Dictionary<string, int>();
        foreach (var call in Office.Slack.Calls.Where(call => call.Ok && call.Method is "chat.postMessage" or "chat.update"))
            See((string?)call.Answer["channel"] + (string?)call.Answer["ts"], call.Arguments);
        var answers = _answered.ToLookup(click => click.Calls);
        var calls = Office.Teams.Calls;
        for (var i = 0; i <= calls.Count; i++)
        {
            foreach (var (_, message, _, card) in answers[i]) See(message, card);
            if (i < calls.Count && calls[i] is { Method: TeamsCalls.Send or TeamsCalls.Update, Status: 200 or 201, Body: { } body } call)
                See(call.Method == TeamsCalls.Update ? call.ActivityId! : (string?)call.Answer?["id"] ?? "", body);
        }

        void See(string message, JsonObject content)
        {
            if (Basis().Matches(content.ToJsonString()) is not { Count: > 0 } found) return;
            var basis = found.Max(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
            Assert.True(shown.GetValueOrDefault(message) <= basis, $"{message} went from {shown.GetValueOrDefault(message)} to {basis}: {content}");
            shown[message] = basis;
        }
    }

    [GeneratedRegex("""basis(?:\\u0022|\\"|"):([0-9]+)""")]
    private static partial Regex Basis();

    private async Task Commands(string who, string user, CancellationToken stop)
    {
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            await Reports(user, $"{who}, number {number}");
            await Rest(stop);
        }
    }

    private async Task Lines(CancellationToken stop)
    {
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            var text = $"Tim, number {number}";
            var activity = Office.InTeams("29:tim").Typed($"incident {text}");
            _said[text] = null;
            await Anywhere(async host => (await host.Sender.Send((JsonObject)activity.DeepClone())).Status is HttpStatusCode.OK or HttpStatusCode.Accepted ? host : null);
            await Rest(stop);
        }
    }

    private async Task SlackClicks(CancellationToken stop)
    {
        var seen = new HashSet<string>();
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None);
            var hanna = Office.InSlack("U0HANNA");
            if (hanna.Messages.LastOrDefault(m => m.OnlyFor is null && m.Buttons.Contains(Offer) && seen.Add(m.Timestamp)) is not { } card || Try(() => hanna.Click(Offer, card)) is not { } click) continue;
            await Anywhere(async host => (await host.Bot.Slack.Interaction(click)).Status == HttpStatusCode.OK ? host : null);
        }
    }

    private async Task TeamsClicks(CancellationToken stop)
    {
        var seen = new HashSet<string>();
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None);
            var hedda = Office.InTeams("29:hedda");
            if (hedda.Messages.LastOrDefault(m => m.Buttons.Contains(Offer) && seen.Add(m.Id)) is not { } card || Try(() => hedda.Click(Offer, card)) is not { } click) continue;
            var id = SlashCommand.IncidentsIn(card.Reading)[0];
            await Anywhere(async host =>
            {
                var reply = await host.Sender.Send((JsonObject)click.DeepClone());
                if (reply.Status != HttpStatusCode.OK || reply.Body.Contains("NOT recorded", StringComparison.Ordinal)) return null;
                // What the answer says is seen from here on.
                if (reply.Json?["value"] is JsonObject next && (int?)reply.Json["statusCode"] == 200) _answered.Add((id, card.Id, Office.Teams.Calls.Count, next));
                return host;
            });
        }
    }

    // The card changed between the look and the press.
    private static JsonObject? Try(Func<JsonObject> press)
    {
        try
        {
            return press();
        }
        catch (XunitException)
        {
            return null;
        }
    }

    private async Task<T> Anywhere<T>(Func<OneHost, Task<T?>> ask) where T : class
    {
        for (var began = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(began) < Patience;)
        {
            var up = Hosts.Where(host => host.IsUp).ToArray();
            try
            {
                if (up.Length > 0 && await ask(up[Next(up.Length)]) is { } answer) return answer;
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException or ObjectDisposedException or InvalidOperationException)
            {
                // Gone meanwhile.
            }
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
        throw new TimeoutException($"No host answered within {Patience}.");
    }

    public int Next(int below)
    {
        lock (_random) return _random.Next(below);
    }

    private static async Task Rest(CancellationToken stop)
    {
        // Also whoever is told to stop has first said what they had to say.
        await Task.Delay(Pace, stop).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in Hosts.Skip(1)) await host.DisposeAsync();
        if (Hosts.Count > 0) Hosts[0].Sender?.Dispose();
        await Office.DisposeAsync();
    }
}

/// <summary>One of several hosts, and the way to it.</summary>
internal sealed class OneHost(TwoChats office, BotProcess bot) : IAsyncDisposable
{
    private readonly ConcurrentQueue<DateTimeOffset> _killed = [];
    private volatile bool _isUp;

    public BotProcess Bot => bot;

    public TeamsSender Sender { get; private set; } = null!;

    /// <summary>Whether requests come to it.</summary>
    public bool IsUp
    {
        get => _isUp;
        set => _isUp = value;
    }

    /// <summary>When it was killed, or ended otherwise than in order.</summary>
    public IReadOnlyCollection<DateTimeOffset> Killed => _killed;

    public async Task Start()
    {
        await bot.Start();
        Sender?.Dispose();
        Sender = new TeamsSender(bot.Address, office.Teams);
        IsUp = true;
    }

    /// <summary>SIGTERM; gives the exit code.</summary>
    public async Task<int> Stop()
    {
        IsUp = false;
        var (exitCode, _) = await bot.Stop();
        if (exitCode != 0) _killed.Enqueue(TimeProvider.System.GetUtcNow());
        return exitCode;
    }

    public void Kill()
    {
        IsUp = false;
        _killed.Enqueue(TimeProvider.System.GetUtcNow());
        bot.Kill();
    }

    public async ValueTask DisposeAsync()
    {
        Sender?.Dispose();
        await bot.DisposeAsync();
    }
}
