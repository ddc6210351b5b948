using System.Collections.Concurrent;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using Microsoft.Extensions.Logging;

namespace AimsBot.Core.Pump;

/// <summary>
/// Does what is due on records: takes the steps of deadlines and follow-ups, and brings card copies up to date. Whatever
/// it does twice counts once, so it may be killed at any point and started anywhere.
/// </summary>
public sealed partial class RecordPump(
    Catalogue catalogue, IRecordStore store, StepRunner runner, CopySender copies, PumpSignal signal, TimeProvider clock, PlatformClock platform, ILogger<RecordPump> log)
{
    private const int Batch = 500;

    /// <summary>How many records are attended to at once: sending mostly waits for the platform.</summary>
    public const int AtOnce = 8;

    // So many that the store has a whole group of commits at hand while the next ones are made.
    private const int FollowUpsAtOnce = 128;

    // Few enough for several processors to have a part in a page.
    private const int Together = 64;

    // One is made while the store writes the other: more of them would only lie in memory, for the collector to carry about.
    private const int GroupsAtOnce = 2;

    // So that the store need not wait for the one that is being made; each is held in memory.
    private const int PagesAtOnce = 2;

    private const int MostLooks = 20;

    // Later than the sweep that leaves it, so that what is left for its end does not stand in the way of what else is due.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Near = TimeSpan.FromMinutes(1);
    private static readonly Backoff Retries = new(TimeSpan.FromSeconds(10), TimeSpan.FromHours(1));

    /// <summary>One sweep: everything of an organisation that is due now. Returns how many records were due.</summary>
    public async Task<int> SweepAsync(string organisation, CancellationToken cancel)
    {
        var seen = 0;
        var done = new HashSet<RecordId>();
        var ready = new ConcurrentBag<(RecordId Person, string? Channel, RecordId Record)>();
        while (true)
        {
            var due = await store.DueAsync(organisation, clock.GetUtcNow(), Batch, cancel);
            var fresh = due.Where(item => done.Add(item.Record)).ToArray();
            if (fresh.Length == 0) break;
            // Whoever would get very many messages at once gets a list instead.
            await copies.SendListsAsync(organisation, [.. fresh.Select(item => item.Record)], cancel);
            await Parallel.ForEachAsync(fresh, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (item, _) =>
                await AttendAsync(organisation, item.Record, item, ready, cancel));
            seen += fresh.Length;
        }
        await SendCampaignsAsync(organisation, [.. ready], cancel);
        return seen;
    }

    // Campaigns and reminders go out when all that is due was looked at: only then is it known what one person gets.
    private async Task SendCampaignsAsync(string organisation, IReadOnlyList<(RecordId Person, string? Channel, RecordId Record)> ready, CancellationToken cancel)
    {
        var several = ready.GroupBy(r => (r.Person, r.Channel)).Select(g => (g.Key, Records: g.Select(r => r.Record).Distinct().ToArray())).Where(g => g.Records.Length > 1);
        foreach (var (reader, records) in several) await copies.SendCampaignListAsync(organisation, reader.Person, reader.Channel, records, cancel);
        await Parallel.ForEachAsync(ready.Select(r => r.Record).Distinct(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (record, _) =>
            await AttendAsync(organisation, record, null, [], cancel, campaigns: true));
    }

    /// <summary>Does what is due on one record. A record that fails is tried again later and holds up no other.</summary>
    public Task AttendAsync(string organisation, RecordId record, CancellationToken cancel) => AttendAsync(organisation, record, null, [], cancel);

    /// <summary>Does what is due on every record of a type, however much else is due.</summary>
    public async Task AttendTypeAsync(string organisation, string type, CancellationToken cancel)
    {
        string? from = null;
        do
        {
            var page = await store.QueryAsync(organisation, new RecordQuery { Type = type, Continuation = from }, cancel);
            foreach (var head in page.Heads) await AttendAsync(organisation, head.Id, cancel);
            from = page.Continuation;
        }
        while (from is not null);
    }

    /// <param name="ready">Where is written what of the third lane waits for the end of the sweep.</param>
    private async Task AttendAsync(
        string organisation, RecordId record, WakeItem? item, ConcurrentBag<(RecordId Person, string? Channel, RecordId Record)> ready, CancellationToken cancel, bool campaigns = false)
    {
        try
        {
            // An act that came meanwhile wrote a new wake item, and its cards are to go out at once too.
            for (var look = 0; look < MostLooks;)
            {
                var seen = await LookAsync(organisation, record, ready, campaigns, cancel);
                if (seen == Look.AllDone) break;
                if (seen == Look.MovedOn) look++;
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Telemetry.PumpFailures.Add(1);
            Failed(record, e);
            if (item is not null) await PutOffAsync(item, cancel);
        }
    }

    private enum Look
    {
        AllDone,

        /// <summary>An act came meanwhile.</summary>
        MovedOn,

        /// <summary>A step of the clock made another one due at once, or left something to do.</summary>
        MoreDue,
    }

    private async Task<Look> LookAsync(
        string organisation, RecordId record, ConcurrentBag<(RecordId Person, string? Channel, RecordId Record)> ready, bool campaigns, CancellationToken cancel)
    {
        // One instant for the whole look: what falls due meanwhile is left for the next.
        var now = clock.GetUtcNow();
        if (await store.PendingAsync(organisation, record, cancel) is not { } work) return Look.AllDone;
        var (tried, begun) = (new HashSet<string>(), work.FollowUps.Select(f => f.Number).ToHashSet());
        var followed = await RunAsync(work, now, tried, begun, cancel);
        // Each step that is taken here writes a new wake item, so a later look needs the record as it is then.
        work = tried.Count > 0 ? (await store.PendingAsync(organisation, record, cancel))! : followed;
        work = await copies.SendAsync(work, campaigns, cancel);
        if (!campaigns)
        {
            foreach (var (person, channel) in copies.ReadyForSweep(work)) ready.Add((person, channel, record));
        }
        if (tried.Count > 0 && (DueOf(work.Head, now).Any(d => !tried.Contains(KeyOf(work.Head, d))) || work.FollowUps.Any(f => !begun.Contains(f.Number)))) return Look.MoreDue;
        if (work.Wake is not { } wake) return Look.AllDone;
        var next = NextWake(work, now);
        if (!await store.MoveWakeAsync(wake, next, cancel)) return Look.MovedOn;
        // A retry that is near does not wait for the next sweep.
        if (next is { } at && at - platform.Now is var wait && wait > TimeSpan.Zero && wait < Near) signal.WakeLater(organisation, record, wait, platform);
        return Look.AllDone;
    }

    private IEnumerable<Deadline> DueOf(Head head, DateTimeOffset now) =>
        catalogue.ByType(head.Type) is { } workflow ? workflow.DeadlinesOf(workflow.Read(head), head.State).Where(d => d.At <= now) : [];

    private static string KeyOf(Head head, Deadline deadline) => $"deadline:{head.Id}:{deadline.Name}:{InstantConverter.Text(deadline.At)}";

    /// <summary>
    /// Does what was left to be done, takes the steps that are due, and goes on with what they leave and make due: what one page of a
    /// campaign left is still being done while the next are taken.
    /// </summary>
    /// <param name="tried">The keys of the acts that were tried are added to it.</param>
    /// <param name="begun">The numbers of the follow-ups that were begun are added to it.</param>
    private async Task<PendingWork> RunAsync(PendingWork work, DateTimeOffset now, HashSet<string> tried, HashSet<int> begun, CancellationToken cancel)
    {
        var first = RunFollowUpsAsync(work, cancel);
        var underWay = new Queue<Task>([first]);
        try
        {
            var next = await RunDeadlinesAsync(work.Head, now, tried, cancel);
            for (var under = work; next.FollowUps.Count > 0; under = next, next = await RunDeadlinesAsync(next.Head, now, tried, cancel))
            {
                // What goes to records that are there keeps its order.
                var most = under.FollowUps.All(Creates) && next.FollowUps.All(Creates) ? PagesAtOnce : 1;
                while (underWay.Count >= most) await underWay.Dequeue();
                begun.UnionWith(next.FollowUps.Select(f => f.Number));
                underWay.Enqueue(RunFollowUpsAsync(next, cancel));
            }
        }
        finally
        {
            await Task.WhenAll(underWay);
        }
        return await first;
    }

    /// <summary>The record after the steps that are due and were not tried, with what they left to be done.</summary>
    private async Task<PendingWork> RunDeadlinesAsync(Head head, DateTimeOffset now, HashSet<string> tried, CancellationToken cancel)
    {
        var left = new PendingWork(head, [], [], null);
        foreach (var deadline in DueOf(head, now).OrderBy(d => d.At).ToArray())
        {
            if (!tried.Add(KeyOf(head, deadline))) continue;
            var answer = await runner.RunAsync(new InboundAction
            {
                Organisation = head.Organisation,
                Actor = Actor.Clock,
                Step = deadline.Step.Id,
                Record = head.Id,
                Key = KeyOf(head, deadline),
                Input = deadline.Input,
            }, cancel);
            if (answer is NotTaken no) DeadlineRefused(head.Id, deadline.Name, no.Refusal.Key);
            if (answer is Kept { Repeated: false } kept) left = left with { Head = kept.Head, FollowUps = [.. left.FollowUps, .. kept.FollowUps] };
        }
        return left;
    }

    private async Task<PendingWork> RunFollowUpsAsync(PendingWork work, CancellationToken cancel)
    {
        if (work.FollowUps.Count == 0) return work;
        var now = clock.GetUtcNow();
        var (again, done) = (new ConcurrentBag<FollowUp>(), new ConcurrentBag<int>());
        var left = work.FollowUps.Where(f => f.NextAttempt > now).ToArray();
        var due = work.FollowUps.Where(f => f.NextAttempt <= now).ToArray();
        // A campaign's hundreds, of which each makes a record, go some at a time; what goes to one record keeps its order.
        var together = due.Where(Creates).Chunk(Together);
        var inOrder = due.Where(f => !Creates(f)).GroupBy(f => f.Record?.Value ?? f.Key).Select(group => group.ToArray());
        await Task.WhenAll(EachAsync(together, GroupsAtOnce, CreateAsync), EachAsync(inOrder, FollowUpsAtOnce, RunInOrderAsync));
        // Where the process dies before this, they are run once more, and each is one act.
        if (!done.IsEmpty || !again.IsEmpty) await SettleAsync(done, again);
        return work with { FollowUps = [.. left, .. again] };

        Task EachAsync(IEnumerable<FollowUp[]> groups, int atOnce, Func<FollowUp[], Task> run) =>
            Parallel.ForEachAsync(groups, new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancel }, async (group, _) => await run(group));

        async Task CreateAsync(FollowUp[] group)
        {
            if (group.Length == 1 || !await CreateEachAsync(work, group)) await RunInOrderAsync(group);
            else foreach (var followUp in group) done.Add(followUp.Number);
        }

        async Task RunInOrderAsync(FollowUp[] group)
        {
            foreach (var followUp in group)
            {
                if (await RunFollowUpAsync(work, followUp) is { } later) again.Add(later);
                // A record knows its last acts again, and not those of a long row.
                else if (group.Length > 1 && !Creates(followUp)) await SettleAsync([followUp.Number], []);
                else done.Add(followUp.Number);
            }
        }

        Task SettleAsync(IEnumerable<int> numbers, IEnumerable<FollowUp> later) =>
            store.SettleFollowUpsAsync(work.Head.Organisation, work.Head.Id, numbers.ToHashSet(), [.. later], CancellationToken.None);
    }

    private bool Creates(FollowUp followUp) => followUp.Record is null && catalogue.ByStep(followUp.Step)?.Workflow is not null;

    /// <summary>False: something is wrong with one of them at least, and each is to be tried by itself.</summary>
    private async Task<bool> CreateEachAsync(PendingWork work, IReadOnlyList<FollowUp> followUps)
    {
        try
        {
            var answers = await runner.CreateEachAsync([.. followUps.Select(followUp => ActionOf(work, followUp, catalogue.ByStep(followUp.Step)!.Value.Step))]);
            foreach (var (followUp, answer) in followUps.Zip(answers)) Told(work, followUp, answer);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>None: it is done.</summary>
    private async Task<FollowUp?> RunFollowUpAsync(PendingWork work, FollowUp followUp)
    {
        try
        {
            if (catalogue.ByStep(followUp.Step) is { } found) Told(work, followUp, await runner.RunAsync(ActionOf(work, followUp, found.Step), CancellationToken.None));
            else FollowUpRefused(work.Head.Id, followUp.Step, "unknown");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Failed(work.Head.Id, e);
            return followUp with { Attempts = followUp.Attempts + 1, NextAttempt = clock.GetUtcNow() + Retries.After(followUp.Attempts) };
        }
        return null;
    }

    private static InboundAction ActionOf(PendingWork work, FollowUp followUp, Step step) => new()
    {
        Organisation = work.Head.Organisation,
        Actor = Actor.Clock,
        Step = followUp.Step,
        Record = followUp.Record,
        Key = followUp.Key,
        Input = step.Restore(followUp.Input),
    };

    private void Told(PendingWork work, FollowUp followUp, StepAnswer answer)
    {
        if (answer is NotTaken no) FollowUpRefused(work.Head.Id, followUp.Step, no.Refusal.Key);
    }

    private DateTimeOffset? NextWake(PendingWork work, DateTimeOffset now)
    {
        var workflow = catalogue.ByType(work.Head.Type);
        var deadlines = workflow?.DeadlinesOf(workflow.Read(work.Head), work.Head.State).Select(d => d.At) ?? [];
        var all = deadlines.Where(at => at > now)
            .Concat(work.FollowUps.Select(f => f.NextAttempt))
            .Concat(work.Copies.Where(c => c.IsBehind(work.Head)).Select(c => new[] { c.NextAttempt, c.ClaimedUntil ?? default, c.NotBefore ?? default, copies.NotBefore, c.WaitsForSweep ? now + Moment : default }.Max()))
            .ToArray();
        if (all.Length == 0) return null;
        // What another sender was faster with is due now, and not since the beginning of time.
        var next = all.Min();
        return next > now ? next : now;
    }

    // Moved without a look at the record: it may be the look that fails. A record that was signalled has its wake item due
    // and is met by the next sweep.
    private async Task PutOffAsync(WakeItem item, CancellationToken cancel)
    {
        try
        {
            await store.MoveWakeAsync(item, clock.GetUtcNow() + Retries.First, cancel);
        }
        catch (StoreUnavailableException)
        {
            // The wake item stands as it was; the next sweep meets it.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The pump failed on {Record}; it is tried again later")]
    private partial void Failed(RecordId record, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The deadline {Deadline} of {Record} was refused: {Reason}")]
    private partial void DeadlineRefused(RecordId record, string deadline, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A follow-up of {Record}, {Step}, was refused: {Reason}")]
    private partial void FollowUpRefused(RecordId record, string step, string reason);
}
