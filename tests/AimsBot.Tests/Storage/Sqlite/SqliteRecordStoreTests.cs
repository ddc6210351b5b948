using System.Text;
using AimsBot.Core.Records;
using AimsBot.Storage.Sqlite;
using AimsBot.Tests.Bench;

namespace AimsBot.Tests.Storage.Sqlite;

public sealed class SqliteRecordStoreTests : RecordStoreCompliance, IDisposable
{
    private const string Organisation = "demo";
    private static readonly RecordId Id = new("THG-0000-0001");

    private readonly TempFolder _folder = new();
    private readonly SqliteRecordStore _store;

    public SqliteRecordStoreTests() => _store = Open();

    protected override IRecordStore Store => _store;

    private string File => _folder.File("store/aims.db");

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_was_saved_is_there_after_the_store_was_closed()
    {
        await SaveAsync(_store, 1);
        _store.Dispose();
        using var again = Open();
        Assert.NotNull(await again.LoadAsync(Organisation, Id, default));
    }

    [Fact]
    public async Task A_closed_store_takes_nothing()
    {
        _store.Dispose();
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await SaveAsync(_store, 1));
    }

    [Fact]
    public async Task A_closed_store_reads_nothing()
    {
        _store.Dispose();
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await _store.LoadAsync(Organisation, Id, default));
    }

    [Fact]
    public async Task What_another_store_on_the_file_saves_is_seen_at_once()
    {
        using var other = Open();
        await _store.LoadAsync(Organisation, Id, default);
        await SaveAsync(other, 1);
        Assert.NotNull(await _store.LoadAsync(Organisation, Id, default));
    }

    [Fact]
    public async Task Two_stores_on_one_file_lose_no_update()
    {
        using var other = Open();
        await SaveAsync(_store, 1);
        await Task.WhenAll(new[] { _store, other }.SelectMany(store => Enumerable.Range(0, 20).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                var head = (await store.LoadAsync(Organisation, Id, default))!;
                if (await store.SaveAsync(Commits.Follow(head), default) == SaveResult.Saved) return;
            }
        }))));
        Assert.Equal(41, (await _store.LoadAsync(Organisation, Id, default))!.Revision);
    }

    [Fact]
    public async Task The_log_stays_short_while_writes_and_reads_never_pause()
    {
        using var done = new CancellationTokenSource();
        var reads = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested) await _store.LoadAsync(Organisation, Id, default);
        });
        // 150 MB in all.
        foreach (var some in Enumerable.Range(0, 1_500).Chunk(8))
            await Task.WhenAll(some.Select(number => _store.KeepDocumentAsync(Organisation, Encoding.UTF8.GetBytes(new string('x', 100_000) + number), default)));
        await done.CancelAsync();
        await reads;
        Assert.InRange(new FileInfo(File + "-wal").Length, 0, 70_000_000);
    }

    [Fact]
    public async Task One_bad_commit_of_a_group_spoils_no_other()
    {
        await SaveAsync(_store, 1);
        // The same entry twice: the second one breaks the file's own rules.
        var bad = Commits.Create(Organisation, "THG-0000-0002");
        bad = bad with { NewCopies = [new CardCopy { Card = "a" }, new CardCopy { Card = "b" }] };
        var saves = Enumerable.Range(10, 50).Select(i => SaveAsync(_store, i)).ToList();
        var failing = _store.SaveAsync(bad, default);
        saves.AddRange(Enumerable.Range(60, 50).Select(i => SaveAsync(_store, i)));
        await Task.WhenAll(saves);
        await Assert.ThrowsAnyAsync<Exception>(() => failing);
        Assert.Equal(101, await _store.CountAsync(Organisation, new RecordQuery(), default));
    }

    [Fact]
    public async Task A_commit_that_breaks_halfway_leaves_nothing()
    {
        var bad = Commits.Create(Organisation, Id.Value) with { NewCopies = [new CardCopy { Card = "a" }, new CardCopy { Card = "b" }] };
        await Assert.ThrowsAnyAsync<Exception>(() => _store.SaveAsync(bad, default));
        Assert.Null(await _store.LoadAsync(Organisation, Id, default));
    }

    [Fact]
    public async Task Without_its_folder_the_store_cannot_write()
    {
        await SaveAsync(_store, 1);
        Directory.Move(_folder.File("store"), _folder.File("away"));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => SaveAsync(_store, 2));
    }

    [Fact]
    public async Task Without_its_folder_the_store_cannot_read()
    {
        await SaveAsync(_store, 1);
        await _store.LoadAsync(Organisation, Id, default);
        Directory.Move(_folder.File("store"), _folder.File("away"));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await _store.LoadAsync(Organisation, Id, default));
    }

    [Fact]
    public async Task A_folder_that_came_back_is_written_to_again()
    {
        await SaveAsync(_store, 1);
        Directory.Move(_folder.File("store"), _folder.File("away"));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => SaveAsync(_store, 2));
        Directory.Move(_folder.File("away"), _folder.File("store"));
        await SaveAsync(_store, 2);
        Assert.Equal(2, await _store.CountAsync(Organisation, new RecordQuery(), default));
    }

    [Fact]
    public async Task A_folder_that_came_back_is_read_again()
    {
        await SaveAsync(_store, 1);
        await _store.LoadAsync(Organisation, Id, default);
        Directory.Move(_folder.File("store"), _folder.File("away"));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await _store.LoadAsync(Organisation, Id, default));
        Directory.Move(_folder.File("away"), _folder.File("store"));
        Assert.NotNull(await _store.LoadAsync(Organisation, Id, default));
    }

    [Fact]
    public async Task A_file_that_came_back_as_no_database_cannot_be_written()
    {
        await SaveAsync(_store, 1);
        Directory.Delete(_folder.File("store"), recursive: true);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => SaveAsync(_store, 2));
        Directory.CreateDirectory(_folder.File("store"));
        await System.IO.File.WriteAllTextAsync(File, new string('x', 10_000));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => SaveAsync(_store, 2));
    }

    [Fact]
    [Trait("Category", "Long")] // as long as the store waits for a lock
    public async Task A_locked_file_is_written_to_again_when_it_is_free()
    {
        await SaveAsync(_store, 1);
        using (var rival = SqliteDatabase.Open(File).Connect())
        {
            using var lease = rival.BeginTransaction(deferred: false);
            await Assert.ThrowsAsync<StoreUnavailableException>(() => SaveAsync(_store, 2));
        }
        await SaveAsync(_store, 2);
        Assert.Equal(2, await _store.CountAsync(Organisation, new RecordQuery(), default));
    }

    [Fact]
    public async Task Erased_text_is_gone_from_every_file_of_the_store()
    {
        var secret = "the-name-of-somebody-" + new string('x', 6_000);
        var first = Commits.Create(Organisation, Id.Value, head => head with { Body = Encoding.UTF8.GetBytes($"{{\"v\":1,\"text\":\"{secret}\"}}") });
        first = first with { Entry = first.Entry with { Payload = Encoding.UTF8.GetBytes($"{{\"text\":\"{secret}\"}}") } };
        await _store.SaveAsync(first, default);
        await SaveAsync(_store, 2);
        Assert.True(IsOnDisk("the-name-of-somebody"));
        await _store.SaveAsync(
            Commits.Follow(first.Head, head => head with { Body = "{\"v\":1}"u8.ToArray() }) with
            {
                ErasedPayloads = new Dictionary<int, ReadOnlyMemory<byte>> { [1] = "{}"u8.ToArray() },
            },
            default);
        await Eventually.TrueAsync(() => !IsOnDisk("the-name-of-somebody"));
    }

    private SqliteRecordStore Open() => new(SqliteDatabase.OpenOrCreate(File));

    private static async Task SaveAsync(SqliteRecordStore store, int number) =>
        Assert.Equal(SaveResult.Saved, await store.SaveAsync(Commits.Create(Organisation, $"THG-0000-{number:0000}"), default));

    private bool IsOnDisk(string text)
    {
        var needle = Encoding.UTF8.GetBytes(text);
        return Directory.GetFiles(_folder.File("store")).Any(file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return bytes.ToArray().AsSpan().IndexOf(needle) >= 0;
        });
    }
}
