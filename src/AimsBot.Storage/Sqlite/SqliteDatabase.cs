using System.Globalization;
using AimsBot.Core.Records;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AimsBot.Storage.Sqlite;

/// <summary>
/// The file: opened, created, migrated after a copy, backed up. What it must not touch it refuses with one sentence.
/// </summary>
public sealed class SqliteDatabase
{
    /// <summary>The newest schema that this program knows.</summary>
    public const int SchemaVersion = 5;

    // Marks the file as ours, so that another program's database is not taken for it ("Aims").
    private const int ApplicationId = 0x41696D73;

    internal const string HeldMark = "sends-held-since";

    static SqliteDatabase()
    {
        Batteries_V2.Init();
        // SQLite's own statistics of memory cost a lock of the whole process at every allocation, and a connection here is
        // one thread's at a time. It answers "misuse" where another part of the process was there first: slower, not wrong.
        raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
        raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
    }

    private SqliteDatabase(string path) => Path = path;

    public string Path { get; }

    /// <summary>
    /// False where the file was moved or deleted under the host. An open connection would go on working on Unix, and what
    /// it writes would be lost.
    /// </summary>
    public bool IsThere => File.Exists(Path);

    /// <summary>Opens the file, makes it where it is missing, and brings its schema up to date.</summary>
    /// <exception cref="StoreUnusableException">The file is not ours, or from a newer version.</exception>
    public static SqliteDatabase OpenOrCreate(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
        var database = new SqliteDatabase(full);
        database.Prepare(SqliteOpenMode.ReadWriteCreate);
        return database;
    }

