using System.CommandLine;

namespace AimsBot.Host.CommandLine;

/// <summary><c>storage prepare</c>, <c>storage backup</c> and <c>storage resume</c>.</summary>
public static class StorageCommands
{
    public static Command Make()
    {
        var prepare = new Command("prepare", "Makes the database that the settings name, where it is missing. A Cosmos DB account needs it once, with a key that may do so.");
        prepare.SetAction((_, cancel) => PrepareAsync(cancel));

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

        return new Command("storage", "The store.") { prepare, backup, resume };
    }

    private static async Task<int> PrepareAsync(CancellationToken cancel)
    {
        var builder = BotHost.Builder([]);
        var settings = HostSettings.Read(builder.Configuration, builder.Environment.IsDevelopment());
        if (Failures.Report(settings) is { } failed) return failed;
        try
        {
            await OpenStore.PrepareAsync(settings, cancel);
        }
        catch (Exception e) when (Failures.IsExpected(e))
        {
            return Failures.Report(e);
        }
        Console.WriteLine("The store is ready.");
        return 0;
    }
}
