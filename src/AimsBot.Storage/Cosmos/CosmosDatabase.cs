using System.Net;
using System.Text.Json;
using AimsBot.Core.Records;
using Azure.Identity;
using Microsoft.Azure.Cosmos;

namespace AimsBot.Storage.Cosmos;

/// <summary>
/// The database in its account: prepared once, opened, marked. What is missing or must not be touched is refused with one
/// sentence.
/// </summary>
public sealed class CosmosDatabase : IDisposable
{
    /// <summary>The newest schema that this program knows.</summary>
    public const int SchemaVersion = 1;

    private static readonly string[] PartitionKey = ["/organisation", "/record"];

    private static readonly PartitionKey Mark = new PartitionKeyBuilder().Add(StoreItem.Owner).Add(StoreItem.Name).Build();

    private readonly CosmosClient _client;
    private readonly CosmosSettings _settings;
    private readonly CosmosPatience _patience;
    private volatile bool _isHeld;

    private CosmosDatabase(CosmosSettings settings, TimeProvider clock)
    {
        _settings = settings;
        _patience = new CosmosPatience(clock, CosmosPatience.OfAStart);
        _client = Connect(settings);
        Container = _client.GetContainer(settings.Database, CosmosSettings.Container);
    }

    internal Container Container { get; }

    /// <summary>Whether an operator must say first that a host on this database may send: its records are a copy.</summary>
    public bool IsHeld
    {
        get
        {
            // Another process takes the mark away; who asks next time knows of it.
            if (_isHeld) _ = LookAsync();
            return _isHeld;
        }
    }

