using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AimsBot.Slack.WebApi;

/// <summary>Puts <see cref="SlackWebApi"/> into the host.</summary>
public static class SlackWebApiSetup
{
    /// <summary>Adds <see cref="SlackWebApi"/> and its pacer.</summary>
    /// <param name="services">The host's.</param>
    /// <param name="apiUrl">The setting <c>Slack:ApiUrl</c>.</param>
    /// <param name="clock">The platform's clock, not the one that a demo moves.</param>
    public static IServiceCollection AddSlackWebApi(this IServiceCollection services, Uri apiUrl, TimeProvider clock)
    {
        services.AddSingleton(new SlackPacer(clock));
        services.AddHttpClient(nameof(SlackWebApi), http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(NewHandler)
            // The usual loggers write whole addresses, and a response_url is a secret.
            .RemoveAllLoggers();
        services.AddSingleton(provider => new SlackWebApi(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(SlackWebApi)),
            provider.GetRequiredService<SlackPacer>(), apiUrl, clock, provider.GetRequiredService<ILogger<SlackWebApi>>()));
        return services;
    }

    private static SocketsHttpHandler NewHandler() => new()
    {
        // A redirect could lead an answer, or a token, to a host that nobody checked.
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        // No trace of whole addresses, for the same reason as above, and no trace ids for Slack; SlackWebApi has its own.
        ActivityHeadersPropagator = null,
    };
}
