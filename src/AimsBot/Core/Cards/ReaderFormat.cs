using System.Globalization;
using System.Text.Json;
using NodaTime;
using NodaTime.Extensions;

namespace AimsBot.Core.Cards;

/// <summary>
/// Dates and durations as one reader writes them: their language (from <c>cards/Shared</c>, so the same on every machine) and
/// their time zone. Where the zone matters it is named.
/// </summary>
/// <param name="language">A language tag; one that we have no texts for gives English.</param>
/// <param name="zoneId">An IANA zone such as <c>Europe/Oslo</c>; one that is unknown gives UTC, and says so.</param>
public sealed class ReaderFormat(string language, string zoneId)
{
    private readonly CardText _texts = CardText.For("Shared", language);
    private readonly DateTimeZone _zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zoneId) ?? DateTimeZone.Utc;

    /// <summary>
    /// An instant: <c>24 Nov 2026, 11:00 (Europe/Oslo)</c>. In the hour that a zone has twice, its offset is named too.
    /// </summary>
    public string Moment(DateTimeOffset instant)
    {
        var local = instant.ToInstant().InZone(_zone);
        var isDoubled = _zone.MapLocal(local.LocalDateTime).Count > 1;
        return Text("format.moment", new()
        {
            ["date"] = Date(local.Date.ToDateOnly()),
            ["hour"] = Padded(local.Hour),
            ["minute"] = Padded(local.Minute),
            ["zone"] = isDoubled ? $"{_zone.Id}, UTC{local.Offset}" : _zone.Id,
        });
    }

    /// <summary>A plain date: <c>24 Nov 2026</c>.</summary>
    public string Date(DateOnly date) => Text("format.date", new()
    {
        ["day"] = date.Day.ToString(CultureInfo.InvariantCulture),
        ["month"] = _texts[$"month.{date.Month}"],
        ["year"] = date.Year.ToString(CultureInfo.InvariantCulture),
    });

    /// <summary>A length of time in its two largest units, rounded down to minutes: <c>1 day 4 hours</c>; a negative one counts as none.</summary>
    public string Duration(TimeSpan duration)
    {
        var minutes = Math.Max(0, (long)duration.TotalMinutes);
        var (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
        string[] parts = [.. new[] { Counted("duration.day", days), Counted("duration.hour", hours), Counted("duration.minute", rest) }.OfType<string>()];
        return parts.Length == 0 ? Count("duration.minute", 0) : string.Join(' ', parts.Take(2));
    }

    private string? Counted(string key, long count) => count == 0 ? null : Count(key, count);

    private string Count(string key, long count) => _texts.Format(key, JsonSerializer.SerializeToElement(new { count }));

    private string Text(string key, Dictionary<string, string> values) => _texts.Format(key, JsonSerializer.SerializeToElement(values));

    private static string Padded(int number) => number.ToString("00", CultureInfo.InvariantCulture);
}
