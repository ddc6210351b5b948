using System.Text.Json;
using AimsBot.Core.Records;
using Microsoft.Data.Sqlite;

namespace AimsBot.Host;

/// <summary>What an operator reads when something cannot be done: one sentence each, and exit code 2.</summary>
public static class Failures
{
    public const int ExitCode = 2;

    public static bool IsExpected(Exception e) =>
        e is StoreUnusableException or StoreUnavailableException or StoreLimitException or IOException or UnauthorizedAccessException or SqliteException
            // What is stored is not what was written.
            or JsonException;

    public static int Report(Exception e)
    {
        Console.Error.WriteLine(e switch
        {
            SqliteException sqlite => $"The database cannot be used: {sqlite.Message}",
            StoreUnavailableException { InnerException: { } inner } => $"{e.Message} ({inner.Message})",
            _ => e.Message,
        });
        return ExitCode;
    }

    public static int? Report(HostSettings settings)
    {
        if (settings.Faults.Count == 0) return null;
        Console.Error.WriteLine("The settings cannot be used:");
        foreach (var fault in settings.Faults) Console.Error.WriteLine("  " + fault);
        return ExitCode;
    }
}
