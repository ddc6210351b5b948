using System.Globalization;
using AimsBot.Core.Calendar;
using CsCheck;
using NodaTime;

namespace AimsBot.Tests.Core.Calendar;

public class WorkingCalendarTests
{
    private static readonly WorkingCalendar Norway = WorkingCalendar.For("Europe/Oslo", "NO");

    private static readonly Gen<DateTimeOffset> Instants =
        Gen.Long[At("1900-01-01T00:00Z").ToUnixTimeSeconds(), At("2200-01-01T00:00Z").ToUnixTimeSeconds()]
            .Select(DateTimeOffset.FromUnixTimeSeconds);

    private static readonly Gen<string> Zones = OneOf([.. DateTimeZoneProviders.Tzdb.Ids]);

    private static readonly Gen<string> Countries = OneOf(["NO", "US", "GB", "SA", "IR", "TR", "JP", "AU", "ZZ"]);

    private static readonly Gen<WorkingCalendar> Calendars = Gen.Select(Zones, Countries, WorkingCalendar.For);

    [Theory]
    [InlineData(2027, 5, 17)] // Constitution Day
    [InlineData(2027, 3, 25)] // Maundy Thursday
    [InlineData(2027, 3, 26)] // Good Friday
    [InlineData(2027, 3, 29)] // Easter Monday
    [InlineData(2028, 5, 1)]
    [InlineData(2027, 5, 6)] // Ascension
    [InlineData(2027, 1, 1)]
    [InlineData(2027, 1, 2)] // Saturday
    public void Nobody_works_on_a_holiday_or_weekend_in_Norway(int year, int month, int day) =>
        Assert.False(Norway.IsWorkingDay(new(year, month, day)));

    [Theory]
    [InlineData(2028, 2, 29)]
    [InlineData(2027, 12, 31)]
    [InlineData(2027, 3, 24)] // the day before Maundy Thursday
    public void Leap_day_and_the_last_of_December_are_days_like_others(int year, int month, int day) =>
        Assert.True(Norway.IsWorkingDay(new(year, month, day)));

    [Fact]
    public void A_country_that_nobody_knows_works_Monday_to_Friday_all_the_year() => Assert.All(
        Enumerable.Range(0, 366).Select(new LocalDate(2028, 1, 1).PlusDays),
        day => Assert.Equal(
            day.DayOfWeek < IsoDayOfWeek.Saturday, WorkingCalendar.For("Europe/Oslo", "ZZ").IsWorkingDay(day)));

    [Theory]
    [InlineData("no")]
    [InlineData("NO")]
    public void A_country_is_known_in_any_case(string country) =>
        Assert.False(WorkingCalendar.For("Europe/Oslo", country).IsWorkingDay(new(2027, 5, 17)));

    [Theory]
    [InlineData("3")]
    [InlineData("")]
    [InlineData("Norway")]
    public void What_is_no_country_code_has_no_holidays(string country) =>
        Assert.True(WorkingCalendar.For("Europe/Oslo", country).IsWorkingDay(new(2027, 1, 1)));

    [Theory]
    [InlineData("SA", "Friday Saturday")]
    [InlineData("IR", "Friday")]
    [InlineData("AF", "Thursday Friday")]
    public void Some_weekends_are_not_Saturday_and_Sunday(string country, string weekend)
    {
        var week = Enumerable.Range(0, 7).Select(new LocalDate(2027, 8, 2).PlusDays);
        var off = week.Where(day => !WorkingCalendar.For("UTC", country).IsWorkingDay(day));
        Assert.Equal(weekend, string.Join(' ', off.Select(day => day.DayOfWeek)));
    }

    [Fact]
    public void A_holiday_of_the_next_year_may_lie_in_December() => // New Year's Day of 2022 was a Saturday
        Assert.False(WorkingCalendar.For("America/New_York", "US").IsWorkingDay(new(2021, 12, 31)));

    [Fact]
    public void Beyond_the_holidays_that_can_be_computed_only_weekends_are_off() => // Turkey's Republic Day, a Friday
        Assert.True(WorkingCalendar.For("Europe/Istanbul", "TR").IsWorkingDay(new(2100, 10, 29)));

