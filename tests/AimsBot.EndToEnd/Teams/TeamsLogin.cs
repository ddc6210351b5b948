using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace AimsBot.EndToEnd.Teams;

/// <summary>What is wrong with a token that calls the bot.</summary>
public enum TeamsTokenFlaw
{
    None,
    WrongAudience,
    WrongIssuer,
    WrongServiceUrl,
    Expired,
    NotYetValid,

    /// <summary>Signed with a key of somebody else under the name of the right one.</summary>
    OtherKey,

    /// <summary>Signed with a published key that is good for another channel than Teams.</summary>
    UnendorsedKey,
}

/// <summary>
/// The two logins of the Bot Framework: the one at which the bot gets the token for its calls, and the one that signs the
/// calls to the bot. Its certificate signs itself, and a process that is to trust it is told its file (<c>SSL_CERT_FILE</c>).
/// </summary>
internal sealed class TeamsLogin : IDisposable
{
    public const string AppId = "bbbbbbbb-0000-0000-0000-000000000001";
    public const string AppPassword = "the-app-password-of-the-tests";

    private const string Scope = "https://api.botframework.com";
    private const string Issuer = "https://api.botframework.com";
    private static readonly TimeSpan TokenLife = TimeSpan.FromHours(1);

    private readonly TimeProvider _clock;
    private readonly RSA _key = RSA.Create(2048);
    private readonly RSA _unendorsedKey = RSA.Create(2048);
    private readonly RSA _otherKey = RSA.Create(2048);
    private readonly Dictionary<string, DateTimeOffset> _given = [];
    private int _counter;

