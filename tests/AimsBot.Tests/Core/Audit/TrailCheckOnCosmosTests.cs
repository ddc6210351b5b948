using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Audit;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Storage;
using AimsBot.Storage.Cosmos;
using AimsBot.Tests.Bench;
using AimsBot.Tests.Storage.Cosmos;
using Microsoft.Azure.Cosmos;

namespace AimsBot.Tests.Core.Audit;

/// <summary>Whatever is done to the items of a Cosmos DB account behind the bot's back is found, and named.</summary>
public sealed class TrailCheckOnCosmosTests : IAsyncLifetime
{
    private readonly CosmosBench _account = new();
    private readonly CoreBench _bench = new();
    private readonly List<(PartitionKey Partition, string Id)> _items = [];
    private CosmosDatabase _database = null!;
    private CosmosRecordStore _store = null!;
    private string _voted = "";
    private string _renamed = "";

    public async Task InitializeAsync()
    {
        await _account.InitializeAsync();
        var actor = await _bench.PersonAsync("Olga Eier", Role.Legal);
        var renamed = await _bench.KeepAsync(OpenPermit.Step, new OpenPermit("the first title"), actor: actor);
        await _bench.KeepAsync(RenamePermit.Step, new RenamePermit("a name to be erased"), renamed.Id, actor);
        var voted = await _bench.KeepAsync(OpenPermit.Step, new OpenPermit("another permit"), actor: actor);
        var seals = (ISealStore)_bench.Store;
        var sealer = new Sealer(seals, _bench.Clock, new PlatformClock(_bench.Clock));
        await sealer.SealAsync("demo", default);
        await _bench.KeepAsync(ErasePayload.Step, new ErasePayload("note.before", "asked for"), renamed.Id);
        await _bench.KeepAsync(VoteOnPermit.Step, new VoteOnPermit(), voted.Id, actor);
        await sealer.SealAsync("demo", default);
        (_voted, _renamed) = (voted.Id.Value, renamed.Id.Value);

        _database = await CosmosDatabase.OpenAsync(_account.Settings, TimeProvider.System, default);
        _store = new CosmosRecordStore(_database, TimeProvider.System, TimeSpan.FromSeconds(30));
        await new StoreCopy("demo", _bench.Store, (IDocumentList)_bench.Store, seals, _store, _store, _store).RunAsync(_ => { }, default);
        foreach (var head in (await _store.QueryAsync("demo", new RecordQuery(), default)).Heads)
        {
            var partition = new PartitionKeyBuilder().Add("demo").Add(head.Id.Value).Build();
            _items.Add((partition, HeadItem.Name));
            for (var revision = 1; revision <= head.Revision; revision++) _items.Add((partition, EntryItem.Name(revision)));
        }
        for (var seal = 1; seal <= 2; seal++) _items.Add((new PartitionKeyBuilder().Add("demo").Add(SealItem.Owner).Build(), $"seal-{seal}"));
    }

    public async Task DisposeAsync()
    {
        _database.Dispose();
        _bench.Dispose();
        await _account.DisposeAsync();
    }

    [Fact]
    public async Task What_was_copied_whole_is_whole_and_says_what_was_erased()
    {
        var report = await CheckAsync();
        Assert.Equal((null, 2, 1), (report.Fault, report.Seals, report.Erased));
    }

    /// <summary>Any character of anything that the trail binds.</summary>
    [Fact]
    public async Task Any_character_of_a_head_an_entry_or_a_seal_that_is_changed_is_found()
    {
        var random = new Random(20261126);
        for (var i = 0; i < 200; i++)
        {
            var (partition, id) = _items[random.Next(_items.Count)];
            var item = await ReadAsync(partition, id);
            var names = item.Where(p => p.Value is JsonValue v && v.TryGetValue(out string? text) && text.Length > 0 && Binds(p.Key)).Select(p => p.Key).ToArray();
            var name = names[random.Next(names.Length)];
            var before = item.ToJsonString();
            var text = item[name]!.GetValue<string>();
            var at = random.Next(text.Length);
            item[name] = text[..at] + (text[at] == 'x' ? 'y' : 'x') + text[(at + 1)..];
            await WriteAsync(partition, item);

            Assert.True(await FaultAsync() is { Length: > 0 }, $"nobody found that '{name}' of {partition} {id} was changed at {at}");
            await WriteAsync(partition, JsonNode.Parse(before)!.AsObject());
        }
        Assert.Null((await CheckAsync()).Fault);
    }