    /// <summary>Opens a database that was prepared.</summary>
    /// <exception cref="StoreUnusableException">It is missing, not ours, from a newer version, or the account promises too little.</exception>
    /// <exception cref="StoreUnavailableException">The account cannot be reached.</exception>
    public static async Task<CosmosDatabase> OpenAsync(CosmosSettings settings, TimeProvider clock, CancellationToken cancel)
    {
        var database = new CosmosDatabase(settings, clock);
        try
        {
            await database.GuardedAsync(database.CheckAsync, cancel);
            return database;
        }
        catch (Exception)
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Makes what is missing: the database, its container with the right keys and index, and the mark. Changes no record.</summary>
    /// <exception cref="StoreUnusableException">The container is another program's, or the identity may not make one.</exception>
    public static async Task PrepareAsync(CosmosSettings settings, TimeProvider clock, CancellationToken cancel)
    {
        using var database = new CosmosDatabase(settings, clock);
        await database.GuardedAsync(database.MakeAsync, cancel);
    }

    /// <summary>From now on a host that opens this database sends nothing. False: it was held already.</summary>
    public async Task<bool> HoldAsync(DateTimeOffset now, CancellationToken cancel)
    {
        var mark = await ReadMarkAsync(cancel);
        if (mark!.HeldSince is not null) return false;
        await WriteMarkAsync(mark with { HeldSince = now }, cancel);
        return _isHeld = true;
    }

    /// <summary>Takes the mark of a copy away. False: there was none.</summary>
    public async Task<bool> ResumeAsync(CancellationToken cancel)
    {
        var mark = await ReadMarkAsync(cancel);
        if (mark!.HeldSince is null) return false;
        await WriteMarkAsync(mark with { HeldSince = null }, cancel);
        _isHeld = false;
        return true;
    }

    public void Dispose() => _client.Dispose();

    private static CosmosClient Connect(CosmosSettings settings)
    {
        var isLocal = settings.Endpoint.IsLoopback;
        // An emulator plans no queries; the client's own planner then does.
        if (isLocal) Environment.SetEnvironmentVariable("AZURE_COSMOS_USE_QUERY_PLAN_INTEROP_LINUX", "true");
        var options = new CosmosClientOptions
        {
            ApplicationName = "AimsBot",
            UseSystemTextJsonSerializerWithOptions = StoredJson.Options,
            ConnectionMode = isLocal || settings.UsesGateway ? ConnectionMode.Gateway : ConnectionMode.Direct,
            LimitToEndpoint = isLocal,
            // The store asks again by itself, within the time that its caller has.
            MaxRetryAttemptsOnRateLimitedRequests = 0,
        };
        return settings.Key is { Length: > 0 } key
            ? new CosmosClient(settings.Endpoint.AbsoluteUri, key, options)
            : new CosmosClient(settings.Endpoint.AbsoluteUri, new DefaultAzureCredential(), options);
    }

    private async Task<bool> CheckAsync(CancellationToken cancel)
    {
        var account = await _client.ReadAccountAsync();
        // Less than this, and a process may not find what it saved itself.
        if (account.Consistency.DefaultConsistencyLevel is ConsistencyLevel.Eventual or ConsistencyLevel.ConsistentPrefix)
            throw new StoreUnusableException($"The account {_settings.Endpoint} has the consistency {account.Consistency.DefaultConsistencyLevel}; records need Session or a stronger one.");
        var found = await FindAsync(cancel);
        if (found == Found.Nothing) throw new StoreUnusableException($"{Place} is not there. `storage prepare` makes it.");
        var mark = await ReadMarkAsync(cancel);
        if (mark is null)
        {
            // Made by a deployment, as this program would have made it: what is left to do needs no more rights than records do.
            if (found != Found.Ours) throw new StoreUnusableException($"{Place} was never prepared. `storage prepare` does it.");
            mark = await MarkAsync(cancel);
        }
        CheckSchema(mark);
        _isHeld = mark.HeldSince is not null;
        return true;
    }

    private async Task<bool> MakeAsync(CancellationToken cancel)
    {
        var wanted = new ContainerProperties(CosmosSettings.Container, PartitionKey) { IndexingPolicy = CosmosQuery.Index() };
        var found = await FindAsync(cancel);
        if (found == Found.Nothing)
        {
            Database database = await _client.CreateDatabaseIfNotExistsAsync(_settings.Database, cancellationToken: cancel);
            await database.CreateContainerIfNotExistsAsync(wanted, cancellationToken: cancel);
        }
        var mark = await ReadMarkAsync(cancel);
        if (mark is not null) CheckSchema(mark);
        // A container that somebody made by hand has another index, or that of an older version.
        if (found == Found.WithAnotherIndex) await Container.ReplaceContainerAsync(wanted, cancellationToken: cancel);
        if (mark is null) await MarkAsync(cancel);
        return true;
    }

    private enum Found
    {
        Nothing,
        WithAnotherIndex,
        Ours,
    }

    /// <exception cref="StoreUnusableException">What is there is another program's.</exception>
    private async Task<Found> FindAsync(CancellationToken cancel)
    {
        using var answer = await Container.ReadContainerStreamAsync(cancellationToken: cancel);
        if (answer.StatusCode == HttpStatusCode.NotFound) return Found.Nothing;
        CosmosAnswer.Check(answer);
        using var container = await JsonDocument.ParseAsync(answer.Content, cancellationToken: cancel);
        var paths = container.RootElement.GetProperty("partitionKey").GetProperty("paths").EnumerateArray().Select(path => path.GetString()).ToArray();
        if (!paths.SequenceEqual(PartitionKey))
            throw new StoreUnusableException($"{Place} is another program's: its partition key is {string.Join(", ", paths)} and not {string.Join(", ", PartitionKey)}.");
        return container.RootElement.TryGetProperty("indexingPolicy", out var index) && CosmosQuery.IsIndex(index) ? Found.Ours : Found.WithAnotherIndex;
    }

    private async Task LookAsync()
    {
        try
        {
            _isHeld = (await ReadMarkAsync(CancellationToken.None))?.HeldSince is not null;
        }
        catch (StoreUnavailableException)
        {
            // Held, as far as anybody knows.
        }
    }

    private void CheckSchema(StoreItem mark)
    {
        if (mark.Schema > SchemaVersion)
            throw new StoreUnusableException($"{Place} was written by a newer version (schema {mark.Schema}; this one knows {SchemaVersion}). Start that version.");
    }

    private Task<StoreItem?> ReadMarkAsync(CancellationToken cancel) => _patience.AskAsync(
        async c =>
        {
            using var answer = await Container.ReadItemStreamAsync(StoreItem.Name, Mark, cancellationToken: c);
            CosmosAnswer.Check(answer);
            return answer.StatusCode == HttpStatusCode.NotFound ? null : await CosmosAnswer.ReadAsync<StoreItem>(answer, c);
        },
        cancel);

    // Only ever made: where another process was first, its mark stands, and may hold by now.
    private async Task<StoreItem> MarkAsync(CancellationToken cancel)
    {
        var mark = new StoreItem { Id = StoreItem.Name, Organisation = StoreItem.Owner, Record = StoreItem.Name, Schema = SchemaVersion };
        await _patience.AskAsync(
            async c =>
            {
                using var answer = await Container.CreateItemStreamAsync(new MemoryStream(StoredJson.Write(mark)), Mark, cancellationToken: c);
                CosmosAnswer.Check(answer);
                return true;
            },
            cancel);
        return (await ReadMarkAsync(cancel))!;
    }

    private Task<bool> WriteMarkAsync(StoreItem mark, CancellationToken cancel) => _patience.AskAsync(
        async c =>
        {
            using var answer = await Container.UpsertItemStreamAsync(new MemoryStream(StoredJson.Write(mark with { ETag = null })), Mark, cancellationToken: c);
            CosmosAnswer.Check(answer);
            return true;
        },
        cancel);

    private string Place => $"The container {CosmosSettings.Container} of the database {_settings.Database} at {_settings.Endpoint}";

    // What is asked for at the start: the operator reads the reason.
    private async Task GuardedAsync(Func<CancellationToken, Task<bool>> work, CancellationToken cancel)
    {
        try
        {
            await _patience.AskAsync(work, cancel);
        }
        catch (StoreUnavailableException e) when (e.InnerException is AuthenticationFailedException inner)
        {
            throw new StoreUnusableException($"There is no key for the account {_settings.Endpoint}, and no identity of this machine either: {inner.Message}");
        }
        catch (StoreUnavailableException e) when (e.InnerException is CosmosException { StatusCode: HttpStatusCode.Forbidden })
        {
            throw new StoreUnusableException($"{Place} cannot be made or read by this identity. A data-plane role cannot make a container: use a key for `storage prepare`, or make it with the partition key {string.Join(", ", PartitionKey)} by other means.");
        }
        catch (StoreUnavailableException e) when (e.InnerException is CosmosException { StatusCode: HttpStatusCode.Unauthorized } or CosmosTroubleException { Trouble.Passes: false })
        {
            throw new StoreUnusableException($"The account {_settings.Endpoint} refuses the key or the identity.");
        }
        catch (StoreUnavailableException e)
        {
            throw new StoreUnavailableException($"The account {_settings.Endpoint} cannot be reached: {e.Message}");
        }
    }
}
