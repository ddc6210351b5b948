namespace AimsBot.Host.Demo;

/// <summary>What the demo keeps beside the database; nothing of it is a record.</summary>
public static class DemoFiles
{
    /// <summary>How far the demo's clock is ahead.</summary>
    public static string Clock(string database) => Path.ChangeExtension(database, ".demo-clock.txt");

    /// <summary>What the web chat shows.</summary>
    public static string Chats(string database) => Path.ChangeExtension(database, ".web-chat.jsonl");

    /// <summary>The database with its log, and the two above.</summary>
    public static IReadOnlyList<string> All(string database) => [database, database + "-wal", database + "-shm", Clock(database), Chats(database)];
}
