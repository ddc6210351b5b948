using System.Collections.Frozen;
using NodaTime;
using NodaTime.TimeZones;

namespace AimsBot.Core.Calendar;

/// <summary>
/// The working hours of a person or an organisation: 09:00 to 17:00 in a zone, on the working days of a country less
/// its public holidays. Reminders wait for them (M7), and the limits of S3 and S4 incidents are counted in its days
/// (domain rules 9.3). A country without an entry works Monday to Friday and has no holidays.
/// </summary>
public sealed class WorkingCalendar
{
    /// <summary>The local time at which a working day starts, and reminders go out.</summary>
    public static readonly LocalTime Start = new(9, 0);

    /// <summary>The local time at which a working day is over; no longer working time itself.</summary>
    public static readonly LocalTime End = new(17, 0);

    // As long as the sweeps that find what is due at its start may take.
    private static readonly TimeSpan Morning = TimeSpan.FromMinutes(15);

    private static readonly FrozenSet<IsoDayOfWeek> SaturdayAndSunday = [IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday];

    // Source: Unicode CLDR 48, weekData. India and Uganda stay with Monday to Friday: CLDR knows their Sunday alone,
    // but offices keep Saturday free.
    private static readonly FrozenDictionary<string, FrozenSet<IsoDayOfWeek>> OtherWeekends = Weekends(
        ("AF", [IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday]),
        ("IR", [IsoDayOfWeek.Friday]),
        ("BH DZ EG IL IQ JO KW LY OM QA SA SD SY YE", [IsoDayOfWeek.Friday, IsoDayOfWeek.Saturday]));

    private readonly DateTimeZone _zone;
    private readonly string? _country;
    private readonly FrozenSet<IsoDayOfWeek> _weekend;

    /// <param name="zone">The zone whose clock is meant, from NodaTime's own data (see <see cref="For"/>).</param>
    /// <param name="country">ISO 3166, two letters in any case; null where it is not known.</param>
    public WorkingCalendar(DateTimeZone zone, string? country)
    {
        _zone = zone;
        _country = country?.ToUpperInvariant();
        _weekend = _country is null ? SaturdayAndSunday : OtherWeekends.GetValueOrDefault(_country, SaturdayAndSunday);
    }

    /// <summary>The calendar for an IANA zone id that <see cref="TimeZones.Find"/> gave.</summary>
    /// <exception cref="DateTimeZoneNotFoundException">There is no such zone.</exception>
    public static WorkingCalendar For(string zoneId, string? country) =>
        new(DateTimeZoneProviders.Tzdb[zoneId], country);

    /// <summary>
    /// Whether anybody works on this day of the calendar. A day that the zone left out altogether (Samoa's
    /// 30 December 2011) is none.
    /// </summary>
    public bool IsWorkingDay(LocalDate day) =>
        !_weekend.Contains(day.DayOfWeek)
        && !(_country is not null && Holidays.Contains(_country, day))
        && day.At(Start).InZone(_zone, LocalTimes.Resolve).Date == day;

    /// <summary>The day itself if it is a working day, else the next one. For reminders after the due date (M7).</summary>
    public LocalDate NextWorkingDay(LocalDate day)
    {
        while (!IsWorkingDay(day))
            day = day.PlusDays(1);
        return day;
    }

    /// <summary>The day itself if it is a working day, else the one before. For reminders before the due date (M7).</summary>
    public LocalDate PreviousWorkingDay(LocalDate day)
    {
        while (!IsWorkingDay(day))
            day = day.PlusDays(-1);
        return day;
    }

    /// <summary>When a working day starts, as an instant; in UTC.</summary>
    public DateTimeOffset StartOf(LocalDate day) => Instant(day.At(Start)).ToUniversalTime();

    /// <summary>The first instant after a day, on this calendar's clock; in UTC.</summary>
    public DateTimeOffset EndOfDay(LocalDate day) => Instant(day.PlusDays(1).AtMidnight()).ToUniversalTime();

    /// <summary>The day at an instant, on this calendar's clock.</summary>
    public LocalDate DayAt(DateTimeOffset instant) => Local(instant).Date;

    /// <summary>
    /// The instant itself if it lies within working hours, else the start of the next ones. Never before the instant;
    /// in UTC.
    /// </summary>
    public DateTimeOffset NextWorkingTime(DateTimeOffset instant)
    {
        var local = Local(instant);
        var day = NextWorkingDay(local.TimeOfDay < End ? local.Date : local.Date.PlusDays(1));
        var start = Instant(day.At(Start));
        return start > instant ? start : instant.ToUniversalTime();
    }

    /// <summary>
    /// The instant itself in the first quarter of an hour of a working day, else the start of the next one: the morning on which
    /// what has gathered over a day is read. In UTC.
    /// </summary>
    public DateTimeOffset NextMorning(DateTimeOffset instant)
    {
        var today = DayAt(instant);
        if (IsWorkingDay(today) && StartOf(today) is var start && instant < start + Morning) return instant > start ? instant.ToUniversalTime() : start;
        return StartOf(NextWorkingDay(today.PlusDays(1)));
    }

    /// <summary>
    /// The end of a limit in working days: so many working days on, at the same local time; in UTC. Days off take no
    /// time at all, so what starts on one counts from 00:00 of the next working day: a limit of one day that starts on
    /// a Saturday ends when Monday does, at Tuesday 00:00. A later start (by the local clock) never ends earlier.
    /// </summary>
    /// <param name="from">When the limit starts to run.</param>
    /// <param name="days">How many working days, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than no days.</exception>
    public DateTimeOffset AddWorkingDays(DateTimeOffset from, int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);

        var local = Local(from);
        var day = NextWorkingDay(local.Date);
        var time = day == local.Date ? local.TimeOfDay : LocalTime.Midnight;
        for (var i = 0; i < days; i++)
            day = NextWorkingDay(day.PlusDays(1));
        return Instant(day.At(time));
    }

    private LocalDateTime Local(DateTimeOffset instant) =>
        NodaTime.Instant.FromDateTimeOffset(instant).InZone(_zone).LocalDateTime;

    private DateTimeOffset Instant(LocalDateTime local) =>
        local.InZone(_zone, LocalTimes.Resolve).ToInstant().ToDateTimeOffset();

    private static FrozenDictionary<string, FrozenSet<IsoDayOfWeek>> Weekends(
        params (string Countries, FrozenSet<IsoDayOfWeek> Days)[] rows) =>
        rows.SelectMany(row => row.Countries.Split(' ').Select(country => (country, row.Days)))
            .ToFrozenDictionary(row => row.country, row => row.Days);
}
