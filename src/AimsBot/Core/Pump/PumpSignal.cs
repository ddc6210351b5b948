using System.Threading.Channels;
using AimsBot.Core.Records;

namespace AimsBot.Core.Pump;

/// <summary>
/// Tells the pump in memory that a record has something to be done now. Losing a signal loses nothing: the next sweep
/// finds the record by its wake item.
/// </summary>
public sealed class PumpSignal
{
    // A burst beyond this is left to the sweep.
    private readonly Channel<(string, RecordId)> _due = Channel.CreateBounded<(string, RecordId)>(
        new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Wake(string organisation, RecordId record) => _due.Writer.TryWrite((organisation, record));

    /// <summary>As <see cref="Wake"/>, after a while.</summary>
    public void WakeLater(string organisation, RecordId record, TimeSpan wait, PlatformClock clock) =>
        _ = Task.Delay(wait, clock.Time).ContinueWith(_ => Wake(organisation, record), TaskScheduler.Default);

    public IAsyncEnumerable<(string Organisation, RecordId Record)> AllAsync(CancellationToken cancel) => _due.Reader.ReadAllAsync(cancel);
}
