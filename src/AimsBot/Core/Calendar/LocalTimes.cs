using NodaTime;
using NodaTime.TimeZones;

namespace AimsBot.Core.Calendar;

/// <summary>Days and times on somebody's own clock, as instants and back.</summary>
public static class LocalTimes
{
    // A missing hour moves on to the first instant that exists, a doubled one is taken the first time.
    internal static readonly ZoneLocalMappingResolver Resolve =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    public static DateTimeOffset Instant(DateOnly day, TimeOnly time, string zoneId)
    {
        var local = LocalDate.FromDateOnly(day).At(LocalTime.FromTimeOnly(time));
        return local.InZone(DateTimeZoneProviders.Tzdb[zoneId], Resolve).ToDateTimeOffset().ToUniversalTime();
    }

    public static (DateOnly Day, TimeOnly Time) At(DateTimeOffset instant, string zoneId)
    {
        var local = NodaTime.Instant.FromDateTimeOffset(instant).InZone(DateTimeZoneProviders.Tzdb[zoneId]);
        return (local.Date.ToDateOnly(), local.TimeOfDay.ToTimeOnly());
    }
}
