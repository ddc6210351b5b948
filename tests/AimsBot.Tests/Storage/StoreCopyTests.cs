using System.Security.Cryptography;
using AimsBot.Core;
using AimsBot.Core.Audit;
using AimsBot.Core.Documents;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Storage;
using AimsBot.Storage.Cosmos;
using AimsBot.Storage.Sqlite;
using AimsBot.Tests.Bench;
using AimsBot.Tests.Storage.Cosmos;

namespace AimsBot.Tests.Storage;

/// <summary>An organisation that moves between the stores, and nothing is lost on the way.</summary>
public sealed class StoreCopyTests : IAsyncLifetime
{
    // With copies and follow-ups as no step of the bench makes them; its entry is none that verifies.
    private const string MadeByHand = "PMT-0000-0001";

    private readonly CosmosBench _account = new();
    private readonly TempFolder _folder = new();
    private CosmosRecordStore _cosmos = null!;
    private SqliteRecordStore _sqlite = null!;
    private SqliteRecordStore _back = null!;

    public async Task InitializeAsync()
    {
        await _account.InitializeAsync();
        _cosmos = await _account.OpenAsync(TimeSpan.FromSeconds(30));
        _sqlite = new SqliteRecordStore(SqliteDatabase.OpenOrCreate(_folder.File("first.db")));
        _back = new SqliteRecordStore(SqliteDatabase.OpenOrCreate(_folder.File("back.db")));
    }

    public async Task DisposeAsync()
    {
        Assert.Empty(_account.Account.Complaints);
        _sqlite.Dispose();
        _back.Dispose();
        _folder.Dispose();
        await _account.DisposeAsync();
    }

    [Fact]
    public async Task There_and_back_every_record_is_the_same_to_the_byte()
    {
        using var bench = await LivelyAsync(_sqlite);
        await CopyAsync(_sqlite, _cosmos);
        var count = await CopyAsync(_cosmos, _back);
        Assert.Equal(await AllAsync(_sqlite), await AllAsync(_cosmos));
        Assert.Equal(await AllAsync(_sqlite), await AllAsync(_back));
        Assert.Equal(await _sqlite.CountAsync("demo", new RecordQuery(), default), count.Records);
    }

    [Fact]
    public async Task The_trail_verifies_after_it()
    {
        using var bench = await LivelyAsync(_sqlite);
        await CopyAsync(_sqlite, _cosmos);
        foreach (var head in (await _cosmos.QueryAsync("demo", new RecordQuery(), default)).Heads.Where(head => head.Id.Value != MadeByHand))
            Assert.Null(AuditChain.Verify(head, await _cosmos.HistoryAsync("demo", head.Id, default)).Fault);
    }

    [Fact]
    public async Task Documents_go_along()
    {
        byte[][] documents = [[], RandomNumberGenerator.GetBytes(1), RandomNumberGenerator.GetBytes((2 * Document.ChunkBytes) + 1)];
        foreach (var content in documents) await _sqlite.KeepDocumentAsync("demo", content, default);
        Assert.Equal(3, (await CopyAsync(_sqlite, _cosmos)).Documents);
        Assert.Equal(3, (await CopyAsync(_cosmos, _back)).Documents);
        foreach (var content in documents) Assert.Equal(content, await _back.DocumentAsync("demo", AuditEntry.HashOf(content), default));
    }

    [Fact]
    public async Task A_copy_that_was_broken_off_anywhere_goes_on_where_it_ended()
    {
        using var bench = await LivelyAsync(_sqlite);
        var limit = 0;
        var broken = new FailingStore(_cosmos)
        {
            BeforeSave = _ => Interlocked.Decrement(ref limit) < 0 ? throw new StoreUnavailableException("The cable was pulled.") : Task.CompletedTask,
        };
        for (var attempts = 1; ; attempts++)
        {
            limit = 3;
            try
            {
                await new StoreCopy("demo", _sqlite, _sqlite, _sqlite, broken, _cosmos, _cosmos).RunAsync(_ => { }, default);
                Assert.True(attempts > 3);
                break;
            }
            catch (StoreUnavailableException)
            {
                // Broken off, and started again.
            }
        }
        Assert.Equal(await AllAsync(_sqlite), await AllAsync(_cosmos));
    }

