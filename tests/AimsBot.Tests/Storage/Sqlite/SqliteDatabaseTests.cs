using AimsBot.Core.Records;
using AimsBot.Storage.Sqlite;
using AimsBot.Tests.Bench;
using Microsoft.Data.Sqlite;

namespace AimsBot.Tests.Storage.Sqlite;

/// <summary>The file: what is opened, what is refused, and its copies.</summary>
public sealed class SqliteDatabaseTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string File => _folder.File("aims.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_missing_file_is_made_with_its_folder()
    {
        SqliteDatabase.OpenOrCreate(_folder.File("a/b/aims.db"));
        Assert.True(System.IO.File.Exists(_folder.File("a/b/aims.db")));
    }

    [Fact]
    public void A_file_that_must_be_there_and_is_not_is_refused() =>
        Assert.Equal($"There is no database at {File}.", Refusal(SqliteDatabase.Open));

    [Fact]
    public void A_file_that_is_not_there_is_not_made_by_opening_it()
    {
        Refusal(SqliteDatabase.Open);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public void An_empty_file_is_refused_where_a_database_must_be()
    {
        System.IO.File.WriteAllBytes(File, []);
        Assert.Equal($"{File} is empty: it is no AimsBot database.", Refusal(SqliteDatabase.Open));
    }

    [Theory]
    [InlineData(11)]
    [InlineData(5_000)]
    [InlineData(100_000)]
    public void A_file_that_is_no_database_is_refused(int length)
    {
        System.IO.File.WriteAllText(File, new string('x', length));
        Assert.Equal($"{File} is no AimsBot database.", Refusal(SqliteDatabase.OpenOrCreate));
    }

    [Fact]
    public void A_file_that_is_no_database_stays_as_it_is()
    {
        System.IO.File.WriteAllText(File, "a text of mine");
        Refusal(SqliteDatabase.OpenOrCreate);
        Assert.Equal("a text of mine", System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void A_database_of_another_program_is_refused()
    {
        Run("CREATE TABLE theirs (a)");
        Assert.Equal($"{File} is a database of another program.", Refusal(SqliteDatabase.OpenOrCreate));
    }

    [Fact]
    public void A_database_of_another_program_stays_as_it_is()
    {
        Run("CREATE TABLE theirs (a)");
        var before = System.IO.File.ReadAllBytes(File);
        Refusal(SqliteDatabase.OpenOrCreate);
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void A_database_from_a_newer_version_is_refused()
    {
        SqliteDatabase.OpenOrCreate(File);
        Run($"PRAGMA user_version={SqliteDatabase.SchemaVersion + 1}");
        Assert.Equal(
            $"{File} was written by a newer version (schema 6; this one knows 5). Start that version, or restore an older copy.",
            Refusal(SqliteDatabase.Open));
    }

    [Fact]
    public async Task A_database_of_the_first_schema_is_brought_up_to_date_after_a_copy_and_what_it_has_waits_to_be_sealed()
    {
        var commit = Commits.Create("demo", "THG-0000-0001") with { FollowUps = [Commits.FollowUp(1000, Commits.Monday)] };
        using (var store = new SqliteRecordStore(SqliteDatabase.OpenOrCreate(File))) await store.SaveAsync(commit, default);
        var whole = Parts(File);
        Run(
            """
            CREATE TABLE entry_1 (
              head INTEGER NOT NULL, revision INTEGER NOT NULL, hash TEXT NOT NULL, header BLOB NOT NULL, payload BLOB NOT NULL,
              PRIMARY KEY (head, revision)
            ) WITHOUT ROWID;
            INSERT INTO entry_1 SELECT * FROM entry;
            DROP TABLE entry;
            ALTER TABLE entry_1 RENAME TO entry;
            CREATE TABLE follow_up_1 (
              head INTEGER NOT NULL, number INTEGER NOT NULL, content BLOB NOT NULL,
              PRIMARY KEY (head, number)
            ) WITHOUT ROWID;
            INSERT INTO follow_up_1 SELECT head, number, CAST(trim(CAST(content AS TEXT), '[]') AS BLOB) FROM follow_up;
            DROP TABLE follow_up;
            ALTER TABLE follow_up_1 RENAME TO follow_up;
            DROP TABLE seal; DROP TABLE unsealed; DROP INDEX head_child;
            PRAGMA user_version=1
            """);

        Parallel.For(0, 4, _ => SqliteDatabase.Open(File));

        using var migrated = new SqliteRecordStore(SqliteDatabase.Open(File));
        Assert.Equal(["THG-0000-0001"], (await migrated.UnsealedAsync("demo", 10, default)).Select(entry => entry.Record.Value));
        Assert.Single(await migrated.HistoryAsync("demo", new RecordId("THG-0000-0001"), default));
        Assert.Equal(Commits.Text(commit.FollowUps), Commits.Text((await migrated.PendingAsync("demo", new RecordId("THG-0000-0001"), default))!.FollowUps));
        Assert.Equal(whole, Parts(File));
        using var copy = new SqliteConnection($"Data Source={File}.schema-1;Pooling=False");
        copy.Open();
        using var version = copy.CreateCommand();
        version.CommandText = "PRAGMA user_version";
        Assert.Equal(1L, version.ExecuteScalar());
    }

    [Fact]
    public void Many_who_make_one_file_at_once_all_get_it()
    {
        Parallel.For(0, 8, _ => SqliteDatabase.OpenOrCreate(File));
        Assert.Null(SqliteDatabase.Open(File).HeldSince());
    }

    [Fact]
    public void A_new_database_holds_nothing_back() => Assert.Null(SqliteDatabase.OpenOrCreate(File).HeldSince());

    [Fact]
    public async Task A_backup_beside_a_running_store_has_what_was_saved()
    {
        using (var store = new SqliteRecordStore(SqliteDatabase.OpenOrCreate(File)))
        {
            await store.SaveAsync(Commits.Create("demo", "THG-0000-0001"), default);
            SqliteDatabase.Open(File).Backup(_folder.File("copy.db"), Commits.Monday);
        }
        using var copy = new SqliteRecordStore(SqliteDatabase.Open(_folder.File("copy.db")));
        Assert.NotNull(await copy.LoadAsync("demo", new RecordId("THG-0000-0001"), default));
    }

    [Fact]
    public void A_backup_is_marked_with_its_time() => Assert.Equal("2027-01-04T10:00:00.000Z", Backup().HeldSince());

    [Fact]
    public void A_backup_leaves_the_original_unmarked()
    {
        Backup();
        Assert.Null(SqliteDatabase.Open(File).HeldSince());
    }

    [Fact]
    public void A_backup_is_one_file()
    {
        SqliteDatabase.OpenOrCreate(File).Backup(_folder.File("copies/copy.db"), Commits.Monday);
        Assert.Equal(["copy.db"], Directory.GetFiles(_folder.File("copies")).Select(Path.GetFileName));
    }

    [Fact]
    public void A_backup_never_overwrites_a_file()
    {
        System.IO.File.WriteAllText(_folder.File("copy.db"), "mine");
        Assert.Throws<IOException>(Backup);
        Assert.Equal("mine", System.IO.File.ReadAllText(_folder.File("copy.db")));
    }

    [Fact]
    public void Resuming_takes_the_mark_away()
    {
        var copy = Backup();
        copy.Resume();
        Assert.Null(copy.HeldSince());
    }

    [Fact]
    public void Resuming_says_whether_there_was_a_mark()
    {
        var copy = Backup();
        Assert.Equal((true, false), (copy.Resume(), copy.Resume()));
    }

    private SqliteDatabase Backup()
    {
        SqliteDatabase.OpenOrCreate(File).Backup(_folder.File("copy.db"), Commits.Monday);
        return SqliteDatabase.Open(_folder.File("copy.db"));
    }

    private string Refusal(Func<string, SqliteDatabase> open) => Assert.Throws<StoreUnusableException>(() => open(File)).Message;

    /// <summary>The tables and indexes, each with what it is of.</summary>
    private static List<string> Parts(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name || ' ' || COALESCE(sql, '') FROM sqlite_schema ORDER BY name";
        using var rows = command.ExecuteReader();
        var parts = new List<string>();
        while (rows.Read()) parts.Add(rows.GetString(0));
        return parts;
    }

    private void Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are the tests' own.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
