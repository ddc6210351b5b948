using System.Text.Json.Nodes;
using AimsBot.Core.Records;
using AimsBot.Host.Demo;

namespace AimsBot.Host.WebChat;

/// <summary>Moves the demo's clock, and lets the pump do what that made due.</summary>
public sealed class DemoTime(HostSettings settings, DemoClock clock, IRecordStore store, PumpLoop pump, EventFeed feed)
{
    // Records that are being worked on have wake items that are due; the next deadline is behind those.
    private const int MostAwake = 500;

    public JsonObject Json => new() { ["now"] = InstantConverter.Text(clock.GetUtcNow()), ["aheadSeconds"] = (long)clock.Ahead.TotalSeconds };

    /// <summary>How far it is to the next instant at which a record wants attention; none where none does.</summary>
    public async Task<TimeSpan?> ToNextDeadlineAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var awake = await store.DueAsync(settings.Organisation.Id, now + DemoClock.Farthest, MostAwake, cancel);
        return awake.FirstOrDefault(item => item.WakeAt > now) is { } next ? next.WakeAt - now : null;
    }

    /// <summary>False: not by that much, and the clock was not moved.</summary>
    public async Task<bool> ForwardAsync(TimeSpan by, CancellationToken cancel)
    {
        if (!clock.Forward(by)) return false;
        feed.Add("clock", null, Json);
        await pump.SweepNowAsync(cancel);
        return true;
    }
}
