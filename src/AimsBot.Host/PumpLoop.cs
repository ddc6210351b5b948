using AimsBot.Core.People;
using AimsBot.Core.Pump;
using AimsBot.Core.Records;

namespace AimsBot.Host;

/// <summary>
/// Runs the pump: at once for records that were signalled, and one sweep at start for what a dead process left. The
/// recurring jobs do the later sweeps.
/// </summary>
public sealed partial class PumpLoop(RecordPump pump, PumpSignal signal, Organisations organisations, ILogger<PumpLoop> log) : BackgroundService
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

    private async Task SweepAndReleaseAsync(CancellationToken cancel)
    {
        try
        {
            foreach (var organisation in organisations.All) await pump.SweepAsync(organisation.Id, cancel);
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

    public override void Dispose()
    {
        _sweeping.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await GuardedAsync(SweepAsync(stoppingToken), stoppingToken);
        await Parallel.ForEachAsync(
            signal.AllAsync(stoppingToken),
            new ParallelOptions { MaxDegreeOfParallelism = RecordPump.AtOnce, CancellationToken = stoppingToken },
            async (due, cancel) => await GuardedAsync(pump.AttendAsync(due.Organisation, due.Record, cancel), stoppingToken));
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

    [LoggerMessage(Level = LogLevel.Error, Message = "The pump broke; the next sweep takes up what it left")]
    private partial void Broke(Exception exception);
}
