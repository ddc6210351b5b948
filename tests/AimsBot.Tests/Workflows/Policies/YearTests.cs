using System.Collections.Concurrent;
using AimsBot.Core.Calendar;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Pump;
using AimsBot.Core.Records;
using AimsBot.Core.Reminders;
using AimsBot.CosmosDouble;
using AimsBot.Storage;
using AimsBot.Storage.Cosmos;
using AimsBot.Storage.Sqlite;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.People;
using AimsBot.Workflows.Policies;
using Xunit.Abstractions;

namespace AimsBot.Tests.Workflows.Policies;

/// <summary>
/// People in twelve zones with their own weekends and holidays join, leave, go on leave and read, day by day, while two replicas sweep
/// at once each hour. Whatever happens to them, what is promised holds: nobody is missed, nobody is bothered twice, at night or when
/// they are done, and the figures add up each day.
/// </summary>
public sealed class YearTests(ITestOutputHelper output) : PolicyBench
{
    private static readonly (string Zone, string Country)[] Places =
    [
        ("Europe/Oslo", "NO"), ("America/New_York", "US"), ("Asia/Tokyo", "JP"), ("Australia/Lord_Howe", "AU"), ("Asia/Kolkata", "IN"), ("Pacific/Apia", "WS"),
        ("Africa/Cairo", "EG"), ("America/Sao_Paulo", "BR"), ("Asia/Dubai", "AE"), ("Pacific/Chatham", "NZ"), ("Asia/Riyadh", "SA"), ("America/St_Johns", "CA"),
    ];

    private readonly ConcurrentBag<(DateTimeOffset At, ShowRequest Request)> _posts = [];
    private readonly Dictionary<RecordId, (Actor Actor, string User)> _people = [];
    private readonly Dictionary<RecordId, DateTimeOffset> _left = [];
    private readonly Dictionary<RecordId, DateTimeOffset> _joined = [];
    private readonly Dictionary<RecordId, DateTimeOffset> _done = [];
    private readonly HashSet<RecordId> _away = [];
    private readonly List<Head> _campaigns = [];
    private RecordPump[] _replicas = [];
    private Random _random = null!;

    [Theory]
    [InlineData(24, 70, 1)]
    [InlineData(12, 70, 2)]
    public Task A_short_time_with_few_people(int people, int days, int seed) => LiveAsync(people, days, seed);

    [Theory, Trait("Category", "Long")]
    [InlineData(1000, 365, 3)]
    public async Task A_year_with_a_thousand_people(int people, int days, int seed)
    {
        await LiveAsync(people, days, seed);
        await using var account = await CosmosAccountDouble.Start();
        var settings = new CosmosSettings { Endpoint = account.Endpoint, Key = CosmosAccountDouble.Key };
        await CosmosDatabase.PrepareAsync(settings, TimeProvider.System, default);
        using var database = await CosmosDatabase.OpenAsync(settings, TimeProvider.System, default);
        var (store, copy) = ((SqliteRecordStore)Bench.Store, new CosmosRecordStore(database, TimeProvider.System, TimeSpan.FromMinutes(1)));
        var count = await new StoreCopy("demo", store, store, store, copy, copy, copy).RunAsync(_ => { }, default);
        output.WriteLine($"{count}; on Cosmos DB {account.StoredBytes:#,0} bytes, as a file {new FileInfo(Bench.Database.Path).Length:#,0} bytes");
    }

    private async Task LiveAsync(int people, int days, int seed)
    {
        _random = new Random(seed);
        Slack.Instead = (_, request, _) =>
        {
            if (request.Message is null) _posts.Add((Bench.Clock.GetUtcNow(), request));
            return Task.FromResult(FakeChannel.Shown(request));
        };
        _replicas = [Bench.MakePump(null, Slack), Bench.MakePump(null, Slack)];
        // In the middle of February, so that both switches to summer time lie ahead: the year has all four.
        var start = new DateTimeOffset(2027, 2, 15, 0, 0, 0, TimeSpan.Zero);
        Bench.Clock.SetUtcNow(start);
        foreach (var known in new[] { Lea, Lars, Tom, Oda, Mona, Claus, Sven }) Know(known, start);
        for (var i = _people.Count; i < people; i++) await JoinAsync(i);
        for (var hour = 0; hour < days * 24; hour++)
        {
            Bench.Clock.SetUtcNow(start.AddHours(hour));
            if (hour % (180 * 24) == 10) await AskAsync();
            if (hour % 24 == 12) await LiveADayAsync(hour);
            await Task.WhenAll(_replicas.Select(replica => replica.SweepAsync("demo", default)));
            // The daily round is over by then, and nothing has happened since.
            if (hour % 24 == 6 && _campaigns.Count > 0) await AddsUpAsync();
        }
        await HoldsAsync();
        output.WriteLine($"{_people.Count} people, {_campaigns.Count} campaigns, {_posts.Count} messages, {_done.Count} acknowledged, {_left.Count} left");
    }

    private async Task AskAsync()
    {
        var policy = await PublishAsync($"Text {_campaigns.Count}.");
        var due = DateOnly.FromDateTime(Bench.Clock.GetUtcNow().UtcDateTime).AddDays(45);
        _campaigns.Add(await Bench.KeepAsync(StartCampaign.Step, new StartCampaign(policy.Id.Value, AudienceKind.Everyone, null, due, 14, Ladder.General), null, Lea));
    }

