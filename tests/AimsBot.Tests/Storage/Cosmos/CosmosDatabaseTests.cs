using AimsBot.Core.Records;
using AimsBot.CosmosDouble;
using AimsBot.Storage.Cosmos;
using AimsBot.Tests.Bench;
using Microsoft.Azure.Cosmos;

namespace AimsBot.Tests.Storage.Cosmos;

/// <summary>The database: what is made, what is opened, what is refused.</summary>
public sealed class CosmosDatabaseTests : IAsyncLifetime
{
    private CosmosAccountDouble _account = null!;

    private CosmosSettings Settings => new() { Endpoint = _account.Endpoint, Key = CosmosAccountDouble.Key };

    private string Place => $"The container records of the database aimsbot at {_account.Endpoint}";

    public async Task InitializeAsync() => _account = await CosmosAccountDouble.Start();

    public async Task DisposeAsync() => await _account.DisposeAsync();

    [Fact]
    public async Task A_database_that_is_not_there_is_refused_with_what_makes_it() =>
        Assert.Equal($"{Place} is not there. `storage prepare` makes it.", await RefusalAsync());

    [Fact]
    public async Task A_database_that_was_prepared_is_opened()
    {
        await PrepareAsync();
        using var database = await OpenAsync();
        Assert.False(database.IsHeld);
    }

    [Fact]
    public async Task Preparing_again_changes_no_record()
    {
        await PrepareAsync();
        using var database = await OpenAsync();
        var store = new CosmosRecordStore(database, TimeProvider.System);
        await store.SaveAsync(Commits.Create("demo", "THG-0000-0001"), default);
        await PrepareAsync();
        Assert.Equal(1, await store.CountAsync("demo", new RecordQuery(), default));
    }

    [Fact]
    public async Task A_container_with_another_index_gets_the_right_one()
    {
        await MakeAsync("/organisation", "/record");
        await PrepareAsync();
        using var database = await OpenAsync();
        // The double answers no list without the index that is made for it.
        await new CosmosRecordStore(database, TimeProvider.System).QueryAsync("demo", new RecordQuery(), default);
        Assert.Empty(_account.Complaints);
    }

    [Fact]
    public async Task A_container_that_nobody_prepared_is_refused()
    {
        await MakeAsync("/organisation", "/record");
        Assert.Equal($"{Place} was never prepared. `storage prepare` does it.", await RefusalAsync());
    }

