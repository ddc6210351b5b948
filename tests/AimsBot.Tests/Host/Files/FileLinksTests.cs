using AimsBot.Core;
using AimsBot.Core.Records;
using AimsBot.Host;
using AimsBot.Host.Files;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.Policies;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;

namespace AimsBot.Tests.Host.Files;

public class FileLinksTests
{
    private static readonly RecordId Campaign = new("CAM-0000-0001");
    private static readonly RecordId Reader = new("PER-0000-0001");

    private readonly FakeTimeProvider _clock = new(Commits.Monday);

    [Fact]
    public void An_address_is_for_one_file_of_one_record_and_one_reader()
    {
        var links = Links();
        var claim = links.Read(TokenOf(links.Of(CoreBench.Organisation, Campaign, "list.csv", Reader)!));
        Assert.Equal(new FileClaim("demo", Campaign, "list.csv", Reader), claim);
    }

    [Fact]
    public void Another_replica_with_the_same_credentials_knows_it() =>
        Assert.NotNull(Links().Read(TokenOf(Links().Of(CoreBench.Organisation, Campaign, "list.csv", Reader)!)));

    [Fact]
    public void A_bot_with_other_credentials_does_not() =>
        Assert.Null(Links("another secret").Read(TokenOf(Links().Of(CoreBench.Organisation, Campaign, "list.csv", Reader)!)));

    [Fact]
    public void A_list_is_there_for_a_quarter_of_an_hour()
    {
        var links = Links();
        var token = TokenOf(links.Of(CoreBench.Organisation, Campaign, "list.csv", Reader)!);
        _clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Null(links.Read(token));
    }

    [Fact]
    public void A_picture_keeps_its_address_for_the_day()
    {
        var links = Links();
        var morning = links.Of(CoreBench.Organisation, Campaign, "progress.png", Reader);
        _clock.Advance(TimeSpan.FromHours(5));
        Assert.Equal(morning, links.Of(CoreBench.Organisation, Campaign, "progress.png", Reader));
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("abc.def")]
    [InlineData("a.b.c")]
    [InlineData("%%%.%%%")]
    public void What_is_no_token_is_nothing(string token) => Assert.Null(Links().Read(token));

    [Fact]
    public void A_token_that_was_changed_anywhere_is_nothing()
    {
        var links = Links();
        var token = TokenOf(links.Of(CoreBench.Organisation, Campaign, "list.csv", Reader)!);
        Assert.All(Enumerable.Range(0, token.Length - 1), i => Assert.Null(links.Read(token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..])));
    }

    [Fact]
    public void Without_an_address_for_browsers_there_is_none() =>
        Assert.Null(new FileLinks(Settings(null), Configuration("secret", null), new PlatformClock(_clock)).Of(CoreBench.Organisation, Campaign, "list.csv", Reader));

    [Fact]
    public void A_picture_shows_the_area_the_line_and_the_last_day()
    {
        var campaign = new Campaign
        {
            StartedAt = Commits.Monday,
            Due = new DateOnly(2027, 1, 25),
            Progress = [new(new DateOnly(2027, 1, 4), 1, 7), new(new DateOnly(2027, 1, 10), 4, 7), new(new DateOnly(2027, 1, 20), 6, 8)],
        };
        using var picture = SkiaSharp.SKBitmap.Decode(ProgressPicture.Draw(campaign, new CampaignFigures(6, 2, 0, 0, 0, 0)));
        var colors = picture.Pixels.Distinct().ToHashSet();
        Assert.All([new SkiaSharp.SKColor(0x2B, 0x6C, 0xB0), new SkiaSharp.SKColor(0x22, 0x22, 0x22), new SkiaSharp.SKColor(0xB0, 0x3A, 0x2E)], color => Assert.Contains(color, colors));
    }

    [Fact]
    public void A_campaign_of_today_has_a_picture_too() =>
        Assert.NotEmpty(ProgressPicture.Draw(new Campaign { StartedAt = Commits.Monday, Due = new DateOnly(2027, 1, 4) }, new CampaignFigures(0, 0, 0, 0, 0, 0)));

    private FileLinks Links(string secret = "secret") => new(Settings("https://bot.example.com/"), Configuration(secret, "https://bot.example.com/"), new PlatformClock(_clock));

    private static HostSettings Settings(string? url) => HostSettings.Read(Configuration("secret", url), isDevelopment: false);

    private static IConfiguration Configuration(string secret, string? url) =>
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Slack:SigningSecret"] = secret, ["Host:PublicUrl"] = url }).Build();

    private static string TokenOf(Uri address) => address.Segments[^2].TrimEnd('/');
}