    private async Task LiveADayAsync(int hour)
    {
        if (_random.Next(8) == 0) await JoinAsync(_people.Count);
        if (_random.Next(8) == 0 && SomebodyWhoMayGo() is { } leaver)
        {
            await Bench.KeepAsync(LeavePerson.Step, new LeavePerson("left"), leaver);
            _left[leaver] = Bench.Clock.GetUtcNow();
        }
        if (_random.Next(6) == 0 && SomebodyWhoMayGo() is { } away)
        {
            var from = DateOnly.FromDateTime(Bench.Clock.GetUtcNow().UtcDateTime).AddDays(_random.Next(5));
            await ChangeAsync(_people[away].Actor, p => p with { LeaveFrom = from, LeaveUntil = from.AddDays(_random.Next(2, 60)) });
            _away.Add(away);
        }
        foreach (var person in _people.Keys.Except(_left.Keys).ToArray())
        {
            foreach (var campaign in _campaigns)
            {
                if (_random.Next(40) != 0) continue;
                var id = AcknowledgementWorkflow.IdOf("demo", campaign.Id, "1.0", person);
                if (await Bench.Store.LoadAsync("demo", id, default) is not { State: AcknowledgementStates.Pending }) continue;
                if (_random.Next(4) == 0) await Bench.TakeAsync(PutOffReading.Step, new PutOffReading(), id, _people[person].Actor);
                else await ReadAsync(id, person);
            }
        }
    }

    private async Task ReadAsync(RecordId id, RecordId person)
    {
        await Bench.KeepAsync(Acknowledge.Step, new Acknowledge(), id, _people[person].Actor);
        _done[id] = Bench.Clock.GetUtcNow();
    }

    // The seven who run it stay.
    private RecordId? SomebodyWhoMayGo() => _people.Keys.Skip(7).Except(_left.Keys).Except(_away).OrderBy(_ => _random.Next()).Select(id => (RecordId?)id).FirstOrDefault();

    private async Task JoinAsync(int number)
    {
        var (zone, country) = Places[number % Places.Length];
        var joiner = await ChangeAsync(await AddAsync($"p{number}"), p => p with { TimeZone = zone, Country = country, Manager = number % 5 == 0 ? Mona.Person!.Id : null });
        Know(joiner, Bench.Clock.GetUtcNow());
    }

    private void Know(Actor actor, DateTimeOffset since)
    {
        _people[actor.Person!.Id] = (actor, "U" + actor.Name.ToUpperInvariant());
        _joined[actor.Person.Id] = since;
    }

    private async Task AddsUpAsync()
    {
        var active = _people.Count - _left.Count;
        foreach (var campaign in _campaigns)
        {
            var figures = await FiguresAsync(campaign);
            Assert.True(active == figures.Headcount, $"{active} are active at {Bench.Clock.GetUtcNow():u} and {campaign.Id} counts {figures}.");
            Assert.All([figures.Acknowledged, figures.Pending, figures.Overdue, figures.Unreachable, figures.Grace, figures.Exempt], part => Assert.InRange(part, 0, active));
        }
    }

    private async Task HoldsAsync()
    {
        var people = new Dictionary<string, (RecordId Id, WorkingCalendar Calendar)>();
        foreach (var (id, (actor, user)) in _people) people[user] = (id, CoreBench.Organisation.CalendarOf((await Bench.PersonAsync(actor)).Details));
        foreach (var (at, request) in _posts.Where(p => p.Request.Lane == Lane.Campaigns))
        {
            var (person, calendar) = people[request.Account.User];
            Assert.True(calendar.NextWorkingTime(at) == at, $"{request.Account.User} got {request.CopyId} at {at:u}, outside of working hours.");
            Assert.False(_left.TryGetValue(person, out var left) && left < at, $"{request.Account.User} got {request.CopyId} at {at:u}, after leaving at {left:u}.");
            var record = new RecordId(request.CopyId.Split('/')[0]);
            Assert.False(_done.TryGetValue(record, out var done) && done < at, $"{request.Account.User} was reminded of {record} at {at:u}, and was done at {done:u}.");
        }
        Assert.Empty(_posts.GroupBy(p => p.Request.CopyId).Where(g => g.Count() > 1 && !g.Key.StartsWith("list/", StringComparison.Ordinal)).Select(g => g.Key));
        foreach (var campaign in _campaigns)
        {
            foreach (var person in _people.Keys)
            {
                var id = AcknowledgementWorkflow.IdOf("demo", campaign.Id, "1.0", person);
                var work = await Bench.Store.PendingAsync("demo", id, default);
                // Whoever joined and left between two rounds was never asked.
                if (work is null && _left.TryGetValue(person, out var left) && left - _joined[person] < TimeSpan.FromDays(2)) continue;
                if (work is null && Bench.Clock.GetUtcNow() - _joined[person] < TimeSpan.FromDays(1)) continue;
                if (work is null && _left.TryGetValue(person, out var gone) && gone < campaign.Opened.AddDays(1)) continue;
                Assert.True(work is not null, $"{person} was never asked by {campaign.Id}.");
                var sent = work.Copies.Where(c => c.Person == person && c.SentAt is not null && c.Why is not null).ToArray();
                Assert.Empty(sent.Where(c => c.Why!.StartsWith("rung:", StringComparison.Ordinal)).GroupBy(c => c.Why).Where(g => g.Count() > 1).Select(g => $"{person} {g.Key}"));
                // A week has a working day everywhere.
                var isReachable = work.Head.State == AcknowledgementStates.Pending && Bench.Clock.GetUtcNow() - work.Head.Opened > TimeSpan.FromDays(7);
                Assert.True(!isReachable || sent.Length > 0, $"{person} is to read {campaign.Id} and has heard nothing.");
            }
        }
    }
}
