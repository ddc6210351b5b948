using AimsBot.Core.Cards;

namespace AimsBot.Tests.Core.Cards;

public class ReaderFormatTests
{
    private static readonly DateTimeOffset Instant = new(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("en", "Europe/Oslo", "24 Nov 2026, 11:00 (Europe/Oslo)")]
    [InlineData("nb-NO", "Europe/Oslo", "24. nov. 2026 kl. 11.00 (Europe/Oslo)")]
    [InlineData("en", "Asia/Kolkata", "24 Nov 2026, 15:30 (Asia/Kolkata)")]
    [InlineData("en", "Not/AZone", "24 Nov 2026, 10:00 (UTC)")]
    public void An_instant_is_written_in_the_readers_language_and_zone(string language, string zone, string text) =>
        Assert.Equal(text, new ReaderFormat(language, zone).Moment(Instant));

    [Theory]
    [InlineData(0, "25 Oct 2026, 02:30 (Europe/Oslo, UTC+02)")]
    [InlineData(1, "25 Oct 2026, 02:30 (Europe/Oslo, UTC+01)")]
    public void In_a_doubled_hour_the_offset_tells_the_two_apart(int hour, string text) =>
        Assert.Equal(text, new ReaderFormat("en", "Europe/Oslo").Moment(new DateTimeOffset(2026, 10, 25, hour, 30, 0, TimeSpan.Zero)));

    [Theory]
    [InlineData("en", "3 May 2026")]
    [InlineData("nb", "3. mai 2026")]
    public void A_plain_date_has_no_zone(string language, string text) =>
        Assert.Equal(text, new ReaderFormat(language, "UTC").Date(new DateOnly(2026, 5, 3)));

    [Theory]
    [InlineData("en", 90, "1 hour 30 minutes")]
    [InlineData("en", 1, "1 minute")]
    [InlineData("en", 0, "0 minutes")]
    [InlineData("en", -5, "0 minutes")]
    [InlineData("en", 3 * 1440 + 61, "3 days 1 hour")]
    [InlineData("nb", 2 * 1440, "2 dager")]
    [InlineData("nb", 61, "1 time 1 minutt")]
    public void A_duration_is_told_in_its_two_largest_units(string language, int minutes, string text) =>
        Assert.Equal(text, new ReaderFormat(language, "UTC").Duration(TimeSpan.FromMinutes(minutes)));
}
