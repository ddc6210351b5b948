using System.Buffers;
using System.Globalization;
using AimsBot.Core.Records;
using Microsoft.Azure.Cosmos;

namespace AimsBot.Storage.Cosmos;

/// <summary>
/// A commit as one transactional batch, checked against what the database takes before anything is sent. The head is always
/// the first operation. Every operation may be repeated: what the commit makes has fixed ids and is only ever created.
/// </summary>
internal sealed class CosmosBatch
{
    /// <summary>The most operations of a batch.</summary>
    public const int MostOperations = 100;

    /// <summary>The most bytes of an item, less what the database adds of its own.</summary>
    public const int MostItemBytes = (2 * 1024 * 1024) - (4 * 1024);

    /// <summary>The most bytes of a batch, less what its wire format adds.</summary>
    public const int MostBatchBytes = (2 * 1024 * 1024) - (32 * 1024);

    private const int LongestId = 255;

    // Head, entry and wake item.
    private const int Fixed = 3;

    // The database takes none of these in an id; and a record's id that had one would be no address.
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("/\\?#");

    private static readonly TransactionalBatchItemRequestOptions Quietly = new() { EnableContentResponseOnWrite = false };
    private static readonly TransactionalBatchPatchItemRequestOptions QuietPatch = new() { EnableContentResponseOnWrite = false };

    private readonly Commit _commit;
    private readonly byte[] _head;
    private readonly byte[] _entry;
    private readonly byte[]? _wake;
    private readonly List<byte[]> _pending = [];

    /// <exception cref="StoreLimitException">The database would never take it.</exception>
    public CosmosBatch(Commit commit)
    {
        _commit = commit;
        var head = commit.Head;
        CheckId("organisation", head.Organisation);
        CheckId("record", head.Id.Value);
        _head = Written(HeadItem.Of(head));
        _entry = Written(EntryItem.Of(head, commit.Entry) with { By = Call });
        // Where nothing is wanted any more, the item stays without an instant: a batch cannot delete what may not be there.
        // Later commits have higher versions, and moves in between never reach the next: a version is never used again.
        if (commit.WakeAt is not null || head.Revision > 1) _wake = Written(PendingItem.Wake(head, commit.WakeAt, (long)head.Revision << 32));

        // Where there are more copies and follow-ups than operations are left, several share an item.
        var left = (MostOperations - Fixed - commit.ErasedPayloads.Count) / 2;
        if (left < 1) throw TooMuch(string.Create(CultureInfo.InvariantCulture, $"it erases from {commit.ErasedPayloads.Count} entries at once"));
        foreach (var copies in Shared(commit.NewCopies, left)) _pending.Add(Written(PendingItem.Of(head, copies)));
        foreach (var followUps in Shared(commit.FollowUps, left)) _pending.Add(Written(PendingItem.Of(head, followUps)));

        var bytes = _head.Length + _entry.Length + (_wake?.Length ?? 0) + _pending.Sum(item => item.Length) + commit.ErasedPayloads.Sum(erased => erased.Value.Length);
        if (bytes > MostBatchBytes) throw TooMuch(string.Create(CultureInfo.InvariantCulture, $"it has {bytes} bytes, and {MostBatchBytes} is the most"));
    }

    /// <summary>The name that the commit's entry carries: by it a commit knows itself.</summary>
    public string Call { get; } = CosmosItem.NewCall();

    /// <summary>Sends it. <paramref name="etag"/> is the head's before; none where the record is new.</summary>
    public async Task<TransactionalBatchResponse> SendAsync(Container container, PartitionKey partition, string? etag, CancellationToken cancel)
    {
        var batch = container.CreateTransactionalBatch(partition);
        if (etag is null) batch.CreateItemStream(new MemoryStream(_head), Quietly);
        else batch.ReplaceItemStream(HeadItem.Name, new MemoryStream(_head), new TransactionalBatchItemRequestOptions { IfMatchEtag = etag, EnableContentResponseOnWrite = false });
        batch.CreateItemStream(new MemoryStream(_entry), Quietly);
        if (_wake is not null) batch.UpsertItemStream(new MemoryStream(_wake), Quietly);
        foreach (var item in _pending) batch.CreateItemStream(new MemoryStream(item), Quietly);
        foreach (var (revision, payload) in _commit.ErasedPayloads)
            batch.PatchItem(EntryItem.Name(revision), [PatchOperation.Set("/payload", ExactBytesConverter.Element(payload))], QuietPatch);
        return await batch.ExecuteAsync(cancel);
    }

    private static IEnumerable<IReadOnlyList<T>> Shared<T>(IReadOnlyList<T> all, int items) =>
        all.Chunk(Math.Max(1, (all.Count + items - 1) / items));

    private static byte[] Written(CosmosItem item)
    {
        // By its own type, not by the one that all items share.
        var bytes = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(item, item.GetType(), StoredJson.Options);
        return bytes.Length <= MostItemBytes
            ? bytes
            : throw new StoreLimitException(string.Create(
                CultureInfo.InvariantCulture, $"{item.Record} cannot be saved: its {item.Id} has {bytes.Length} bytes, and {MostItemBytes} is the most."));
    }

    private static void CheckId(string what, string id)
    {
        if (id.Length is 0 or > LongestId || id.AsSpan().ContainsAny(Forbidden) || id.Any(char.IsControl))
            throw new StoreLimitException(string.Create(
                CultureInfo.InvariantCulture, $"'{id}' cannot be the id of {(what == "record" ? "a" : "an")} {what}: it must have 1 to {LongestId} characters, and none of / \\ ? #."));
    }

    private StoreLimitException TooMuch(string why) => new($"{_commit.Head.Id} cannot be saved: {why}.");
}
