using System.Diagnostics;
using AimsBot.Core.Channels;
using AimsBot.Teams;
using AimsBot.Tests.Bench;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace AimsBot.Tests.Teams;

[Collection(QuietTests.Name)]
public class TeamsPacerTests
{
    private static readonly TimeSpan Forever = TimeSpan.FromDays(1);
    private const int MoreThanAnHour = 1900;

    // Who was woken may write the time down one step of the clock late, on a machine that has other things to do.
    private static readonly TimeSpan Blur = TimeSpan.FromMilliseconds(150);
    private static readonly (double Seconds, int Most)[] OfAConversation = [(1, 7), (2, 8), (30, 60), (3600, 1800)];

    private readonly Clock _clock = new();
    private readonly List<(string Conversation, Lane Lane, TimeSpan At)> _sent = [];
    private TeamsPacer _pacer;

    public TeamsPacerTests() => _pacer = new TeamsPacer(_clock);

    [Fact]
    public async Task A_conversation_never_gets_more_than_Teams_takes_in_an_hour_or_less()
    {
        for (var i = 0; i < MoreThanAnHour; i++) await SendAsync("a");
        AssertWithinLimits();
    }

    [Fact]
    public async Task A_conversations_share_is_used()
    {
        await AllAsync([.. Enumerable.Range(0, 70).Select(_ => Send("a"))]);
        Assert.InRange(Most(_sent.Select(sent => sent.At), TimeSpan.FromSeconds(30)), 50, 60);
    }

    /// <summary>Some messages, each with its conversation, its lane and a pause before it.</summary>
    [Fact]
    public async Task However_messages_come_no_conversation_and_no_tenant_gets_more_than_Teams_takes()
    {
        var message = Gen.Select(Gen.Int[0, 3], Gen.OneOf(Lane.Answers, Lane.Decisions, Lane.Campaigns), Gen.OneOf(Gen.Const(0), Gen.Int[0, 60]));
        await message.Array[1, 60].SampleAsync(
            async messages =>
            {
                _sent.Clear();
                _pacer = new TeamsPacer(_clock);
                var calls = new List<Task>();
                foreach (var (conversation, lane, steps) in messages)
                {
                    for (var i = 0; i < steps; i++) await AdvanceAsync(calls);
                    calls.Add(Send($"c{conversation}", lane));
                }
                await AllAsync(calls);
                AssertWithinLimits();
            },
            iter: 6, threads: 1);
    }

    [Fact]
    public async Task A_tenant_never_gets_more_than_fifty_in_a_second()
    {
        await AllAsync([.. Enumerable.Range(0, 120).Select(i => Send($"c{i}"))]);
        AssertWithinLimits();
    }

    /// <summary>What waits for the tenant's turn has had the conversation's, and must not come out of it all at once.</summary>
    [Fact]
    public async Task Messages_of_one_conversation_that_wait_behind_all_others_do_not_come_out_together()
    {
        await AllAsync([.. Enumerable.Range(0, 120).Select(i => Send($"c{i}")), .. Enumerable.Range(0, 12).Select(_ => Send("a", Lane.Decisions))]);
        AssertWithinLimits();
    }

    [Fact]
    public async Task Campaigns_leave_more_than_half_of_a_tenants_share_to_others()
    {
        await AllAsync([.. Enumerable.Range(0, 60).Select(i => Send($"c{i}", Lane.Campaigns))]);
        Assert.InRange(Most(_sent.Select(sent => sent.At), TimeSpan.FromSeconds(1)), 10, 24);
    }

    [Fact]
    public async Task An_answer_does_not_wait_behind_a_campaign()
    {
        var campaign = Enumerable.Range(0, 60).Select(i => Send($"c{i}", Lane.Campaigns)).ToArray();
        await SendAsync("a");
        Assert.False(campaign[^1].IsCompleted);
        await AllAsync(campaign);
    }

    [Fact]
    public async Task A_conversation_that_has_had_its_share_holds_up_no_other()
    {
        var busy = Enumerable.Range(0, 6).Select(_ => Send("a")).ToArray();
        await SendAsync("b");
        Assert.False(busy[^1].IsCompleted);
        await AllAsync(busy);
    }

    [Fact]
    public async Task The_more_urgent_message_of_a_conversation_goes_first()
    {
        var burst = Enumerable.Range(0, 4).Select(_ => Send("a")).ToArray();
        var decision = Send("a", Lane.Decisions);
        await AllAsync([.. burst, decision, Send("a")]);
        Assert.Equal(Lane.Decisions, _sent[^1].Lane);
    }

