using System.Collections.ObjectModel;
using AimsBot.Core.Audit;
using AimsBot.Core.Records;

namespace AimsBot.Storage;

/// <summary>
/// Copies an organisation from one store into another, also beside a running host. Records are built up again act by act:
/// each is a commit like any other, and a copy that was broken off, or one whose source went on, is taken up where it ended.
/// </summary>
public sealed class StoreCopy(
    string organisation, IRecordStore from, IDocumentList fromDocuments, ISealStore fromSeals, IRecordStore to, IDocumentList toDocuments, ISealStore toSeals)
{
    private const int AtOnce = 16;
    private const int DocumentsPerPage = 500;
    private const int SealsPerPage = 20;

    private static readonly ReadOnlyDictionary<string, DateTimeOffset> NoDates = new(new Dictionary<string, DateTimeOffset>());

    /// <exception cref="StoreUnusableException">A record of the target is not the one of the source.</exception>
    public async Task<CopyCount> RunAsync(Action<CopyCount> progress, CancellationToken cancel)
    {
        // Looked at before the records: what these seals name is there to be copied.
        var seals = (await fromSeals.LastSealAsync(organisation, cancel))?.Number ?? 0;
        var documents = await CopyDocumentsAsync(cancel);
        var (records, entries) = (0, 0);
        var query = new RecordQuery();
        do
        {
            var page = await from.QueryAsync(organisation, query, cancel);
            await Parallel.ForEachAsync(page.Heads, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (head, c) =>
            {
                Interlocked.Add(ref entries, await CopyRecordAsync(head.Id, c));
                Interlocked.Increment(ref records);
            });
            progress(new CopyCount(records, entries, documents));
            query = query with { Continuation = page.Continuation };
        }
        while (query.Continuation is not null);
        await CopySealsAsync(seals, cancel);
        return new CopyCount(records, entries, documents);
    }

    private async Task CopySealsAsync(int until, CancellationToken cancel)
    {
        var last = await toSeals.LastSealAsync(organisation, cancel);
        while ((last?.Number ?? 0) < until)
        {
            foreach (var seal in (await fromSeals.SealsAsync(organisation, last?.Number ?? 0, SealsPerPage, cancel)).Where(seal => seal.Number <= until))
            {
                if (seal.Read().Previous != (last?.Hash ?? EntryHeader.NoPrevious) || !await toSeals.SealAsync(seal, cancel))
                    throw new StoreUnusableException($"Seal {seal.Number} does not follow those of the target. The records were copied, the seals were not.");
                last = seal;
            }
        }
    }

    private async Task<int> CopyDocumentsAsync(CancellationToken cancel)
    {
        var there = await AllAsync(toDocuments, cancel);
        var all = await AllAsync(fromDocuments, cancel);
        foreach (var hash in all.Except(there))
            await to.KeepDocumentAsync(organisation, await from.DocumentAsync(organisation, hash, cancel), cancel);
        return all.Count;
    }

    private async Task<HashSet<string>> AllAsync(IDocumentList list, CancellationToken cancel)
    {
        var all = new HashSet<string>();
        string? after = null;
        do
        {
            var page = await list.DocumentsAsync(organisation, after, DocumentsPerPage, cancel);
            all.UnionWith(page);
            after = page.Count == DocumentsPerPage ? page[^1] : null;
        }
        while (after is not null);
        return all;
    }

    /// <summary>How many entries the record has.</summary>
    private async Task<int> CopyRecordAsync(RecordId id, CancellationToken cancel)
    {
        while (true)
        {
            var work = (await from.PendingAsync(organisation, id, cancel))!;
            var history = await from.HistoryAsync(organisation, id, cancel);
            // Beside a running host the record may move on between the two looks.
            if (history.Count != work.Head.Revision) continue;
            var there = await to.PendingAsync(organisation, id, cancel);
            var kept = await to.HistoryAsync(organisation, id, cancel);
            if (!kept.Select(entry => entry.Hash).SequenceEqual(history.Take(kept.Count).Select(entry => entry.Hash)))
                throw new StoreUnusableException($"{id} has gone another way in the target: its entries are not those of the source. Nothing more was copied.");
            for (var revision = kept.Count + 1; revision <= history.Count; revision++)
            {
                var commit = revision == history.Count ? Last(work, there, history[^1]) : Earlier(work.Head, history[revision - 1]);
                // What was erased since is erased with the first act that is added.
                if (revision == kept.Count + 1) commit = commit with { ErasedPayloads = Erased(kept, history) };
                if (await to.SaveAsync(commit, cancel) != SaveResult.Saved) throw new StoreUnusableException($"{id} was changed in the target by somebody else. Nothing more was copied.");
            }
            if (there is not null) await BringUpAsync(work, cancel);
            return history.Count;
        }
    }

    // The head of an act that is past is no longer known; what stands in its place is found by nothing but its id.
    private static Commit Earlier(Head head, AuditEntry entry) => new()
    {
        Head = head with { Revision = entry.Revision, LastHash = entry.Hash, WaitsFor = [], Dates = NoDates },
        Entry = entry,
    };

    private static Commit Last(PendingWork work, PendingWork? there, AuditEntry entry) => new()
    {
        Head = work.Head,
        Entry = entry,
        NewCopies = [.. work.Copies.Where(copy => there?.Copies.Any(old => old.Number == copy.Number) != true)],
        FollowUps = [.. work.FollowUps.Where(followUp => there?.FollowUps.Any(old => old.Number == followUp.Number) != true)],
        WakeAt = work.Wake?.WakeAt,
    };

    private static Dictionary<int, ReadOnlyMemory<byte>> Erased(IReadOnlyList<AuditEntry> kept, IReadOnlyList<AuditEntry> history) =>
        kept.Zip(history).Where(pair => !pair.First.Payload.Span.SequenceEqual(pair.Second.Payload.Span))
            .ToDictionary(pair => pair.Second.Revision, pair => pair.Second.Payload);

    // What the pump of the source has done since an earlier copy: sent, settled, put off.
    private async Task BringUpAsync(PendingWork work, CancellationToken cancel)
    {
        var id = work.Head.Id;
        var there = (await to.PendingAsync(organisation, id, cancel))!;
        foreach (var (copy, old) in work.Copies.Join(there.Copies, copy => copy.Number, old => old.Number, (copy, old) => (copy with { Version = old.Version }, old)))
        {
            if (!StoredJson.Write(copy).AsSpan().SequenceEqual(StoredJson.Write(old))) await to.UpdateCopyAsync(organisation, id, copy, cancel);
        }
        var attempts = there.FollowUps.ToDictionary(f => f.Number, f => f.Attempts);
        var done = attempts.Keys.Except(work.FollowUps.Select(f => f.Number)).ToHashSet();
        FollowUp[] again = [.. work.FollowUps.Where(f => attempts.TryGetValue(f.Number, out var before) && before != f.Attempts)];
        if (done.Count > 0 || again.Length > 0) await to.SettleFollowUpsAsync(organisation, id, done, again, cancel);
        if (there.Wake is { } wake && wake.WakeAt != work.Wake?.WakeAt) await to.MoveWakeAsync(wake, work.Wake?.WakeAt, cancel);
    }
}

/// <summary>What a copy has taken over.</summary>
public sealed record CopyCount(int Records, int Entries, int Documents);
