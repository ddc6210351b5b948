using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using AimsBot.Core.Audit;
using AimsBot.Core.Documents;
using AimsBot.Core.Records;
using Microsoft.Azure.Cosmos;

namespace AimsBot.Storage.Cosmos;

/// <summary>
/// Azure Cosmos DB for NoSQL: all of a record in one logical partition, a commit as one transactional batch. An answer that
/// was lost is never guessed at: the same batch goes again, and a commit that then meets its own entry has met itself.
/// </summary>
public sealed class CosmosRecordStore : IRecordStore, IDocumentList, ISealStore, IWorkLeases
{
    // An ETag is a hint: a wrong one costs a conflict, which the caller meets by looking again.
    private const int MostRemembered = 20_000;

    private const int MarksAtOnce = 8;
    private const int ReadsAtOnce = 16;
    private const int SavesAtOnce = 16;

    /// <summary>How long a call may try where an operator waits and no person in a chat.</summary>
    public static readonly TimeSpan PatienceOfACommand = CosmosPatience.OfACommand;

    private readonly Container _container;
    private readonly CosmosPatience _patience;
    private readonly CosmosPatience _longPatience;
    private readonly ConcurrentDictionary<(string Organisation, RecordId Id), (int Revision, string ETag)> _seen = [];

    /// <param name="patience">How long a call may try; within what a person in a chat waits, unless said otherwise.</param>
    public CosmosRecordStore(CosmosDatabase database, TimeProvider clock, TimeSpan? patience = null)
    {
        _container = database.Container;
        _patience = new CosmosPatience(clock, patience ?? CosmosPatience.OfAPerson);
        _longPatience = new CosmosPatience(clock, CosmosPatience.OfACommand);
    }

    /// <summary>
    /// Asks once for each kind of thing, so that the first person to come does not wait for the compiler and the first
    /// connection. Changes nothing.
    /// </summary>
    public async Task WarmUpAsync(string organisation, CancellationToken cancel)
    {
        var nobody = new RecordId("nobody");
        await Task.WhenAll(
            PendingAsync(organisation, nobody, cancel),
            HistoryAsync(organisation, nobody, cancel),
            DueAsync(organisation, default, 1, cancel),
            QueryAsync(organisation, new RecordQuery { Type = nobody.Value, WaitsFor = nobody.Value, Limit = 1 }, cancel),
            _patience.AskAsync(
                async c =>
                {
                    // Refused, because there is nothing to replace.
                    var nothing = StoredJson.Write(new { id = HeadItem.Name, organisation, record = nobody });
                    using var answer = await _container.CreateTransactionalBatch(Partition(organisation, nobody)).ReplaceItemStream(HeadItem.Name, new MemoryStream(nothing)).ExecuteAsync(c);
                    CosmosAnswer.Check(answer);
                    return answer.StatusCode;
                },
                cancel));
    }

    public Task<Head?> LoadAsync(string organisation, RecordId id, CancellationToken cancel) =>
        _patience.AskAsync(async c => (await HeadAsync(organisation, id, c))?.ToHead(), cancel);

