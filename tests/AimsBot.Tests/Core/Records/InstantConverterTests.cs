using System.Text;
using System.Text.Json;
using AimsBot.Core.Records;
using CsCheck;

namespace AimsBot.Tests.Core.Records;

public sealed class InstantConverterTests
{
    private static readonly Gen<DateTimeOffset> Instants =
        from milliseconds in Gen.Long[DateTimeOffset.MinValue.ToUnixTimeMilliseconds(), DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()]
        select DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    [Theory]
    [InlineData("2028-02-29T23:59:59.9999999+00:00", "2028-02-29T23:59:59.999Z")]
    [InlineData("2026-12-31T23:30:00+05:30", "2026-12-31T18:00:00.000Z")]
    [InlineData("2026-01-01T00:30:00+13:00", "2025-12-31T11:30:00.000Z")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z")]
    [InlineData("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z")]
    public void An_instant_is_written_in_UTC_with_milliseconds(string instant, string written)
    {
        Assert.Equal(written, InstantConverter.Text(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal($"\"{written}\"", Written(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("2026-12-31T18:00:00.000Z")]
    [InlineData("2026-12-31T18:00:00Z")]
    [InlineData("2026-12-31T18:00:00.0000000Z")]
    [InlineData("2026-12-31T23:30:00+05:30")]
    [InlineData("2026-12-31T18:00:00")]
    [InlineData("2026-12-31 18:00:00Z")]
    public void What_another_version_might_write_is_read_as_UTC(string text)
    {
        var instant = StoredJson.Read<DateTimeOffset>(Encoding.UTF8.GetBytes($"\"{text}\""));
        Assert.Equal(new DateTimeOffset(2026, 12, 31, 18, 0, 0, TimeSpan.Zero), instant);
        Assert.Equal(TimeSpan.Zero, instant.Offset);
    }

    [Theory]
    [InlineData("\"yesterday\"")]
    [InlineData("\"\"")]
    [InlineData("\"2026-02-30T00:00:00.000Z\"")]
    [InlineData("12")]
    public void What_is_no_instant_is_not_read(string json) =>
        Assert.ThrowsAny<Exception>(() => StoredJson.Read<DateTimeOffset>(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Every_instant_comes_back_as_it_was_written() =>
        Instants.Sample(instant => StoredJson.Read<DateTimeOffset>(Encoding.UTF8.GetBytes(Written(instant))) == instant);

    private static string Written(DateTimeOffset instant) => JsonSerializer.Serialize(instant, StoredJson.Options);
}
