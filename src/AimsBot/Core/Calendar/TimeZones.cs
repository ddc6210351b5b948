using NodaTime.TimeZones;

namespace AimsBot.Core.Calendar;

/// <summary>
/// The names of time zones as people, spreadsheets and platforms write them. Works from NodaTime's own copy of the zone
/// data alone, so that every machine gives the same answer.
/// </summary>
public static class TimeZones
{
    private static readonly Dictionary<string, string> ByName = Collect();

    /// <summary>
    /// The IANA id of a zone, or null where there is no such zone. Taken are IANA ids in any case
    /// (<c>europe/oslo</c>), names that were changed since (<c>Asia/Calcutta</c>, <c>US/Pacific</c>) and Windows names
    /// (<c>W. Europe Standard Time</c>, by Unicode CLDR's table).
    /// </summary>
    public static string? Find(string name) => ByName.GetValueOrDefault(name.Trim());

    private static Dictionary<string, string> Collect()
    {
        var source = TzdbDateTimeZoneSource.Default;
        var places = source.ZoneLocations!.Select(place => place.ZoneId).ToHashSet();

        // tzdb also counts Europe/Oslo as another name of Europe/Berlin, since their clocks have agreed since 1970. A
        // place with an entry of its own keeps its name: a person in Oslo does not want to read "Berlin".
        string Current(string id) => places.Contains(id) ? id : source.CanonicalIdMap[id];

        var byName = source.CanonicalIdMap.Keys.ToDictionary(id => id, Current, StringComparer.OrdinalIgnoreCase);
        foreach (var (windows, id) in source.WindowsMapping.PrimaryMapping)
            byName.TryAdd(windows, Current(id));
        return byName;
    }
}
