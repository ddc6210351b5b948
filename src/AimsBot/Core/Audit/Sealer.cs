namespace AimsBot.Core.Audit;

/// <summary>Seals what is new. Killed anywhere, or run by two hosts at once, it leaves one chain that misses nothing.</summary>
public sealed class Sealer(ISealStore store, TimeProvider clock, PlatformClock platform)
{
    private long _lastLook = platform.Now.UtcTicks;

    /// <summary>How long ago everything was known to be sealed.</summary>
    public TimeSpan Age => TimeSpan.FromTicks(platform.Now.UtcTicks - Interlocked.Read(ref _lastLook));

    /// <summary>Seals all that is not sealed yet, and gives the last seal; none where nothing was ever sealed.</summary>
    public async Task<Seal?> SealAsync(string organisation, CancellationToken cancel)
    {
        while (true)
        {
            var began = platform.Now.UtcTicks;
            // The last seal first: an entry that is sealed in between is then met by a number that is taken.
            var last = await store.LastSealAsync(organisation, cancel);
            var news = await store.UnsealedAsync(organisation, Seal.MostEntries, cancel);
            if (news.Count > 0)
            {
                var next = Seal.After(last, organisation, clock.GetUtcNow(), news);
                // Another host seals at this moment, and goes on.
                if (!await store.SealAsync(next, cancel)) return await store.LastSealAsync(organisation, cancel);
                last = next;
            }
            if (news.Count == Seal.MostEntries) continue;
            Interlocked.Exchange(ref _lastLook, began);
            return last;
        }
    }
}
