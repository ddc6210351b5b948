using AimsBot.Core.Audit;
using AimsBot.Core.Records;

namespace AimsBot.Tests.Bench;

/// <summary>A store that does what it is told to before some calls: it throws, or it lets somebody else go first.</summary>
internal sealed class FailingStore(IRecordStore inner) : IRecordStore
{
    /// <summary>Called before a commit is saved.</summary>
    public Func<Commit, Task>? BeforeSave { get; set; }

    /// <summary>Called before a record is loaded.</summary>
    public Action<RecordId>? BeforeLoad { get; set; }

    /// <summary>Called before a record's pending work is read.</summary>
    public Action<RecordId>? BeforePending { get; set; }

    /// <summary>Called before a copy is written.</summary>
    public Action<CardCopy>? BeforeUpdateCopy { get; set; }

    /// <summary>Called before a follow-up is settled.</summary>
    public Action? BeforeSettle { get; set; }

    public Task<Head?> LoadAsync(string organisation, RecordId id, CancellationToken cancel)
    {
        BeforeLoad?.Invoke(id);
        return inner.LoadAsync(organisation, id, cancel);
    }

    public Task<IReadOnlyDictionary<RecordId, Head>> LoadEachAsync(string organisation, IReadOnlyCollection<RecordId> ids, CancellationToken cancel)
    {
        foreach (var id in ids) BeforeLoad?.Invoke(id);
        return inner.LoadEachAsync(organisation, ids, cancel);
    }

    public async Task<SaveResult> SaveAsync(Commit commit, CancellationToken cancel)
    {
        if (BeforeSave is { } before) await before(commit);
        return await inner.SaveAsync(commit, cancel);
    }

    public async Task<IReadOnlyList<SaveResult>> SaveEachAsync(IReadOnlyList<Commit> commits, CancellationToken cancel)
    {
        foreach (var commit in commits)
        {
            if (BeforeSave is { } before) await before(commit);
        }
        return await inner.SaveEachAsync(commits, cancel);
    }

    public Task<IReadOnlyList<AuditEntry>> HistoryAsync(string organisation, RecordId id, CancellationToken cancel) =>
        inner.HistoryAsync(organisation, id, cancel);

    public Task<RecordPage> QueryAsync(string organisation, RecordQuery query, CancellationToken cancel) => inner.QueryAsync(organisation, query, cancel);

    public Task<int> CountAsync(string organisation, RecordQuery query, CancellationToken cancel) => inner.CountAsync(organisation, query, cancel);

    public Task<IReadOnlyList<WakeItem>> DueAsync(string organisation, DateTimeOffset now, int most, CancellationToken cancel) =>
        inner.DueAsync(organisation, now, most, cancel);

    public Task<PendingWork?> PendingAsync(string organisation, RecordId id, CancellationToken cancel)
    {
        BeforePending?.Invoke(id);
        return inner.PendingAsync(organisation, id, cancel);
    }

    public Task<bool> UpdateCopyAsync(string organisation, RecordId id, CardCopy copy, CancellationToken cancel)
    {
        BeforeUpdateCopy?.Invoke(copy);
        return inner.UpdateCopyAsync(organisation, id, copy, cancel);
    }

    public Task SettleFollowUpsAsync(string organisation, RecordId id, IReadOnlySet<int> done, IReadOnlyList<FollowUp> again, CancellationToken cancel)
    {
        BeforeSettle?.Invoke();
        return inner.SettleFollowUpsAsync(organisation, id, done, again, cancel);
    }

    public Task<bool> MoveWakeAsync(WakeItem item, DateTimeOffset? wakeAt, CancellationToken cancel) => inner.MoveWakeAsync(item, wakeAt, cancel);

    public Task<string> KeepDocumentAsync(string organisation, ReadOnlyMemory<byte> content, CancellationToken cancel) =>
        inner.KeepDocumentAsync(organisation, content, cancel);

    public Task<byte[]?> DocumentAsync(string organisation, string hash, CancellationToken cancel) => inner.DocumentAsync(organisation, hash, cancel);
}
