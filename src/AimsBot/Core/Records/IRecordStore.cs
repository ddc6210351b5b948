using AimsBot.Core.Audit;

namespace AimsBot.Core.Records;

/// <summary>
/// Where records are kept. Every call names the organisation, which is part of every key and every query.
/// A store that cannot be reached throws <see cref="StoreUnavailableException"/>, and nothing was changed.
/// </summary>
public interface IRecordStore
{
    Task<Head?> LoadAsync(string organisation, RecordId id, CancellationToken cancel);

    /// <summary>Those of the records that there are, read together, which costs less than one by one.</summary>
    Task<IReadOnlyDictionary<RecordId, Head>> LoadEachAsync(string organisation, IReadOnlyCollection<RecordId> ids, CancellationToken cancel);

    /// <summary>
    /// Throws where it is known that nothing can be saved although all can be read, as on a disk that is full, and finds out
    /// whether that is over.
    /// </summary>
    /// <exception cref="StoreUnavailableException">Nothing can be saved.</exception>
    Task CheckWritesAsync(CancellationToken cancel) => Task.CompletedTask;

    /// <summary>Saves a commit whole, durably, or not at all.</summary>
    Task<SaveResult> SaveAsync(Commit commit, CancellationToken cancel);

    /// <summary>
    /// Saves commits of different records, each by itself whole and durably or not at all: together, which costs less than one
    /// by one. Where it throws, some may be saved.
    /// </summary>
    /// <returns>What became of each, in their order.</returns>
    Task<IReadOnlyList<SaveResult>> SaveEachAsync(IReadOnlyList<Commit> commits, CancellationToken cancel);

    /// <summary>The record's entries in the order of their revisions.</summary>
    Task<IReadOnlyList<AuditEntry>> HistoryAsync(string organisation, RecordId id, CancellationToken cancel);

    Task<RecordPage> QueryAsync(string organisation, RecordQuery query, CancellationToken cancel);

    Task<int> CountAsync(string organisation, RecordQuery query, CancellationToken cancel);

    /// <summary>Wake items that are due, earliest first.</summary>
    Task<IReadOnlyList<WakeItem>> DueAsync(string organisation, DateTimeOffset now, int most, CancellationToken cancel);

    Task<PendingWork?> PendingAsync(string organisation, RecordId id, CancellationToken cancel);

    /// <summary>Writes a copy if nobody changed it meanwhile. False: somebody did, and nothing was changed.</summary>
    Task<bool> UpdateCopyAsync(string organisation, RecordId id, CardCopy copy, CancellationToken cancel);

    /// <summary>Takes away the follow-ups that are done, by their numbers, and writes of others when they are tried next. One that is gone already stays gone.</summary>
    Task SettleFollowUpsAsync(string organisation, RecordId id, IReadOnlySet<int> done, IReadOnlyList<FollowUp> again, CancellationToken cancel);

    /// <summary>Moves a wake item, or removes it, if no commit wrote it meanwhile. False: one did.</summary>
    Task<bool> MoveWakeAsync(WakeItem item, DateTimeOffset? wakeAt, CancellationToken cancel);

    /// <summary>Keeps a document once under its SHA-256 (lower-case hex), at most <see cref="Documents.Document.MaximumBytes"/>.</summary>
    Task<string> KeepDocumentAsync(string organisation, ReadOnlyMemory<byte> content, CancellationToken cancel);

    Task<byte[]?> DocumentAsync(string organisation, string hash, CancellationToken cancel);
}

public static class RecordStoreSearch
{
    /// <summary>All that a query finds, page by page; with a limit, the pages up to it.</summary>
    public static async Task<IReadOnlyList<Head>> AllAsync(this IRecordStore store, string organisation, RecordQuery query, CancellationToken cancel, int most = int.MaxValue)
    {
        var heads = new List<Head>();
        string? from = null;
        do
        {
            var page = await store.QueryAsync(organisation, query with { Continuation = from, Limit = RecordQuery.PageSize }, cancel);
            heads.AddRange(page.Heads);
            from = page.Continuation;
        }
        while (from is not null && heads.Count < most);
        return heads;
    }

    /// <summary>The record that an act created, found by the act's key; none where there was no such act.</summary>
    public static async Task<Head?> CreatedByAsync(this IRecordStore store, string organisation, string prefix, string key, CancellationToken cancel)
    {
        for (var i = 0; ; i++)
        {
            var head = await store.LoadAsync(organisation, RecordId.Derive(prefix, organisation, key, i), cancel);
            if (head is null || head.Acts[0].Key == key) return head;
        }
    }
}

/// <summary>
/// The store cannot be reached or cannot write now. What was to be saved is not, as far as anybody knows; it may be tried
/// again. Where an answer was lost on the way from a distant store, the act that is tried again meets itself by its key.
/// </summary>
public sealed class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The store holds what this program must not touch: a newer version's data, or none of ours.</summary>
public sealed class StoreUnusableException(string message) : Exception(message);

/// <summary>What was to be saved can never be: it is larger than the store takes, or its id is none that the store has. Nothing was sent.</summary>
public sealed class StoreLimitException(string message) : Exception(message);