    [Fact]
    public void A_day_that_the_zone_left_out_is_no_working_day() =>
        Assert.False(WorkingCalendar.For("Pacific/Apia", "WS").IsWorkingDay(new(2011, 12, 30)));

    [Fact]
    [Trait("Rule", "M7")]
    public void A_reminder_before_the_due_date_moves_back_over_a_day_off() => // 17 May 2027 is a Monday
        Assert.Equal(new(2027, 5, 14), Norway.PreviousWorkingDay(new(2027, 5, 17)));

    [Fact]
    [Trait("Rule", "M7")]
    public void A_reminder_after_the_due_date_moves_on_over_a_day_off() =>
        Assert.Equal(new(2027, 5, 18), Norway.NextWorkingDay(new(2027, 5, 15)));

    [Theory]
    [Trait("Rule", "M7")]
    [InlineData("2027-05-18T08:59:59+02:00", "2027-05-18T09:00+02:00")]
    [InlineData("2027-05-18T09:00+02:00", "2027-05-18T09:00+02:00")]
    [InlineData("2027-05-18T16:59:59+02:00", "2027-05-18T16:59:59+02:00")]
    [InlineData("2027-05-18T17:00+02:00", "2027-05-19T09:00+02:00")]
    [InlineData("2027-05-14T17:00+02:00", "2027-05-18T09:00+02:00")] // Friday; Monday is 17 May
    [InlineData("2027-12-31T17:00+01:00", "2028-01-03T09:00+01:00")]
    [InlineData("2028-02-28T18:00+01:00", "2028-02-29T09:00+01:00")]
    [InlineData("2027-10-29T20:00+02:00", "2027-11-01T09:00+01:00")] // over the end of summer time
    public void A_message_waits_for_working_hours(string now, string then) =>
        Assert.Equal(At(then), Norway.NextWorkingTime(At(now)));

    [Theory]
    [InlineData("2027-05-13T15:00+02:00", 1, "2027-05-14T15:00+02:00")]
    [InlineData("2027-05-14T15:00+02:00", 1, "2027-05-18T15:00+02:00")] // Friday; Monday is 17 May
    [InlineData("2027-03-24T10:00+01:00", 3, "2027-04-01T10:00+02:00")] // over Easter and into summer time
    [InlineData("2027-12-30T10:00+01:00", 2, "2028-01-03T10:00+01:00")]
    [InlineData("2028-02-28T10:00+01:00", 1, "2028-02-29T10:00+01:00")]
    [InlineData("2027-06-01T03:00+02:00", 10, "2027-06-15T03:00+02:00")]
    [InlineData("2027-06-01T03:00+02:00", 0, "2027-06-01T03:00+02:00")]
    public void A_limit_in_working_days_ends_at_the_same_local_time(string from, int days, string end) =>
        Assert.Equal(At(end), Norway.AddWorkingDays(At(from), days));

    [Fact]
    public void A_limit_that_starts_on_a_day_off_counts_whole_working_days() => // from Saturday: all Monday, until Tuesday
        Assert.Equal(At("2027-06-08T00:00+02:00"), Norway.AddWorkingDays(At("2027-06-05T15:00+02:00"), 1));

