using AimsBot.Core;
using AimsBot.Core.People;
using AimsBot.Core.Pump;
using AimsBot.Core.Records;

namespace AimsBot.Host;

/// <summary>
/// Runs the pump: at once for records that were signalled, and one sweep at start for what a dead process left. The
/// recurring jobs do the later sweeps. Where several replicas are on one store, only the holder of an organisation's lease
/// pumps for it, and sweeps every few moments, because it is not signalled what another replica commits.
/// </summary>
public sealed partial class PumpLoop(RecordPump pump, PumpSignal signal, WorkShare share, Organisations organisations, PlatformClock clock, ILogger<PumpLoop> log) : BackgroundService
{
    private readonly SemaphoreSlim _sweeping = new(1, 1);

    /// <summary>Sweeps what is due, unless a sweep is under way already.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        if (await _sweeping.WaitAsync(0, cancel)) await SweepAndReleaseAsync(cancel);
    }

    /// <summary>Sweeps what is due now: after a sweep that is under way, which may have begun before it was due.</summary>
    public async Task SweepNowAsync(CancellationToken cancel)
    {
        await _sweeping.WaitAsync(cancel);
        await SweepAndReleaseAsync(cancel);
    }

    /// <summary>Attends to every record of some types: the clockwork of a workflow of its own.</summary>
    public async Task AttendAsync(IReadOnlyList<string> types, CancellationToken cancel)
    {
        try
        {
            foreach (var organisation in organisations.All)
            {
                foreach (var type in types) await WhileMineAsync(organisation.Id, c => pump.AttendTypeAsync(organisation.Id, type, c), cancel);
            }
        }
        catch (StoreUnavailableException e)
        {
            StoreAway(e.Message);
        }
    }

    private async Task SweepAndReleaseAsync(CancellationToken cancel)
    {
        try
        {
            foreach (var organisation in organisations.All)
                await WhileMineAsync(organisation.Id, c => pump.SweepAsync(organisation.Id, c), cancel);
        }
        catch (StoreUnavailableException e)
        {
            StoreAway(e.Message);
        }
        finally
        {
            _sweeping.Release();
        }
    }

    // What another replica took over is broken off here and begun there: whatever is done twice counts once.
    private async Task WhileMineAsync(string organisation, Func<CancellationToken, Task> work, CancellationToken cancel)
    {
        var mine = share.While(organisation);
        if (mine.IsCancellationRequested) return;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(mine, cancel);
        try
        {
            await work(either.Token);
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            WentToAnother(organisation);
        }
    }

    public override void Dispose()
    {
        _sweeping.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await LookAtLeasesAsync(stoppingToken);
        await GuardedAsync(SweepAsync(stoppingToken), stoppingToken);
        var signalled = Parallel.ForEachAsync(
            signal.AllAsync(stoppingToken),
            new ParallelOptions { MaxDegreeOfParallelism = RecordPump.AtOnce, CancellationToken = stoppingToken },
            async (due, _) => await GuardedAsync(WhileMineAsync(due.Organisation, c => pump.AttendAsync(due.Organisation, due.Record, c), stoppingToken), stoppingToken));
        await (share.IsShared ? Task.WhenAll(signalled, EachTickAsync(LookAtLeasesAsync, stoppingToken), EachTickAsync(SweepAsync, stoppingToken)) : signalled);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        foreach (var organisation in organisations.All) await GuardedAsync(share.LeaveAsync(organisation.Id, cancellationToken), cancellationToken);
    }

    private async Task EachTickAsync(Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(WorkShare.Tick, clock.Time);
        while (await timer.WaitForNextTickAsync(stopping)) await GuardedAsync(work(stopping), stopping);
    }

    private async Task LookAtLeasesAsync(CancellationToken cancel)
    {
        foreach (var organisation in organisations.All)
        {
            try
            {
                await share.LookAsync(organisation.Id, cancel);
            }
            catch (StoreUnavailableException e)
            {
                // The tenure ends by itself if this goes on.
                StoreAway(e.Message);
            }
        }
    }

    // A background service that throws stops the host, and with it the doors. What is due stands with the records, and the
    // next sweep finds it.
    private async Task GuardedAsync(Task work, CancellationToken stopping)
    {
        try
        {
            await work;
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            Broke(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The sweep was put off: {Reason}")]
    private partial void StoreAway(string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Another replica does the work of {Organisation} from here on")]
    private partial void WentToAnother(string organisation);

    [LoggerMessage(Level = LogLevel.Error, Message = "The pump broke; the next sweep takes up what it left")]
    private partial void Broke(Exception exception);
}
