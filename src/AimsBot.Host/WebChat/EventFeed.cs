using System.Text.Json.Nodes;

namespace AimsBot.Host.WebChat;

/// <summary>Something that an open page is told of.</summary>
/// <param name="Kind">Its name on the wire: <c>message</c>, <c>commit</c> or <c>clock</c>.</param>
/// <param name="User">Whose chat it belongs to; none where it is for every page.</param>
/// <param name="Data">JSON on one line.</param>
public sealed record FeedEvent(string Kind, string? User, string Data);

/// <summary>
/// What has happened lately, in order, for pages that follow it. A page holds a position and nothing else, so a slow one
/// costs no memory; one that fell too far behind starts again from the whole.
/// </summary>
public sealed class EventFeed
{
    private const int Most = 2000;

    private readonly Lock _lock = new();
    private readonly Queue<FeedEvent> _events = new();
    private TaskCompletionSource _next = NewSignal();
    private long _position;

    /// <summary>How many events there have been: where a page begins that has seen the whole.</summary>
    public long Position
    {
        get
        {
            lock (_lock) return _position;
        }
    }

    public void Add(string kind, string? user, JsonNode data)
    {
        lock (_lock)
        {
            _events.Enqueue(new FeedEvent(kind, user, data.ToJsonString(WebJson.Compact)));
            if (_events.Count > Most) _events.Dequeue();
            _position++;
            _next.TrySetResult();
            _next = NewSignal();
        }
    }

    /// <summary>What came after a position, and what ends when more comes; no events at all where too much has come.</summary>
    public (IReadOnlyList<FeedEvent>? Events, long Position, Task More) After(long position)
    {
        lock (_lock)
        {
            var missed = _position - position;
            return (missed > _events.Count ? null : [.. _events.Skip(_events.Count - (int)missed)], _position, _next.Task);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
