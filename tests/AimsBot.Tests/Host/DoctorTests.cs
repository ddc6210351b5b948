using System.Net;
using AimsBot.Host;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;

namespace AimsBot.Tests.Host;

/// <summary>Each thing that may stand in the way of an installation is named with what to do about it.</summary>
public sealed class DoctorTests
{
    private const string Tenant = "11111111-1111-1111-1111-111111111111";
    private const string AllScopes = "chat:write,commands,files:read,im:history,im:write,users:read,users:read.email";

    private readonly Dictionary<string, string?> _settings = new()
    {
        ["Organisation:Id"] = "bench",
        ["Organisation:Name"] = "Bench",
        ["Organisation:SlackTeams"] = "T0BENCH",
        ["Organisation:TeamsTenants"] = Tenant,
        ["Slack:SigningSecret"] = "secret",
        ["Slack:BotToken"] = "xoxb-bench",
        ["MicrosoftAppType"] = "SingleTenant",
        ["MicrosoftAppId"] = "00000000-0000-0000-0000-000000000001",
        ["MicrosoftAppPassword"] = "password",
        ["MicrosoftAppTenantId"] = Tenant,
        ["Host:PublicUrl"] = "https://bot.example.org",
        ["Storage:Sqlite:Path"] = Path.Combine(Path.GetTempPath(), "there-is-no-such-folder", "aimsbot.db"),
    };

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    private Func<HttpRequestMessage, HttpResponseMessage> _slack = _ => Slack("""{"ok":true,"team_id":"T0BENCH"}""", AllScopes);
    private Func<HttpRequestMessage, HttpResponseMessage> _login = _ => Answer("""{"access_token":"token"}""");
    private Func<HttpRequestMessage, HttpResponseMessage> _host = _ => Answer("alive");

    [Fact]
    public async Task Settings_that_cannot_be_used_are_all_that_is_named()
    {
        _settings["Organisation:Name"] = "";
        _settings["Host:PublicUrl"] = "nowhere";
        var findings = await FindAsync();
        Assert.All(findings, finding => Assert.Equal("settings", finding.What));
        Assert.Equal(2, findings.Count(finding => finding.IsFault));
    }

    [Fact]
    public async Task A_store_that_is_not_there_is_a_fault_with_what_makes_it() =>
        Assert.Contains("storage prepare", (await FaultAsync("store")).Remedy, StringComparison.Ordinal);

    [Fact]
    public async Task A_token_with_every_scope_is_good() => await FineAsync("Slack");

