using AimsBot.Core.Records;

namespace AimsBot.Tests.Storage.Cosmos;

/// <summary>The promises on the double, whose reads are as stale as session consistency allows.</summary>
public sealed class CosmosRecordStoreTests(CosmosRecordStoreTests.Shared shared) : RecordStoreCompliance, IClassFixture<CosmosRecordStoreTests.Shared>
{
    protected override IRecordStore Store => shared.Store;

    public sealed class Shared : IAsyncLifetime
    {
        private readonly CosmosBench _bench = new();

        public IRecordStore Store { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            await _bench.InitializeAsync();
            _bench.Account.ReadsAreStale = true;
            Store = await _bench.OpenAsync(TimeSpan.FromMinutes(1));
        }

        public async Task DisposeAsync()
        {
            Assert.Empty(_bench.Account.Complaints);
            await _bench.DisposeAsync();
        }
    }
}
