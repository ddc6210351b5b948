using System.Collections.Concurrent;
using System.Collections.Frozen;
using NodaTime;
using PublicHoliday;

namespace AimsBot.Core.Calendar;

/// <summary>
/// The public holidays of whole countries, as the PublicHoliday library computes them. Holidays of single regions are
/// not among them. A country or a year that the library does not know has none.
/// </summary>
internal static class Holidays
{
    // Holidays are a pure function of country and year; computing a year costs far more than looking it up.
    private static readonly ConcurrentDictionary<(string Country, int Year), FrozenSet<LocalDate>> Years = new();

    /// <summary>Whether the day is a public holiday in the country (ISO 3166, two capitals).</summary>
    public static bool Contains(string country, LocalDate day) =>
        Years.GetOrAdd((country, day.Year), key => Compute(key.Country, key.Year)).Contains(day);

    // The next year is asked too: in the USA a New Year's Day on a Saturday is kept on 31 December.
    private static FrozenSet<LocalDate> Compute(string country, int year) =>
        Listed(country, year).Concat(Listed(country, year + 1))
            .Select(LocalDate.FromDateTime)
            .Where(day => day.Year == year)
            .ToFrozenSet();

    private static IList<DateTime> Listed(string country, int year)
    {
        try
        {
            return Calendar(country)?.PublicHolidays(year) ?? [];
        }
        catch (ArgumentException)
        {
            // Some calendars have an end: Turkey's follows the moon by a table that stops in 2077.
            return [];
        }
    }

    private static IPublicHolidays? Calendar(string country) => country switch
    {
        "ME" => new MontenegroPublicHoliday(), // The library's own list of countries forgets it.
        // Letters alone: TryParse would also take a number for the country of that place in the enum.
        [>= 'A' and <= 'Z', >= 'A' and <= 'Z'] when Enum.TryParse<PublicHolidayCountryCode>(country, ignoreCase: true, out var code) =>
            PublicHolidayFactory.GetPublicHolidayForCountry(code),
        _ => null,
    };
}
