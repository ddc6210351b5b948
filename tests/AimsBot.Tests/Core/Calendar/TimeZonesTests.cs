using AimsBot.Core.Calendar;
using NodaTime;
using NodaTime.TimeZones;

namespace AimsBot.Tests.Core.Calendar;

public class TimeZonesTests
{
    [Theory]
    [InlineData("Europe/Oslo", "Europe/Oslo")]
    [InlineData("europe/oslo", "Europe/Oslo")]
    [InlineData(" Europe/Oslo ", "Europe/Oslo")]
    [InlineData("W. Europe Standard Time", "Europe/Berlin")]
    [InlineData("india standard time", "Asia/Kolkata")]
    [InlineData("Greenwich Standard Time", "Atlantic/Reykjavik")]
    [InlineData("Asia/Calcutta", "Asia/Kolkata")]
    [InlineData("US/Pacific", "America/Los_Angeles")]
    [InlineData("Europe/Kiev", "Europe/Kyiv")]
    [InlineData("UTC", "Etc/UTC")]
    public void A_zone_is_found_under_the_names_it_goes_by(string name, string id) => Assert.Equal(id, TimeZones.Find(name));

    [Theory]
    [InlineData("Mars/Olympus")]
    [InlineData("")]
    [InlineData("Oslo")]
    [InlineData("+01:00")]
    public void What_is_no_zone_is_not_found(string name) => Assert.Null(TimeZones.Find(name));

    [Fact]
    public void A_place_keeps_its_own_name() => Assert.All(
        TzdbDateTimeZoneSource.Default.ZoneLocations!, place => Assert.Equal(place.ZoneId, TimeZones.Find(place.ZoneId)));

    [Fact]
    public void Every_Windows_zone_is_found() => Assert.All(
        TzdbDateTimeZoneSource.Default.WindowsMapping.PrimaryMapping.Keys, name => Assert.NotNull(TimeZones.Find(name)));

    [Fact]
    public void A_new_name_has_the_clock_of_the_old_one()
    {
        var instant = Instant.FromUtc(2027, 7, 1, 12, 0);
        Assert.All(DateTimeZoneProviders.Tzdb.Ids, id => Assert.Equal(
            DateTimeZoneProviders.Tzdb[id].GetUtcOffset(instant),
            DateTimeZoneProviders.Tzdb[TimeZones.Find(id)!].GetUtcOffset(instant)));
    }
}
