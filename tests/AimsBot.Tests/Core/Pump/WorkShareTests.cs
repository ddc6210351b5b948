using AimsBot.Core;
using AimsBot.Core.Pump;
using AimsBot.Core.Records;
using AimsBot.Tests.Storage.Cosmos;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace AimsBot.Tests.Core.Pump;

/// <summary>Who does the work: one replica at a time, whatever their clocks say, and soon another when it dies.</summary>
public sealed class WorkShareTests : IAsyncLifetime
{
    private const string Organisation = "demo";

    private readonly CosmosBench _cosmos = new();
    private readonly FakeTimeProvider _time = new();

    public Task InitializeAsync() => _cosmos.InitializeAsync();

    public Task DisposeAsync() => _cosmos.DisposeAsync();

    [Fact]
    public void A_host_that_is_alone_on_its_store_does_all()
    {
        using var alone = new WorkShare(null, "alone", new PlatformClock(_time));
        Assert.True(alone.IsMine(Organisation));
        Assert.False(alone.While(Organisation).CanBeCanceled);
    }

    [Fact]
    public async Task Of_two_replicas_the_first_to_look_does_the_work()
    {
        using var first = await ReplicaAsync("first");
        using var second = await ReplicaAsync("second");
        Assert.False(first.IsMine(Organisation));
        await first.LookAsync(Organisation, default);
        await second.LookAsync(Organisation, default);
        Assert.Equal((true, false), (first.IsMine(Organisation), second.IsMine(Organisation)));
    }

    [Fact]
    public async Task Whoever_renews_keeps_the_work()
    {
        using var first = await ReplicaAsync("first");
        using var second = await ReplicaAsync("second");
        await first.LookAsync(Organisation, default);
        var mine = first.While(Organisation);
        for (var tick = 0; tick < 20; tick++)
        {
            _time.Advance(WorkShare.Tick);
            await first.LookAsync(Organisation, default);
            await second.LookAsync(Organisation, default);
        }
        Assert.False(mine.IsCancellationRequested);
        Assert.False(second.IsMine(Organisation));
    }

    [Fact]
    public async Task When_the_holder_dies_another_does_the_work_within_seconds_and_not_before_the_dead_one_would_have_stopped()
    {
        using var first = await ReplicaAsync("first");
        using var second = await ReplicaAsync("second");
        await first.LookAsync(Organisation, default);
        var took = TimeSpan.Zero;
        for (; !second.IsMine(Organisation); took += WorkShare.Tick)
        {
            await second.LookAsync(Organisation, default);
            if (second.IsMine(Organisation)) break;
            _time.Advance(WorkShare.Tick);
        }
        Assert.False(first.IsMine(Organisation));
        Assert.InRange(took, WorkShare.Term, WorkShare.Patience + WorkShare.Tick);
    }

    [Fact]
    public async Task A_holder_that_could_not_renew_breaks_off_by_itself()
    {
        using var holder = await ReplicaAsync("holder");
        await holder.LookAsync(Organisation, default);
        var mine = holder.While(Organisation);
        _time.Advance(WorkShare.Term);
        Assert.True(mine.IsCancellationRequested);
    }

    [Fact]
    public async Task A_holder_that_was_paused_and_wakes_finds_that_another_has_the_work()
    {
        using var paused = await ReplicaAsync("paused");
        using var other = await ReplicaAsync("other");
        await paused.LookAsync(Organisation, default);
        await other.LookAsync(Organisation, default);
        _time.Advance(TimeSpan.FromMinutes(1));
        await other.LookAsync(Organisation, default);
        await paused.LookAsync(Organisation, default);
        Assert.Equal((false, true), (paused.IsMine(Organisation), other.IsMine(Organisation)));
    }

    [Fact]
    public async Task A_replica_that_is_told_to_stop_keeps_nobody_waiting()
    {
        using var first = await ReplicaAsync("first");
        using var second = await ReplicaAsync("second");
        await first.LookAsync(Organisation, default);
        await second.LookAsync(Organisation, default);
        await first.LeaveAsync(Organisation, default);
        await second.LookAsync(Organisation, default);
        Assert.Equal((false, true), (first.IsMine(Organisation), second.IsMine(Organisation)));
    }

    [Fact]
    public async Task An_organisation_s_lease_is_its_own()
    {
        using var first = await ReplicaAsync("first");
        using var second = await ReplicaAsync("second");
        await first.LookAsync(Organisation, default);
        await second.LookAsync("another", default);
        Assert.Equal((true, false, true), (first.IsMine(Organisation), second.IsMine(Organisation), second.IsMine("another")));
    }

    [Fact]
    public async Task A_store_that_is_away_for_a_moment_changes_no_holder()
    {
        using var holder = await ReplicaAsync("holder");
        await holder.LookAsync(Organisation, default);
        _cosmos.Account.Misbehave = _ => new CosmosDouble.Mischief.Refuses(503);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => holder.LookAsync(Organisation, default));
        Assert.True(holder.IsMine(Organisation));
    }

    [Fact]
    public async Task A_renewal_whose_answer_was_lost_is_found_to_be_one_s_own()
    {
        using var holder = await ReplicaAsync("holder");
        var lost = 0;
        _cosmos.Account.Misbehave = call => call.Verb == CosmosDouble.CosmosVerb.Write && Interlocked.Exchange(ref lost, 1) == 0 ? new CosmosDouble.Mischief.LosesAnswer(503) : null;
        await holder.LookAsync(Organisation, default);
        await holder.LookAsync(Organisation, default);
        Assert.True(holder.IsMine(Organisation));
    }

    /// <summary>Four replicas that look, sleep, stop and wake in any order.</summary>
    [Fact]
    public void Never_do_two_do_one_organisation_s_work() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 6], Gen.Int[0, 12000]).Array[5, 80].Sample(acts =>
        {
            var time = new FakeTimeProvider();
            var leases = new LeasesInMemory();
            var replicas = Enumerable.Range(0, 4).Select(i => new WorkShare(leases, $"replica-{i}", new PlatformClock(time))).ToArray();
            foreach (var (who, what, milliseconds) in acts)
            {
                if (what == 0) replicas[who].LeaveAsync(Organisation, default).GetAwaiter().GetResult();
                else if (what < 4) replicas[who].LookAsync(Organisation, default).GetAwaiter().GetResult();
                else time.Advance(TimeSpan.FromMilliseconds(milliseconds));
                if (replicas.Count(replica => replica.IsMine(Organisation)) > 1) return false;
            }
            return true;
        });

    private async Task<WorkShare> ReplicaAsync(string name) => new(await _cosmos.OpenAsync(), name, new PlatformClock(_time));

    private sealed class LeasesInMemory : IWorkLeases
    {
        private WorkLease? _lease;

        public Task<WorkLease?> LeaseAsync(string organisation, CancellationToken cancel) => Task.FromResult(_lease);

        public Task<bool> WriteLeaseAsync(string organisation, WorkLease? before, WorkLease after, CancellationToken cancel)
        {
            if (_lease != before) return Task.FromResult(false);
            _lease = after;
            return Task.FromResult(true);
        }
    }
}
