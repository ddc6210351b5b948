using AimsBot.Core.Audit;
using AimsBot.Core.Records;

namespace AimsBot.Host.WebChat;

/// <summary>The store, telling of each commit that it saved. Only the demo has it.</summary>
public sealed class WatchedStore(IRecordStore store, CommitFeed feed) : IRecordStore
{
    public async Task<SaveResult> SaveAsync(Commit commit, CancellationToken cancel)
    {
        var result = await store.SaveAsync(commit, cancel);
        if (result == SaveResult.Saved) feed.Add(commit);
        return result;
    }

    public async Task<IReadOnlyList<SaveResult>> SaveEachAsync(IReadOnlyList<Commit> commits, CancellationToken cancel)
    {
        var results = await store.SaveEachAsync(commits, cancel);
        foreach (var (commit, result) in commits.Zip(results))
        {
            if (result == SaveResult.Saved) feed.Add(commit);
        }
        return results;
    }

    public Task<Head?> LoadAsync(string organisation, RecordId id, CancellationToken cancel) => store.LoadAsync(organisation, id, cancel);

    public Task<IReadOnlyDictionary<RecordId, Head>> LoadEachAsync(string organisation, IReadOnlyCollection<RecordId> ids, CancellationToken cancel) =>
        store.LoadEachAsync(organisation, ids, cancel);

    public Task<IReadOnlyList<AuditEntry>> HistoryAsync(string organisation, RecordId id, CancellationToken cancel) => store.HistoryAsync(organisation, id, cancel);

    public Task<RecordPage> QueryAsync(string organisation, RecordQuery query, CancellationToken cancel) => store.QueryAsync(organisation, query, cancel);

    public Task<int> CountAsync(string organisation, RecordQuery query, CancellationToken cancel) => store.CountAsync(organisation, query, cancel);

    public Task<IReadOnlyList<WakeItem>> DueAsync(string organisation, DateTimeOffset now, int most, CancellationToken cancel) =>
        store.DueAsync(organisation, now, most, cancel);

    public Task<PendingWork?> PendingAsync(string organisation, RecordId id, CancellationToken cancel) => store.PendingAsync(organisation, id, cancel);

    public Task<bool> UpdateCopyAsync(string organisation, RecordId id, CardCopy copy, CancellationToken cancel) =>
        store.UpdateCopyAsync(organisation, id, copy, cancel);

    public Task SettleFollowUpsAsync(string organisation, RecordId id, IReadOnlySet<int> done, IReadOnlyList<FollowUp> again, CancellationToken cancel) =>
        store.SettleFollowUpsAsync(organisation, id, done, again, cancel);

    public Task<bool> MoveWakeAsync(WakeItem item, DateTimeOffset? wakeAt, CancellationToken cancel) => store.MoveWakeAsync(item, wakeAt, cancel);

    public Task<string> KeepDocumentAsync(string organisation, ReadOnlyMemory<byte> content, CancellationToken cancel) =>
        store.KeepDocumentAsync(organisation, content, cancel);

    public Task<byte[]?> DocumentAsync(string organisation, string hash, CancellationToken cancel) => store.DocumentAsync(organisation, hash, cancel);
}
