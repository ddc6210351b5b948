namespace AimsBot.Core.Channels;

/// <summary>
/// Lets callers through one by one, at most so many in a time, the more urgent lane first. A short burst may pass at
/// once (the generic cell rate algorithm: each pass moves <see cref="_paidUntil"/> by one interval).
/// </summary>
/// <param name="isOneByOne">Whether the next one waits for <see cref="Leave"/> as well: for a gate with another one behind it,
/// where callers who waited there would else come out all at once.</param>
public sealed class PaceGate(TimeSpan interval, int burst, TimeProvider clock, bool isOneByOne = false)
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<TaskCompletionSource<bool>, (Lane Lane, long Arrival)> _waiting = new();
    private TimeSpan _paidUntil;
    private TimeSpan _closedUntil;
    private long _arrivals;
    private bool _draining;
    private bool _isHeld;

    // A clock that never jumps: the time since the machine's own zero.
    private TimeSpan Now => clock.GetElapsedTime(0);

    private bool IsOpen => !_isHeld && NextPass <= Now;

    private TimeSpan NextPass => Max(_closedUntil, _paidUntil - (interval * (burst - 1)));

    /// <summary>Nobody waits and nothing is remembered that a new gate would not know.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_lock) return _waiting.Count == 0 && !_isHeld && _paidUntil <= Now && _closedUntil <= Now;
        }
    }

    /// <summary>How long the gate stays closed for everyone; zero where it is open.</summary>
    public TimeSpan ClosedFor
    {
        get
        {
            lock (_lock) return Max(TimeSpan.Zero, _closedUntil - Now);
        }
    }

    /// <summary>Closes the gate for everyone, those who wait already too.</summary>
    public void Close(TimeSpan pause)
    {
        lock (_lock) _closedUntil = Max(_closedUntil, Now + pause);
    }

    /// <summary>Waits for the caller's turn. False where it does not come within <paramref name="patience"/>.</summary>
    public async ValueTask<bool> Enter(Lane lane, TimeSpan patience, CancellationToken cancel)
    {
        TaskCompletionSource<bool> turn;
        lock (_lock)
        {
            if (IsOpen && _waiting.Count == 0)
            {
                Pay();
                return true;
            }
            if (NextPass - Now > patience) return false;
            turn = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(turn, (lane, _arrivals++));
            LetIn();
        }
        try
        {
            return await turn.Task.WaitAsync(Max(TimeSpan.Zero, patience), clock, cancel);
        }
        catch (TimeoutException)
        {
            // The turn may have come in this very moment; then it is taken.
            return !turn.TrySetResult(false);
        }
        catch (OperationCanceledException)
        {
            if (!turn.TrySetResult(false)) Leave();
            throw;
        }
    }

    /// <summary>The one who was let in is through.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            _isHeld = false;
            LetIn();
        }
    }

    private void LetIn()
    {
        if (_draining || _waiting.Count == 0) return;
        _draining = true;
        _ = Drain();
    }

    /// <summary>Runs as long as somebody waits for the time to come.</summary>
    private async Task Drain()
    {
        while (true)
        {
            TimeSpan wait;
            lock (_lock)
            {
                while (_waiting.Count > 0 && IsOpen)
                {
                    if (_waiting.Dequeue().TrySetResult(true)) Pay();
                }
                if (_waiting.Count == 0 || _isHeld)
                {
                    _draining = false;
                    return;
                }
                wait = NextPass - Now;
            }
            await Task.Delay(Max(wait, TimeSpan.FromMilliseconds(1)), clock);
        }
    }

    private void Pay()
    {
        _paidUntil = Max(_paidUntil, Now) + interval;
        _isHeld = isOneByOne;
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
