using System.Collections.Concurrent;
using System.Text.Json;
using AimsBot.Core.Audit;
using AimsBot.Core.Documents;
using AimsBot.Core.Records;
using Microsoft.Data.Sqlite;

namespace AimsBot.Storage.Sqlite;

/// <summary>The embedded default: one file in WAL mode, one writer thread with group commit, readers beside it.</summary>
public sealed class SqliteRecordStore : IRecordStore, IDocumentList, ISealStore, IDisposable
{
    private const string HeadColumns =
        "head.key, head.opened, head.id, head.type, head.state, head.revision, head.basis, head.changed, head.parent, " +
        "head.last_hash, head.copies, head.acts, head.waits_for, head.dates, head.body";

    private readonly SqliteDatabase _database;
    private readonly SqliteWriter _writer;
    private readonly ConcurrentBag<Reader> _readers = [];
    private volatile bool _closed;

    public SqliteRecordStore(SqliteDatabase database)
    {
        _database = database;
        _writer = new SqliteWriter(database);
    }

    /// <summary>Whether this file is a copy that must not send yet: asked anew, since another process takes the mark away.</summary>
    public bool IsHeld => Reading(reader => Finds(reader.Held, SqliteDatabase.HeldMark)).GetAwaiter().GetResult();

    public Task<Head?> LoadAsync(string organisation, RecordId id, CancellationToken cancel) =>
        Reading(reader =>
        {
            using var rows = reader.Head.Read(organisation, id.Value);
            return rows.Read() ? HeadOf(organisation, rows) : null;
        });

    public Task<IReadOnlyDictionary<RecordId, Head>> LoadEachAsync(string organisation, IReadOnlyCollection<RecordId> ids, CancellationToken cancel) =>
        ids.Count == 0 ? Task.FromResult(NoHeads) : Reading<IReadOnlyDictionary<RecordId, Head>>(reader =>
        {
            // In one transaction the pages that lead to the records are read once.
            if (ids.Count > 1) reader.Begin.Run();
            var heads = new Dictionary<RecordId, Head>(ids.Count);
            foreach (var id in ids)
            {
                using var rows = reader.Head.Read(organisation, id.Value);
                if (rows.Read()) heads[id] = HeadOf(organisation, rows);
            }
            if (ids.Count > 1) reader.End.Run();
            return heads;
        });

    private static readonly IReadOnlyDictionary<RecordId, Head> NoHeads = new Dictionary<RecordId, Head>();

    public Task CheckWritesAsync(CancellationToken cancel) => _writer.HasFailed ? _writer.DoAsync(w => w.PutCheck.Run()) : Task.CompletedTask;

    public Task<SaveResult> SaveAsync(Commit commit, CancellationToken cancel)
    {
        var written = new SqliteCommit(commit);
        return _writer.DoAsync(w => Save(w, written), erases: commit.ErasedPayloads.Count > 0);
    }

    public Task<IReadOnlyList<SaveResult>> SaveEachAsync(IReadOnlyList<Commit> commits, CancellationToken cancel)
    {
        SqliteCommit[] written = [.. commits.Select(commit => new SqliteCommit(commit))];
        return _writer.DoAsync<IReadOnlyList<SaveResult>>(
            w => Array.ConvertAll(written, commit => Save(w, commit)), erases: commits.Any(commit => commit.ErasedPayloads.Count > 0), commits: commits.Count);
    }

    public Task<IReadOnlyList<AuditEntry>> HistoryAsync(string organisation, RecordId id, CancellationToken cancel) =>
        Reading<IReadOnlyList<AuditEntry>>(reader =>
        {
            using var rows = reader.History.Read(organisation, id.Value);
            var entries = new List<AuditEntry>();
            while (rows.Read())
            {
                entries.Add(new AuditEntry
                {
                    Revision = rows.Int(0),
                    Hash = rows.Text(1),
                    Header = rows.Bytes(2).ToArray(),
                    Payload = rows.Bytes(3).ToArray(),
                });
            }
            return entries;
        });

    public Task<RecordPage> QueryAsync(string organisation, RecordQuery query, CancellationToken cancel) =>
        Reading(reader =>
        {
            var limit = Math.Clamp(query.Limit, 1, RecordQuery.PageSize);
            using var rows = reader.Query(new SqliteQuery(organisation, query, HeadColumns, limit + 1));
            var heads = new List<Head>();
            var more = false;
            string? end = null;
            while (rows.Read())
            {
                if (heads.Count == limit)
                {
                    more = true;
                    break;
                }
                heads.Add(HeadOf(organisation, rows));
                end = SqliteQuery.Position(rows.Number(1), rows.Number(0));
            }
            return new RecordPage(heads, more ? end : null);
        });