    /// <summary>Opens a file that must be there.</summary>
    /// <exception cref="StoreUnusableException">It is missing, not ours, or from a newer version.</exception>
    public static SqliteDatabase Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        if (!File.Exists(full)) throw new StoreUnusableException($"There is no database at {full}.");
        if (new FileInfo(full).Length == 0) throw new StoreUnusableException($"{full} is empty: it is no AimsBot database.");
        var database = new SqliteDatabase(full);
        database.Prepare(SqliteOpenMode.ReadWrite);
        return database;
    }

    // FULL: a commit that was answered for is on the disk, also after a loss of power.
    public SqliteConnection Connect() => Connect(
        SqliteOpenMode.ReadWrite,
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000; PRAGMA cache_size=-8192; PRAGMA temp_store=MEMORY;");

    // A file is made at the start alone: an empty one in the place of one that is away for a while would cost it its log.
    private SqliteConnection Connect(SqliteOpenMode mode, string settings)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = Path, Mode = mode, Pooling = false, DefaultTimeout = 10 }.ToString());
        try
        {
            connection.Open();
            // Else each new value of a LIMIT has the statement prepared anew.
            raw.sqlite3_db_config(connection.Handle, raw.SQLITE_DBCONFIG_ENABLE_QPSG, 1, out _);
            connection.Run(settings);
            return connection;
        }
        catch (SqliteException)
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Copies the database beside a running host. The copy carries a mark: who opens it sends nothing until it is taken away.</summary>
    /// <exception cref="IOException">The target is there already or cannot be written.</exception>
    public void Backup(string target, DateTimeOffset now)
    {
        var full = System.IO.Path.GetFullPath(target);
        if (File.Exists(full)) throw new IOException($"{full} is there already.");
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
        var partial = full + ".partial";
        File.Delete(partial);
        using (var connection = Connect()) connection.Run("VACUUM INTO $target", ("$target", partial));
        var copy = new SqliteDatabase(partial);
        using (var connection = copy.Connect())
        {
            connection.Run("INSERT OR REPLACE INTO meta VALUES ($name, $value)", ("$name", HeldMark), ("$value", InstantConverter.Text(now)));
            // One file, without a log beside it, so that it can be carried away.
            connection.Run("PRAGMA journal_mode=DELETE");
        }
        File.Move(partial, full);
    }

    /// <summary>Since when the sends are held, where this file is a backup that was not resumed.</summary>
    public string? HeldSince()
    {
        using var connection = Connect();
        return connection.Scalar("SELECT value FROM meta WHERE name = $name", ("$name", HeldMark)) as string;
    }

    /// <summary>Marks this file as a copy that must not send yet. False: it was marked already.</summary>
    public bool Hold(DateTimeOffset now)
    {
        using var connection = Connect();
        return connection.Run("INSERT OR IGNORE INTO meta VALUES ($name, $value)", ("$name", HeldMark), ("$value", InstantConverter.Text(now))) > 0;
    }

    /// <summary>Takes the mark of a backup away. False: there was none.</summary>
    public bool Resume()
    {
        using var connection = Connect();
        return connection.Run("DELETE FROM meta WHERE name = $name", ("$name", HeldMark)) > 0;
    }

    /// <summary>Why the file is not to be removed as the one of this organisation; none where nobody else has a part in it.</summary>
    public string? WhyNotToRemove(string organisation)
    {
        using var connection = Connect(SqliteOpenMode.ReadWrite, "PRAGMA busy_timeout=200");
        if (connection.Scalar("SELECT organisation FROM head WHERE organisation <> $organisation LIMIT 1", ("$organisation", organisation)) is string other)
            return $"The database also holds records of the organisation '{other}'.";
        try
        {
            // SQLite lets the kind of the log be changed by whoever has the file alone.
            connection.Run("PRAGMA journal_mode=DELETE");
            return null;
        }
        catch (SqliteException e) when (e.SqliteErrorCode is 5 or 6)
        {
            return "The bot is running on this database: stop it first.";
        }
    }

    private void Prepare(SqliteOpenMode mode)
    {
        try
        {
            var (version, application, tables) = Look(mode);
            if (version == 0 && tables == 0)
            {
                using var connection = Connect();
                Create(connection);
                return;
            }
            if (application != ApplicationId) throw new StoreUnusableException($"{Path} is a database of another program.");
            if (version > SchemaVersion)
                throw new StoreUnusableException($"{Path} was written by a newer version (schema {version}; this one knows {SchemaVersion}). Start that version, or restore an older copy.");
            if (version < SchemaVersion) Migrate(version);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == 26)
        {
            throw new StoreUnusableException($"{Path} is no AimsBot database.");
        }
    }

    // Changes nothing, not even the kind of its log, before it is known that the file is ours.
    private (int Version, int Application, int Tables) Look(SqliteOpenMode mode)
    {
        using var connection = Connect(mode, "PRAGMA busy_timeout=10000");
        // One look: between two, another process could have made the file.
        using var moment = connection.BeginTransaction(deferred: true);
        return (Number("PRAGMA user_version"), Number("PRAGMA application_id"), Number("SELECT COUNT(*) FROM sqlite_schema"));

        int Number(string sql) => Convert.ToInt32(connection.Scalar(sql), CultureInfo.InvariantCulture);
    }

    // Step by step, after a copy beside the file, and all of it or nothing.
    private void Migrate(int from)
    {
        using var connection = Connect();
        // Whole under its name or not there; of two processes that start at once each writes its own.
        var copy = string.Create(CultureInfo.InvariantCulture, $"{Path}.schema-{from}");
        var partial = string.Create(CultureInfo.InvariantCulture, $"{copy}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}");
        connection.Run("VACUUM INTO $copy", ("$copy", partial));
        // Another process may have gone on meanwhile, and the copy would be of what it made.
        if (Convert.ToInt32(connection.Scalar("PRAGMA user_version"), CultureInfo.InvariantCulture) == from) File.Move(partial, copy, overwrite: true);
        else File.Delete(partial);
        using var transaction = connection.BeginTransaction(deferred: false);
        // Another process may have done it meanwhile.
        for (var version = Convert.ToInt32(connection.Scalar("PRAGMA user_version"), CultureInfo.InvariantCulture); version < SchemaVersion; version++)
        {
            connection.Run(Script(string.Create(CultureInfo.InvariantCulture, $"Schema.{version + 1}.sql")));
            connection.Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version={version + 1}"));
        }
        transaction.Commit();
    }

    private static string Script(string name)
    {
        using var stream = typeof(SqliteDatabase).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static void Create(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        // Another process may have made it between the look and the lock.
        if (Convert.ToInt32(connection.Scalar("PRAGMA user_version"), CultureInfo.InvariantCulture) == 0)
        {
            connection.Run(Script("Schema.sql"));
            connection.Run($"PRAGMA application_id={ApplicationId}; PRAGMA user_version={SchemaVersion};");
        }
        transaction.Commit();
    }
}

internal static class SqliteConnectionExtensions
{
    public static int Run(this SqliteConnection connection, string sql, params (string Name, object? Value)[] parameters)
    {
        using var command = Command(connection, sql, parameters);
        return command.ExecuteNonQuery();
    }

    public static object? Scalar(this SqliteConnection connection, string sql, params (string Name, object? Value)[] parameters)
    {
        using var command = Command(connection, sql, parameters);
        return command.ExecuteScalar();
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, (string Name, object? Value)[] parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The callers' texts are constants; what varies comes as a parameter.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
}
