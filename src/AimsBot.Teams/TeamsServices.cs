using AimsBot.Core;
using AimsBot.Core.Channels;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace AimsBot.Teams;

/// <summary>What Teams' side is made of, so that no type of the SDK is seen outside of this project.</summary>
public static class TeamsServices
{
    public static IServiceCollection AddTeams(this IServiceCollection services, TeamsSettings settings)
    {
        services.AddHttpClient();
        services.AddSingleton(settings);
        services.AddSingleton<TeamsServiceUrls>();
        services.AddSingleton(provider => new TeamsPacer(provider.GetRequiredService<PlatformClock>().Time));
        // The SDK logs a stack trace for each token that it refuses; the adapter writes one line.
        services.AddSingleton<BotFrameworkAuthentication>(provider => new ConfigurationBotFrameworkAuthentication(
            provider.GetRequiredService<IConfiguration>(), new RotatingCredentials(provider.GetRequiredService<IConfiguration>()), httpClientFactory: provider.GetRequiredService<IHttpClientFactory>(), logger: NullLogger.Instance));
        services.AddSingleton<TeamsAdapter>();
        services.AddSingleton<BotAdapter>(provider => provider.GetRequiredService<TeamsAdapter>());
        services.AddSingleton<TeamsMessages>();
        services.AddSingleton<TeamsVisitors>();
        services.AddSingleton<TeamsDialogs>();
        services.AddSingleton<TeamsAnswers>();
        services.AddSingleton<TeamsInvokes>();
        services.AddSingleton<TeamsFiles>();
        services.AddSingleton<TeamsBot>();
        services.AddSingleton<IChannel, TeamsChannel>();
        return services;
    }
}