    public Task<int> CountAsync(string organisation, RecordQuery query, CancellationToken cancel) =>
        Reading(reader =>
        {
            using var rows = reader.Query(new SqliteQuery(organisation, query with { Continuation = null }, "COUNT(*)", limit: null));
            return rows.Read() ? rows.Int(0) : 0;
        });

    public Task<IReadOnlyList<WakeItem>> DueAsync(string organisation, DateTimeOffset now, int most, CancellationToken cancel) =>
        Reading<IReadOnlyList<WakeItem>>(reader =>
        {
            using var rows = reader.Due.Read(organisation, now.ToUnixTimeMilliseconds(), most);
            var due = new List<WakeItem>();
            while (rows.Read()) due.Add(new WakeItem(organisation, new RecordId(rows.Text(0)), Instant(rows.Number(1)), rows.Number(2)));
            return due;
        });

    public Task<PendingWork?> PendingAsync(string organisation, RecordId id, CancellationToken cancel) =>
        Reading(reader =>
        {
            // One snapshot: a commit between two looks would show a head without its copies.
            reader.Begin.Run();
            var work = Pending(reader, organisation, id);
            reader.End.Run();
            return work;
        });

    public Task<bool> UpdateCopyAsync(string organisation, RecordId id, CardCopy copy, CancellationToken cancel) =>
        _writer.DoAsync(w =>
        {
            if (Key(w, organisation, id) is not { } key) return false;
            var next = copy with { Version = copy.Version + 1 };
            return w.UpdateCopy.Run(key, next.Number, next.Version, StoredJson.Write(next)) == 1;
        });

    public Task SettleFollowUpsAsync(string organisation, RecordId id, IReadOnlySet<int> done, IReadOnlyList<FollowUp> again, CancellationToken cancel) =>
        _writer.DoAsync(w =>
        {
            if (Key(w, organisation, id) is not { } key) return false;
            foreach (var (first, kept) in Settled(w, key, done, again))
            {
                if (kept.Count == 0) w.DeleteFollowUps.Run(key, first);
                else w.UpdateFollowUps.Run(key, first, StoredFollowUp.WriteAll(kept));
            }
            return true;
        });

    /// <summary>What is left in each row that has some of them, by its first number.</summary>
    private static List<(int First, IReadOnlyList<FollowUp> Kept)> Settled(SqliteWriterStatements w, long key, IReadOnlySet<int> done, IReadOnlyList<FollowUp> again)
    {
        var settled = new List<(int, IReadOnlyList<FollowUp>)>();
        var later = again.ToDictionary(f => f.Number);
        using var rows = w.FollowUps.Read(key);
        while (rows.Read())
        {
            var (first, last) = (rows.Int(0), rows.Int(1));
            var numbers = Enumerable.Range(first, last - first + 1);
            if (numbers.All(done.Contains)) settled.Add((first, []));
            else if (numbers.Any(n => done.Contains(n) || later.ContainsKey(n)))
                settled.Add((first, [.. StoredFollowUp.ReadAll(rows.Bytes(2).ToArray()).Where(f => !done.Contains(f.Number)).Select(f => later.GetValueOrDefault(f.Number, f))]));
        }
        return settled;
    }

    public Task<bool> MoveWakeAsync(WakeItem item, DateTimeOffset? wakeAt, CancellationToken cancel) =>
        _writer.DoAsync(w =>
        {
            if (Key(w, item.Organisation, item.Record) is not { } key) return false;
            return wakeAt is { } at
                ? w.MoveWake.Run(key, item.Version, at.ToUnixTimeMilliseconds()) == 1
                : w.RemoveWake.Run(key, item.Version) == 1;
        });

    public Task<string> KeepDocumentAsync(string organisation, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        if (content.Length > Document.MaximumBytes) throw new ArgumentException("The document is too large.", nameof(content));
        return _writer.DoAsync(w =>
        {
            var hash = AuditEntry.HashOf(content.Span);
            for (var chunk = 0; chunk == 0 || chunk * Document.ChunkBytes < content.Length; chunk++)
            {
                var from = chunk * Document.ChunkBytes;
                w.InsertChunk.Run(organisation, hash, chunk, content[from..Math.Min(content.Length, from + Document.ChunkBytes)]);
            }
            return hash;
        });
    }

