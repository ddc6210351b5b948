using AimsBot.Core.Channels;

namespace AimsBot.Slack.WebApi;

/// <summary>
/// Keeps all calls of this process within Slack's limits: per workspace and method, per channel for messages, and one
/// a second for campaigns, so that they leave room for everyone else. There is one of it per process.
/// </summary>
public sealed class SlackPacer(TimeProvider clock)
{
    private readonly PaceGates _gates = new(many: 10_000);

    /// <summary>Waits until the call may be made. False where that takes longer than <paramref name="patience"/>.</summary>
    internal async ValueTask<bool> Enter(
        string team, SlackMethod method, string? channel, Lane lane, TimeSpan patience, CancellationToken cancel)
    {
        var began = clock.GetTimestamp();
        TimeSpan Left() => patience - clock.GetElapsedTime(began);

        // The method's gate comes last: who waits for the others must not hold a place that someone else could use.
        return (lane != Lane.Campaigns || await Campaign(team, method).Enter(lane, Left(), cancel))
            && (channel is null || await Channel(team, channel).Enter(lane, Left(), cancel))
            && await Method(team, method).Enter(lane, Left(), cancel);
    }

    /// <summary>Leaves a method of a workspace alone for a while, as Slack asked with <c>Retry-After</c>.</summary>
    internal void Close(string team, SlackMethod method, TimeSpan pause) => Method(team, method).Close(pause);

    /// <summary>How long a method of a workspace is still left alone; zero where it is not.</summary>
    internal TimeSpan ClosedFor(string team, SlackMethod method) => Method(team, method).ClosedFor;

    private PaceGate Campaign(string team, SlackMethod method) =>
        Gate($"campaign {team} {method.Name}", TimeSpan.FromSeconds(1), burst: 1);

    private PaceGate Channel(string team, string channel) =>
        Gate($"channel {team} {channel}", TimeSpan.FromSeconds(1), burst: 4);

    private PaceGate Method(string team, SlackMethod method) =>
        Gate($"method {team} {method.Name}", TimeSpan.FromMinutes(1) / method.PerMinute, burst: method.PerMinute / 10);

    private PaceGate Gate(string key, TimeSpan interval, int burst) => _gates.Get(key, () => new PaceGate(interval, burst, clock));
}
