using System.CommandLine;
using AimsBot.Host.Demo;
using AimsBot.Storage.Sqlite;

namespace AimsBot.Host.CommandLine;

/// <summary><c>demo reset</c>.</summary>
public static class DemoCommands
{
    public static Command Make()
    {
        var reset = new Command("reset", "Forgets all that was done in the demo. The next start makes it afresh.");
        reset.SetAction(_ => Reset());
        return new Command("demo", "The demo organisation.") { reset };
    }

    private static int Reset()
    {
        var builder = BotHost.Builder([]);
        var settings = HostSettings.Read(builder.Configuration, builder.Environment.IsDevelopment());
        if (Failures.Report(settings) is { } failed) return failed;
        if (!settings.IsDemo)
        {
            Console.Error.WriteLine("There is no demo here: it is for Development, without an organisation in the settings. Nothing was changed.");
            return Failures.ExitCode;
        }
        if (settings.StorageKind != StorageKind.Sqlite)
        {
            Console.Error.WriteLine("The demo's records are in Cosmos DB, and this removes files only. Nothing was changed.");
            return Failures.ExitCode;
        }
        try
        {
            // Records are removed nowhere else, so it is made sure whose they are.
            if (File.Exists(settings.SqlitePath) && SqliteDatabase.Open(settings.SqlitePath).WhyNotToRemove(settings.Organisation.Id) is { } reason)
            {
                Console.Error.WriteLine($"{reason} Nothing was changed.");
                return Failures.ExitCode;
            }
            foreach (var file in DemoFiles.All(settings.SqlitePath)) File.Delete(file);
            Console.WriteLine("The demo was forgotten. The next start makes it afresh.");
            return 0;
        }
        catch (Exception e) when (Failures.IsExpected(e))
        {
            return Failures.Report(e);
        }
    }
}
