using AimsBot.Core.Channels;

namespace AimsBot.Teams;

/// <summary>
/// Keeps all calls of this process within Teams' limits (learn.microsoft.com, "Optimize your bot with rate limiting"): in a
/// conversation 7 messages in a second, 8 in two, 60 in thirty and 1,800 in an hour; 50 calls a second in a tenant.
/// Campaigns take at most twenty of those, so that they leave room for everyone else.
/// </summary>
public sealed class TeamsPacer(TimeProvider clock)
{
    private readonly PaceGates _gates = new(many: 20_000);
    private readonly PaceGate _tenant = new(TimeSpan.FromMilliseconds(25), burst: 10, clock);
    private readonly PaceGate _campaigns = new(TimeSpan.FromMilliseconds(50), burst: 1, clock);

    /// <summary>Waits until the call may be made. False where that takes longer than <paramref name="patience"/>.</summary>
    /// <param name="place">The conversation, for a message; something of its own for what shall not wait for messages, such as updates.</param>
    public async ValueTask<bool> EnterAsync(string place, Lane lane, TimeSpan patience, CancellationToken cancel)
    {
        var began = clock.GetTimestamp();
        TimeSpan Left() => patience - clock.GetElapsedTime(began);

        if (lane == Lane.Campaigns && !await _campaigns.Enter(lane, Left(), cancel)) return false;
        var gate = Gate(place);
        if (!await gate.Enter(lane, Left(), cancel)) return false;
        try
        {
            return await Hour(place).Enter(lane, Left(), cancel) && await _tenant.Enter(lane, Left(), cancel);
        }
        finally
        {
            gate.Leave();
        }
    }

    /// <summary>Leaves a conversation alone for a while, as Teams asked with <c>Retry-After</c>.</summary>
    public void Close(string place, TimeSpan pause) => Gate(place).Close(pause);

    // Four at once, then one each 0.55 s: with the one who is inside 6 in a second, 8 in two, 59 in thirty.
    private PaceGate Gate(string place) => _gates.Get(place, () => new PaceGate(TimeSpan.FromMilliseconds(550), burst: 4, clock, isOneByOne: true));

    // An hour's 1,800 need a gate of their own.
    private PaceGate Hour(string place) => _gates.Get("hour " + place, () => new PaceGate(TimeSpan.FromSeconds(2.2), burst: 150, clock));
}
