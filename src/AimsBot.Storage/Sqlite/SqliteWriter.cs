using System.Collections.Concurrent;
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

    private readonly BlockingCollection<Work> _queue = new(LongestQueue);
    private readonly SqliteDatabase _database;
    private readonly Thread _thread;
    private readonly Timer _checkpoints;
    private volatile bool _lost;
    private SqliteConnection? _connection;
    private SqliteWriterStatements? _statements;

    public SqliteWriter(SqliteDatabase database)
    {
        _database = database;
        _thread = new Thread(Loop) { IsBackground = true, Name = "sqlite-writer" };
        _thread.Start();
        _checkpoints = new Timer(_ => Checkpoint(), null, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5));
    }

    public Task<T> DoAsync<T>(Func<SqliteWriterStatements, T> work)
    {
        // Continuations run elsewhere: the writer's thread only writes.
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        object? result = null;
        var item = new Work(
            statements => result = work(statements),
            () => done.SetResult((T)result!),
            error => done.SetException(error));
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
        _queue.TryAdd(new Work(_ => { }, () => { }, _ => { }));
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
        if (!_database.IsThere) throw new IOException("The database file is gone.");
        if (_lost) Close();
        _lost = false;
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

    private void Checkpoint()
    {
        if (_statements is null || !Monitor.TryEnter(_checkpoints)) return;
        try
        {
            using var connection = _database.Connect();
            connection.Run("PRAGMA wal_checkpoint(PASSIVE)");
        }
        catch (Exception e) when (e is SqliteException or IOException)
        {
            // The log grows until a later checkpoint passes; the writer says so if it cannot go on.
        }
        finally
        {
            Monitor.Exit(_checkpoints);
        }
    }

    private sealed record Work(Action<SqliteWriterStatements> Do, Action Done, Action<Exception> Fail);
}