    public Task<byte[]?> DocumentAsync(string organisation, string hash, CancellationToken cancel) =>
        Reading(reader =>
        {
            using var rows = reader.Chunks.Read(organisation, hash);
            var content = new MemoryStream();
            var found = false;
            while (rows.Read())
            {
                found = true;
                content.Write(rows.Bytes(0));
            }
            return found ? content.ToArray() : null;
        });

    public Task<IReadOnlyList<string>> DocumentsAsync(string organisation, string? after, int most, CancellationToken cancel) =>
        Reading<IReadOnlyList<string>>(reader =>
        {
            using var rows = reader.Documents.Read(organisation, after ?? "", most);
            var hashes = new List<string>();
            while (rows.Read()) hashes.Add(rows.Text(0));
            return hashes;
        });

    public Task<IReadOnlyList<SealedEntry>> UnsealedAsync(string organisation, int most, CancellationToken cancel) =>
        Reading<IReadOnlyList<SealedEntry>>(reader =>
        {
            using var rows = reader.Unsealed.Read(organisation, most);
            var entries = new List<SealedEntry>();
            while (rows.Read()) entries.Add(new SealedEntry(new RecordId(rows.Text(0)), rows.Int(1), rows.Text(2)));
            return entries;
        });

    public Task<Seal?> LastSealAsync(string organisation, CancellationToken cancel) =>
        Reading(reader =>
        {
            using var rows = reader.LastSeal.Read(organisation);
            return rows.Read() ? SealOf(organisation, rows) : null;
        });

    public Task<IReadOnlyList<Seal>> SealsAsync(string organisation, int after, int most, CancellationToken cancel) =>
        Reading<IReadOnlyList<Seal>>(reader =>
        {
            using var rows = reader.Seals.Read(organisation, after, most);
            var seals = new List<Seal>();
            while (rows.Read()) seals.Add(SealOf(organisation, rows));
            return seals;
        });

    public Task<bool> SealAsync(Seal seal, CancellationToken cancel)
    {
        var entries = seal.Read().Entries;
        return _writer.DoAsync(w =>
        {
            if (w.InsertSeal.Run(seal.Organisation, seal.Number, seal.Hash, seal.Content) == 0) return false;
            foreach (var entry in entries) w.MarkSealed.Run(seal.Organisation, entry.Record.Value, entry.Revision);
            return true;
        });
    }

    public void Dispose()
    {
        if (_closed) return;
        _closed = true;
        _writer.Dispose();
        CloseReaders();
    }

    private static PendingWork? Pending(Reader reader, string organisation, RecordId id)
    {
        long key;
        Head head;
        using (var rows = reader.Head.Read(organisation, id.Value))
        {
            if (!rows.Read()) return null;
            head = HeadOf(organisation, rows);
            key = rows.Number(0);
        }
        var copies = new List<CardCopy>();
        using (var rows = reader.Copies.Read(key))
        {
            while (rows.Read()) copies.Add(StoredJson.Read<CardCopy>(rows.Bytes(0)));
        }
        var followUps = new List<FollowUp>();
        using (var rows = reader.FollowUps.Read(key))
        {
            while (rows.Read()) followUps.AddRange(StoredFollowUp.ReadAll(rows.Bytes(0).ToArray()));
        }
        WakeItem? wake = null;
        using (var rows = reader.Wake.Read(key))
        {
            if (rows.Read()) wake = new WakeItem(organisation, id, Instant(rows.Number(0)), rows.Number(1));
        }
        return new PendingWork(head, copies, followUps, wake);
    }

