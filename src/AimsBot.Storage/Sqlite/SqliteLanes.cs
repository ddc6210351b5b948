using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace AimsBot.Storage.Sqlite;

/// <summary>
/// A queue of two lanes: what somebody waits for goes first, and what is of many has its turn when there is none of it, and now and
/// then besides. Whoever takes must be one thread.
/// </summary>
internal sealed class SqliteLanes<T>(Func<T, bool> isOfMany) : IProducerConsumerCollection<T>
{
    /// <summary>After so many from the first lane the second has a turn.</summary>
    public const int TurnsOfTheFirst = 64;

    private readonly ConcurrentQueue<T> _first = new();
    private readonly ConcurrentQueue<T> _second = new();
    private int _turns;

    public int Count => _first.Count + _second.Count;
    public bool IsSynchronized => false;
    public object SyncRoot => throw new NotSupportedException();

    public bool TryAdd(T item)
    {
        (isOfMany(item) ? _second : _first).Enqueue(item);
        return true;
    }

    public bool TryTake([MaybeNullWhen(false)] out T item)
    {
        if (_turns < TurnsOfTheFirst && _first.TryDequeue(out item))
        {
            _turns++;
            return true;
        }
        _turns = 0;
        return _second.TryDequeue(out item) || _first.TryDequeue(out item);
    }

    public T[] ToArray() => [.. _first, .. _second];
    public void CopyTo(T[] array, int index) => ToArray().CopyTo(array, index);
    public void CopyTo(Array array, int index) => ToArray().CopyTo(array, index);
    public IEnumerator<T> GetEnumerator() => ToArray().AsEnumerable().GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
