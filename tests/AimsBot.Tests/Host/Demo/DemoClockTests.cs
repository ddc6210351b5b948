using AimsBot.Host.Demo;
using AimsBot.Tests.Bench;
using Microsoft.Extensions.Time.Testing;

namespace AimsBot.Tests.Host.Demo;

public sealed class DemoClockTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _real = new(Now);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_goes_with_the_real_one_and_is_ahead_of_it_by_what_it_was_moved()
    {
        var clock = Clock();
        Assert.Equal(Now, clock.GetUtcNow());
        Assert.True(clock.Forward(TimeSpan.FromDays(1)));
        _real.Advance(TimeSpan.FromHours(1));
        Assert.Equal(Now.AddHours(25), clock.GetUtcNow());
        Assert.Equal(_real.GetUtcNow(), Now.AddHours(1));
    }

    [Fact]
    public void It_is_as_far_ahead_after_a_restart()
    {
        Clock().Forward(TimeSpan.FromDays(7));
        Assert.Equal(TimeSpan.FromDays(7), Clock().Ahead);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(3661)]
    public void It_goes_neither_back_nor_out_of_sight(int days)
    {
        var clock = Clock();
        Assert.False(clock.Forward(TimeSpan.FromDays(days)));
        Assert.Equal(TimeSpan.Zero, clock.Ahead);
    }

    [Fact]
    public void Many_small_moves_do_not_lead_out_of_sight_either()
    {
        var clock = Clock();
        while (clock.Forward(TimeSpan.FromDays(1000)))
        {
        }
        Assert.True(clock.Ahead <= DemoClock.Farthest);
        Assert.False(clock.Forward(TimeSpan.MaxValue));
    }

    [Theory]
    [InlineData("")]
    [InlineData("rubbish")]
    [InlineData("-1.00:00:00")]
    [InlineData("99999.00:00:00")]
    public void A_file_that_says_nothing_of_use_is_no_time_ahead(string text)
    {
        File.WriteAllText(_folder.File("clock.txt"), text);
        Assert.Equal(TimeSpan.Zero, Clock().Ahead);
    }

    private DemoClock Clock() => new(_folder.File("clock.txt"), _real);
}