    private static SaveResult Save(SqliteWriterStatements w, SqliteCommit written)
    {
        var commit = written.Commit;
        var head = commit.Head;
        var (acts, waits, dates) = (written.Acts, written.WaitsFor, written.Dates);
        long key;
        if (head.Revision == 1)
        {
            var inserted = w.InsertHead.Run(
                head.Organisation, head.Id.Value, head.Type, head.State, head.Revision, head.Basis,
                head.Opened.ToUnixTimeMilliseconds(), head.Changed.ToUnixTimeMilliseconds(), head.Parent?.Value, head.LastHash,
                head.Copies, acts, waits, dates, head.Body);
            if (inserted == 0) return SaveResult.Conflict;
            key = w.InsertedKey;
            Index(w, key, head);
        }
        else
        {
            if (Indexed(w, head) is not var (known, oldWaits, oldDates)) return SaveResult.Conflict;
            var updated = w.UpdateHead.Run(
                head.Organisation, head.Id.Value, head.State, head.Revision, head.Basis, head.Changed.ToUnixTimeMilliseconds(),
                head.Parent?.Value, head.LastHash, head.Copies, acts, waits, dates, head.Body);
            if (updated == 0) return SaveResult.Conflict;
            key = known;
            if (!oldWaits.AsSpan().SequenceEqual(waits) || !oldDates.AsSpan().SequenceEqual(dates))
            {
                Unindex(w, key, head.Organisation, oldWaits, oldDates);
                Index(w, key, head);
            }
        }
        w.InsertEntry.Run(key, commit.Entry.Revision, commit.Entry.Hash, commit.Entry.Header, commit.Entry.Payload);
        w.MarkUnsealed.Run(key, commit.Entry.Revision);
        foreach (var (revision, payload) in commit.ErasedPayloads) w.ErasePayload.Run(key, revision, payload);
        foreach (var (copy, content) in commit.NewCopies.Zip(written.Copies)) w.InsertCopy.Run(key, copy.Number, copy.Version, content);
        foreach (var (first, last, content) in written.FollowUps) w.InsertFollowUps.Run(key, first, content, last);
        // Later commits have higher versions, and moves in between never reach the next: a version is never used again.
        if (commit.WakeAt is { } wake) w.PutWake.Run(key, head.Organisation, head.Id.Value, wake.ToUnixTimeMilliseconds(), (long)head.Revision << 32);
        else if (head.Revision > 1) w.DropWake.Run(key);
        return SaveResult.Saved;
    }

    private static (long Key, byte[] Waits, byte[] Dates)? Indexed(SqliteWriterStatements w, Head head)
    {
        using var rows = w.Indexed.Read(head.Organisation, head.Id.Value);
        return rows.Read() ? (rows.Number(0), rows.Bytes(1).ToArray(), rows.Bytes(2).ToArray()) : null;
    }

    private static void Index(SqliteWriterStatements w, long key, Head head)
    {
        foreach (var who in head.WaitsFor) w.InsertWait.Run(head.Organisation, who, key);
        foreach (var (name, at) in head.Dates) w.InsertDate.Run(head.Organisation, name, at.ToUnixTimeMilliseconds(), key);
    }

    private static void Unindex(SqliteWriterStatements w, long key, string organisation, byte[] waits, byte[] dates)
    {
        foreach (var who in StoredJson.Read<IReadOnlyList<string>>(waits)) w.DeleteWait.Run(organisation, who, key);
        foreach (var (name, at) in StoredJson.Read<Dictionary<string, DateTimeOffset>>(dates))
            w.DeleteDate.Run(organisation, name, at.ToUnixTimeMilliseconds(), key);
    }

    private static long? Key(SqliteWriterStatements w, string organisation, RecordId id)
    {
        using var rows = w.KeyOf.Read(organisation, id.Value);
        return rows.Read() ? rows.Number(0) : null;
    }

    private static bool Finds(SqliteStatement statement, SqliteValue value)
    {
        using var rows = statement.Read(value);
        return rows.Read();
    }

    private static Seal SealOf(string organisation, SqliteRows row) => new()
    {
        Organisation = organisation,
        Number = row.Int(0),
        Hash = row.Text(1),
        Content = row.Bytes(2).ToArray(),
    };

    private static DateTimeOffset Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    /// <exception cref="JsonException">What is stored of the head is not what was written; its message names the record.</exception>
    private static Head HeadOf(string organisation, SqliteRows row)
    {
        try
        {
            return ReadHead(organisation, row);
        }
        catch (JsonException e)
        {
            throw new JsonException($"{row.Text(2)} head: what is stored of it cannot be read.", e);
        }
    }

    private static Head ReadHead(string organisation, SqliteRows row) => new()
    {
        Organisation = organisation,
        Id = new RecordId(row.Text(2)),
        Type = row.Text(3),
        State = row.Text(4),
        Revision = row.Int(5),
        Basis = row.Int(6),
        Opened = Instant(row.Number(1)),
        Changed = Instant(row.Number(7)),
        Parent = row.IsNull(8) ? null : new RecordId(row.Text(8)),
        LastHash = row.Text(9),
        Copies = row.Int(10),
        Acts = StoredJson.Read<IReadOnlyList<TakenAct>>(row.Bytes(11)),
        WaitsFor = row.Bytes(12) is var waits && waits.SequenceEqual("[]"u8) ? [] : StoredJson.Read<IReadOnlyList<string>>(waits),
        Dates = row.Bytes(13) is var dates && dates.SequenceEqual("{}"u8) ? Head.NoDates : StoredJson.Read<Dictionary<string, DateTimeOffset>>(dates),
        Body = row.Bytes(14).ToArray(),
    };

