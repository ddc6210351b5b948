using System.CommandLine;

namespace AimsBot.Host.CommandLine;

/// <summary><c>storage backup</c> and <c>storage resume</c>.</summary>
public static class StorageCommands
{
    public static Command Make()
    {
        var file = new Argument<FileInfo>("file") { Description = "Where the copy goes; it must not be there yet." };
        var backup = new Command("backup", "Copies the store, also beside a running host. A host that opens the copy sends nothing until it is resumed.") { file };
        backup.SetAction((parsed, _) => Workbench.UseAsync((database, bench) =>
        {
            var target = parsed.GetValue(file)!;
            database.Backup(target.FullName, bench.Get<TimeProvider>().GetUtcNow());
            Console.WriteLine($"The store was copied to {target.FullName}.");
            return Task.FromResult(0);
        }));

        var resume = new Command("resume", "Lets a restored copy send again.");
        resume.SetAction((_, _) => Workbench.UseAsync((database, _) =>
        {
            Console.WriteLine(database.Resume() ? "The store sends again." : "The store was not held: nothing to do.");
            return Task.FromResult(0);
        }));

        return new Command("storage", "The store.") { backup, resume };
    }
}