    [Fact]
    public void A_limit_of_less_than_no_days_is_a_mistake() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Norway.AddWorkingDays(At("2027-06-05T15:00Z"), -1));

    [Fact]
    public void A_limit_that_would_end_in_a_missing_hour_ends_at_the_first_instant_after_it() => // Friday 00:00 to 01:00
        Assert.Equal(
            At("2027-04-30T01:00+03:00"),
            WorkingCalendar.For("Africa/Cairo", null).AddWorkingDays(At("2027-04-29T00:30+02:00"), 1));

    [Fact]
    public void A_limit_that_would_end_in_a_doubled_hour_ends_the_first_time() => // Thursday 23:00 to 24:00
        Assert.Equal(
            At("2027-10-28T23:30+03:00"),
            WorkingCalendar.For("Africa/Cairo", null).AddWorkingDays(At("2027-10-27T23:30+03:00"), 1));

    [Theory]
    [InlineData("2027-04-02T09:30+11:00", "2027-04-05T09:30+10:00")] // Sydney's summer time ends on 4 April
    [InlineData("2027-10-01T09:30+10:00", "2027-10-04T09:30+11:00")] // and starts on 3 October
    public void A_southern_summer_time_keeps_the_local_time(string from, string end) =>
        Assert.Equal(At(end), WorkingCalendar.For("Australia/Sydney", null).AddWorkingDays(At(from), 1));

    [Fact]
    public void A_limit_steps_over_a_day_that_the_zone_left_out() => // Thursday 29, then Monday
        Assert.Equal(
            At("2012-01-02T10:00+14:00"),
            WorkingCalendar.For("Pacific/Apia", "WS").AddWorkingDays(At("2011-12-29T10:00-10:00"), 1));

    [Theory]
    [InlineData("2027-01-28T08:00Z", "2027-01-28T08:00Z")]
    [InlineData("2027-01-28T08:14Z", "2027-01-28T08:14Z")]
    [InlineData("2027-01-28T08:15Z", "2027-01-29T08:00Z")]
    [InlineData("2027-01-28T03:00Z", "2027-01-28T08:00Z")]
    [InlineData("2027-01-29T14:00Z", "2027-02-01T08:00Z")]
    [InlineData("2027-01-30T08:00Z", "2027-02-01T08:00Z")]
    public void What_gathers_over_a_day_is_read_in_the_next_morning(string now, string morning) => Assert.Equal(At(morning), Norway.NextMorning(At(now)));

    [Fact]
    public void No_calendar_fails_in_any_year_from_1900_to_2200() => Assert.All(
        ["AT", "CH", "DE", "ES", "GB", "JP", "KZ", "ME", "NO", "NZ", "PL", "RO", "SE", "TR", "US", "ZA"],
        country => Assert.All(
            Enumerable.Range(1900, 301),
            year => WorkingCalendar.For("UTC", country).NextWorkingDay(new(year, 12, 25))));

    [Fact]
    public void The_next_working_time_is_never_earlier_and_always_within_working_hours() =>
        Gen.Select(Calendars, Instants).Sample((calendar, instant) =>
        {
            var time = calendar.NextWorkingTime(instant);
            return time >= instant && calendar.NextWorkingTime(time) == time;
        });

    [Fact]
    public void The_next_working_time_keeps_the_order_of_instants() =>
        Gen.Select(Calendars, Instants, Gen.Int[0, 200_000]).Sample((calendar, instant, seconds) =>
            calendar.NextWorkingTime(instant) <= calendar.NextWorkingTime(instant.AddSeconds(seconds)));

    [Fact]
    public void A_limit_ends_on_a_working_day() =>
        Gen.Select(Zones, Countries, Instants, Gen.Int[0, 30]).Sample((zone, country, from, days) =>
        {
            var calendar = WorkingCalendar.For(zone, country);
            return calendar.IsWorkingDay(LocalIn(zone, calendar.AddWorkingDays(from, days)).Date);
        });

    [Fact]
    public void A_later_start_by_the_local_clock_never_ends_earlier() =>
        Gen.Select(Zones, Instants, Gen.Int[0, 400_000], Gen.Int[0, 12]).Sample((zone, from, seconds, days) =>
        {
            var (calendar, later) = (WorkingCalendar.For(zone, "NO"), from.AddSeconds(seconds));
            return LocalIn(zone, later) < LocalIn(zone, from)
                || calendar.AddWorkingDays(from, days) <= calendar.AddWorkingDays(later, days);
        });

    private static Gen<T> OneOf<T>(T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static LocalDateTime LocalIn(string zone, DateTimeOffset instant) =>
        Instant.FromDateTimeOffset(instant).InZone(DateTimeZoneProviders.Tzdb[zone]).LocalDateTime;

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
