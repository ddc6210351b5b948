using AimsBot.Core;
using AimsBot.Core.Records;
using AimsBot.Host;
using AimsBot.Host.Files;
using AimsBot.Tests.Bench;
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
        Assert.Equal(new FileClaim("demo", Campaign, "list.csv", Reader, ""), claim);
    }

    [Fact]
    public void Another_replica_with_the_same_credentials_knows_it() =>
        Assert.NotNull(Links().Read(TokenOf(Links().Of(CoreBench.Organisation, Campaign, "list.csv", Reader)!)));

    [Fact]
    public void A_key_of_their_own_outlives_a_change_of_credentials() =>
        Assert.NotNull(Links("new", "key").Read(TokenOf(Links("old", "key").Of(CoreBench.Organisation, Campaign, "list.csv", Reader)!)));

    [Theory]
    [InlineData("", "", false)]
    [InlineData("key", "", true)]
    [InlineData("", "secret", true)]
    public void Replicas_that_share_nothing_to_sign_with_give_no_address(string key, string secret, bool isThere)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:Kind"] = "Cosmos",
            ["Storage:Cosmos:Endpoint"] = "https://records.example.com",
            ["Host:PublicUrl"] = "https://bot.example.com",
            ["Host:FileKey"] = key,
            ["Slack:SigningSecret"] = secret,
        }).Build();
        var links = new FileLinks(HostSettings.Read(configuration, isDevelopment: false), configuration, new PlatformClock(_clock));
        Assert.Equal(isThere, links.Of(CoreBench.Organisation, Campaign, "list.csv", Reader) is not null);
    }

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

    private FileLinks Links(string secret = "secret", string? key = null) => new(Settings("https://bot.example.com/"), Configuration(secret, "https://bot.example.com/", key), new PlatformClock(_clock));

    private static HostSettings Settings(string? url) => HostSettings.Read(Configuration("secret", url), isDevelopment: false);

    private static IConfiguration Configuration(string secret, string? url, string? key = null) =>
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Slack:SigningSecret"] = secret, ["Host:PublicUrl"] = url, ["Host:FileKey"] = key }).Build();

    private static string TokenOf(Uri address) => address.Segments[^2].TrimEnd('/');
}