    [Fact]
    public async Task A_token_that_Slack_does_not_know_is_a_fault()
    {
        _slack = _ => Slack("""{"ok":false,"error":"invalid_auth"}""", "");
        Assert.Contains("invalid_auth", (await FaultAsync("Slack")).Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_without_a_scope_is_a_fault_that_names_it()
    {
        _slack = _ => Slack("""{"ok":true,"team_id":"T0BENCH"}""", "chat:write, commands, files:read, im:history, im:write, users:read");
        Assert.Equal("the token lacks users:read.email", (await FaultAsync("Slack")).Says);
    }

    [Fact]
    public async Task A_token_of_a_workspace_that_is_not_served_is_a_fault()
    {
        _slack = _ => Slack("""{"ok":true,"team_id":"T0OTHER"}""", AllScopes);
        Assert.Equal("Put T0OTHER into Organisation:SlackTeams.", (await FaultAsync("Slack")).Remedy);
    }

    [Fact]
    public async Task A_token_of_an_enterprise_that_is_served_is_good()
    {
        _settings["Organisation:SlackTeams"] = "E0GRID";
        _slack = _ => Slack("""{"ok":true,"team_id":"T0BENCH","enterprise_id":"E0GRID"}""", AllScopes);
        await FineAsync("Slack");
    }

    [Fact]
    public async Task Slack_out_of_reach_is_a_fault()
    {
        _slack = _ => throw new HttpRequestException("Name or service not known");
        Assert.Contains("cannot be reached", (await FaultAsync("Slack")).Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_is_no_JSON_is_a_fault_and_no_crash()
    {
        _slack = _ => Slack("<html>proxy</html>", AllScopes);
        Assert.Contains("auth.test answers 200", (await FaultAsync("Slack")).Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_without_credentials_is_closed_and_no_fault()
    {
        foreach (var key in _settings.Keys.Where(key => key.StartsWith("Slack:", StringComparison.Ordinal) || key.StartsWith("Microsoft", StringComparison.Ordinal)).ToArray()) _settings.Remove(key);
        await FineAsync("Slack");
        await FineAsync("Teams");
    }

    [Fact]
    public async Task A_registration_that_the_login_takes_is_good() => await FineAsync("Teams");

    [Fact]
    public async Task A_registration_that_the_login_refuses_is_a_fault_in_the_login_s_first_line()
    {
        _login = _ => Answer("""{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided.\r\nTrace ID: 1"}""", HttpStatusCode.Unauthorized);
        Assert.Equal("AADSTS7000215: Invalid client secret provided", (await FaultAsync("Teams")).Says);
    }

    [Fact]
    public async Task The_login_is_asked_in_the_tenant_of_the_registration()
    {
        Uri? asked = null;
        _login = request =>
        {
            asked = request.RequestUri;
            return Answer("{}");
        };
        await FindAsync();
        Assert.Equal($"https://login.microsoftonline.com/{Tenant}/oauth2/v2.0/token", asked?.AbsoluteUri);
    }

    [Fact]
    public async Task A_public_address_that_reaches_the_host_is_good() => await FineAsync("public address");

    [Fact]
    public async Task A_public_address_that_is_not_said_is_a_fault()
    {
        _settings.Remove("Host:PublicUrl");
        Assert.Equal("Host:PublicUrl is missing", (await FaultAsync("public address")).Says);
    }

    [Fact]
    public async Task Something_else_at_the_public_address_is_a_fault()
    {
        _host = _ => Answer("Welcome to nginx!");
        Assert.Contains("something else answers", (await FaultAsync("public address")).Says, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(30, false)]
    [InlineData(31, true)]
    [InlineData(-31, true)]
    public async Task A_clock_that_is_off_by_more_than_half_a_minute_is_a_fault(int seconds, bool isFault)
    {
        _slack = _ =>
        {
            var answer = Slack("""{"ok":true,"team_id":"T0BENCH"}""", AllScopes);
            answer.Headers.Date = _clock.GetUtcNow().AddSeconds(seconds);
            return answer;
        };
        Assert.Equal(isFault, (await FindAsync()).Single(finding => finding.What == "clock").IsFault);
    }

    private async Task FineAsync(string what) => Assert.False((await FindAsync()).Single(finding => finding.What == what).IsFault);

    private async Task<Finding> FaultAsync(string what) => Assert.Single(await FindAsync(), finding => finding.What == what && finding.IsFault);

    private async Task<IReadOnlyList<Finding>> FindAsync()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(_settings).Build();
        using var http = new HttpClient(new Others(request => request.RequestUri!.Host switch
        {
            "slack.com" => _slack(request),
            "login.microsoftonline.com" => _login(request),
            _ => _host(request),
        }));
        return await new Doctor(HostSettings.Read(configuration, isDevelopment: false), configuration, http, _clock).RunAsync(default);
    }

    private static HttpResponseMessage Answer(string body, HttpStatusCode status = HttpStatusCode.OK) => new(status) { Content = new StringContent(body), ReasonPhrase = "" };

    private static HttpResponseMessage Slack(string body, string scopes)
    {
        var answer = Answer(body);
        answer.Headers.Add("x-oauth-scopes", scopes);
        return answer;
    }

    /// <summary>What stands outside: Slack, Microsoft's login, and the way back to the host.</summary>
    private sealed class Others(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(answer(request));
    }
}
