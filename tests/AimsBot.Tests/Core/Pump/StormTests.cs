using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.IncidentReport;
using AimsBot.Workflows.People;

namespace AimsBot.Tests.Core.Pump;

/// <summary>
/// Thousands of messages through two chats that are busy, broken, silent and forgetful: none is lost, none goes back to an
/// older state, and none stands there twice but where an answer was lost and the platform lets nobody look.
/// </summary>
public sealed partial class StormTests : IAsyncLifetime
{
    private readonly CoreBench _bench = new();
    private readonly StormyChat _slack = new(ChannelNames.Slack, canFind: true);
    private readonly StormyChat _teams = new(ChannelNames.Teams, canFind: false);
    private Actor _rita = null!;

    public async Task InitializeAsync()
    {
        _rita = await _bench.PersonAsync("rita");
        foreach (var (name, account) in new[]
        {
            ("hans", new ChatAccount(ChannelNames.Slack, "T0BENCH", "UHANS")), ("hilde", new ChatAccount(ChannelNames.Slack, "T0BENCH", "UHILDE")),
            ("hedda", new ChatAccount(ChannelNames.Teams, "tenant", "hedda")), ("hugo", new ChatAccount(ChannelNames.Teams, "tenant", "hugo")),
        })
        {
            var handler = await _bench.PersonAsync(name, Role.IncidentHandler);
            await _bench.KeepAsync(LinkAccount.Step, new LinkAccount(account), handler.Person!.Id);
        }
    }

    public Task DisposeAsync()
    {
        _bench.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public Task A_thousand_messages_arrive_through_a_storm() => Weathers(incidents: 250);

    [Fact]
    [Trait("Category", "Long")]
    public Task Ten_thousand_messages_arrive_through_a_storm() => Weathers(incidents: 2_500);

    private async Task Weathers(int incidents)
    {
        var random = new Random(20261126);
        var heads = new List<Head>();
        for (var i = 0; i < incidents; i++)
        {
            heads.Add(await _bench.KeepAsync(ReportIncident.Step, new ReportIncident(Details(0)), null, _rita));
            await AttendAsync(heads[i]);
            // Meanwhile older ones change, some of them before they arrived.
            var other = random.Next(heads.Count);
            heads[other] = await _bench.KeepAsync(AddDetails.Step, new AddDetails(Details(heads[other].Revision)), heads[other].Id, _rita);
            await AttendAsync(heads[other]);
            _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        (_slack.IsCalm, _teams.IsCalm) = (true, true);
        for (var quarter = 0; quarter < 8; quarter++)
        {
            _bench.Clock.Advance(TimeSpan.FromMinutes(15));
            foreach (var head in heads) await AttendAsync(head);
        }

        foreach (var head in heads)
        {
            var copies = (await _bench.Store.PendingAsync("demo", head.Id, default))!.Copies;
            Assert.Equal(4, copies.Count);
            foreach (var copy in copies)
            {
                Assert.Equal((CopyState.Shown, head.Revision), (copy.State, copy.Shown));
                var chat = copy.Channel == ChannelNames.Slack ? _slack : _teams;
                Assert.Equal(head.Revision - 1, chat.VersionOf(copy.Message!));
            }
        }
        Assert.DoesNotContain(_slack.Posted.Values, messages => messages.Count > 1);
        Assert.All(_teams.Posted.Where(copy => copy.Value.Count > 1), copy => Assert.Contains(copy.Key, _teams.Forgotten));
        Assert.Empty(_slack.WentBack.Concat(_teams.WentBack));
        Assert.True(_slack.Forgotten.Count > incidents / 50 && _teams.Forgotten.Count > incidents / 50, "it was no storm");
    }

    private static IncidentDetails Details(int version) => new() { Text = $"two names were swapped, version {version} of the story", Severity = Severity.S4 };

    private Task AttendAsync(Head head) => _bench.MakePump(null, _slack, _teams).AttendAsync("demo", head.Id, default);

    [GeneratedRegex("version ([0-9]+) of the story")]
    private static partial Regex Version();

    /// <param name="canFind">Whether what was posted can be looked for, as in Slack's direct messages.</param>
    private sealed class StormyChat(string name, bool canFind) : IChannel
    {
        private readonly Random _random = new(name.Length);
        private readonly ConcurrentDictionary<string, int> _versions = [];

        public string Name => name;

        public bool IsCalm { get; set; }

        /// <summary>The messages of each copy.</summary>
        public ConcurrentDictionary<string, List<string>> Posted { get; } = [];

        /// <summary>The copies of which an answer was lost after they were posted.</summary>
        public HashSet<string> Forgotten { get; } = [];

        public List<string> WentBack { get; } = [];

        public int VersionOf(string message) => _versions[message];

        public Task<ShowResult> ShowAsync(ShowRequest request, CancellationToken cancel)
        {
            lock (_versions)
            {
                return Task.FromResult<ShowResult>(IsCalm ? Show(request) : _random.Next(10) switch
                {
                    0 => new ShowLater(TimeSpan.FromSeconds(3), false, "ratelimited"),
                    1 => new ShowLater(null, false, "ratelimited"),
                    2 => new ShowLater(null, false, "http_503"),
                    3 => new ShowLater(null, AnswerLost: true, "client_connection_cut"),
                    4 => Forget(request),
                    5 => throw new TaskCanceledException("Silence."),
                    6 => throw new HttpRequestException("http_500"),
                    _ => Show(request),
                });
            }
        }

        private ShowLater Forget(ShowRequest request)
        {
            if (request.Message is null) Forgotten.Add(request.CopyId);
            Show(request);
            return new ShowLater(null, AnswerLost: true, "client_timeout");
        }

        private CardShown Show(ShowRequest request)
        {
            var messages = Posted.GetOrAdd(request.CopyId, []);
            var message = request.Message ?? (canFind && request.AnswerWasLost ? messages.FirstOrDefault() : null);
            if (message is null) messages.Add(message = $"{request.CopyId} {messages.Count}");
            var version = int.Parse(Version().Match(System.Text.Encoding.UTF8.GetString(request.Card.Json)).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
            if (_versions.GetValueOrDefault(message) > version) WentBack.Add(message);
            _versions[message] = version;
            return new CardShown("D" + request.Account.User, message);
        }
    }
}
