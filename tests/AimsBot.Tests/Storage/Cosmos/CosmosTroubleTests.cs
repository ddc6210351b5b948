using System.Globalization;
using AimsBot.Core.Audit;
using AimsBot.Core.Channels;
using AimsBot.Core.Records;
using AimsBot.CosmosDouble;
using AimsBot.Storage.Cosmos;
using AimsBot.Tests.Bench;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace AimsBot.Tests.Storage.Cosmos;

/// <summary>An account that is busy, away, slow or behind: nothing is lost, nothing is doubled, nothing is half.</summary>
public sealed class CosmosTroubleTests(CosmosBench cosmos) : IClassFixture<CosmosBench>, IDisposable
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(250);

    private static int NamesMade;

    public void Dispose()
    {
        cosmos.Account.Misbehave = null;
        cosmos.Account.ReadsAreStale = false;
        Assert.Empty(cosmos.Account.Complaints);
    }

    // One request of trouble, whatever it is and wherever it falls.

    [Theory]
    [InlineData("429")]
    [InlineData("449")]
    [InlineData("503")]
    [InlineData("408")]
    [InlineData("cut before")]
    [InlineData("cut after")]
    [InlineData("503 after")]
    [InlineData("408 after")]
    public async Task A_commit_that_meets_trouble_once_is_saved_once(string trouble)
    {
        var store = await cosmos.OpenAsync(TimeSpan.FromSeconds(30));
        var commit = Commits.Create("demo", NewId());
        cosmos.Account.Misbehave = OnlyOnce(CosmosVerb.Batch, Trouble(trouble));
        Assert.Equal(SaveResult.Saved, await store.SaveAsync(commit, default));
        Assert.Equal([commit.Entry.Hash], (await store.HistoryAsync("demo", commit.Head.Id, default)).Select(entry => entry.Hash));
    }

    [Theory]
    [InlineData("cut after")]
    [InlineData("503 after")]
    public async Task A_commit_whose_answer_was_lost_is_known_again_by_a_store_that_reads_behind(string trouble)
    {
        var store = await cosmos.OpenAsync(TimeSpan.FromSeconds(30));
        cosmos.Account.ReadsAreStale = true;
        var first = Commits.Create("demo", NewId());
        cosmos.Account.Misbehave = OnlyOnce(CosmosVerb.Batch, Trouble(trouble));
        Assert.Equal(SaveResult.Saved, await store.SaveAsync(first, default));
        cosmos.Account.Misbehave = OnlyOnce(CosmosVerb.Batch, Trouble(trouble));
        Assert.Equal(SaveResult.Saved, await store.SaveAsync(Commits.Follow(first.Head), default));
        Assert.Equal(2, (await store.LoadAsync("demo", first.Head.Id, default))!.Revision);
    }

    [Fact]
    public async Task A_lost_answer_does_not_make_a_rival_s_commit_one_s_own()
    {
        var (ours, theirs) = (await cosmos.OpenAsync(TimeSpan.FromSeconds(30)), await cosmos.OpenAsync());
        var commit = Commits.Create("demo", NewId());
        cosmos.Account.Misbehave = OnlyOnce(CosmosVerb.Batch, new Mischief.CutsBefore());
        var rival = theirs.SaveAsync(commit, default);
        var results = await Task.WhenAll(rival, ours.SaveAsync(commit, default));
        Assert.Single(results, SaveResult.Saved);
    }

    [Theory]
    [InlineData("cut after")]
    [InlineData("503 after")]
    public async Task A_claim_whose_answer_was_lost_is_known_again_and_is_still_one_s_alone(string trouble)
    {
        var store = await cosmos.OpenAsync(TimeSpan.FromSeconds(30));
        var commit = Commits.Create("demo", NewId()) with { NewCopies = [new CardCopy { Card = "Thing/Thing" }], WakeAt = Commits.Monday };
        await store.SaveAsync(commit, default);
        var work = (await store.PendingAsync("demo", commit.Head.Id, default))!;
        cosmos.Account.Misbehave = OnlyOnce(CosmosVerb.Write, Trouble(trouble));
        var claimed = work.Copies[0] with { ClaimedUntil = Commits.Monday.AddMinutes(1) };
        Assert.True(await store.UpdateCopyAsync("demo", commit.Head.Id, claimed, default));
        // The same words by another one are another claim.
        Assert.False(await store.UpdateCopyAsync("demo", commit.Head.Id, claimed, default));
        cosmos.Account.Misbehave = OnlyOnce(CosmosVerb.Write, Trouble(trouble));
        Assert.True(await store.MoveWakeAsync(work.Wake!, Commits.Monday.AddDays(1), default));
        Assert.False(await store.MoveWakeAsync(work.Wake!, Commits.Monday.AddDays(1), default));
    }

    [Fact]
    public async Task Whatever_fails_at_whichever_point_all_or_nothing_is_there_and_a_retry_counts_once()
    {
        var clean = await cosmos.OpenAsync();
        var troubled = await cosmos.OpenAsync(Short);
        using var bench = new CoreBench(_ => troubled);
        var actor = await bench.PersonAsync("Vera");
        Gen.Select(Plan, Plan, Gen.Bool).Sample(
            (opening, voting, stale) => PlayAsync(opening, voting, stale).GetAwaiter().GetResult(), iter: 30, threads: 1);

        async Task PlayAsync(string?[] opening, string?[] voting, bool stale)
        {
            var open = bench.Action(OpenPermit.Step, new OpenPermit("a permit") { OpenToo = ["another"] }, key: NewKey());
            var id = await TakeAsync(open, opening, stale);
            await WholeAsync(clean, id, 1);
            var vote = bench.Action(VoteOnPermit.Step, new VoteOnPermit(), id, actor, key: NewKey());
            await TakeAsync(vote, voting, stale);
            var head = await WholeAsync(clean, id, 2);
            Assert.Single(head.Read<Permit>().Votes);
        }

        // Tried until the answer comes, as a platform does; what was answered for is there.
        async Task<RecordId> TakeAsync(InboundAction action, string?[] plan, bool stale)
        {
            cosmos.Account.ReadsAreStale = stale;
            var next = 0;
            cosmos.Account.Misbehave = _ => Interlocked.Increment(ref next) is var number && number <= plan.Length && plan[number - 1] is { } trouble ? Trouble(trouble) : null;
            for (var attempt = 0; ; attempt++)
            {
                try
                {
                    var kept = Assert.IsType<Kept>(await bench.Runner.RunAsync(action, default));
                    cosmos.Account.Misbehave = null;
                    cosmos.Account.ReadsAreStale = false;
                    return kept.Head.Id;
                }
                catch (StoreUnavailableException) when (attempt < 50)
                {
                    // A platform that tries again later.
                }
            }
        }
    }

    [Fact]
    public async Task Of_a_commit_that_never_gets_through_nothing_is_there()
    {
        var store = await cosmos.OpenAsync(Short);
        var commit = Commits.Create("demo", NewId());
        cosmos.Account.Misbehave = call => call.Verb == CosmosVerb.Batch ? new Mischief.Refuses(503) : null;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.SaveAsync(commit, default));
        cosmos.Account.Misbehave = null;
        Assert.Null(await store.LoadAsync("demo", commit.Head.Id, default));
        Assert.Empty(await store.HistoryAsync("demo", commit.Head.Id, default));
    }

    [Fact]
    public async Task A_creation_that_is_tried_again_after_its_answer_was_lost_for_good_meets_itself()
    {
        using var bench = new CoreBench(_ => cosmos.OpenAsync(Short).GetAwaiter().GetResult());
        var open = bench.Action(OpenPermit.Step, new OpenPermit("once"), key: NewKey());
        var reads = 0;
        cosmos.Account.Misbehave = call => call.Verb == CosmosVerb.Batch ? new Mischief.LosesAnswer(503)
            : Interlocked.Increment(ref reads) > 1 ? new Mischief.Refuses(503) : null;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => bench.Runner.RunAsync(open, default));
        cosmos.Account.Misbehave = null;
        var kept = Assert.IsType<Kept>(await bench.Runner.RunAsync(open, default));
        Assert.True(kept.Repeated);
        await WholeAsync(await cosmos.OpenAsync(), kept.Head.Id, 1);
    }

    // Busy.

    [Fact]
    public async Task A_wait_that_the_account_asks_for_is_waited()
    {
        var clock = new FakeTimeProvider();
        using var database = await CosmosDatabase.OpenAsync(cosmos.Settings, TimeProvider.System, default);
        var store = new CosmosRecordStore(database, clock, TimeSpan.FromHours(1));
        cosmos.Account.Misbehave = OnlyOnce(CosmosVerb.Batch, Mischief.Throttle(1500));
        var began = clock.GetUtcNow();
        var saving = store.SaveAsync(Commits.Create("demo", NewId()), default);
        await Eventually.TrueAsync(() =>
        {
            clock.Advance(TimeSpan.FromMilliseconds(50));
            return saving.IsCompleted;
        });
        Assert.Equal(SaveResult.Saved, await saving);
        Assert.True(clock.GetUtcNow() - began >= TimeSpan.FromMilliseconds(1500));
    }

    [Fact]
    public async Task A_wait_beyond_the_caller_s_patience_is_not_waited_but_said()
    {
        var store = await cosmos.OpenAsync();
        var requests = 0;
        cosmos.Account.Misbehave = _ =>
        {
            Interlocked.Increment(ref requests);
            return Mischief.Throttle(60_000);
        };
        var busy = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.SaveAsync(Commits.Create("demo", NewId()), default));
        Assert.Equal(("The store is busy: try again in a moment.", 1), (busy.Message, requests));
    }

    [Fact]
    public async Task Who_waits_longer_than_may_be_is_told_and_what_lands_later_is_met_by_the_retry()
    {
        var land = new TaskCompletionSource();
        var store = await cosmos.OpenAsync(TimeSpan.FromSeconds(30));
        using var bench = new CoreBench(_ => cosmos.OpenAsync(Short).GetAwaiter().GetResult());
        var open = bench.Action(OpenPermit.Step, new OpenPermit("slow"), key: NewKey());
        var id = RecordId.Derive("PMT", "demo", open.Key, 0);
        cosmos.Account.Misbehave = OnlyOnce(CosmosVerb.Batch, new Mischief.Waits(land.Task));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => bench.Runner.RunAsync(open, default));
        land.SetResult();
        await Eventually.TrueAsync(() => store.LoadAsync("demo", id, default).GetAwaiter().GetResult() is not null);
        Assert.True(Assert.IsType<Kept>(await bench.MakeRunner(store).RunAsync(open, default)).Repeated);
        Assert.Single(await store.HistoryAsync("demo", id, default));
    }

    [Fact]
    public async Task A_caller_that_gives_up_gets_its_own_cancellation()
    {
        var store = await cosmos.OpenAsync();
        using var cancel = new CancellationTokenSource();
        cosmos.Account.Misbehave = _ =>
        {
            cancel.Cancel();
            return Mischief.Throttle(1);
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.LoadAsync("demo", new RecordId(NewId()), cancel.Token));
    }

    // Rivals.

    [Fact]
    public async Task Many_writers_of_two_processes_that_read_behind_lose_no_update()
    {
        IRecordStore[] stores = [await cosmos.OpenAsync(TimeSpan.FromSeconds(30)), await cosmos.OpenAsync(TimeSpan.FromSeconds(30))];
        var first = Commits.Create("demo", NewId());
        await stores[0].SaveAsync(first, default);
        cosmos.Account.ReadsAreStale = true;
        await Task.WhenAll(Enumerable.Range(0, 32).Select(writer => Task.Run(async () =>
        {
            var store = stores[writer % 2];
            while (true)
            {
                var head = (await store.LoadAsync("demo", first.Head.Id, default))!;
                var next = Commits.Follow(head, h => h with { WaitsFor = [.. h.WaitsFor, $"writer-{writer}"] });
                if (await store.SaveAsync(next, default) == SaveResult.Saved) return;
            }
        })));
        cosmos.Account.ReadsAreStale = false;
        Assert.Equal(32, (await stores[0].LoadAsync("demo", first.Head.Id, default))!.WaitsFor.Distinct().Count());
    }

    [Fact]
    public async Task A_step_that_another_process_came_before_is_decided_again_on_the_new_state()
    {
        using var ours = new CoreBench(_ => cosmos.OpenAsync().GetAwaiter().GetResult());
        var theirs = ours.MakeRunner(await cosmos.OpenAsync());
        var actor = await ours.PersonAsync("Rita");
        var id = (await ours.KeepAsync(OpenPermit.Step, new OpenPermit("contested"), key: NewKey())).Id;
        await ours.Store.LoadAsync("demo", id, default);
        cosmos.Account.ReadsAreStale = true;
        Assert.IsType<Kept>(await theirs.RunAsync(ours.Action(NudgePermit.Step, new NudgePermit(), id, actor, key: NewKey()), default));
        // This process cannot see the other's act until its own is refused.
        var kept = Assert.IsType<Kept>(await ours.Runner.RunAsync(ours.Action(NudgePermit.Step, new NudgePermit(), id, actor, key: NewKey()), default));
        Assert.Equal((3, 2), (kept.Head.Revision, kept.Head.Read<Permit>().Nudges));
    }

    [Fact]
    public async Task An_act_that_another_process_has_kept_is_answered_with_its_receipt_although_it_cannot_be_seen_yet()
    {
        using var ours = new CoreBench(_ => cosmos.OpenAsync().GetAwaiter().GetResult());
        var theirs = ours.MakeRunner(await cosmos.OpenAsync());
        cosmos.Account.ReadsAreStale = true;
        var open = ours.Action(OpenPermit.Step, new OpenPermit("twice delivered"), key: NewKey());
        var first = Assert.IsType<Kept>(await theirs.RunAsync(open, default));
        var second = Assert.IsType<Kept>(await ours.Runner.RunAsync(open, default));
        Assert.Equal((first.Head.Id, true), (second.Head.Id, second.Repeated));
    }

    private static readonly string?[] Troubles = [null, null, "429", "449", "503", "408", "cut before", "cut after", "503 after", "408 after"];

    /// <summary>What happens to one request after the other.</summary>
    private static readonly Gen<string?[]> Plan = Gen.Int[0, Troubles.Length - 1].Select(i => Troubles[i]).Array[0, 12];

    private static string NewId() => string.Create(CultureInfo.InvariantCulture, $"THG-TRBL-{Interlocked.Increment(ref NamesMade):0000}");

    private static string NewKey() => string.Create(CultureInfo.InvariantCulture, $"trouble-{Interlocked.Increment(ref NamesMade)}");

    private static Mischief Trouble(string name) => name switch
    {
        "429" => Mischief.Throttle(1),
        "cut before" => new Mischief.CutsBefore(),
        "cut after" => new Mischief.CutsAfter(),
        _ when name.Split(' ') is [var status, "after"] => new Mischief.LosesAnswer(int.Parse(status, CultureInfo.InvariantCulture)),
        _ => new Mischief.Refuses(int.Parse(name, CultureInfo.InvariantCulture)),
    };

    private static Func<CosmosCall, Mischief?> OnlyOnce(CosmosVerb verb, Mischief mischief)
    {
        var done = 0;
        return call => call.Verb == verb && Interlocked.Exchange(ref done, 1) == 0 ? mischief : null;
    }

    /// <summary>A record of so many acts with each of its entries, its follow-ups and its wake item; none of it half.</summary>
    private static async Task<Head> WholeAsync(CosmosRecordStore store, RecordId id, int revisions)
    {
        var work = (await store.PendingAsync("demo", id, default))!;
        var history = await store.HistoryAsync("demo", id, default);
        Assert.Null(AuditChain.Verify(work.Head, history).Fault);
        Assert.Equal((revisions, revisions), (work.Head.Revision, history.Count));
        Assert.Equal(work.Head.Revision, work.Head.Acts.Count);
        Assert.Equal(work.FollowUps.Count > 0, work.Wake is not null);
        return work.Head;
    }
}
