using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AimsBot.Storage.Sqlite;

/// <summary>Every statement of the writer, prepared once for its connection.</summary>
internal sealed class SqliteWriterStatements(SqliteConnection connection) : IDisposable
{
    private const string HeadColumns =
        "organisation, id, type, state, revision, basis, opened, changed, parent, last_hash, copies, acts, waits_for, dates, body";

    public SqliteStatement Begin { get; } = new(connection, "BEGIN IMMEDIATE");
    public SqliteStatement Commit { get; } = new(connection, "COMMIT");
    public SqliteStatement RollBack { get; } = new(connection, "ROLLBACK");

    public SqliteStatement InsertHead { get; } = new(
        connection,
        $"INSERT INTO head ({HeadColumns}) VALUES ($organisation, $id, $type, $state, $revision, $basis, $opened, $changed, $parent, $lastHash, $copies, $acts, $waitsFor, $dates, $body) ON CONFLICT (organisation, id) DO NOTHING",
        "organisation", "id", "type", "state", "revision", "basis", "opened", "changed", "parent", "lastHash", "copies", "acts", "waitsFor", "dates", "body");

    public SqliteStatement UpdateHead { get; } = new(
        connection,
        "UPDATE head SET state = $state, revision = $revision, basis = $basis, changed = $changed, parent = $parent, last_hash = $lastHash, copies = $copies, acts = $acts, waits_for = $waitsFor, dates = $dates, body = $body WHERE organisation = $organisation AND id = $id AND revision = $revision - 1",
        "organisation", "id", "state", "revision", "basis", "changed", "parent", "lastHash", "copies", "acts", "waitsFor", "dates", "body");

    // What a statement gives by RETURNING, SQLite keeps in a table that it makes for it.
    /// <summary>The key of the head that was inserted last.</summary>
    public long InsertedKey => raw.sqlite3_last_insert_rowid(connection.Handle);

    /// <summary>Changes nothing that anybody reads, but has to be written.</summary>
    public SqliteStatement PutCheck { get; } = new(connection, "INSERT OR REPLACE INTO meta VALUES ('write-check', '')");

    public SqliteStatement KeyOf { get; } = new(connection, "SELECT key FROM head WHERE organisation = $organisation AND id = $id", "organisation", "id");

    public SqliteStatement Indexed { get; } = new(connection, "SELECT key, waits_for, dates FROM head WHERE organisation = $organisation AND id = $id", "organisation", "id");

    public SqliteStatement InsertEntry { get; } = new(
        connection, "INSERT INTO entry VALUES ($head, $revision, $hash, $header, $payload)", "head", "revision", "hash", "header", "payload");

    public SqliteStatement MarkUnsealed { get; } = new(connection, "INSERT INTO unsealed VALUES ($head, $revision)", "head", "revision");

    public SqliteStatement InsertSeal { get; } = new(
        connection, "INSERT INTO seal VALUES ($organisation, $number, $hash, $content) ON CONFLICT DO NOTHING", "organisation", "number", "hash", "content");

    public SqliteStatement MarkSealed { get; } = new(
        connection,
        "DELETE FROM unsealed WHERE head = (SELECT key FROM head WHERE organisation = $organisation AND id = $id) AND revision = $revision",
        "organisation", "id", "revision");

    public SqliteStatement ErasePayload { get; } = new(
        connection, "UPDATE entry SET payload = $payload WHERE head = $head AND revision = $revision", "head", "revision", "payload");

    public SqliteStatement InsertWait { get; } = new(connection, "INSERT OR IGNORE INTO waits VALUES ($organisation, $who, $head)", "organisation", "who", "head");
    public SqliteStatement DeleteWait { get; } = new(connection, "DELETE FROM waits WHERE organisation = $organisation AND who = $who AND head = $head", "organisation", "who", "head");
    public SqliteStatement InsertDate { get; } = new(connection, "INSERT OR IGNORE INTO keyed_date VALUES ($organisation, $name, $at, $head)", "organisation", "name", "at", "head");
    public SqliteStatement DeleteDate { get; } = new(connection, "DELETE FROM keyed_date WHERE organisation = $organisation AND name = $name AND at = $at AND head = $head", "organisation", "name", "at", "head");

    public SqliteStatement InsertCopy { get; } = new(connection, "INSERT INTO copy VALUES ($head, $number, $version, $content)", "head", "number", "version", "content");
    public SqliteStatement UpdateCopy { get; } = new(
        connection, "UPDATE copy SET version = $version, content = $content WHERE head = $head AND number = $number AND version = $version - 1", "head", "number", "version", "content");

    public SqliteStatement InsertFollowUps { get; } = new(connection, "INSERT INTO follow_up VALUES ($head, $number, $content, $last)", "head", "number", "content", "last");
    public SqliteStatement FollowUps { get; } = new(connection, "SELECT number, last, content FROM follow_up WHERE head = $head", "head");
    public SqliteStatement UpdateFollowUps { get; } = new(connection, "UPDATE follow_up SET content = $content WHERE head = $head AND number = $number", "head", "number", "content");
    public SqliteStatement DeleteFollowUps { get; } = new(connection, "DELETE FROM follow_up WHERE head = $head AND number = $number", "head", "number");

    public SqliteStatement PutWake { get; } = new(
        connection,
        "INSERT INTO wake VALUES ($head, $organisation, $id, $at, $version) ON CONFLICT (head) DO UPDATE SET at = $at, version = $version",
        "head", "organisation", "id", "at", "version");

    public SqliteStatement DropWake { get; } = new(connection, "DELETE FROM wake WHERE head = $head", "head");

    public SqliteStatement MoveWake { get; } = new(
        connection, "UPDATE wake SET at = $at, version = version + 1 WHERE head = $head AND version = $version", "head", "version", "at");

    public SqliteStatement RemoveWake { get; } = new(connection, "DELETE FROM wake WHERE head = $head AND version = $version", "head", "version");

    public SqliteStatement InsertChunk { get; } = new(
        connection, "INSERT OR IGNORE INTO document VALUES ($organisation, $hash, $chunk, $content)", "organisation", "hash", "chunk", "content");

    public void Dispose()
    {
        foreach (var statement in GetType().GetProperties().Select(p => p.GetValue(this)).OfType<SqliteStatement>()) statement.Dispose();
    }
}
