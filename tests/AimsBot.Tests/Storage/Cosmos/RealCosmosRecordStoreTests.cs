using AimsBot.Core.Records;
using AimsBot.Storage.Cosmos;

namespace AimsBot.Tests.Storage.Cosmos;

/// <summary>
/// The promises on an account or emulator of Microsoft's: where <c>AIMS_TEST_COSMOS_ENDPOINT</c> names one, and
/// <c>AIMS_TEST_COSMOS_KEY</c> its key (none: this machine's identity).
/// </summary>
public sealed class RealCosmosRecordStoreTests : RecordStoreCompliance
{
    private static readonly string? Endpoint = Environment.GetEnvironmentVariable("AIMS_TEST_COSMOS_ENDPOINT");

    private static readonly Lazy<Task<CosmosRecordStore>> Opened = new(OpenAsync);

    protected override IRecordStore Store
    {
        get
        {
            Skip.If(string.IsNullOrEmpty(Endpoint), "AIMS_TEST_COSMOS_ENDPOINT names no Cosmos DB account.");
            return Opened.Value.GetAwaiter().GetResult();
        }
    }

    private static async Task<CosmosRecordStore> OpenAsync()
    {
        var settings = new CosmosSettings
        {
            Endpoint = new Uri(Endpoint!),
            Key = Environment.GetEnvironmentVariable("AIMS_TEST_COSMOS_KEY"),
            Database = "aimsbot-tests",
        };
        await CosmosDatabase.PrepareAsync(settings, TimeProvider.System, default);
        // A distant or a small account is slow, and that is not what is tried here.
        return new CosmosRecordStore(await CosmosDatabase.OpenAsync(settings, TimeProvider.System, default), TimeProvider.System, TimeSpan.FromMinutes(1));
    }
}
