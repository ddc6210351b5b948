using System.Collections.Concurrent;
using System.Globalization;
using AimsBot.Core.Records;
using Microsoft.Data.Sqlite;

namespace AimsBot.Storage.Sqlite;

/// <summary>
/// The one writer of this process: a thread that takes what waits, up to a group, into one transaction, each piece of
/// work in a savepoint of its own, and answers when the whole group is on the disk. Another process (the command line)
/// takes its turns by the file's lock.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    private const int LargestGroup = 128;

    // More than this many waiting means the disk cannot keep up; the callers hear "not recorded" rather than wait for ever.
    private const int LongestQueue = 10_000;

    private static readonly TimeSpan BetweenCheckpoints = TimeSpan.FromSeconds(5);

    private readonly BlockingCollection<Work> _queue = new(LongestQueue);
    private readonly SqliteDatabase _database;
    private readonly Thread _thread;
    private readonly Timer _checkpoints;
    private volatile bool _lost;
    private SqliteConnection? _connection;
    private SqliteWriterStatements? _statements;

    // 1: the log may hold what was erased. So it may at the start, from a process that died.
    private int _erased = 1;

    public SqliteWriter(SqliteDatabase database)
    {
        _database = database;
        _thread = new Thread(Loop) { IsBackground = true, Name = "sqlite-writer" };
        _thread.Start();
        _checkpoints = new Timer(_ => Checkpoint(), null, BetweenCheckpoints, BetweenCheckpoints);
    }

    public Task<T> DoAsync<T>(Func<SqliteWriterStatements, T> work, bool erases = false)
    {
        // Continuations run elsewhere: the writer's thread only writes.
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        object? result = null;
        var item = new Work(
            statements => result = work(statements),
            () => done.SetResult((T)result!),
            error => done.SetException(error),
            erases);
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
        _queue.TryAdd(new Work(_ => { }, () => { }, _ => { }, Erases: false));
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
            while (group.Count < LargestGroup && _queue.TryTake(out var next)) group.Add(next);
            Write(group);
        }
    }

    private void Write(List<Work> group)
    {
        var answers = new List<Action>(group.Count);
        try
        {
            var statements = Connected();
            statements.Begin.Run();
            foreach (var work in group)
            {
                statements.Savepoint.Run();
                try
                {
                    work.Do(statements);
                    statements.Release.Run();
                    answers.Add(work.Done);
                }
                catch (Exception e) when (e is not SqliteException { SqliteErrorCode: not 19 })
                {
                    // This piece alone is at fault: a constraint it breaks, or a mistake of ours.
                    statements.RollBackTo.Run();
                    statements.Release.Run();
                    answers.Add(() => work.Fail(e));
                }
            }
            statements.Commit.Run();
            if (group.Exists(work => work.Erases)) EmptyLog();
        }
        catch (Exception e)
        {
            Close();
            var error = new StoreUnavailableException("The database cannot be written now.", e);
            foreach (var work in group) work.Fail(error);
            return;
        }
        foreach (var answer in answers) answer();
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
    }

    private void EmptyLog()
    {
        Volatile.Write(ref _erased, 1);
        _checkpoints.Change(TimeSpan.Zero, BetweenCheckpoints);
    }

    private void Checkpoint()
    {
        if (_statements is null || !Monitor.TryEnter(_checkpoints)) return;
        var erased = Interlocked.Exchange(ref _erased, 0);
        try
        {
            using var connection = _database.Connect();
            var isBusy = connection.Scalar($"PRAGMA wal_checkpoint({(erased == 1 ? "TRUNCATE" : "PASSIVE")})");
            if (Convert.ToInt32(isBusy, CultureInfo.InvariantCulture) == 0) erased = 0;
        }
        catch (Exception e) when (e is SqliteException or IOException)
        {
            // The log grows until a later checkpoint passes; the writer says so if it cannot go on.
        }
        finally
        {
            Interlocked.Or(ref _erased, erased);
            Monitor.Exit(_checkpoints);
        }
    }

    private sealed record Work(Action<SqliteWriterStatements> Do, Action Done, Action<Exception> Fail, bool Erases);
}
