using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.CosmosDouble;
using AimsBot.Storage.Sqlite;
using AimsBot.Tests.Bench;
using AimsBot.Tests.Storage.Cosmos;
using AimsBot.Workflows.IncidentReport;
using Xunit.Abstractions;

namespace AimsBot.Tests.Storage;

/// <summary>The figures of the stores' README; they are printed, and nothing fails.</summary>
[Trait("Category", "Long")]
public sealed class StoreFigures(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Callers = 32;

    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(10);

    private readonly CosmosBench _account = new();
    private readonly TempFolder _folder = new();

    public Task InitializeAsync() => _account.InitializeAsync();

    public async Task DisposeAsync()
    {
        await _account.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Commits_of_32_callers_on_SQLite()
    {
        using var store = new SqliteRecordStore(SqliteDatabase.OpenOrCreate(_folder.File("aims.db")));
        await MeasureAsync("SQLite", store);
    }

    [Fact]
    public async Task Commits_of_32_callers_on_the_double() => await MeasureAsync("Cosmos DB, the double in this process", await _account.OpenAsync(TimeSpan.FromMinutes(1)));

    [Fact]
    public async Task Request_units_of_each_step_of_an_incident()
    {
        var store = await _account.OpenAsync(TimeSpan.FromMinutes(1));
        using var bench = new CoreBench(_ => store);
        var (clerk, handler, lead) = (await bench.PersonAsync("clerk"), await bench.PersonAsync("handler", Role.IncidentHandler), await bench.PersonAsync("lead", Role.ComplianceLead));
        var text = string.Join(' ', Enumerable.Repeat("The translator swapped two names in an offer letter.", 6));
        RecordId? id = null;
        var stored = _account.Account.StoredBytes;
        await StepAsync("report", async () => id = (await bench.KeepAsync(ReportIncident.Step, new ReportIncident(new IncidentDetails { Text = text }), null, clerk)).Id);
        await StepAsync("take", () => bench.KeepAsync(TakeIncident.Step, new TakeIncident(), id, handler));
        var no = new SeriousIncident(Answer.No, Answer.No, Answer.No, Answer.No, Answer.No);
        await StepAsync("triage", () => bench.KeepAsync(TriageIncident.Step, new TriageIncident(IncidentKind.Incident, [IncidentCategory.FalseContent], Severity.S3, null, no), id, handler));
        await StepAsync("close", () => bench.KeepAsync(CloseIncident.Step, new CloseIncident("The template was put right.", NotificationDecision.NotRequired, "Nobody was harmed."), id, lead));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"all of it: {_account.Account.StoredBytes - stored:0} bytes"));
        await StepAsync("due, nothing to do", () => store.DueAsync("demo", bench.Clock.GetUtcNow().AddYears(-1), 100, default));
        await StepAsync("pending work of the record", () => store.PendingAsync("demo", id!.Value, default));

        async Task StepAsync(string name, Func<Task> step)
        {
            var before = (_account.Account.Charged, Requests());
            await step();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {_account.Account.Charged - before.Charged:0.0} RU in {Requests() - before.Item2} requests (calculated)"));
        }

        int Requests() => Enum.GetValues<CosmosVerb>().Sum(_account.Account.CountOf);
    }

    private async Task MeasureAsync(string name, IRecordStore store)
    {
        var number = 0;
        var times = new ConcurrentBag<TimeSpan>();
        await RunAsync(TimeSpan.FromSeconds(3));
        times.Clear();
        var began = Stopwatch.GetTimestamp();
        await RunAsync(Lasting);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        TimeSpan[] sorted = [.. times.Order()];
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {sorted.Length / seconds:0} commits/s, median {sorted[sorted.Length / 2].TotalMilliseconds:0.0} ms, p99 {sorted[(int)(sorted.Length * 0.99)].TotalMilliseconds:0.0} ms"));

        Task RunAsync(TimeSpan lasting)
        {
            var start = Stopwatch.GetTimestamp();
            return Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
            {
                while (Stopwatch.GetElapsedTime(start) < lasting)
                {
                    var commit = Commits.Create("demo", string.Create(CultureInfo.InvariantCulture, $"THG-{Interlocked.Increment(ref number):00000000}")) with
                    {
                        NewCopies = [new CardCopy { Card = "Thing/Thing" }],
                        WakeAt = Commits.Monday,
                    };
                    var sent = Stopwatch.GetTimestamp();
                    Assert.Equal(SaveResult.Saved, await store.SaveAsync(commit, default));
                    times.Add(Stopwatch.GetElapsedTime(sent));
                }
            })));
        }
    }
}
