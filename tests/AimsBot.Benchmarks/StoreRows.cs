using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using AimsBot.Core.Audit;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.Iso42001;
using AimsBot.Core.People;
using AimsBot.Core.Pump;
using AimsBot.Core.Records;
using AimsBot.Core.Reminders;
using AimsBot.Storage.Sqlite;
using AimsBot.Workflows.Audits;
using AimsBot.Workflows.IncidentReport;
using AimsBot.Workflows.People;
using AimsBot.Workflows.Policies;
using AimsBot.Workflows.Reviews;

namespace AimsBot.Benchmarks;

/// <summary>The SQLite store and the pump over it, in this process.</summary>
internal static class StoreRows
{
    private const string Organisation = Bench.Organisation;
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

    /// <summary>A campaign to very many people: queued, looked at, swept on a morning when some of them have a rung, and confirmed.</summary>
    public static async Task CampaignAsync(Table table)
    {
        foreach (var people in new[] { 10_000, 100_000 })
        {
            await using var bench = await Bench.OpenAsync();
            var lead = await bench.JoinAsync("author", Role.ComplianceLead);
            var second = await bench.JoinAsync("second", Role.ComplianceLead);
            var asked = new ConcurrentBag<Actor>();
            await Parallel.ForEachAsync(Enumerable.Range(0, people), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, _) =>
            {
                // Whose weekend is Thursday and Friday works on Sunday.
                var details = new PersonDetails { Name = $"p{i}", TimeZone = "Etc/UTC", Country = i < Due ? "AF" : null, Accounts = [new ChatAccount(ChannelNames.Slack, "T0BENCH", $"U{i}")] };
                asked.Add(Actor.Of(Person.From((await bench.TakeAsync(Actor.Operator, AddPerson.Step, new AddPerson(details), null)).Head)));
            });
            var saturday = NextSaturday(TimeProvider.System.GetUtcNow());
            bench.Clock.Ahead = saturday - TimeProvider.System.GetUtcNow();
            var policy = (await bench.TakeAsync(lead, DraftPolicy.Step, new DraftPolicy("Assistants", PolicyKind.AcceptableUse, "Use the approved ones.", "author@example.com", null, 12, null), null)).Head;
            await bench.TakeAsync(second, ApprovePolicy.Step, new ApprovePolicy(Significance.Material, "good"), policy.Id);
            var due = DateOnly.FromDateTime(saturday.UtcDateTime).AddDays(8);
            var campaign = (await bench.TakeAsync(lead, StartCampaign.Step, new StartCampaign(policy.Id.Value, AudienceKind.Everyone, null, due, 14, Ladder.ShortTasks), null)).Head;

            GC.Collect();
            var (before, most, began, worked) = (Environment.WorkingSet, 0L, Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            using (new Timer(_ => most = Math.Max(most, Environment.WorkingSet), null, 0, 50)) await bench.Get<RecordPump>().AttendAsync(Organisation, campaign.Id, default);
            var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            table.Add($"a campaign to {people:#,0} people queued", $"{people / seconds:#,0}/s, {Math.Max(0, most - before) / 1e6:#,0} MB more at most", $"{most / 1e6:#,0} MB in all, {(Environment.CpuUsage.TotalTime - worked).TotalSeconds:0.0} s of processor time");

            var head = (await bench.Get<IRecordStore>().LoadAsync(Organisation, campaign.Id, default))!;
            began = Stopwatch.GetTimestamp();
            await bench.Get<CardMaker>().RecordAsync(bench.Settings.Organisation, head, lead.Person!, default);
            table.Add("its card, with every figure counted", $"{Stopwatch.GetElapsedTime(began).TotalMilliseconds:0.0} ms");

            began = Stopwatch.GetTimestamp();
            var asleep = await bench.Get<RecordPump>().SweepAsync(Organisation, default);
            table.Add($"a sweep in which {asleep:#,0} messages are put off to the morning of those who get them", $"{Stopwatch.GetElapsedTime(began).TotalSeconds:0.00} s");

            bench.Clock.Ahead += saturday.AddHours(15) - bench.Clock.GetUtcNow();
            began = Stopwatch.GetTimestamp();
            var found = await bench.Get<RecordPump>().SweepAsync(Organisation, default);
            table.Add($"a sweep over its deadlines with {found:#,0} due, each reminded", $"{Stopwatch.GetElapsedTime(began).TotalSeconds:0.00} s");

            var readers = asked.Take(5_000).ToArray();
            began = Stopwatch.GetTimestamp();
            await Parallel.ForEachAsync(readers, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (reader, _) =>
                await bench.TakeAsync(reader, Acknowledge.Step, new Acknowledge(), AcknowledgementWorkflow.IdOf(Organisation, campaign.Id, "1.0", reader.Person!.Id)));
            table.Add("acknowledging, 32 people at once", $"{readers.Length / Stopwatch.GetElapsedTime(began).TotalSeconds:#,0}/s");
        }

        static DateTimeOffset NextSaturday(DateTimeOffset now) => new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(7 + ((DayOfWeek.Saturday - now.DayOfWeek + 7) % 7)).AddHours(18);
    }

