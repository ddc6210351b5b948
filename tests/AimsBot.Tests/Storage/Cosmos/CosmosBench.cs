using AimsBot.CosmosDouble;
using AimsBot.Storage.Cosmos;

namespace AimsBot.Tests.Storage.Cosmos;

/// <summary>A double with a prepared database, and stores on it.</summary>
public sealed class CosmosBench : IAsyncLifetime
{
    private readonly List<IDisposable> _opened = [];

    public CosmosAccountDouble Account { get; private set; } = null!;

    public CosmosSettings Settings => new() { Endpoint = Account.Endpoint, Key = CosmosAccountDouble.Key };

    public async Task InitializeAsync()
    {
        Account = await CosmosAccountDouble.Start();
        await CosmosDatabase.PrepareAsync(Settings, TimeProvider.System, default);
    }

    /// <summary>A store with a client of its own, as another process has one.</summary>
    public async Task<CosmosRecordStore> OpenAsync(TimeSpan? patience = null)
    {
        var database = await CosmosDatabase.OpenAsync(Settings, TimeProvider.System, default);
        _opened.Add(database);
        return new CosmosRecordStore(database, TimeProvider.System, patience);
    }

    public async Task DisposeAsync()
    {
        foreach (var database in _opened) database.Dispose();
        await Account.DisposeAsync();
    }
}
