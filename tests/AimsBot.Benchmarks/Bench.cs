using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Host;
using AimsBot.Workflows.IncidentReport;
using AimsBot.Workflows.People;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AimsBot.Benchmarks;

/// <summary>The core over a new file, as the host composes it, with a clock to move.</summary>
internal sealed class Bench : IAsyncDisposable
{
    public const string Organisation = "bench";

    private static int Number;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aimsbot-bench-");
    private ServiceProvider _services = null!;
    private OpenStore _store = null!;
    private Actor _reporter = null!;

    public HostSettings Settings { get; private set; } = null!;
    public MovableClock Clock { get; } = new();

    private string File => Path.Combine(_folder.FullName, "aimsbot.db");

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public static async Task<Bench> OpenAsync()
    {
        var bench = new Bench();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Organisation:Id"] = Organisation,
            ["Organisation:Name"] = "Bench",
            ["Storage:Sqlite:Path"] = bench.File,
        }).Build();
        bench.Settings = HostSettings.Read(configuration, isDevelopment: false);
        bench._store = await OpenStore.OpenAsync(bench.Settings, StorageKind.Sqlite, create: true, isCommand: false, default);
        bench._services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddCore(bench.Settings).AddStore(bench._store).AddFiles().AddSingleton<TimeProvider>(bench.Clock).AddSingleton<IChannel>(new WillingChannel()).BuildServiceProvider();
        var reporter = await bench.Get<Admission>().AddAsync(
            bench.Settings.Organisation, AccountKey.Email("lead@example.com"), new PersonDetails { Name = "Lea Lead", Email = "lead@example.com" }, Actor.Operator, default);
        bench._reporter = Actor.Of(reporter);
        return bench;
    }

    public async Task<RecordId> ReportAsync(int number, string text)
    {
        var answer = await Get<StepRunner>().RunAsync(
            new InboundAction { Organisation = Organisation, Actor = _reporter, Step = ReportIncident.Step.Id, Key = $"report-{number}", Input = new ReportIncident(new IncidentDetails { Text = text }) },
            default);
        return answer is Kept kept ? kept.Head.Id : throw new InvalidOperationException($"The report was not kept: {answer}");
    }

    public async Task<Kept> TakeAsync(Actor actor, Step step, object input, RecordId? record) => (Kept)await Get<StepRunner>().RunAsync(
        new InboundAction { Organisation = Organisation, Actor = actor, Step = step.Id, Record = record, Key = $"bench-{Interlocked.Increment(ref Number)}", Input = input }, default);

    /// <summary>Somebody with a role, by an address.</summary>
    public async Task<Actor> JoinAsync(string name, Role role)
    {
        var address = AccountKey.Email($"{name}@example.com");
        var person = await Get<Admission>().AddAsync(Settings.Organisation, address, new PersonDetails { Name = name, Email = $"{name}@example.com" }, Actor.Operator, default);
        await Get<Admission>().ClaimAsync(Settings.Organisation, address, person.Id, default);
        await TakeAsync(Actor.Operator, GrantRole.Step, new GrantRole(role), person.Id);
        return Actor.Of((await Get<IPeople>().PersonAsync(Organisation, person.Id, default))!);
    }

    /// <summary>Other records, each wanting attention in a far year.</summary>
    public void Fill(int records)
    {
        Run($"""
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {records})
                INSERT INTO head (organisation, id, type, state, revision, basis, opened, changed, last_hash, copies, acts, waits_for, dates, body)
                SELECT '{Organisation}', printf('FIL-%08d', i), 'filler', 'open', 1, 1, i, i, '', 0, '[]', '[]', '[]', x'7b7d' FROM n;
                INSERT INTO wake SELECT key, organisation, id, 4000000000000 + key, 1 FROM head WHERE type = 'filler';
                """);
    }

    /// <summary>So many records of a type and a state, as a store of some years has them: what the head says of them counts, and no body.</summary>
    public void Fill(string type, string state, int records, string? date = null)
    {
        Run($$"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {{records}})
            INSERT INTO head (organisation, id, type, state, revision, basis, opened, changed, last_hash, copies, acts, waits_for, dates, body)
            SELECT '{{Organisation}}', printf('{{type}}-{{state}}-%08d', i), '{{type}}', '{{state}}', 1, 1, i, i, '', 0, '[]', '[]', '[]', CAST(printf('{"v":1,"text":"%.700c"}', 'x') AS BLOB) FROM n;
            """);
        if (date is not null) Run($"INSERT INTO keyed_date SELECT organisation, '{date}', 4000000000000, key FROM head WHERE type = '{type}' AND state = '{state}' AND id LIKE '{type}-%'");
    }

    public long Heads() => Run("SELECT COUNT(*) FROM head");

    public long EntryBytes() => Run("SELECT SUM(length(header) + length(payload)) FROM entry");

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _store.Dispose();
        _folder.Delete(recursive: true);
    }

    private long Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are the benchmarks' own.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar() as long? ?? 0;
    }
}

/// <summary>A chat that takes every message at once.</summary>
internal sealed class WillingChannel : IChannel
{
    public string Name => ChannelNames.Slack;

    public Task<ShowResult> ShowAsync(ShowRequest request, CancellationToken cancel) =>
        Task.FromResult<ShowResult>(new CardShown(request.Conversation ?? "D" + request.Account.User, request.Message ?? request.CopyId));
}

internal sealed class MovableClock : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;

    public void GoTo(DateTimeOffset instant) => Ahead = instant - System.GetUtcNow();
}
