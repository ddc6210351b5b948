using AimsBot.Core.Audit;
using AimsBot.Core.Records;
using AimsBot.Storage;
using AimsBot.Storage.Cosmos;
using AimsBot.Storage.Sqlite;

namespace AimsBot.Host;

/// <summary>The store of one kind, opened: its records, its documents, its seals, and the mark of a copy that must not send yet.</summary>
public abstract class OpenStore : IDisposable
{
    public abstract IRecordStore Records { get; }
    public abstract IDocumentList Documents { get; }
    public abstract ISealStore Seals { get; }

    /// <summary>By which several hosts share the work; none where a host is alone on its store.</summary>
    public abstract IWorkLeases? Leases { get; }

    /// <summary>Whether an operator must say first that a host on this store may send.</summary>
    public abstract bool IsHeld { get; }

    /// <summary>Marks the store. False: it was marked already.</summary>
    public abstract Task<bool> HoldAsync(DateTimeOffset now, CancellationToken cancel);

    /// <summary>Takes the mark away. False: there was none.</summary>
    public abstract Task<bool> ResumeAsync(CancellationToken cancel);

    /// <summary>Copies the store into a file beside a running host.</summary>
    /// <exception cref="StoreUnusableException">The store of this kind has no file.</exception>
    public abstract void Backup(string target, DateTimeOffset now);

    /// <param name="create">Whether a SQLite file that is missing is made. A Cosmos database is made by <see cref="PrepareAsync"/> alone.</param>
    /// <param name="isCommand">Whether an operator waits, who has more patience than a person in a chat.</param>
    public static async Task<OpenStore> OpenAsync(HostSettings settings, StorageKind kind, bool create, bool isCommand, CancellationToken cancel) => kind switch
    {
        StorageKind.Cosmos => await CosmosStore.OpenAsync(settings, isCommand, cancel),
        _ => new SqliteStore(create ? SqliteDatabase.OpenOrCreate(settings.SqlitePath) : SqliteDatabase.Open(settings.SqlitePath)),
    };

    /// <summary>Makes what a host needs before it can start, where it is missing.</summary>
    public static Task PrepareAsync(HostSettings settings, CancellationToken cancel)
    {
        if (settings.StorageKind == StorageKind.Cosmos) return CosmosDatabase.PrepareAsync(settings.Cosmos!, TimeProvider.System, cancel);
        SqliteDatabase.OpenOrCreate(settings.SqlitePath);
        return Task.CompletedTask;
    }

    public abstract void Dispose();

    private sealed class SqliteStore(SqliteDatabase database) : OpenStore
    {
        private readonly SqliteRecordStore _records = new(database);

        public override IRecordStore Records => _records;
        public override IDocumentList Documents => _records;
        public override ISealStore Seals => _records;
        public override IWorkLeases? Leases => null;
        public override bool IsHeld => _records.IsHeld;

        public override Task<bool> HoldAsync(DateTimeOffset now, CancellationToken cancel) => Task.FromResult(database.Hold(now));

        public override Task<bool> ResumeAsync(CancellationToken cancel) => Task.FromResult(database.Resume());

        public override void Backup(string target, DateTimeOffset now) => database.Backup(target, now);

        public override void Dispose() => _records.Dispose();
    }

    private sealed class CosmosStore(CosmosDatabase database, bool isCommand) : OpenStore
    {
        private readonly CosmosRecordStore _records = new(database, TimeProvider.System, isCommand ? CosmosRecordStore.PatienceOfACommand : null);

        public static async Task<OpenStore> OpenAsync(HostSettings settings, bool isCommand, CancellationToken cancel)
        {
            var database = await CosmosDatabase.OpenAsync(settings.Cosmos!, TimeProvider.System, cancel);
            // With more patience than a person has, who comes later.
            if (!isCommand) await new CosmosRecordStore(database, TimeProvider.System, CosmosRecordStore.PatienceOfACommand).WarmUpAsync(settings.Organisation.Id, cancel);
            return new CosmosStore(database, isCommand);
        }

        public override IRecordStore Records => _records;
        public override IDocumentList Documents => _records;
        public override ISealStore Seals => _records;
        public override IWorkLeases? Leases => _records;
        public override bool IsHeld => database.IsHeld;

        public override Task<bool> HoldAsync(DateTimeOffset now, CancellationToken cancel) => database.HoldAsync(now, cancel);

        public override Task<bool> ResumeAsync(CancellationToken cancel) => database.ResumeAsync(cancel);

        public override void Backup(string target, DateTimeOffset now) => throw new StoreUnusableException(
            "A Cosmos DB account keeps its own backups. `storage copy --from Cosmos --to Sqlite` puts the records into a file.");

        public override void Dispose() => database.Dispose();
    }
}

/// <summary>Where the records are.</summary>
public enum StorageKind
{
    Sqlite,
    Cosmos,
}