    // SQLite reads from the page cache take microseconds; a thread of their own would cost more than it saves.
    private Task<T> Reading<T>(Func<Reader, T> read)
    {
        if (_closed) throw new StoreUnavailableException("The store is closed.");
        if (!_database.IsThere)
        {
            // An open file lives on without its name; what comes back under the name is opened anew.
            CloseReaders();
            _writer.LetGo();
            throw new StoreUnavailableException("The database file is gone.");
        }
        Reader? reader = null;
        try
        {
            if (!_readers.TryTake(out reader)) reader = new Reader(_database.Connect());
            var result = read(reader);
            _readers.Add(reader);
            return Task.FromResult(result);
        }
        catch (Exception e) when (e is SqliteException or IOException)
        {
            reader?.Dispose();
            CloseReaders();
            _writer.LetGo();
            throw new StoreUnavailableException("The database cannot be read now.", e);
        }
        catch (Exception)
        {
            reader?.Dispose();
            throw;
        }
    }

    private void CloseReaders()
    {
        while (_readers.TryTake(out var reader)) reader.Dispose();
    }

    /// <summary>A reading connection with its statements; one reader uses it at a time.</summary>
    private sealed class Reader(SqliteConnection connection) : IDisposable
    {
        private readonly Dictionary<string, SqliteStatement> _queries = [];

        public SqliteStatement Begin { get; } = new(connection, "BEGIN");
        public SqliteStatement End { get; } = new(connection, "COMMIT");

        public SqliteStatement Head { get; } = new(
            connection, $"SELECT {HeadColumns} FROM head WHERE organisation = $organisation AND id = $id", "organisation", "id");

        public SqliteStatement History { get; } = new(
            connection,
            "SELECT revision, hash, header, payload FROM entry WHERE head = (SELECT key FROM head WHERE organisation = $organisation AND id = $id) ORDER BY revision",
            "organisation", "id");

        public SqliteStatement Due { get; } = new(
            connection, "SELECT id, at, version FROM wake WHERE organisation = $organisation AND at <= $now ORDER BY at LIMIT $most", "organisation", "now", "most");

        public SqliteStatement Copies { get; } = new(connection, "SELECT content FROM copy WHERE head = $head ORDER BY number", "head");
        public SqliteStatement FollowUps { get; } = new(connection, "SELECT content FROM follow_up WHERE head = $head ORDER BY number", "head");
        public SqliteStatement Wake { get; } = new(connection, "SELECT at, version FROM wake WHERE head = $head", "head");

        public SqliteStatement Chunks { get; } = new(
            connection, "SELECT content FROM document WHERE organisation = $organisation AND hash = $hash ORDER BY chunk", "organisation", "hash");

        public SqliteStatement Documents { get; } = new(
            connection, "SELECT hash FROM document WHERE organisation = $organisation AND hash > $after AND chunk = 0 ORDER BY hash LIMIT $most", "organisation", "after", "most");

        public SqliteStatement Held { get; } = new(connection, "SELECT value FROM meta WHERE name = $name", "name");

        public SqliteStatement Unsealed { get; } = new(
            connection,
            "SELECT head.id, entry.revision, entry.hash FROM unsealed JOIN head ON head.key = unsealed.head JOIN entry ON entry.head = unsealed.head AND entry.revision = unsealed.revision WHERE head.organisation = $organisation LIMIT $most",
            "organisation", "most");

        public SqliteStatement LastSeal { get; } = new(
            connection, "SELECT number, hash, content FROM seal WHERE organisation = $organisation ORDER BY number DESC LIMIT 1", "organisation");

        public SqliteStatement Seals { get; } = new(
            connection,
            "SELECT number, hash, content FROM seal WHERE organisation = $organisation AND number > $after ORDER BY number LIMIT $most",
            "organisation", "after", "most");

        public SqliteRows Query(SqliteQuery query)
        {
            if (!_queries.TryGetValue(query.Text, out var statement)) _queries[query.Text] = statement = new(connection, query.Text, query.Names);
            return statement.Read(query.Values);
        }

        public void Dispose()
        {
            SqliteStatement[] all = [Begin, End, Head, History, Due, Copies, FollowUps, Wake, Chunks, Documents, Held, Unsealed, LastSeal, Seals, .. _queries.Values];
            foreach (var statement in all) statement.Dispose();
            connection.Dispose();
        }
    }
}
