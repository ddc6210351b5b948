using System.Diagnostics;
using System.Security.Cryptography;
using AimsBot.Core.Audit;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Pump;
using AimsBot.Core.Records;
using AimsBot.Host;
using AimsBot.Storage.Sqlite;
using AimsBot.Workflows.IncidentReport;
using AimsBot.Workflows.People;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AimsBot.Benchmarks;

/// <summary>The SQLite store and the pump over it, in this process.</summary>
internal static class StoreRows
{
    private const string Organisation = "bench";
    private const int Due = 1_000;

    private static int Number;

    /// <summary>Commits of some callers at once, each with a copy and a wake item: a group commit must show.</summary>
    public static async Task CommitsAsync(Table table)
    {
        foreach (var callers in new[] { 1, 8, 32, 128 })
        {
            var folder = Directory.CreateTempSubdirectory("aimsbot-bench-");
            using (var store = new SqliteRecordStore(SqliteDatabase.OpenOrCreate(Path.Combine(folder.FullName, "aimsbot.db"))))
            {
                await RunAsync(store, callers, TimeSpan.FromSeconds(2));
                table.Add($"commits to SQLite, {callers} callers", $"{await RunAsync(store, callers, TimeSpan.FromSeconds(5)):#,0}/s");
            }
            folder.Delete(recursive: true);
        }
    }

    /// <summary>One sweep of 1,000 incidents that nobody triaged in time, among more and more records that wait for nothing now.</summary>
    public static async Task SweepAsync(Table table)
    {
        foreach (var records in new[] { 10_000, 100_000, 1_000_000 })
        {
            await using var bench = await Bench.OpenAsync();
            for (var i = 0; i < Due; i++) await bench.ReportAsync(i, "not triaged in time");
            bench.Fill(records);
            bench.Clock.Ahead = TimeSpan.FromDays(30);
            var began = Stopwatch.GetTimestamp();
            var found = await bench.Get<RecordPump>().SweepAsync(Organisation, default);
            table.Add($"a sweep over {records:#,0} records with {found:#,0} due, each with its steps taken", $"{Stopwatch.GetElapsedTime(began).TotalSeconds:0.00} s");
            began = Stopwatch.GetTimestamp();
            await bench.Get<RecordPump>().SweepAsync(Organisation, default);
            table.Add("the next sweep, with nothing due", $"{Stopwatch.GetElapsedTime(began).TotalMilliseconds:0.0} ms");
        }
    }

    public static async Task VerifyAsync(Table table)
    {
        await using var bench = await Bench.OpenAsync();
        const int incidents = 20_000;
        await Parallel.ForEachAsync(Enumerable.Range(0, incidents), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) => await bench.ReportAsync(i, new string('x', 500)));
        var began = Stopwatch.GetTimestamp();
        await bench.Get<Sealer>().SealAsync(Organisation, default);
        table.Add($"sealing {incidents:#,0} new entries", $"{Stopwatch.GetElapsedTime(began).TotalSeconds:0.00} s");
        began = Stopwatch.GetTimestamp();
        var report = await new TrailCheck(Organisation, bench.Get<IRecordStore>(), bench.Get<ISealStore>()).RunAsync(null, default);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        if (report.Fault is not null) throw new InvalidOperationException(report.Fault);
        var megabytes = bench.EntryBytes() / 1e6;
        var block = new byte[16 * 1024 * 1024];
        began = Stopwatch.GetTimestamp();
        for (var i = 0; i < 16; i++) SHA256.HashData(block);
        var raw = 16 * block.Length / 1e6 / Stopwatch.GetElapsedTime(began).TotalSeconds;
        table.Add($"`trail verify` of {report.Entries:#,0} entries", $"{megabytes / seconds:#,0} MB/s, {report.Entries / seconds:#,0} entries/s", $"SHA-256 alone: {raw:#,0} MB/s");
    }

    private static async Task<double> RunAsync(SqliteRecordStore store, int callers, TimeSpan lasting)
    {
        var began = Stopwatch.GetTimestamp();
        var done = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            var count = 0;
            for (; Stopwatch.GetElapsedTime(began) < lasting; count++) await store.SaveAsync(Create(), default);
            return count;
        })));
        return done.Sum() / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static Commit Create()
    {
        var id = $"THG-{Interlocked.Increment(ref Number):00000000}";
        var header = System.Text.Encoding.UTF8.GetBytes($"{{\"record\":\"{id}\",\"revision\":1}}");
        var hash = AuditEntry.HashOf(header);
        var now = TimeProvider.System.GetUtcNow();
        return new Commit
        {
            Head = new Head
            {
                Organisation = Organisation,
                Id = new RecordId(id),
                Type = "thing",
                State = "open",
                Revision = 1,
                Basis = 1,
                Opened = now,
                Changed = now,
                LastHash = hash,
                Acts = [new TakenAct("key-1", "thing.open", "PER-0000-0001", 1)],
                Body = "{\"v\":1}"u8.ToArray(),
            },
            Entry = new AuditEntry { Revision = 1, Header = header, Hash = hash, Payload = "{\"v\":1,\"fields\":[]}"u8.ToArray() },
            NewCopies = [new CardCopy { Card = "Thing/Thing" }],
            WakeAt = now,
        };
    }

    /// <summary>The core over a new file, as the host composes it, with a clock to move.</summary>
    private sealed class Bench : IAsyncDisposable
    {
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
            bench._services = new ServiceCollection().AddLogging().AddCore(bench.Settings).AddStore(bench._store).AddSingleton<TimeProvider>(bench.Clock).BuildServiceProvider();
            var reporter = await bench.Get<Admission>().AddAsync(
                bench.Settings.Organisation, AccountKey.Email("lead@example.com"), new PersonDetails { Name = "Lea Lead", Email = "lead@example.com" }, Actor.Operator, default);
            bench._reporter = Actor.Of(reporter);
            return bench;
        }

        public async Task ReportAsync(int number, string text)
        {
            var answer = await Get<StepRunner>().RunAsync(
                new InboundAction { Organisation = Organisation, Actor = _reporter, Step = ReportIncident.Step.Id, Key = $"report-{number}", Input = new ReportIncident(new IncidentDetails { Text = text }) },
                default);
            if (answer is not Kept) throw new InvalidOperationException($"The report was not kept: {answer}");
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

    private sealed class MovableClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;
    }
}
