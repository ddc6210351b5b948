using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Rest;

namespace AimsBot.Teams;

/// <summary>The bot's credentials as the configuration has them now: the SDK's own reads them once, and a secret is changed now and then.</summary>
public sealed class RotatingCredentials(IConfiguration configuration) : ServiceClientCredentialsFactory
{
    private volatile Secret? _secret;

    public override Task<bool> IsValidAppIdAsync(string appId, CancellationToken cancellationToken) => Current.IsValidAppIdAsync(appId, cancellationToken);

    public override Task<bool> IsAuthenticationDisabledAsync(CancellationToken cancellationToken) => Current.IsAuthenticationDisabledAsync(cancellationToken);

    public override Task<ServiceClientCredentials> CreateCredentialsAsync(string appId, string audience, string loginEndpoint, bool validateAuthority, CancellationToken cancellationToken) =>
        Current.CreateCredentialsAsync(appId, audience, loginEndpoint, validateAuthority, cancellationToken);

    private ConfigurationServiceClientCredentialFactory Current
    {
        get
        {
            var password = configuration["MicrosoftAppPassword"];
            if (_secret is { } known && known.Password == password) return known.Factory;
            var read = new Secret(password, new ConfigurationServiceClientCredentialFactory(configuration, logger: NullLogger.Instance));
            _secret = read;
            return read.Factory;
        }
    }

    private sealed record Secret(string? Password, ConfigurationServiceClientCredentialFactory Factory);
}