    [Fact]
    public async Task Any_item_that_is_taken_away_is_found()
    {
        foreach (var (partition, id) in _items)
        {
            var item = await ReadAsync(partition, id);
            using (await _database.Container.DeleteItemStreamAsync(id, partition)) Assert.NotNull(await FaultAsync());
            await WriteAsync(partition, item);
        }
        Assert.Null((await CheckAsync()).Fault);
    }

    [Fact]
    public async Task An_entry_that_is_inserted_or_exchanged_is_found_and_named()
    {
        var (voted, renamed) = (Of(_voted), Of(_renamed));
        var second = await ReadAsync(voted, EntryItem.Name(2));
        var more = second.DeepClone().AsObject();
        (more["id"], more["revision"]) = (EntryItem.Name(3), 3);
        await WriteAsync(voted, more);
        Assert.Contains(_voted, await FaultAsync(), StringComparison.Ordinal);
        using (await _database.Container.DeleteItemStreamAsync(EntryItem.Name(3), voted)) Assert.Null((await CheckAsync()).Fault);

        var foreign = second.DeepClone().AsObject();
        foreign["record"] = _renamed;
        var own = await ReadAsync(renamed, EntryItem.Name(2));
        await WriteAsync(renamed, foreign);
        Assert.Contains(_renamed, await FaultAsync(), StringComparison.Ordinal);
        await WriteAsync(renamed, own);
        Assert.Null((await CheckAsync()).Fault);
    }

    [Fact]
    public async Task A_record_put_back_to_an_earlier_state_and_one_removed_whole_are_named()
    {
        var voted = Of(_voted);
        var (head, second) = (await ReadAsync(voted, HeadItem.Name), await ReadAsync(voted, EntryItem.Name(2)));
        using (await _database.Container.DeleteItemStreamAsync(EntryItem.Name(2), voted)) Assert.Contains(_voted, await FaultAsync(), StringComparison.Ordinal);
        using (await _database.Container.DeleteItemStreamAsync(EntryItem.Name(1), voted)) { }
        using (await _database.Container.DeleteItemStreamAsync(HeadItem.Name, voted)) Assert.Contains(_voted, await FaultAsync(), StringComparison.Ordinal);
        await WriteAsync(voted, head);
        await WriteAsync(voted, second);
        Assert.Contains(_voted, await FaultAsync(), StringComparison.Ordinal);
    }

    // What the pump alone uses, and what the database writes, is no part of the trail.
    private static bool Binds(string name) => name is "type" or "state" or "lastHash" or "body" or "hash" or "header" or "payload" or "content";

    private static PartitionKey Of(string record) => new PartitionKeyBuilder().Add("demo").Add(record).Build();

    private Task<TrailReport> CheckAsync() => new TrailCheck("demo", _store, _store).RunAsync(null, default);

    private async Task<string?> FaultAsync()
    {
        try
        {
            return (await CheckAsync()).Fault;
        }
        catch (System.Text.Json.JsonException e)
        {
            return e.Message;
        }
        catch (StoreUnavailableException e) when (e.InnerException is System.Text.Json.JsonException or FormatException)
        {
            return e.Message;
        }
    }

    private async Task<JsonObject> ReadAsync(PartitionKey partition, string id)
    {
        using var response = await _database.Container.ReadItemStreamAsync(id, partition);
        response.EnsureSuccessStatusCode();
        return (await JsonNode.ParseAsync(response.Content))!.AsObject();
    }

    private async Task WriteAsync(PartitionKey partition, JsonObject item)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(item.ToJsonString()));
        using var response = await _database.Container.UpsertItemStreamAsync(stream, partition);
        response.EnsureSuccessStatusCode();
    }
}
