using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.People;

namespace AimsBot.Tests.Core.People;

/// <summary>Whom a round through the people looks at.</summary>
public class PeopleRoundTests
{
    private static readonly DateTimeOffset Night = new(2027, 1, 5, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_first_round_and_one_that_an_act_asks_for_look_at_everybody()
    {
        Assert.Null(QueryOf(new Rounds("", Night, null)).DateFrom);
        Assert.Null(QueryOf(new Rounds("", Night, new RoundWindow(Night, Night))).DateFrom);
        Assert.Null(QueryOf(new Rounds(null, Night, null)).DateFrom);
    }

    [Fact]
    public void The_next_looks_at_those_who_changed_since_the_one_before_began_and_some_more() =>
        Assert.Equal(Night.AddDays(-1).AddHours(-1), QueryOf(new Rounds(null, Night, new RoundWindow(null, Night.AddDays(-1)))).DateFrom);

    [Fact]
    public void Once_a_month_everybody_is_looked_at() =>
        Assert.Null(QueryOf(new Rounds(null, new DateTimeOffset(2027, 2, 1, 4, 0, 0, TimeSpan.Zero), new RoundWindow(Night, Night))).DateFrom);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_round_keeps_its_window_from_page_to_page(bool isWhole)
    {
        var window = new RoundWindow(isWhole ? null : Night.AddDays(-1), Night);
        var rounds = new Rounds("12.3", Night, window);
        Assert.Equal((window.Since, "12.3"), (QueryOf(rounds).DateFrom, QueryOf(rounds).Continuation));
        Assert.Equal(window, PeopleRound.WindowOf(rounds, Night.AddMinutes(5)));
    }

    [Fact]
    public async Task Whoever_changed_or_has_a_leave_is_found()
    {
        using var bench = new CoreBench();
        var (still, moved, away) = (await bench.PersonAsync("still"), await bench.PersonAsync("moved"), await bench.PersonAsync("away"));
        var leave = (await bench.PersonAsync(away)).Details with { LeaveFrom = new DateOnly(2027, 3, 1), LeaveUntil = new DateOnly(2027, 6, 1) };
        await bench.KeepAsync(UpdatePerson.Step, new UpdatePerson(leave), away.Person!.Id);
        bench.Clock.Advance(TimeSpan.FromDays(3));
        await bench.KeepAsync(UpdatePerson.Step, new UpdatePerson((await bench.PersonAsync(moved)).Details with { Department = "Sales" }), moved.Person!.Id);
        var since = bench.Clock.GetUtcNow().AddDays(-1);
        var found = await bench.Store.QueryAsync("demo", QueryOf(new Rounds(null, since.AddDays(1), new RoundWindow(null, since))), default);
        Assert.Equal([moved.Person.Id, away.Person.Id], found.Heads.Select(h => h.Id));
        Assert.DoesNotContain(still.Person!.Id, found.Heads.Select(h => h.Id));
    }

    private static RecordQuery QueryOf(IRounds rounds) => PeopleRound.Page(rounds, (_, _) => []).Page!;

    private sealed record Rounds(string? Cursor, DateTimeOffset NextRound, RoundWindow? Window) : IRounds;
}