    /// <summary>
    /// Audits of every requirement, answered by one auditor alone and by 32 at once, beside as many clicks on incidents, both when all
    /// of it is compiled; and the coverage that a dozen of them give.
    /// </summary>
    public static async Task AuditAsync(Table table)
    {
        const int atOnce = 32;
        const int issued = 12;
        await using var bench = await Bench.OpenAsync();
        var planner = await bench.JoinAsync("planner", Role.ComplianceLead);
        var handler = await bench.JoinAsync("handler", Role.IncidentHandler);
        var audits = new List<(Actor Auditor, RecordId Audit, RecordId List)>();
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        for (var i = 0; i < (3 * atOnce) + 1; i++)
        {
            var auditor = await bench.JoinAsync($"auditor{i}", Role.InternalAuditor);
            var plan = new PlanAudit("Everything", "does it work", "our own rules", "samples", ["all"], $"auditor{i}@example.com", [], today, today.AddDays(30));
            var audit = (await bench.TakeAsync(planner, PlanAudit.Step, plan, null)).Head.Id;
            await bench.TakeAsync(auditor, StartAudit.Step, new StartAudit(), audit);
            await bench.Get<RecordPump>().AttendAsync(Organisation, audit, default);
            audits.Add((auditor, audit, AuditWorkflow.ChecklistOf(Organisation, audit, auditor.Person!.Id)));
        }

        var conforms = new AnswerItem(AuditResult.Conforms, null, null, null, "https://example.com/minutes", null);
        var incidents = new List<RecordId[]>();
        for (var i = 0; i < audits.Count; i++)
        {
            var share = new RecordId[Requirements.All.Count];
            for (var k = 0; k < share.Length; k++) share[k] = await bench.ReportAsync((i * share.Length) + k, "to be taken on");
            incidents.Add(share);
        }
        // In turn, so that neither finds the machine or the file in another state.
        var (answers, clicks) = (0.0, 0.0);
        for (var turn = 0; turn < 3; turn++)
        {
            answers = await RateAsync(audits.Skip(turn * atOnce).Take(atOnce), AnswerAsync);
            clicks = await RateAsync(incidents.Skip(turn * atOnce).Take(atOnce), ClickAsync);
        }
        var answer = 1000 / await RateAsync(audits.Skip(3 * atOnce), AnswerAsync);
        var click = 1000 / await RateAsync(incidents.Skip(3 * atOnce), ClickAsync);
        table.Add($"answering an item of an audit of {Requirements.All.Count}, one auditor", $"{answer:0.00} ms", $"a click on an incident: {click:0.00} ms");
        table.Add($"answering an item of an audit of {Requirements.All.Count}, {atOnce} auditors at once", $"{answers:#,0}/s", $"a click on an incident: {clicks:#,0}/s");

        while (await bench.Get<RecordPump>().SweepAsync(Organisation, default) > 0) continue;
        foreach (var (auditor, audit, _) in audits.Take(issued))
        {
            await bench.TakeAsync(auditor, DraftReport.Step, new DraftReport(), audit);
            await bench.TakeAsync(auditor, IssueReport.Step, new IssueReport(), audit);
        }
        var visit = new Visit(bench.Settings.Organisation, planner.Person!, ChannelNames.Slack);
        await bench.Get<AuditDesk>().StatusAsync(visit, default);
        var began = Stopwatch.GetTimestamp();
        await bench.Get<AuditDesk>().StatusAsync(visit, default);
        table.Add($"the programme's coverage, {Requirements.All.Count} items and {issued} audits", $"{Stopwatch.GetElapsedTime(began).TotalMilliseconds:0.0} ms");

        async Task<int> AnswerAsync((Actor Auditor, RecordId Audit, RecordId List) one)
        {
            foreach (var _ in Requirements.All) await bench.TakeAsync(one.Auditor, AnswerItem.Step, conforms, one.List);
            return Requirements.All.Count;
        }

        async Task<int> ClickAsync(RecordId[] share)
        {
            foreach (var incident in share) await bench.TakeAsync(handler, TakeIncident.Step, new TakeIncident(), incident);
            return share.Length;
        }

        static async Task<double> RateAsync<T>(IEnumerable<T> shares, Func<T, Task<int>> work)
        {
            var began = Stopwatch.GetTimestamp();
            var done = await Task.WhenAll(shares.Select(share => Task.Run(() => work(share))));
            return done.Sum() / Stopwatch.GetElapsedTime(began).TotalSeconds;
        }
    }

    /// <summary>A management review that collects its inputs from very many records.</summary>
    public static async Task ReviewAsync(Table table)
    {
        const int records = 100_000;
        await using var bench = await Bench.OpenAsync();
        var lead = await bench.JoinAsync("author", Role.ComplianceLead);
        await bench.JoinAsync("chair", Role.TopManagement);
        await Parallel.ForEachAsync(Enumerable.Range(0, records), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, _) => await bench.ReportAsync(i, "one of very many"));
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var review = (await bench.TakeAsync(lead, PlanReview.Step, new PlanReview("The year", "it is due", today.AddDays(7), today.AddMonths(-6), today, 12, "chair@example.com", []), null)).Head.Id;
        foreach (var input in ReviewInputs.Required) await bench.TakeAsync(lead, NoteInput.Step, new NoteInput(input, "nothing to add"), review);
        var began = Stopwatch.GetTimestamp();
        await bench.TakeAsync(lead, MakePack.Step, new MakePack(), review);
        table.Add($"a review's pack over {records:#,0} records", $"{Stopwatch.GetElapsedTime(began).TotalSeconds:0.00} s");
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
}