    [Fact]
    public async Task Who_has_no_time_to_wait_is_told_so_at_once()
    {
        for (var i = 0; i < 4; i++) await SendAsync("a");
        Assert.False(await _pacer.EnterAsync("a", Lane.Answers, TimeSpan.FromMilliseconds(100), default));
    }

    [Fact]
    public async Task A_conversation_that_Teams_wants_left_alone_is_left_alone()
    {
        _pacer.Close("a", TimeSpan.FromSeconds(20));
        await SendAsync("a");
        Assert.InRange(_clock.Passed, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(21));
    }

    [Fact]
    public async Task Who_gives_up_waiting_holds_up_nobody()
    {
        for (var i = 0; i < 4; i++) await SendAsync("a");
        using var stop = new CancellationTokenSource();
        var gone = _pacer.EnterAsync("a", Lane.Answers, Forever, stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        await SendAsync("a");
        Assert.InRange(_clock.Passed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    private Task SendAsync(string conversation, Lane lane = Lane.Answers) => AllAsync([Send(conversation, lane)]);

    private async Task Send(string conversation, Lane lane = Lane.Answers)
    {
        Assert.True(await _pacer.EnterAsync(conversation, lane, Forever, default));
        lock (_sent) _sent.Add((conversation, lane, _clock.Passed));
    }

    /// <summary>Lets the time pass until all are sent.</summary>
    private async Task AllAsync(IReadOnlyList<Task> calls)
    {
        while (calls.Any(call => !call.IsCompleted)) await AdvanceAsync(calls);
        await Task.WhenAll(calls);
    }

    /// <summary>Lets a little time pass, and then those who had their turn go on before more of it does.</summary>
    private async Task AdvanceAsync(IReadOnlyList<Task> calls)
    {
        var before = State();
        if (!_clock.AdvanceToNext())
        {
            await Task.Yield();
            return;
        }
        // Who was woken is through, or waits at the next gate.
        for (var began = Stopwatch.GetTimestamp(); State() == before && Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(1);) await Task.Yield();
        // Of several that were woken, the others are waited for until nothing moves.
        for (var still = 0; calls.Count > 1 && still < 4; still = State() == before ? still + 1 : 0)
        {
            before = State();
            await Task.Delay(TimeSpan.FromMilliseconds(4));
        }

        (int, int) State() => (calls.Count(call => call.IsCompleted), _clock.Timers);
    }

    private void AssertWithinLimits()
    {
        foreach (var conversation in _sent.GroupBy(sent => sent.Conversation))
            Assert.All(OfAConversation, limit => Assert.InRange(Most(conversation.Select(sent => sent.At), TimeSpan.FromSeconds(limit.Seconds)), 1, limit.Most));
        Assert.InRange(Most(_sent.Select(sent => sent.At), TimeSpan.FromSeconds(1)), 1, 50);
    }

    /// <summary>The most within any span of that length.</summary>
    private static int Most(IEnumerable<TimeSpan> times, TimeSpan span)
    {
        var sorted = times.Order().ToArray();
        var most = 0;
        for (int first = 0, last = 0; last < sorted.Length; last++)
        {
            while (sorted[last] - sorted[first] >= span - Blur) first++;
            most = Math.Max(most, last - first + 1);
        }
        return most;
    }

    /// <summary>A clock that knows when somebody is to be woken next.</summary>
    private sealed class Clock : FakeTimeProvider
    {
        private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(100);

        private readonly SortedSet<DateTimeOffset> _due = [];
        private int _woken;
        private int _timers;

        /// <summary>How often somebody began to wait.</summary>
        public int Timers => Volatile.Read(ref _timers);

        public TimeSpan Passed => GetUtcNow() - Start;

        /// <summary>False: nobody was woken.</summary>
        public bool AdvanceToNext()
        {
            DateTimeOffset to;
            lock (_due)
            {
                _due.RemoveWhere(due => due <= GetUtcNow());
                to = GetUtcNow() + Longest;
                if (_due.Count > 0 && _due.Min < to) to = _due.Min;
            }
            var before = Volatile.Read(ref _woken);
            SetUtcNow(to);
            return Volatile.Read(ref _woken) != before;
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            lock (_due) _due.Add(GetUtcNow() + dueTime);
            Interlocked.Increment(ref _timers);
            return base.CreateTimer(
                it =>
                {
                    Interlocked.Increment(ref _woken);
                    callback(it);
                },
                state, dueTime, period);
        }
    }
}
