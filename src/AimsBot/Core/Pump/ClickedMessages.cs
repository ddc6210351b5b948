using AimsBot.Core.Channels;
using AimsBot.Core.Records;

namespace AimsBot.Core.Pump;

/// <summary>
/// Keeps every other sender from a message while the answer to a click writes the current card into it: else an older card
/// that the pump is sending at that moment, here or in another replica, could come after it, or the answer after a newer one.
/// </summary>
public sealed class ClickedMessages(IRecordStore store, PumpSignal signal, PlatformClock clock)
{
    // Longer than an answer can be on its way, and short enough for the next one to write where a process died with it.
    private static readonly TimeSpan Claim = TimeSpan.FromSeconds(30);

    /// <summary>How long an answer waits for a sender who is writing to the message already.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Holds a message. None: another sender has it, and the pump then brings the current card. What is read of the record
    /// from here on is at least as new as what the message shows.
    /// </summary>
    public async Task<HeldMessage?> HoldAsync(string organisation, RecordId record, ClickedMessage message, CancellationToken cancel)
    {
        for (var began = clock.Time.GetTimestamp(); ;)
        {
            var work = await store.PendingAsync(organisation, record, cancel);
            // To what is no copy, or is one no longer, nobody else writes.
            if (work?.Copies.FirstOrDefault(c => message.Is(c) && c.State is not (CopyState.GivenUp or CopyState.Dropped)) is not { } copy)
                return new HeldMessage(organisation, record, null);
            var mine = copy with { ClaimedUntil = clock.Now + Claim };
            if (!(copy.ClaimedUntil > clock.Now) && await store.UpdateCopyAsync(organisation, record, mine, cancel))
                return new HeldMessage(organisation, record, mine with { Version = mine.Version + 1 });
            if (clock.Time.GetElapsedTime(began) >= Patience) return null;
            await Task.Delay(Look, clock.Time, cancel);
        }
    }

    /// <summary>Gives a message back to the pump, when the answer has gone out.</summary>
    public async Task LetGoAsync(HeldMessage held)
    {
        if (held.Copy is not { } copy) return;
        // Nobody knows whether the answer arrived: the pump shows what there is to see once more.
        await store.UpdateCopyAsync(held.Organisation, held.Record, copy with { ClaimedUntil = null, Digest = null }, CancellationToken.None);
        signal.Wake(held.Organisation, held.Record);
    }
}

/// <summary>A message that nobody else writes to.</summary>
/// <param name="Copy">The copy that it is; none where it is no copy.</param>
public sealed record HeldMessage(string Organisation, RecordId Record, CardCopy? Copy);