    public async Task<IReadOnlyDictionary<RecordId, Head>> LoadEachAsync(string organisation, IReadOnlyCollection<RecordId> ids, CancellationToken cancel)
    {
        var heads = new ConcurrentDictionary<RecordId, Head>();
        // Each lies in a partition of its own.
        await Parallel.ForEachAsync(ids, new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancel }, async (id, _) =>
        {
            if (await LoadAsync(organisation, id, cancel) is { } head) heads[id] = head;
        });
        return heads;
    }

    public Task<SaveResult> SaveAsync(Commit commit, CancellationToken cancel)
    {
        var batch = new CosmosBatch(commit);
        return _patience.AskAsync(c => SaveAsync(commit, batch, c), cancel);
    }

    public async Task<IReadOnlyList<SaveResult>> SaveEachAsync(IReadOnlyList<Commit> commits, CancellationToken cancel)
    {
        var results = new SaveResult[commits.Count];
        await Parallel.ForAsync(0, commits.Count, new ParallelOptions { MaxDegreeOfParallelism = SavesAtOnce, CancellationToken = cancel }, async (i, _) =>
            results[i] = await SaveAsync(commits[i], cancel));
        return results;
    }

    public Task<IReadOnlyList<AuditEntry>> HistoryAsync(string organisation, RecordId id, CancellationToken cancel) =>
        _patience.AskAsync<IReadOnlyList<AuditEntry>>(
            async c =>
            {
                var items = await FindAsync<EntryItem>(CosmosQuery.Part(EntryItem.Group), Partition(organisation, id), int.MaxValue, c);
                return [.. items.OrderBy(item => item.Revision).Select(item => item.ToEntry())];
            },
            cancel);

    public Task<RecordPage> QueryAsync(string organisation, RecordQuery query, CancellationToken cancel) =>
        _patience.AskAsync(
            async c =>
            {
                var limit = Math.Clamp(query.Limit, 1, RecordQuery.PageSize);
                var items = await FindAsync<HeadItem>(CosmosQuery.Heads(query), Partition(organisation), limit + 1, c);
                Head[] heads = [.. items.Take(limit).Select(item => item.ToHead())];
                return new RecordPage(heads, items.Count > limit ? CosmosQuery.Position(heads[^1]) : null);
            },
            cancel);

    public Task<int> CountAsync(string organisation, RecordQuery query, CancellationToken cancel) =>
        _patience.AskAsync(async c => (await FindAsync<int>(CosmosQuery.Count(query), Partition(organisation), int.MaxValue, c)).Sum(), cancel);

    public Task<IReadOnlyList<WakeItem>> DueAsync(string organisation, DateTimeOffset now, int most, CancellationToken cancel) =>
        _patience.AskAsync<IReadOnlyList<WakeItem>>(
            async c => [.. (await FindAsync<PendingItem>(CosmosQuery.Due(now), Partition(organisation), most, c)).Select(item => item.ToWake()!)],
            cancel);

    public Task<PendingWork?> PendingAsync(string organisation, RecordId id, CancellationToken cancel) =>
        _patience.AskAsync(
            async c =>
            {
                while (await HeadAsync(organisation, id, c) is { } head)
                {
                    var items = await PendingItemsAsync(organisation, id, c);
                    // A query is no snapshot. Where the head is still the one from before, no commit came between.
                    if (!await IsStillAsync(head, c)) continue;
                    return new PendingWork(
                        head.ToHead(),
                        [.. items.SelectMany(item => item.Copies ?? []).OrderBy(copy => copy.Number)],
                        [.. items.SelectMany(item => item.ReadFollowUps()).OrderBy(followUp => followUp.Number)],
                        items.Select(item => item.ToWake()).FirstOrDefault(wake => wake is not null));
                }
                return null;
            },
            cancel);

    public Task<bool> UpdateCopyAsync(string organisation, RecordId id, CardCopy copy, CancellationToken cancel) =>
        ByOneCallAsync(
            async (call, c) =>
            {
                while (await HolderAsync(organisation, id, PendingItem.CopyName(copy.Number), item => Place(item, copy.Number), c) is { } item)
                {
                    if (item.By == call) return true;
                    var copies = item.Copies!.ToArray();
                    var place = Place(item, copy.Number);
                    if (copies[place].Version != copy.Version) return false;
                    copies[place] = copy with { Version = copy.Version + 1 };
                    if (await ReplaceAsync(item, item with { Copies = copies, By = call }, c)) return true;
                    // Somebody changed a neighbour in the same item, or this copy: the next look tells.
                }
                return false;
            },
            cancel);

    public Task SettleFollowUpsAsync(string organisation, RecordId id, IReadOnlySet<int> done, IReadOnlyList<FollowUp> again, CancellationToken cancel) =>
        _patience.AskAsync(
            async c =>
            {
                var next = again.ToDictionary(f => f.Number);
                var left = done.Concat(next.Keys).ToHashSet();
                while (left.Count > 0)
                {
                    var first = left.First();
                    // Gone already: somebody else has settled it.
                    if (await HolderAsync(organisation, id, PendingItem.FollowUpName(first), item => PlaceOfFollowUp(item, first), c) is not { } item)
                    {
                        left.Remove(first);
                        continue;
                    }
                    // Hundreds lie in one item, and are written of in one go.
                    var held = item.ReadFollowUps();
                    var kept = held.Where(f => !done.Contains(f.Number)).Select(f => PendingItem.Element(next.GetValueOrDefault(f.Number) ?? f)).ToList();
                    if (await (kept.Count == 0 ? DeleteAsync(item, c) : ReplaceAsync(item, item with { FollowUps = kept }, c))) left.ExceptWith(held.Select(f => f.Number));
                }
                return true;
            },
            cancel);

    public Task<bool> MoveWakeAsync(WakeItem item, DateTimeOffset? wakeAt, CancellationToken cancel) =>
        ByOneCallAsync(
            async (call, c) =>
            {
                var stored = await ItemAsync<PendingItem>(Partition(item.Organisation, item.Record), PendingItem.WakeName, c);
                if (stored is null) return false;
                if (stored.By == call) return true;
                if (stored.Version != item.Version || stored.WakeAt is null) return false;
                return await ReplaceAsync(stored, stored with { WakeAt = wakeAt?.ToUnixTimeMilliseconds(), Version = item.Version + 1, By = call }, c);
            },
            cancel);

    public async Task<string> KeepDocumentAsync(string organisation, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        if (content.Length > Document.MaximumBytes) throw new ArgumentException("The document is too large.", nameof(content));
        var hash = AuditEntry.HashOf(content.Span);
        var owner = DocumentItem.Owner(hash);
        var chunks = 0;
        for (var from = 0; from < content.Length; from += Document.ChunkBytes)
        {
            await KeepAsync(new ChunkItem
            {
                Id = ChunkItem.Name(chunks++),
                Organisation = organisation,
                Record = owner,
                Content = content[from..Math.Min(content.Length, from + Document.ChunkBytes)].ToArray(),
            }, cancel);
        }
        // Last, so that a document is there whole or not at all.
        await KeepAsync(new DocumentItem { Id = DocumentItem.Name, Organisation = organisation, Record = owner, Document = hash, Length = content.Length, Chunks = chunks }, cancel);
        return hash;
    }

    public Task<byte[]?> DocumentAsync(string organisation, string hash, CancellationToken cancel) =>
        _longPatience.AskAsync(
            async c =>
            {
                var partition = new PartitionKeyBuilder().Add(organisation).Add(DocumentItem.Owner(hash)).Build();
                if (await ItemAsync<DocumentItem>(partition, DocumentItem.Name, c) is not { } document) return null;
                var content = new MemoryStream(document.Length);
                for (var chunk = 0; chunk < document.Chunks; chunk++)
                    content.Write((await ItemAsync<ChunkItem>(partition, ChunkItem.Name(chunk), c))!.Content);
                return content.ToArray();
            },
            cancel);

    public Task<IReadOnlyList<string>> DocumentsAsync(string organisation, string? after, int most, CancellationToken cancel) =>
        _patience.AskAsync<IReadOnlyList<string>>(
            async c => [.. (await FindAsync<DocumentItem>(CosmosQuery.Documents(after), Partition(organisation), most, c)).Select(item => item.Document)],
            cancel);

    public Task<IReadOnlyList<SealedEntry>> UnsealedAsync(string organisation, int most, CancellationToken cancel) =>
        _longPatience.AskAsync<IReadOnlyList<SealedEntry>>(
            async c =>
            {
                var items = await FindAsync<EntryItem>(CosmosQuery.Unsealed(), Partition(organisation), most, c);
                return [.. items.Select(item => new SealedEntry(new RecordId(item.Record), item.Revision, item.Hash))];
            },
            cancel);

    public Task<Seal?> LastSealAsync(string organisation, CancellationToken cancel) =>
        _longPatience.AskAsync(
            async c => (await FindAsync<SealItem>(CosmosQuery.LastSeal(), SealPartition(organisation), 1, c)).FirstOrDefault()?.ToSeal(), cancel);

    public Task<IReadOnlyList<Seal>> SealsAsync(string organisation, int after, int most, CancellationToken cancel) =>
        _longPatience.AskAsync<IReadOnlyList<Seal>>(
            async c => [.. (await FindAsync<SealItem>(CosmosQuery.Seals(after), SealPartition(organisation), most, c)).Select(item => item.ToSeal())], cancel);

    public async Task<bool> SealAsync(Seal seal, CancellationToken cancel)
    {
        var item = SealItem.Of(seal) with { By = CosmosItem.NewCall() };
        if (!await KeepAsync(item, cancel))
        {
            // After a lost answer, what is there may be this very seal.
            var there = await _longPatience.AskAsync(c => ItemAsync<SealItem>(SealPartition(seal.Organisation), item.Id, c), cancel);
            if (there?.By != item.By) return false;
        }
        // The seal first: an entry whose mark is left over is named twice, and one without a mark or a seal would be lost.
        await Parallel.ForEachAsync(
            seal.Read().Entries.GroupBy(entry => entry.Record),
            new ParallelOptions { MaxDegreeOfParallelism = MarksAtOnce, CancellationToken = cancel },
            async (entries, c) => await MarkSealedAsync(seal.Organisation, entries.Key, [.. entries.Select(entry => entry.Revision)], c));
        return true;
    }

    public Task<WorkLease?> LeaseAsync(string organisation, CancellationToken cancel) =>
        _patience.AskAsync(async c => (await ItemAsync<LeaseItem>(LeasePartition(organisation), LeaseItem.Name, c))?.ToLease(), cancel);

    // Where an answer was lost the second try meets the first and says no: the next look then finds the lease to be its own.
    public Task<bool> WriteLeaseAsync(string organisation, WorkLease? before, WorkLease after, CancellationToken cancel) =>
        _patience.AskAsync(
            async c =>
            {
                var partition = LeasePartition(organisation);
                var content = new MemoryStream(StoredJson.Write(LeaseItem.Of(organisation, after)));
                if (before is null)
                {
                    using var made = await _container.CreateItemStreamAsync(content, partition, new ItemRequestOptions { EnableContentResponseOnWrite = false }, c);
                    return Took(made);
                }
                var there = await ItemAsync<LeaseItem>(partition, LeaseItem.Name, c);
                if (there?.ToLease() != before) return false;
                using var answer = await _container.ReplaceItemStreamAsync(
                    content, LeaseItem.Name, partition, new ItemRequestOptions { IfMatchEtag = there!.ETag, EnableContentResponseOnWrite = false }, c);
                return Took(answer);
            },
            cancel);

    private async Task MarkSealedAsync(string organisation, RecordId id, IReadOnlyList<int> revisions, CancellationToken cancel)
    {
        foreach (var some in revisions.Chunk(CosmosBatch.MostOperations))
        {
            await _longPatience.AskAsync(
                async c =>
                {
                    var batch = _container.CreateTransactionalBatch(Partition(organisation, id));
                    foreach (var revision in some)
                        batch.PatchItem(EntryItem.Name(revision), [PatchOperation.Set("/unsealed", 0)], new TransactionalBatchPatchItemRequestOptions { EnableContentResponseOnWrite = false });
                    using var answer = await batch.ExecuteAsync(c);
                    CosmosAnswer.Check(answer);
                    return true;
                },
                cancel);
        }
    }

    private async Task<SaveResult> SaveAsync(Commit commit, CosmosBatch batch, CancellationToken cancel)
    {
        var head = commit.Head;
        string? before = null;
        if (head.Revision > 1)
        {
            before = await ETagAsync(head.Organisation, head.Id, head.Revision - 1, cancel);
            if (before is null) return await MetAsync(commit, batch, cancel);
        }
        using var answer = await batch.SendAsync(_container, Partition(head.Organisation, head.Id), before, cancel);
        if (answer.IsSuccessStatusCode)
        {
            Remember(head.Organisation, head.Id, head.Revision, answer[0].ETag);
            return SaveResult.Saved;
        }
        if (answer.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound)
        {
            _seen.TryRemove((head.Organisation, head.Id), out _);
            return await MetAsync(commit, batch, cancel);
        }
        CosmosAnswer.Check(answer);
        throw new InvalidOperationException($"The store answered {answer.StatusCode}.");
    }

    // Somebody was there first. After a lost answer, ours or one that the client met by itself, that may be this very commit.
    private async Task<SaveResult> MetAsync(Commit commit, CosmosBatch batch, CancellationToken cancel)
    {
        var entry = await ItemAsync<EntryItem>(Partition(commit.Head.Organisation, commit.Head.Id), EntryItem.Name(commit.Entry.Revision), cancel);
        return entry?.By == batch.Call ? SaveResult.Saved : SaveResult.Conflict;
    }

    private async Task<string?> ETagAsync(string organisation, RecordId id, int revision, CancellationToken cancel)
    {
        if (_seen.TryGetValue((organisation, id), out var seen) && seen.Revision == revision) return seen.ETag;
        return await HeadAsync(organisation, id, cancel) is { } head && head.Revision == revision ? head.ETag : null;
    }

    private void Remember(string organisation, RecordId id, int revision, string etag)
    {
        if (_seen.Count >= MostRemembered) _seen.Clear();
        _seen[(organisation, id)] = (revision, etag);
    }

    /// <exception cref="JsonException">What is stored of the head is not what was written; its message names the record.</exception>
    private async Task<HeadItem?> HeadAsync(string organisation, RecordId id, CancellationToken cancel)
    {
        var head = await ItemAsync<HeadItem>(Partition(organisation, id), HeadItem.Name, cancel);
        if (head is not null) Remember(organisation, id, head.Revision, head.ETag!);
        return head;
    }

    private async Task<bool> IsStillAsync(HeadItem head, CancellationToken cancel)
    {
        using var answer = await _container.ReadItemStreamAsync(
            HeadItem.Name, Partition(head.Organisation, new RecordId(head.Record)), new ItemRequestOptions { IfNoneMatchEtag = head.ETag }, cancel);
        CosmosAnswer.Check(answer);
        return answer.StatusCode == HttpStatusCode.NotModified;
    }

    // Where an answer was lost, what is there may be what this very call wrote: it finds its own name on it.
    private Task<bool> ByOneCallAsync(Func<string, CancellationToken, Task<bool>> ask, CancellationToken cancel)
    {
        var call = CosmosItem.NewCall();
        return _patience.AskAsync(c => ask(call, c), cancel);
    }

    private Task<List<PendingItem>> PendingItemsAsync(string organisation, RecordId id, CancellationToken cancel) =>
        FindAsync<PendingItem>(CosmosQuery.Part(PendingItem.Group), Partition(organisation, id), int.MaxValue, cancel);

    // Mostly the item of that name; else the neighbours with which a large commit made it share one.
    private async Task<PendingItem?> HolderAsync(string organisation, RecordId id, string name, Func<PendingItem, int> place, CancellationToken cancel)
    {
        if (await ItemAsync<PendingItem>(Partition(organisation, id), name, cancel) is { } own && place(own) >= 0) return own;
        return (await PendingItemsAsync(organisation, id, cancel)).Find(item => place(item) >= 0);
    }

    private static int Place(PendingItem item, int copy) => (item.Copies ?? []).ToList().FindIndex(c => c.Number == copy);

    private static int PlaceOfFollowUp(PendingItem item, int followUp) => item.ReadFollowUps().ToList().FindIndex(f => f.Number == followUp);

    private async Task<T?> ItemAsync<T>(PartitionKey partition, string name, CancellationToken cancel)
        where T : CosmosItem
    {
        using var answer = await _container.ReadItemStreamAsync(name, partition, cancellationToken: cancel);
        CosmosAnswer.Check(answer);
        return answer.StatusCode == HttpStatusCode.NotFound ? null : await CosmosAnswer.ReadAsync<T>(answer, cancel);
    }

    /// <summary>False: somebody changed it or took it away meanwhile.</summary>
    private async Task<bool> ReplaceAsync(PendingItem old, PendingItem next, CancellationToken cancel)
    {
        using var answer = await _container.ReplaceItemStreamAsync(
            new MemoryStream(StoredJson.Write(next with { ETag = null })), old.Id, Partition(old.Organisation, new RecordId(old.Record)), IfStill(old), cancel);
        return Took(answer);
    }

    private async Task<bool> DeleteAsync(PendingItem old, CancellationToken cancel)
    {
        using var answer = await _container.DeleteItemStreamAsync(old.Id, Partition(old.Organisation, new RecordId(old.Record)), IfStill(old), cancel);
        return Took(answer);
    }

    private static ItemRequestOptions IfStill(PendingItem item) => new() { IfMatchEtag = item.ETag, EnableContentResponseOnWrite = false };

    private static bool Took(ResponseMessage answer)
    {
        CosmosAnswer.Check(answer);
        return answer.IsSuccessStatusCode;
    }

    // Once: what is there already is the same, because its name is its hash.
    private Task<bool> KeepAsync<T>(T item, CancellationToken cancel)
        where T : CosmosItem =>
        _longPatience.AskAsync(
            async c =>
            {
                var partition = new PartitionKeyBuilder().Add(item.Organisation).Add(item.Record).Build();
                using var answer = await _container.CreateItemStreamAsync(
                    new MemoryStream(StoredJson.Write(item)), partition, new ItemRequestOptions { EnableContentResponseOnWrite = false }, c);
                return Took(answer);
            },
            cancel);

    private async Task<List<T>> FindAsync<T>(QueryDefinition query, PartitionKey partition, int most, CancellationToken cancel)
    {
        var found = new List<T>();
        using var pages = _container.GetItemQueryStreamIterator(
            query, requestOptions: new QueryRequestOptions { PartitionKey = partition, MaxItemCount = most == int.MaxValue ? -1 : most });
        while (pages.HasMoreResults && found.Count < most)
        {
            using var answer = await pages.ReadNextAsync(cancel);
            CosmosAnswer.Check(answer);
            found.AddRange((await CosmosAnswer.ReadAsync<Page<T>>(answer, cancel)).Documents);
        }
        return found.Count > most ? found[..most] : found;
    }

    private static PartitionKey Partition(string organisation) => new PartitionKeyBuilder().Add(organisation).Build();

    private static PartitionKey SealPartition(string organisation) => new PartitionKeyBuilder().Add(organisation).Add(SealItem.Owner).Build();

    private static PartitionKey LeasePartition(string organisation) => new PartitionKeyBuilder().Add(organisation).Add(LeaseItem.Owner).Build();

    private static PartitionKey Partition(string organisation, RecordId id) => new PartitionKeyBuilder().Add(organisation).Add(id.Value).Build();

    /// <summary>How the database wraps the items of an answer.</summary>
    private sealed record Page<T>([property: JsonPropertyName("Documents")] IReadOnlyList<T> Documents);
}
