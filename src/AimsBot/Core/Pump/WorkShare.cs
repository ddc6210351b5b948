using System.Collections.Concurrent;
using AimsBot.Core.Records;

namespace AimsBot.Core.Pump;

/// <summary>
/// Which organisations' work this replica does. A lease is renewed again and again; whoever sees one stand still for longer
/// than its term takes it over. No instant is ever written down, so that clocks that disagree do not matter: each replica
/// measures how long by its own.
/// </summary>
/// <param name="leases">None: this host is alone on its store, and does all.</param>
/// <param name="replica">A name that no other replica has.</param>
public sealed class WorkShare(IWorkLeases? leases, string replica, PlatformClock clock) : IDisposable
{
    /// <summary>How long a holder goes on that could not renew: it stops by itself before anybody takes over.</summary>
    public static readonly TimeSpan Term = TimeSpan.FromSeconds(5);

    /// <summary>How long a lease must have stood still before another replica takes it.</summary>
    public static readonly TimeSpan Patience = Term + TimeSpan.FromSeconds(1);

    /// <summary>How often a lease is renewed or looked at.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromSeconds(1.5);

    private readonly ConcurrentDictionary<string, Seen> _seen = [];
    private readonly ConcurrentDictionary<string, Tenure> _tenures = [];

    /// <summary>Whether several hosts may be on the store.</summary>
    public bool IsShared => leases is not null;

    /// <summary>
    /// Ends when this replica no longer does the organisation's work; cancelled already where it does not. A send that is
    /// under way then is broken off, because another replica may begin.
    /// </summary>
    public CancellationToken While(string organisation) =>
        leases is null ? CancellationToken.None
            : _tenures.TryGetValue(organisation, out var tenure) && tenure.Lasts(clock) ? tenure.Token
            : new CancellationToken(canceled: true);

    public bool IsMine(string organisation) => !While(organisation).IsCancellationRequested;

    /// <summary>Renews the lease, takes one that nobody renews, or finds that another replica has it. To be called each <see cref="Tick"/>, by one caller.</summary>
    public async Task LookAsync(string organisation, CancellationToken cancel)
    {
        if (leases is null) return;
        // From before the request: as late as anybody else can have seen the last renewal.
        var began = clock.Time.GetTimestamp();
        var lease = await leases.LeaseAsync(organisation, cancel);
        if (lease is not null && lease.Holder != replica && lease.Holder.Length > 0 && !IsStill(organisation, lease))
        {
            End(organisation);
            return;
        }
        var next = new WorkLease(replica, (lease?.Version ?? 0) + 1);
        if (!await leases.WriteLeaseAsync(organisation, lease, next, cancel))
        {
            End(organisation);
            return;
        }
        var tenure = _tenures.TryGetValue(organisation, out var held) && held.Lasts(clock) ? held : Begin(organisation);
        tenure.LastUntil(began, clock);
    }

    /// <summary>Gives the lease up, so that nobody has to wait for it: this replica is told to stop.</summary>
    public async Task LeaveAsync(string organisation, CancellationToken cancel)
    {
        if (leases is null || !IsMine(organisation)) return;
        End(organisation);
        if (await leases.LeaseAsync(organisation, cancel) is { } lease && lease.Holder == replica)
            await leases.WriteLeaseAsync(organisation, lease, new WorkLease("", lease.Version + 1), cancel);
    }

    public void Dispose()
    {
        foreach (var organisation in _tenures.Keys) End(organisation);
    }

    private bool IsStill(string organisation, WorkLease lease)
    {
        var seen = _seen.AddOrUpdate(organisation, _ => new Seen(lease, clock.Time.GetTimestamp()), (_, old) => old.Lease == lease ? old : new Seen(lease, clock.Time.GetTimestamp()));
        return clock.Time.GetElapsedTime(seen.At) >= Patience;
    }

    private Tenure Begin(string organisation)
    {
        End(organisation);
        return _tenures[organisation] = new Tenure(clock.Time);
    }

    private void End(string organisation)
    {
        if (_tenures.TryRemove(organisation, out var tenure)) tenure.Dispose();
    }

    private sealed record Seen(WorkLease Lease, long At);

    private sealed class Tenure : IDisposable
    {
        private readonly CancellationTokenSource _ends;
        private long _renewed;

        public Tenure(TimeProvider time)
        {
            _ends = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
            Token = _ends.Token;
        }

        public CancellationToken Token { get; }

        // Looked at beside the timer: a process that was paused wakes with the timer still to come.
        public bool Lasts(PlatformClock clock) => !Token.IsCancellationRequested && clock.Time.GetElapsedTime(Volatile.Read(ref _renewed)) < Term;

        public void LastUntil(long renewed, PlatformClock clock)
        {
            Volatile.Write(ref _renewed, renewed);
            var left = Term - clock.Time.GetElapsedTime(renewed);
            if (left > TimeSpan.Zero) _ends.CancelAfter(left);
            else _ends.Cancel();
        }

        public void Dispose()
        {
            _ends.Cancel();
            _ends.Dispose();
        }
    }
}
