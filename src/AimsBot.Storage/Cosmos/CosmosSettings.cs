namespace AimsBot.Storage.Cosmos;

/// <summary>Which account and database, and how to be let in: a connection string, a key, or neither for a managed identity.</summary>
public sealed record CosmosSettings
{
    /// <summary>The one container of the database.</summary>
    public const string Container = "records";

    /// <summary>The account's address; part of the connection string where there is one.</summary>
    public required Uri Endpoint { get; init; }

    public string? Key { get; init; }
    public string Database { get; init; } = "aimsbot";

    /// <summary>Through the account's gateway (HTTPS alone) instead of straight to the partitions, as some firewalls want it.</summary>
    public bool UsesGateway { get; init; }
}