    [Fact]
    public async Task A_container_that_a_deployment_made_is_opened_without_being_prepared()
    {
        using (var client = new CosmosClient(Settings.Endpoint.AbsoluteUri, CosmosAccountDouble.Key, new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway, LimitToEndpoint = true }))
        {
            Database made = await client.CreateDatabaseAsync(Settings.Database);
            await made.CreateContainerAsync(new ContainerProperties(CosmosSettings.Container, ["/organisation", "/record"]) { IndexingPolicy = CosmosQuery.Index() });
        }
        using var first = await OpenAsync();
        using var second = await OpenAsync();
        Assert.True(await first.HoldAsync(default, default));
        using var third = await OpenAsync();
        Assert.True(third.IsHeld);
    }

    [Fact]
    public async Task A_container_with_another_partition_key_is_refused()
    {
        await MakeAsync("/id");
        var refusal = $"{Place} is another program's: its partition key is /id and not /organisation, /record.";
        Assert.Equal(refusal, await RefusalAsync());
        Assert.Equal(refusal, (await Assert.ThrowsAsync<StoreUnusableException>(() => CosmosDatabase.PrepareAsync(Settings, TimeProvider.System, default))).Message);
    }

    [Fact]
    public async Task A_wrong_key_is_refused()
    {
        await PrepareAsync();
        var wrong = Settings with { Key = Convert.ToBase64String("another key"u8) };
        Assert.Equal($"The account {_account.Endpoint} refuses the key or the identity.", await RefusalAsync(wrong));
    }

    [Theory]
    [InlineData("Eventual")]
    [InlineData("ConsistentPrefix")]
    public async Task An_account_that_promises_too_little_is_refused(string consistency)
    {
        await PrepareAsync();
        _account.Consistency = consistency;
        Assert.Equal($"The account {_account.Endpoint} has the consistency {consistency}; records need Session or a stronger one.", await RefusalAsync());
    }

    [Theory]
    [InlineData("Session")]
    [InlineData("BoundedStaleness")]
    [InlineData("Strong")]
    public async Task An_account_that_promises_enough_is_taken(string consistency)
    {
        await PrepareAsync();
        _account.Consistency = consistency;
        using var database = await OpenAsync();
        Assert.NotNull(database);
    }

    [Fact]
    public async Task A_database_from_a_newer_version_is_refused()
    {
        await PrepareAsync();
        using (var client = Client())
        {
            var container = client.GetContainer("aimsbot", "records");
            await container.UpsertItemAsync(new { id = "store", organisation = ".", record = "store", v = 1, schema = 2 }, new PartitionKeyBuilder().Add(".").Add("store").Build());
        }
        Assert.Equal($"{Place} was written by a newer version (schema 2; this one knows 1). Start that version.", await RefusalAsync());
    }

    [Fact]
    public async Task A_mark_of_a_copy_holds_until_it_is_taken_away()
    {
        await PrepareAsync();
        using var database = await OpenAsync();
        Assert.True(await database.HoldAsync(Commits.Monday, default));
        using var again = await OpenAsync();
        Assert.Equal((true, false), (again.IsHeld, await again.HoldAsync(Commits.Monday, default)));
        Assert.Equal((true, false), (await database.ResumeAsync(default), await database.ResumeAsync(default)));
        await Eventually.TrueAsync(() => !again.IsHeld);
    }

    [Fact]
    public async Task Pages_go_over_the_border_of_two_physical_partitions()
    {
        // In the middle of the organisation's records, as Azure splits a large one.
        _account.Splits = [EffectivePartitionKey.Of("demo") + "20"];
        await PrepareAsync();
        using var database = await OpenAsync();
        var store = new CosmosRecordStore(database, TimeProvider.System, TimeSpan.FromSeconds(30));
        for (var i = 0; i < 40; i++)
            await store.SaveAsync(Commits.Create("demo", $"THG-0000-{i:0000}", head => head with { Opened = Commits.Monday.AddMinutes(i / 3) }) with { WakeAt = Commits.Monday.AddMinutes(-i) }, default);
        var seen = new List<string>();
        var query = new RecordQuery { Limit = 7 };
        do
        {
            var page = await store.QueryAsync("demo", query, default);
            seen.AddRange(page.Heads.Select(head => head.Id.Value));
            query = query with { Continuation = page.Continuation };
        }
        while (query.Continuation is not null);
        Assert.Equal(Enumerable.Range(0, 40).Select(i => $"THG-0000-{i:0000}"), seen);
        Assert.Equal(40, await store.CountAsync("demo", new RecordQuery(), default));
        Assert.Equal(["THG-0000-0039", "THG-0000-0038", "THG-0000-0037"], (await store.DueAsync("demo", Commits.Monday, 3, default)).Select(item => item.Record.Value));
        Assert.Empty(_account.Complaints);
    }

    [Fact]
    public async Task A_database_that_goes_away_under_the_store_is_said_to_be_away()
    {
        await PrepareAsync();
        using var database = await OpenAsync();
        var store = new CosmosRecordStore(database, TimeProvider.System, TimeSpan.FromMilliseconds(250));
        await _account.DisposeAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.LoadAsync("demo", new RecordId("THG-0000-0001"), default));
    }

    [Fact]
    public async Task The_double_refuses_what_no_store_of_ours_asks()
    {
        await PrepareAsync();
        using var client = Client();
        using var pages = client.GetContainer("aimsbot", "records").GetItemQueryIterator<int>(
            "SELECT VALUE c.revision FROM c WHERE c.revision > 1", requestOptions: new QueryRequestOptions { PartitionKey = new PartitionKeyBuilder().Add("demo").Add("x").Build() });
        await Assert.ThrowsAsync<CosmosException>(() => pages.ReadNextAsync());
        Assert.NotEmpty(_account.Complaints);
    }

    private CosmosClient Client() => new(_account.Endpoint.AbsoluteUri, CosmosAccountDouble.Key, new CosmosClientOptions
    {
        ConnectionMode = ConnectionMode.Gateway,
        LimitToEndpoint = true,
        UseSystemTextJsonSerializerWithOptions = StoredJson.Options,
    });

    private async Task MakeAsync(params string[] paths)
    {
        using var client = Client();
        Database database = await client.CreateDatabaseAsync("aimsbot");
        await database.CreateContainerAsync(new ContainerProperties("records", paths));
    }

    private Task PrepareAsync() => CosmosDatabase.PrepareAsync(Settings, TimeProvider.System, default);

    private Task<CosmosDatabase> OpenAsync() => CosmosDatabase.OpenAsync(Settings, TimeProvider.System, default);

    private async Task<string> RefusalAsync(CosmosSettings? settings = null) =>
        (await Assert.ThrowsAsync<StoreUnusableException>(() => CosmosDatabase.OpenAsync(settings ?? Settings, TimeProvider.System, default))).Message;
}
