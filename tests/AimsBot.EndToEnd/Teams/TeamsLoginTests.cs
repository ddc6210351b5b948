using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace AimsBot.EndToEnd.Teams;

/// <summary>The double with its login: who asks wrongly gets no token, and without one nothing is taken.</summary>
public sealed class TeamsLoginTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2027, 1, 4, 10, 0, 0, TimeSpan.Zero));
    private TeamsDouble _teams = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        _teams = await TeamsDouble.Start(_clock, withLogin: true);
        _teams.AddUser("29:kari", "Kari Nordmann", "kari@example.com", "aaaaaaaa-0000-0000-0000-000000000001");
        var certificate = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPem(await File.ReadAllTextAsync(_teams.CertificateFile));
        _http = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.GetCertHashString() == certificate.Thumbprint },
        });
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _teams.DisposeAsync();
    }

    [Theory]
    [InlineData("grant_type", "password", HttpStatusCode.BadRequest, "unsupported_grant_type")]
    [InlineData("client_id", "app-2", HttpStatusCode.BadRequest, "unauthorized_client")]
    [InlineData("client_secret", "wrong", HttpStatusCode.Unauthorized, "invalid_client")]
    [InlineData("scope", "https://graph.microsoft.com/.default", HttpStatusCode.BadRequest, "invalid_scope")]
    public async Task Who_asks_for_a_token_wrongly_gets_none(string field, string value, HttpStatusCode status, string error)
    {
        using var answer = await AskForToken(field, value);

        Assert.Equal((status, error), (answer.StatusCode, (string?)(await Json(answer))["error"]));
    }

    [Fact]
    public async Task Only_a_call_with_the_logins_own_token_is_taken_and_only_for_an_hour()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await Write(token: null));
        Assert.Equal(HttpStatusCode.Unauthorized, await Write(_teams.SignToken()));

        var token = await Token();
        Assert.Equal(HttpStatusCode.Created, await Write(token));
        _clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(HttpStatusCode.Unauthorized, await Write(token));

        token = await Token();
        _teams.RevokeTokens();
        Assert.Equal(HttpStatusCode.Unauthorized, await Write(token));
        Assert.DoesNotContain(_teams.Calls, call => call.Body?.ToJsonString().Contains(token, StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task The_login_goes_wrong_on_order()
    {
        _teams.Misbehave(TeamsTrouble.ServerError, method: TeamsCalls.Token);

        using var answer = await AskForToken("x", "x");
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.NotEmpty(await Token());
    }

    private async Task<string> Token()
    {
        using var answer = await AskForToken("x", "x");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (string)(await Json(answer))["access_token"]!;
    }

    private Task<HttpResponseMessage> AskForToken(string field, string value)
    {
        var settings = _teams.HostSettings;
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = settings["MicrosoftAppId"],
            ["client_secret"] = settings["MicrosoftAppPassword"],
            ["scope"] = $"{settings["ToChannelFromBotOAuthScope"]}/.default",
            [field] = value,
        };
        return _http.PostAsync($"{settings["ToChannelFromBotLoginUrl"]}/oauth2/v2.0/token", new FormUrlEncodedContent(form));
    }

    private async Task<HttpStatusCode> Write(string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{_teams.ServiceUrl}v3/conversations/{_teams.PersonalChatWith("29:kari")}/activities");
        request.Content = new StringContent("""{"type": "message", "text": "x"}""", new MediaTypeHeaderValue("application/json"));
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await _http.SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task<JsonNode> Json(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
}
