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

    private const int MostLooks = 20;
    private static readonly TimeSpan Near = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromHours(1);

    /// <summary>One sweep: everything of an organisation that is due now. Returns how many records were due.</summary>
    public async Task<int> SweepAsync(string organisation, CancellationToken cancel)
    {
        var seen = 0;
        var done = new HashSet<RecordId>();
        while (true)
        {
            var due = await store.DueAsync(organisation, clock.GetUtcNow(), Batch, cancel);
            var fresh = due.Where(item => done.Add(item.Record)).ToArray();
            if (fresh.Length == 0) return seen;
            // Whoever would get very many messages at once gets a list instead.
            await copies.SendListsAsync(organisation, [.. fresh.Select(item => item.Record)], cancel);
            await Parallel.ForEachAsync(fresh, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (item, _) =>
                await AttendAsync(organisation, item.Record, item, cancel));
            seen += fresh.Length;
        }
    }

    /// <summary>Does what is due on one record. A record that fails is tried again later and holds up no other.</summary>
    public Task AttendAsync(string organisation, RecordId record, CancellationToken cancel) => AttendAsync(organisation, record, null, cancel);

    private async Task AttendAsync(string organisation, RecordId record, WakeItem? item, CancellationToken cancel)
    {
        try
        {
            // An act that came meanwhile wrote a new wake item, and its cards are to go out at once too.
            for (var look = 0; look < MostLooks && !await LookAsync(organisation, record, cancel); look++)
            {
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Telemetry.PumpFailures.Add(1);
            Failed(record, e);
            if (item is not null) await PutOffAsync(item, cancel);
        }
    }

    /// <summary>False: the record moved on meanwhile, and wants another look.</summary>
    private async Task<bool> LookAsync(string organisation, RecordId record, CancellationToken cancel)
    {
        // One instant for the whole look: what falls due meanwhile is left for the next.
        var now = clock.GetUtcNow();
        if (await store.PendingAsync(organisation, record, cancel) is not { } work) return true;
        // Each step that is taken here writes a new wake item, so a later look needs the record as it is then.
        if (await RunDeadlinesAsync(work, now, cancel)) work = (await store.PendingAsync(organisation, record, cancel))!;
        work = await RunFollowUpsAsync(work, cancel);
        work = await copies.SendAsync(work, cancel);
        if (work.Wake is not { } wake) return true;
        var next = NextWake(work, now);
        if (!await store.MoveWakeAsync(wake, next, cancel)) return false;
        // A retry that is near does not wait for the next sweep.
        if (next is { } at && at - platform.Now is var wait && wait > TimeSpan.Zero && wait < Near) signal.WakeLater(organisation, record, wait, platform);
        return true;
    }

    private async Task<bool> RunDeadlinesAsync(PendingWork work, DateTimeOffset now, CancellationToken cancel)
    {
        var head = work.Head;
        if (catalogue.ByType(head.Type) is not { } workflow) return false;
        var due = workflow.DeadlinesOf(workflow.Read(head.Body), head.State).Where(d => d.At <= now).OrderBy(d => d.At).ToArray();
        foreach (var deadline in due)
        {
            var answer = await runner.RunAsync(new InboundAction
            {
                Organisation = head.Organisation,
                Actor = Actor.Clock,
                Step = deadline.Step.Id,
                Record = head.Id,
                Key = $"deadline:{head.Id}:{deadline.Name}:{InstantConverter.Text(deadline.At)}",
                Input = deadline.Input,
            }, cancel);
            if (answer is NotTaken no) DeadlineRefused(head.Id, deadline.Name, no.Refusal.Key);
        }
        return due.Length > 0;
    }

    private async Task<PendingWork> RunFollowUpsAsync(PendingWork work, CancellationToken cancel)
    {
        var left = new List<FollowUp>();
        foreach (var followUp in work.FollowUps)
        {
            if (followUp.NextAttempt > clock.GetUtcNow())
            {
                left.Add(followUp);
                continue;
            }
            var settled = followUp;
            var done = true;
            try
            {
                if (catalogue.ByStep(followUp.Step) is { } found)
                {
                    var answer = await runner.RunAsync(new InboundAction
                    {
                        Organisation = work.Head.Organisation,
                        Actor = Actor.Clock,
                        Step = followUp.Step,
                        Record = followUp.Record,
                        Key = followUp.Key,
                        Input = found.Step.Restore(followUp.Input),
                    }, cancel);
                    if (answer is NotTaken no) FollowUpRefused(work.Head.Id, followUp.Step, no.Refusal.Key);
                }
                else
                {
                    FollowUpRefused(work.Head.Id, followUp.Step, "unknown");
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Failed(work.Head.Id, e);
                done = false;
                settled = followUp with { Attempts = followUp.Attempts + 1, NextAttempt = clock.GetUtcNow() + Backoff(followUp.Attempts) };
                left.Add(settled);
            }
            await store.SettleFollowUpAsync(work.Head.Organisation, work.Head.Id, settled, done, cancel);
        }
        return work with { FollowUps = left };
    }

    private DateTimeOffset? NextWake(PendingWork work, DateTimeOffset now)
    {
        var workflow = catalogue.ByType(work.Head.Type);
        var deadlines = workflow?.DeadlinesOf(workflow.Read(work.Head.Body), work.Head.State).Select(d => d.At) ?? [];
        var all = deadlines.Where(at => at > now)
            .Concat(work.FollowUps.Select(f => f.NextAttempt))
            .Concat(work.Copies.Where(c => c.IsBehind(work.Head)).Select(c => new[] { c.NextAttempt, c.ClaimedUntil ?? default, copies.NotBefore }.Max()))
            .ToArray();
        return all.Length == 0 ? null : all.Min();
    }

    // Moved without a look at the record: it may be the look that fails. A record that was signalled has its wake item due
    // and is met by the next sweep.
    private async Task PutOffAsync(WakeItem item, CancellationToken cancel)
    {
        try
        {
            await store.MoveWakeAsync(item, clock.GetUtcNow() + FirstRetry, cancel);
        }
        catch (StoreUnavailableException)
        {
            // The wake item stands as it was; the next sweep meets it.
        }
    }

    private static TimeSpan Backoff(int attempts)
    {
        var wait = FirstRetry * Math.Pow(2, Math.Min(attempts, 16));
        return wait < LongestRetry ? wait : LongestRetry;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The pump failed on {Record}; it is tried again later")]
    private partial void Failed(RecordId record, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The deadline {Deadline} of {Record} was refused: {Reason}")]
    private partial void DeadlineRefused(RecordId record, string deadline, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A follow-up of {Record}, {Step}, was refused: {Reason}")]
    private partial void FollowUpRefused(RecordId record, string step, string reason);
}