    [Fact]
    public async Task What_the_source_did_after_a_copy_is_brought_over_by_the_next()
    {
        using var bench = await LivelyAsync(_sqlite);
        await CopyAsync(_sqlite, _cosmos);
        foreach (var head in await bench.AllAsync("permit"))
        {
            var work = (await _sqlite.PendingAsync("demo", head.Id, default))!;
            if (work.Wake is not null) await _sqlite.MoveWakeAsync(work.Wake, Commits.Monday.AddYears(1), default);
            foreach (var copy in work.Copies) await _sqlite.UpdateCopyAsync("demo", head.Id, copy with { State = CopyState.Shown, Message = "m-1" }, default);
            await _sqlite.SettleFollowUpsAsync("demo", head.Id, work.FollowUps.Select(f => f.Number).ToHashSet(), [], default);
        }
        var first = (await bench.AllAsync("permit"))[0].Id;
        await bench.KeepAsync(ErasePayload.Step, new ErasePayload("body.title", "asked for"), first);
        await bench.KeepAsync(OpenPermit.Step, new OpenPermit("a later one"));
        await CopyAsync(_sqlite, _cosmos);
        Assert.Equal(await AllAsync(_sqlite), await AllAsync(_cosmos));
    }

    [Fact]
    public async Task A_target_that_went_another_way_is_not_overwritten()
    {
        using var bench = await LivelyAsync(_sqlite);
        var head = (await bench.AllAsync("permit"))[0];
        await _cosmos.SaveAsync(Commits.Create("demo", head.Id.Value), default);
        await Assert.ThrowsAsync<StoreUnusableException>(() => CopyAsync(_sqlite, _cosmos));
        Assert.Equal("thing", (await _cosmos.LoadAsync("demo", head.Id, default))!.Type);
    }

    [Fact]
    public async Task Another_organisation_stays_where_it_is()
    {
        await _sqlite.SaveAsync(Commits.Create("neighbour", "THG-0000-0001"), default);
        using var bench = await LivelyAsync(_sqlite);
        await CopyAsync(_sqlite, _cosmos);
        Assert.Equal(0, await _cosmos.CountAsync("neighbour", new RecordQuery(), default));
    }

    /// <summary>Some records with a past: people, permits in every state, copies, follow-ups, deadlines, an erasure.</summary>
    private static async Task<CoreBench> LivelyAsync(SqliteRecordStore store)
    {
        var bench = new CoreBench(_ => store);
        var actor = await bench.PersonAsync("Lina", Role.Legal);
        for (var i = 0; i < 6; i++)
        {
            var permit = await bench.KeepAsync(OpenPermit.Step, new OpenPermit($"permit {i}") { Expires = Commits.Monday.AddDays(i + 1), OpenToo = ["too"] }, actor: actor);
            for (var votes = 0; votes < i; votes++) await bench.KeepAsync(VoteOnPermit.Step, new VoteOnPermit(), permit.Id, actor);
            if (i > 3) await bench.KeepAsync(RenamePermit.Step, new RenamePermit("renamed"), permit.Id, actor);
            if (i == 5) await bench.KeepAsync(ErasePayload.Step, new ErasePayload("body.title", "asked for"), permit.Id);
        }
        await store.SaveAsync(Commits.Create("demo", MadeByHand, head => head with { Type = "permit" }) with
        {
            NewCopies = [new CardCopy { Card = "Thing/Thing" }, new CardCopy { Number = 1, Card = "Thing/Thing", Message = "m-0" }],
            FollowUps = [Commits.FollowUp(1000, Commits.Monday)],
            WakeAt = Commits.Monday,
        }, default);
        return bench;
    }

    private static Task<CopyCount> CopyAsync<TFrom, TTo>(TFrom from, TTo to)
        where TFrom : IRecordStore, IDocumentList, ISealStore
        where TTo : IRecordStore, IDocumentList, ISealStore =>
        new StoreCopy("demo", from, from, from, to, to, to).RunAsync(_ => { }, default);

    /// <summary>All of an organisation as text, without the counters of changes, which are each store's own.</summary>
    private static async Task<string> AllAsync(IRecordStore store)
    {
        var all = new List<object>();
        foreach (var head in (await store.QueryAsync("demo", new RecordQuery(), default)).Heads.OrderBy(head => head.Id.Value))
        {
            var work = (await store.PendingAsync("demo", head.Id, default))!;
            all.Add(new { work.Head, Copies = work.Copies.Select(copy => copy with { Version = 0 }), work.FollowUps, work.Wake?.WakeAt, Entries = await store.HistoryAsync("demo", head.Id, default) });
        }
        return Commits.Text(all);
    }
}
