using AimsBot.Core.Calendar;
using AimsBot.Core.Reminders;
using CsCheck;
using NodaTime;

namespace AimsBot.Tests.Core.Reminders;

public class LadderTests
{
    private static readonly WorkingCalendar Oslo = WorkingCalendar.For("Europe/Oslo", "NO");

    // A Wednesday.
    private static readonly DateOnly Due = new(2027, 9, 15);

    private static readonly string[] Zones =
        ["Europe/Oslo", "America/New_York", "Asia/Tokyo", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia", "Africa/Cairo", "America/Sao_Paulo", "Asia/Dubai", "Pacific/Chatham", "UTC", "Asia/Tehran"];

    private static readonly string?[] Countries = ["NO", "US", "JP", "AU", "IN", "WS", "EG", "BR", "AE", null, "SA", "IR"];

    private static readonly Gen<WorkingCalendar> Calendars = Gen.Select(Gen.Int[0, 11].Select(i => Zones[i]), Gen.Int[0, 11].Select(i => Countries[i]), (zone, country) => WorkingCalendar.For(zone, country));

    private static readonly Gen<DateOnly> Dates = Gen.Int[0, 1500].Select(days => new DateOnly(2026, 1, 1).AddDays(days));

    private static readonly Gen<Ladder> Ladders = Gen.Bool.Select(isShort => isShort ? Ladder.ShortTasks : Ladder.General);

    [Fact, Trait("Rule", "M1")]
    public void The_general_ladder_begins_90_days_before() => Assert.Equal([-90, -60, -30, -14, -7, -1], Ladder.General.Days.Where(d => d < 0));

    [Fact, Trait("Rule", "M1")]
    public void The_short_ladder_begins_14_days_before() => Assert.Equal([-14, -7, -3, -1], Ladder.ShortTasks.Days.Where(d => d < 0));

    [Fact, Trait("Rule", "M1")]
    public void A_ladder_of_one_s_own_has_the_days_before_as_written_and_those_after_as_always() =>
        Assert.Equal([-30, -7, -1, 1, 3, 7, 14], Ladder.Before("7, 30 1;7")!.Days);

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-3")]
    [InlineData("7 days")]
    [InlineData("366")]
    [InlineData("1,2,3,4,5,6,7,8,9,10,11,12,13")]
    public void What_is_no_ladder_is_none(string text) => Assert.Null(Ladder.Before(text));

    [Fact, Trait("Rule", "M2")]
    public void After_the_due_date_it_goes_on_and_then_every_week() =>
        Assert.Equal([1, 3, 7, 14, 21, 28], Ladder.ShortTasks.Rungs(Due, Oslo).Select(r => r.Days).Where(d => d > 0).Take(6));

    [Fact, Trait("Rule", "M4")]
    public void Of_several_rungs_that_have_passed_the_nearest_is_sent_and_the_others_are_skipped() =>
        Assert.Equal([(-14, false), (-7, false), (-3, true)], Passed([], At(2027, 9, 13)).Select(r => (r.Rung, r.Sent)));

    [Fact, Trait("Rule", "M4")]
    public void Whoever_is_asked_now_anyway_is_not_reminded_as_well() =>
        Assert.DoesNotContain(Ladder.ShortTasks.Pass(Due, Oslo, [], At(2027, 9, 13), sends: false), r => r.Sent);

    [Fact, Trait("Rule", "M3")]
    public void A_rung_that_was_sent_is_not_sent_again() => Assert.Empty(Passed(Passed([], At(2027, 9, 13)), At(2027, 9, 13)));

    [Fact, Trait("Rule", "M5")]
    public void A_due_date_that_moved_has_a_ladder_of_its_own()
    {
        var past = Passed([], At(2027, 9, 13));
        Assert.Equal([-14, -7], Ladder.ShortTasks.Pass(Due.AddDays(4), Oslo, past, At(2027, 9, 13), true).Select(r => r.Rung));
    }

    [Fact, Trait("Rule", "M7")]
    public void A_rung_before_the_due_date_that_falls_on_a_Sunday_comes_on_the_Friday_before() =>
        Assert.Equal(At(2027, 9, 10), RungAt(Due, -3));

    [Fact, Trait("Rule", "M7")]
    public void A_rung_after_the_due_date_that_falls_on_a_Saturday_comes_on_the_Monday_after() => Assert.Equal(At(2027, 9, 20), RungAt(Due, 3));

    [Fact, Trait("Rule", "M7")]
    public void The_weekend_is_that_of_the_person_s_country() =>
        Assert.Equal(IsoDayOfWeek.Sunday, DayOf(RungAt(Due, 3, WorkingCalendar.For("Africa/Cairo", "EG")), "Africa/Cairo").DayOfWeek);

    [Fact, Trait("Rule", "M7")]
    public void A_public_holiday_is_no_working_day() => Assert.Equal(At(2027, 5, 14), RungAt(new(2027, 5, 20), -3));

    [Fact, Trait("Rule", "M7")]
    public void No_rung_before_the_due_date_comes_after_it_and_none_is_outside_working_hours() => Gen.Select(Dates, Calendars, Ladders).Sample((due, calendar, ladder) =>
    {
        foreach (var rung in ladder.Rungs(due, calendar).Take(14))
        {
            var day = calendar.DayAt(rung.At);
            Assert.True(calendar.IsWorkingDay(day) && rung.At == calendar.NextWorkingTime(rung.At), $"{rung} is no working hour");
            if (rung.Days < 0) Assert.True(day <= LocalDate.FromDateOnly(due).PlusDays(rung.Days), $"{rung} is late");
            else Assert.True(day >= LocalDate.FromDateOnly(due).PlusDays(rung.Days), $"{rung} is early");
        }
    }, iter: 300);

    [Fact, Trait("Rule", "M3")]
    public void However_often_and_whenever_the_clock_comes_by_no_rung_is_passed_twice_and_none_is_left_out() =>
        Gen.Select(Dates, Calendars, Ladders, Gen.Int[0, 2000].Array[1, 30]).Sample((due, calendar, ladder, hours) =>
        {
            var from = calendar.StartOf(LocalDate.FromDateOnly(due).PlusDays(-40));
            var past = new List<Reminder>();
            foreach (var hour in hours.Order())
            {
                var now = from.AddHours(hour);
                past.AddRange(ladder.Pass(due, calendar, past, now, sends: true));
                Assert.True(ladder.Next(due, calendar, past) is not { } next || next.At > now);
            }
            Assert.Equal(past.Count, past.Select(r => r.Rung).Distinct().Count());
            Assert.Equal(ladder.Rungs(due, calendar).TakeWhile(r => r.At <= from.AddHours(hours.Max())).Select(r => r.Days), past.Select(r => r.Rung));
            Assert.All(past.GroupBy(r => r.At), pass => Assert.Single(pass, r => r.Sent));
        }, iter: 200);

    private static IReadOnlyList<Reminder> Passed(IReadOnlyList<Reminder> past, DateTimeOffset now) => Ladder.ShortTasks.Pass(Due, Oslo, past, now, sends: true);

    private static DateTimeOffset RungAt(DateOnly due, int days, WorkingCalendar? calendar = null) => Ladder.ShortTasks.Rungs(due, calendar ?? Oslo).First(r => r.Days == days).At;

    private static DateTimeOffset At(int year, int month, int day) => LocalTimes.Instant(new DateOnly(year, month, day), new TimeOnly(9, 0), "Europe/Oslo");

    private static LocalDate DayOf(DateTimeOffset at, string zone) => LocalDate.FromDateOnly(LocalTimes.At(at, zone).Day);
}