    public TeamsLogin(TimeProvider clock)
    {
        _clock = clock;
        var request = new CertificateRequest("CN=localhost", _otherKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        Certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        CertificateFile = Path.Combine(Directory.CreateTempSubdirectory("teams-double").FullName, "certificate.pem");
        File.WriteAllText(CertificateFile, Certificate.ExportCertificatePem());
    }

    public X509Certificate2 Certificate { get; }

    public string CertificateFile { get; }

    /// <summary>The registration, and the eight keys by which the SDK is told of another cloud: all of them, or it blanks the rest.</summary>
    public Dictionary<string, string> HostSettings(string address, string serviceUrl) => new()
    {
        ["MicrosoftAppType"] = "SingleTenant",
        ["MicrosoftAppId"] = AppId,
        ["MicrosoftAppPassword"] = AppPassword,
        ["MicrosoftAppTenantId"] = TeamsDouble.TenantId,
        ["ToChannelFromBotLoginUrl"] = $"{address}/login/{TeamsDouble.TenantId}",
        ["ToChannelFromBotOAuthScope"] = Scope,
        ["ToBotFromChannelTokenIssuer"] = Issuer,
        ["OAuthUrl"] = $"{address}/oauth",
        ["ToBotFromChannelOpenIdMetadataUrl"] = $"{address}/openid",
        ["ToBotFromEmulatorOpenIdMetadataUrl"] = $"{address}/openid-emulator",
        ["CallerId"] = "urn:botframework:azure",
        ["ValidateAuthority"] = "false",
        ["Teams__ServiceUrls"] = serviceUrl,
        ["SSL_CERT_FILE"] = CertificateFile,
    };

    public static JsonObject Metadata(string address, string keys) => new()
    {
        ["issuer"] = Issuer,
        ["authorization_endpoint"] = "https://invalid.botframework.com",
        ["jwks_uri"] = $"{address}/{keys}",
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        ["token_endpoint_auth_methods_supported"] = new JsonArray("private_key_jwt"),
    };

    public JsonObject Keys() => new()
    {
        ["keys"] = new JsonArray(Published("teams-key", _key, "msteams"), Published("other-channels-key", _unendorsedKey, "slack")),
    };

    /// <summary>What a client of this login learns before it asks for a token.</summary>
    public JsonObject Authority(string address, string tenant) => new()
    {
        ["issuer"] = $"{address}/login/{tenant}/v2.0",
        ["authorization_endpoint"] = $"{address}/login/{tenant}/oauth2/v2.0/authorize",
        ["token_endpoint"] = $"{address}/login/{tenant}/oauth2/v2.0/token",
        ["end_session_endpoint"] = $"{address}/login/{tenant}/oauth2/v2.0/logout",
        ["jwks_uri"] = $"{address}/keys",
    };

    public TeamsAnswer GiveToken(IFormCollection form, string? tenant)
    {
        if (tenant is not (null or "botframework.com" or TeamsDouble.TenantId)) return Refused(400, "invalid_request", $"AADSTS90002: Tenant '{tenant}' not found.");
        if (form["grant_type"] != "client_credentials") return Refused(400, "unsupported_grant_type", "AADSTS70003: The grant type is not supported.");
        if (form["client_id"] != AppId) return Refused(400, "unauthorized_client", "AADSTS700016: The application was not found in the directory.");
        if (form["client_secret"] != AppPassword) return Refused(401, "invalid_client", "AADSTS7000215: Invalid client secret provided.");
        // MSAL adds the scopes that every client has.
        if (!form["scope"].ToString().Split(' ').Contains($"{Scope}/.default")) return Refused(400, "invalid_scope", "AADSTS70011: The scope is not valid.");

        var token = string.Create(CultureInfo.InvariantCulture, $"token-{++_counter}-of-the-bot");
        _given[token] = _clock.GetUtcNow();
        return new TeamsAnswer(200, new JsonObject
        {
            ["token_type"] = "Bearer",
            ["expires_in"] = (int)TokenLife.TotalSeconds,
            ["ext_expires_in"] = (int)TokenLife.TotalSeconds,
            ["access_token"] = token,
        });

        static TeamsAnswer Refused(int status, string error, string description) =>
            new(status, new JsonObject { ["error"] = error, ["error_description"] = description });
    }

    /// <summary>Whether a call carries a token that was given, and not too long ago.</summary>
    public bool Knows(string? authorization) =>
        authorization?.StartsWith("Bearer ", StringComparison.Ordinal) == true
        && _given.TryGetValue(authorization["Bearer ".Length..], out var at) && _clock.GetUtcNow() - at < TokenLife;

    public void RevokeTokens() => _given.Clear();

    public string SignToken(string serviceUrl, TeamsTokenFlaw flaw)
    {
        var now = _clock.GetUtcNow();
        var start = flaw == TeamsTokenFlaw.NotYetValid ? now.AddMinutes(30) : now.AddHours(-1);
        var end = flaw == TeamsTokenFlaw.Expired ? now.AddMinutes(-30) : now.AddHours(1);
        var header = new JsonObject
        {
            ["alg"] = "RS256",
            ["typ"] = "JWT",
            ["kid"] = flaw == TeamsTokenFlaw.UnendorsedKey ? "other-channels-key" : "teams-key",
        };
        var claims = new JsonObject
        {
            ["iss"] = flaw == TeamsTokenFlaw.WrongIssuer ? "https://login.example.com" : Issuer,
            ["aud"] = flaw == TeamsTokenFlaw.WrongAudience ? "bbbbbbbb-0000-0000-0000-000000000002" : AppId,
            ["serviceurl"] = flaw == TeamsTokenFlaw.WrongServiceUrl ? "https://connector.example.com/" : serviceUrl,
            ["nbf"] = start.ToUnixTimeSeconds(),
            ["exp"] = end.ToUnixTimeSeconds(),
        };
        var key = flaw switch
        {
            TeamsTokenFlaw.OtherKey => _otherKey,
            TeamsTokenFlaw.UnendorsedKey => _unendorsedKey,
            _ => _key,
        };
        var content = $"{Encoded(header)}.{Encoded(claims)}";
        var signature = key.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{content}.{WebEncoders.Base64UrlEncode(signature)}";

        static string Encoded(JsonObject part) => WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(part.ToJsonString()));
    }

    public void Dispose()
    {
        Certificate.Dispose();
        _key.Dispose();
        _unendorsedKey.Dispose();
        _otherKey.Dispose();
        Directory.Delete(Path.GetDirectoryName(CertificateFile)!, recursive: true);
    }

    private static JsonObject Published(string name, RSA key, string channel)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = name,
            ["n"] = WebEncoders.Base64UrlEncode(parameters.Modulus!),
            ["e"] = WebEncoders.Base64UrlEncode(parameters.Exponent!),
            ["endorsements"] = new JsonArray(channel),
        };
    }
}
