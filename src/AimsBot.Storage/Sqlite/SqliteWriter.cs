using System.Collections.Concurrent;
using AimsBot.Core.Records;
using Microsoft.Data.Sqlite;

namespace AimsBot.Storage.Sqlite;

/// <summary>
/// The one writer of this process: a thread that takes what waits, up to a group, into one transaction, and answers when
/// the whole group is on the disk. Where a piece of work fails, each goes into a transaction of its own. A campaign's many
/// commits wait for those of people. Another process (the command line) takes its turns by the file's lock.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    // In commits. Who clicks meanwhile waits for one group and its own.
    private const int LargestGroup = 128;

    // More than this many waiting means the disk cannot keep up; the callers hear "not recorded" rather than wait for ever.
    private const int LongestQueue = 10_000;

    // In pages. A reader looks through the log for every page, in steps of 4,096; longer than this, it starts anew.
    private const int LongLog = 8192;

    // In commits, a few pages each: often enough for the log to be copied away before it is long.
    private const int BetweenCheckpoints = 256;

    private static readonly TimeSpan LongestBetweenCheckpoints = TimeSpan.FromSeconds(5);

    private readonly BlockingCollection<Work> _queue = new(new SqliteLanes<Work>(work => work.Commits > 1), LongestQueue);
    private readonly SqliteDatabase _database;
    private readonly Thread _thread;
    private readonly Timer _checkpoints;
    private volatile bool _lost;
    private volatile bool _failed;
    private SqliteConnection? _connection;
    private SqliteWriterStatements? _statements;

    private readonly Lock _copying = new();
    private SqliteConnection? _copier;
    private int _sinceCheckpoint;
    private volatile bool _logIsLong;

    // 1: the log may hold what was erased. So it may at the start, from a process that died.
    private int _erased = 1;

    public SqliteWriter(SqliteDatabase database)
    {
        _database = database;
        _thread = new Thread(Loop) { IsBackground = true, Name = "sqlite-writer" };
        _thread.Start();
        _checkpoints = new Timer(_ => Checkpoint(), null, LongestBetweenCheckpoints, LongestBetweenCheckpoints);
    }

    /// <summary>Whether the last group could not be written.</summary>
    public bool HasFailed => _failed;

    /// <param name="commits">How many commits it is, where it is several.</param>
    public Task<T> DoAsync<T>(Func<SqliteWriterStatements, T> work, bool erases = false, int commits = 1)
    {
        // Continuations run elsewhere: the writer's thread only writes.
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        object? result = null;
        var item = new Work(
            statements => result = work(statements),
            () => done.SetResult((T)result!),
            error => done.SetException(error),
            erases,
            commits);
        try
        {
            if (!_queue.TryAdd(item)) throw new StoreUnavailableException("Too many commits wait for the disk.");
        }
        catch (InvalidOperationException e)
        {
            throw new StoreUnavailableException("The store is closed.", e);
        }
        return done.Task;
    }

    /// <summary>Lets go of the file, which was seen to be away: what comes back may be another.</summary>
    public void LetGo()
    {
        _lost = true;
        // At once, and not when the next commit comes.
        _queue.TryAdd(new Work(_ => { }, () => { }, _ => { }, Erases: false, Commits: 0));
    }

    public void Dispose()
    {
        _queue.CompleteAdding();
        _thread.Join();
        _checkpoints.Dispose();
        Close();
        _queue.Dispose();
    }

    private void Loop()
    {
        var group = new List<Work>(LargestGroup);
        foreach (var first in _queue.GetConsumingEnumerable())
        {
            group.Clear();
            group.Add(first);
            for (var commits = first.Commits; commits < LargestGroup && _queue.TryTake(out var next); commits += next.Commits) group.Add(next);
            Write(group);
        }
    }

    private void Write(List<Work> group)
    {
        Exception? fault = null;
        try
        {
            var statements = Connected();
            if (_logIsLong) StartLogAnew();
            statements.Begin.Run();
            try
            {
                foreach (var work in group) work.Do(statements);
            }
            catch (Exception e) when (e is not SqliteException { SqliteErrorCode: not 19 })
            {
                // One piece alone is at fault: a constraint it breaks, or a mistake of ours.
                fault = e;
            }
            if (fault is null) statements.Commit.Run();
            else statements.RollBack.Run();
        }
        catch (Exception e)
        {
            Close();
            _failed = true;
            var error = new StoreUnavailableException("The database cannot be written now.", e);
            foreach (var work in group) work.Fail(error);
            return;
        }
        if (fault is null) Answer(group);
        else if (group.Count == 1) group[0].Fail(fault);
        // The others are not to go without because of one.
        else foreach (var work in group) Write([work]);
    }

    private void Answer(List<Work> group)
    {
        _failed = false;
        if (group.Exists(work => work.Erases)) Volatile.Write(ref _erased, 1);
        _sinceCheckpoint += group.Sum(work => work.Commits);
        if (_sinceCheckpoint >= BetweenCheckpoints || Volatile.Read(ref _erased) == 1)
        {
            _sinceCheckpoint = 0;
            _checkpoints.Change(TimeSpan.Zero, LongestBetweenCheckpoints);
        }
        foreach (var work in group) work.Done();
    }

    private SqliteWriterStatements Connected()
    {
        if (_lost || !_database.IsThere)
        {
            // An open file lives on without its name, and what is written there would be lost.
            Close();
            _lost = false;
            if (!_database.IsThere) throw new IOException("The database file is gone.");
        }
        if (_statements is not null) return _statements;
        _connection = _database.Connect();
        // Checkpoints run on a connection of their own, out of the writer's way.
        // What was erased is overwritten, not only let go.
        _connection.Run("PRAGMA wal_autocheckpoint=0; PRAGMA secure_delete=ON");
        return _statements = new SqliteWriterStatements(_connection);
    }

    private void Close()
    {
        _statements?.Dispose();
        _connection?.Dispose();
        _statements = null;
        _connection = null;
        lock (_copying)
        {
            _copier?.Dispose();
            _copier = null;
        }
    }

    // Nothing is written meanwhile, so that the log can be copied to its end; what is short by then is done in a moment.
    // A reader that takes its time (a backup) is not waited for: the log grows on, and this comes again.
    private void StartLogAnew()
    {
        _logIsLong = false;
        _connection!.Run("PRAGMA busy_timeout=50; PRAGMA wal_checkpoint(RESTART); PRAGMA busy_timeout=10000");
    }

    private void Checkpoint()
    {
        if (_statements is null || !_copying.TryEnter()) return;
        var erased = Interlocked.Exchange(ref _erased, 0);
        try
        {
            _copier ??= _database.Connect();
            using var statement = new SqliteStatement(_copier, $"PRAGMA wal_checkpoint({(erased == 1 ? "TRUNCATE" : "PASSIVE")})");
            using var row = statement.Read();
            row.Read();
            if (row.Int(0) == 0) erased = 0;
            if (row.Int(1) > LongLog) _logIsLong = true;
        }
        catch (Exception e) when (e is SqliteException or IOException)
        {
            // The log grows until a later checkpoint passes; the writer says so if it cannot go on.
            _copier?.Dispose();
            _copier = null;
        }
        finally
        {
            Interlocked.Or(ref _erased, erased);
            _copying.Exit();
        }
    }

    private sealed record Work(Action<SqliteWriterStatements> Do, Action Done, Action<Exception> Fail, bool Erases, int Commits);
}
