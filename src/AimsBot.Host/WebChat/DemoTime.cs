using System.Text.Json.Nodes;
using AimsBot.Core.Records;
using AimsBot.Host.Demo;

namespace AimsBot.Host.WebChat;

/// <summary>Moves the demo's clock, and lets the pump do what that made due.</summary>
public sealed class DemoTime(HostSettings settings, DemoClock clock, IRecordStore store, PumpLoop pump, EventFeed feed)
{
    // Records that are being worked on have wake items that are due; the next deadline is behind those.
    private const int MostAwake = 500;

    // A long way is gone in so many steps, and no step is shorter than this: a morning is never passed over within a month or so.
    private const int MostSteps = 200;
    private static readonly TimeSpan ShortestStep = TimeSpan.FromHours(1);

    public JsonObject Json => new() { ["now"] = InstantConverter.Text(clock.GetUtcNow()), ["aheadSeconds"] = (long)clock.Ahead.TotalSeconds };

    /// <summary>How far it is to the next instant at which a record wants attention; none where none does.</summary>
    public async Task<TimeSpan?> ToNextDeadlineAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var awake = await store.DueAsync(settings.Organisation.Id, now + DemoClock.Farthest, MostAwake, cancel);
        return awake.FirstOrDefault(item => item.WakeAt > now) is { } next ? next.WakeAt - now : null;
    }

    /// <summary>
    /// What falls due on the way happens on the way: a message that waits for somebody's morning goes out in that morning. False: not by
    /// that much, and the clock was not moved.
    /// </summary>
    public async Task<bool> ForwardAsync(TimeSpan by, CancellationToken cancel)
    {
        if (!clock.CanGo(by)) return false;
        var until = clock.GetUtcNow() + by;
        var shortest = new[] { ShortestStep, by / MostSteps }.Max();
        while (await ToNextDeadlineAsync(cancel) is { } next)
        {
            var step = next > shortest ? next : shortest;
            if (clock.GetUtcNow() + step >= until) break;
            await StepAsync(step, cancel);
        }
        await StepAsync(until - clock.GetUtcNow(), cancel);
        return true;
    }

    private async Task StepAsync(TimeSpan by, CancellationToken cancel)
    {
        if (!clock.Forward(by)) return;
        feed.Add("clock", null, Json);
        await pump.SweepNowAsync(cancel);
    }
}
