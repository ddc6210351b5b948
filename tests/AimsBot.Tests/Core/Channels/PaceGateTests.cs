using AimsBot.Core.Channels;
using Microsoft.Extensions.Time.Testing;

namespace AimsBot.Tests.Core.Channels;

public class PaceGateTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task The_more_urgent_lane_goes_first_and_a_lane_keeps_its_order()
    {
        var gate = new PaceGate(TimeSpan.FromSeconds(1), burst: 1, _clock);
        var passed = new List<string>();
        Assert.True(await gate.Enter(Lane.Answers, TimeSpan.Zero, default));

        Task[] waiting =
        [
            Pass(Lane.Campaigns, "campaign"), Pass(Lane.Decisions, "decision 1"), Pass(Lane.Decisions, "decision 2"), Pass(Lane.Answers, "answer"),
        ];
        for (var count = 1; count <= waiting.Length; count++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Until(() => passed.Count == count);
        }

        Assert.Equal(["answer", "decision 1", "decision 2", "campaign"], passed);
        await Task.WhenAll(waiting);

        async Task Pass(Lane lane, string name)
        {
            Assert.True(await gate.Enter(lane, TimeSpan.FromMinutes(1), default));
            lock (passed) passed.Add(name);
        }
    }

    [Fact]
    public async Task Who_cannot_have_a_turn_in_time_is_told_at_once()
    {
        var gate = new PaceGate(TimeSpan.FromSeconds(1), burst: 1, _clock);
        gate.Close(TimeSpan.FromSeconds(30));

        Assert.False(await gate.Enter(Lane.Answers, TimeSpan.FromSeconds(10), default));
        Assert.Equal(TimeSpan.FromSeconds(30), gate.ClosedFor);
    }

    [Fact]
    public async Task Who_runs_out_of_patience_takes_no_turn_from_others()
    {
        var gate = new PaceGate(TimeSpan.FromSeconds(1), burst: 1, _clock);
        Assert.True(await gate.Enter(Lane.Answers, TimeSpan.Zero, default));
        var patient = gate.Enter(Lane.Answers, TimeSpan.FromSeconds(5), default).AsTask();
        var impatient = gate.Enter(Lane.Decisions, TimeSpan.FromSeconds(1.5), default).AsTask();
        var last = gate.Enter(Lane.Campaigns, TimeSpan.FromSeconds(9), default).AsTask();

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await patient);
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.False(await impatient);
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.True(await last);
    }

    [Fact]
    public async Task A_gate_closed_meanwhile_keeps_those_who_wait()
    {
        var gate = new PaceGate(TimeSpan.FromSeconds(1), burst: 1, _clock);
        Assert.True(await gate.Enter(Lane.Answers, TimeSpan.Zero, default));
        var waits = gate.Enter(Lane.Answers, TimeSpan.FromMinutes(1), default).AsTask();

        gate.Close(TimeSpan.FromSeconds(20));
        _clock.Advance(TimeSpan.FromSeconds(19));
        Assert.False(waits.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.True(await waits);
    }

    [Fact]
    public async Task A_gate_is_idle_again_when_its_time_is_over()
    {
        var gate = new PaceGate(TimeSpan.FromSeconds(1), burst: 3, _clock);
        Assert.True(gate.IsIdle);
        Assert.True(await gate.Enter(Lane.Answers, TimeSpan.Zero, default));
        Assert.False(gate.IsIdle);

        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.True(gate.IsIdle);
    }

    [Fact]
    public async Task Through_a_gate_that_lets_in_one_by_one_the_next_goes_when_the_first_is_through()
    {
        var gate = new PaceGate(TimeSpan.FromSeconds(1), burst: 3, _clock, isOneByOne: true);
        Assert.True(await gate.Enter(Lane.Answers, TimeSpan.Zero, default));
        var next = gate.Enter(Lane.Answers, TimeSpan.FromMinutes(1), default).AsTask();
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.False(next.IsCompleted);

        gate.Leave();

        Assert.True(await next);
    }

    [Fact]
    public async Task A_gate_that_lets_in_one_by_one_keeps_its_pace_too()
    {
        var gate = new PaceGate(TimeSpan.FromSeconds(1), burst: 1, _clock, isOneByOne: true);
        Assert.True(await gate.Enter(Lane.Answers, TimeSpan.Zero, default));
        gate.Leave();

        Assert.False(await gate.Enter(Lane.Answers, TimeSpan.FromSeconds(0.5), default));
    }

    [Fact]
    public async Task A_gate_with_somebody_inside_is_not_idle()
    {
        var gate = new PaceGate(TimeSpan.FromSeconds(1), burst: 1, _clock, isOneByOne: true);
        Assert.True(await gate.Enter(Lane.Answers, TimeSpan.Zero, default));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(gate.IsIdle);

        gate.Leave();

        Assert.True(gate.IsIdle);
    }

    private static async Task Until(Func<bool> happened)
    {
        for (var polls = 0; !happened(); polls++)
        {
            Assert.True(polls < 10_000, "it does not happen");
            await Task.Delay(TimeSpan.FromMilliseconds(1));
        }
    }
}
