using AimsBot.Teams;

namespace AimsBot.Tests.Teams;

public class TeamsServiceUrlsTests
{
    private static readonly TeamsServiceUrls Production = new(new TeamsSettings());
    private static readonly TeamsServiceUrls Development = new(new TeamsSettings { IsLoopbackAllowed = true });

    /// <summary>Where the bot's token goes with a pasted picture: below an address that is configured, and nowhere beside it.</summary>
    [Theory]
    [InlineData("https://connector.example/teams/v3/attachments/1", true)]
    [InlineData("https://smba.trafficmanager.net/emea/v3/attachments/1", true)]
    [InlineData("https://connector.example/other/1", false)]
    [InlineData("https://connector.example/teams/../other/1", false)]
    [InlineData("https://connector.example:8443/teams/1", false)]
    [InlineData("http://connector.example/teams/1", false)]
    [InlineData("https://me@connector.example/teams/1", false)]
    [InlineData("https://connector.example.evil.example/teams/1", false)]
    [InlineData(null, false)]
    public void A_picture_is_fetched_from_below_a_configured_address(string? url, bool isAllowed) =>
        Assert.Equal(isAllowed, Configured("https://connector.example/teams").IsPictureAllowed(url));

    [Theory]
    [InlineData("https://smba.trafficmanager.net/teams/")]
    [InlineData("https://smba.trafficmanager.net/emea/11111111-1111-1111-1111-111111111111/")]
    [InlineData("https://SMBA.TrafficManager.net/uk")]
    [InlineData("https://smba.trafficmanager.net:443/teams/")]
    [InlineData("https://smba.infra.gcc.teams.microsoft.com/gcc")]
    [InlineData("https://smba.infra.gov.teams.microsoft.us/gcch")]
    [InlineData("https://smba.infra.dod.teams.microsoft.us/dod")]
    [InlineData("https://webchat.botframework.com/")]
    [InlineData("https://webchat.botframework.azure.us/")]
    public void The_platforms_own_hosts_are_allowed(string url) => Assert.True(Production.IsAllowed(url));

    [Theory]
    [InlineData("https://smba.trafficmanager.net.evil.example/teams/")]
    [InlineData("https://evil-smba.trafficmanager.net/teams/")]
    [InlineData("https://other.trafficmanager.net/teams/")]
    [InlineData("https://evil.example/smba.trafficmanager.net/")]
    [InlineData("https://evil.example/?at=.botframework.com")]
    [InlineData("https://evil.example#.botframework.com")]
    [InlineData("https://evilbotframework.com/")]
    [InlineData("https://botframework.com.evil.example/")]
    [InlineData("https://smba.trafficmanager.nеt/teams/")] // with a Cyrillic letter
    [InlineData("https://smba.trafficmanager.net%2eevil.example/")]
    [InlineData("https://169.254.169.254/metadata/identity")]
    public void A_host_that_only_looks_like_one_is_not(string url) => Assert.False(Production.IsAllowed(url));

    [Theory]
    [InlineData("https://smba.trafficmanager.net@evil.example/")]
    [InlineData("https://user:secret@smba.trafficmanager.net/teams/")]
    [InlineData("https://user@localhost/")]
    public void An_address_with_a_user_in_it_is_not(string url) => Assert.False(Development.IsAllowed(url));

    [Theory]
    [InlineData("https://smba.trafficmanager.net:8443/teams/")]
    [InlineData("https://smba.trafficmanager.net:80/teams/")]
    public void Another_port_is_not(string url) => Assert.False(Production.IsAllowed(url));

    [Theory]
    [InlineData("http://smba.trafficmanager.net/teams/")]
    [InlineData("ftp://smba.trafficmanager.net/teams/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("//smba.trafficmanager.net/teams/")]
    [InlineData("smba.trafficmanager.net")]
    [InlineData("rubbish")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_address_of_the_web_with_a_secret_line_is_not(string? url) => Assert.False(Production.IsAllowed(url));

    [Theory]
    [InlineData("http://localhost:3979/")]
    [InlineData("http://127.0.0.1:56150/_connector")]
    [InlineData("https://[::1]:8443/")]
    public void This_machine_is_allowed_in_Development_alone(string url) =>
        Assert.Equal((true, false), (Development.IsAllowed(url), Production.IsAllowed(url)));

    [Theory]
    [InlineData("http://localhost.evil.example/")]
    [InlineData("http://127.0.0.1.evil.example/")]
    [InlineData("ftp://localhost/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://evil.example/")]
    public void What_only_looks_like_this_machine_is_not(string url) => Assert.False(Development.IsAllowed(url));

    [Theory]
    [InlineData("https://connector.example/teams")]
    [InlineData("https://connector.example/teams/")]
    public void A_configured_address_is_allowed_with_and_without_its_last_slash(string url) => Assert.True(Configured("https://connector.example/teams").IsAllowed(url));

    [Theory]
    [InlineData("https://connector.example/other/")]
    [InlineData("https://connector.example:444/teams/")]
    [InlineData("http://connector.example/teams/")]
    public void Beside_a_configured_address_its_host_is_not_allowed(string url) => Assert.False(Configured("https://connector.example/teams").IsAllowed(url));

    [Fact]
    public void People_whom_the_bot_has_not_met_are_sought_at_the_first_configured_address() =>
        Assert.Equal("https://connector.example/teams/", Configured("https://connector.example/teams", "https://other.example").Default);

    [Fact]
    public void Without_one_they_are_sought_at_the_global_address() => Assert.Equal("https://smba.trafficmanager.net/teams/", Production.Default);

    [Theory]
    [InlineData("https://contoso-my.sharepoint.com/personal/kari/_layouts/15/download.aspx?UniqueId=1&tempauth=e", true)]
    [InlineData("https://contoso.sharepoint.us/download.aspx", true)]
    [InlineData("https://contoso.sharepoint-mil.us/download.aspx", true)]
    [InlineData("https://sharepoint.com.evil.example/download.aspx", false)]
    [InlineData("https://evilsharepoint.com/download.aspx", false)]
    [InlineData("https://evil.example/?at=.sharepoint.com", false)]
    [InlineData("https://contoso.sharepoint.com@evil.example/", false)]
    [InlineData("https://contoso.sharepoint.com:8443/", false)]
    [InlineData("http://contoso.sharepoint.com/", false)]
    [InlineData("https://169.254.169.254/metadata/identity", false)]
    [InlineData("http://127.0.0.1:3978/health/live", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData(null, false)]
    public void A_file_is_fetched_from_where_teams_keeps_files(string? url, bool isAllowed) => Assert.Equal(isAllowed, Production.IsFileAllowed(url));

    private static TeamsServiceUrls Configured(params string[] urls) => new(new TeamsSettings { ServiceUrls = urls });
}
