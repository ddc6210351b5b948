using System.CommandLine;
using System.Globalization;
using AimsBot.Core.Records;
using AimsBot.Storage;

namespace AimsBot.Host.CommandLine;

/// <summary><c>storage prepare</c>, <c>storage copy</c>, <c>storage backup</c> and <c>storage resume</c>.</summary>
public static class StorageCommands
{
    public static Command Make()
    {
        var prepare = new Command("prepare", "Makes the database that the settings name, where it is missing. A Cosmos DB account needs it once, with a key that may do so.");
        prepare.SetAction((_, cancel) => Workbench.WithSettingsAsync(async settings =>
        {
            await OpenStore.PrepareAsync(settings, cancel);
            Console.WriteLine("The store is ready.");
            return 0;
        }));

        var from = new Option<StorageKind>("--from") { Description = "Where the records are.", Required = true };
        var to = new Option<StorageKind>("--to") { Description = "Where they go.", Required = true };
        var copy = new Command("copy", "Copies the organisation into a store of the other kind. Broken off, it goes on where it ended. A host on the target sends nothing until it is resumed.") { from, to };
        copy.SetAction((parsed, cancel) => Workbench.WithSettingsAsync(settings => CopyAsync(settings, parsed.GetValue(from), parsed.GetValue(to), cancel)));

        var file = new Argument<FileInfo>("file") { Description = "Where the copy goes; it must not be there yet." };
        var backup = new Command("backup", "Copies the store, also beside a running host. A host that opens the copy sends nothing until it is resumed.") { file };
        backup.SetAction((parsed, _) => Workbench.UseAsync((store, bench) =>
        {
            var target = parsed.GetValue(file)!;
            store.Backup(target.FullName, bench.Get<TimeProvider>().GetUtcNow());
            Console.WriteLine($"The store was copied to {target.FullName}.");
            return Task.FromResult(0);
        }));

        var resume = new Command("resume", "Lets a restored copy send again.");
        resume.SetAction((_, cancel) => Workbench.UseAsync(async (store, _) =>
        {
            Console.WriteLine(await store.ResumeAsync(cancel) ? "The store sends again." : "The store was not held: nothing to do.");
            return 0;
        }));

        return new Command("storage", "The store.") { prepare, copy, backup, resume };
    }

    private static async Task<int> CopyAsync(HostSettings settings, StorageKind from, StorageKind to, CancellationToken cancel)
    {
        if (from == to) throw new StoreUnusableException("A copy goes from one kind of store to the other. `storage backup` copies a SQLite file.");
        if (settings.Cosmos is null) throw new StoreUnusableException("Storage:Cosmos:Endpoint is missing.");
        var organisation = settings.Organisation.Id;
        using var source = await OpenStore.OpenAsync(settings, from, create: false, isCommand: true, cancel);
        using var target = await OpenStore.OpenAsync(settings, to, create: true, isCommand: true, cancel);
        // Two hosts on two copies would both write to people.
        await target.HoldAsync(TimeProvider.System.GetUtcNow(), cancel);
        var all = await source.Records.CountAsync(organisation, new RecordQuery(), cancel);
        var copied = await new StoreCopy(organisation, source.Records, source.Documents, source.Seals, target.Records, target.Documents, target.Seals).RunAsync(
            count => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count.Records} of {all} records")), cancel);
        var there = await target.Records.CountAsync(organisation, new RecordQuery(), cancel);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{copied.Records} records with {copied.Entries} entries and {copied.Documents} documents were copied; the target has {there} records."));
        if (there != await source.Records.CountAsync(organisation, new RecordQuery(), cancel))
        {
            Console.Error.WriteLine("The source has gone on meanwhile, or the target has records of its own. Stop the host and copy again.");
            return 1;
        }
        Console.WriteLine($"A host with Storage:Kind {to} sends nothing until `storage resume` is run with that setting.");
        return 0;
    }
}
