using AimsBot.Core.Channels;
using AimsBot.Core.Records;
using AimsBot.Host.Demo;

namespace AimsBot.Host.WebChat;

/// <summary>The web chat and the demo around it. Where there is no demo, nothing of it exists.</summary>
public static class WebSetup
{
    public static IServiceCollection AddWebChat(this IServiceCollection services, HostSettings settings, OpenStore store)
    {
        if (!settings.IsDemo) return services;
        services.AddSingleton<EventFeed>();
        services.AddSingleton<CommitFeed>();
        services.AddSingleton<IRecordStore>(provider => new WatchedStore(store.Records, provider.GetRequiredService<CommitFeed>()));
        services.AddSingleton(provider => new ChatLog(DemoFiles.Chats(settings.SqlitePath), provider.GetRequiredService<EventFeed>()));
        services.AddSingleton<IChannel, WebChannel>();
        services.AddSingleton<WebActs>();
        services.AddSingleton<DemoTime>();
        services.AddSingleton<EventStreams>();
        services.AddSingleton<CardGallery>();
        services.AddSingleton<WebPage>();
        services.AddSingleton<WebGate>();
        services.AddSingleton<WebEndpoints>();
        services.AddSingleton<DemoPeople>();
        services.AddSingleton<DemoPast>();
        return services;
    }

    public static void MapWebChat(this IEndpointRouteBuilder routes, HostSettings settings)
    {
        if (settings.IsDemo) routes.ServiceProvider.GetRequiredService<WebEndpoints>().Map(routes);
    }

    /// <summary>Makes the demo organisation where it is not there yet, and takes up what happened before.</summary>
    public static async Task PrepareDemoAsync(this IServiceProvider services, HostSettings settings, CancellationToken cancel)
    {
        if (!settings.IsDemo) return;
        await services.GetRequiredService<DemoPast>().SeedAsync(cancel);
        await services.GetRequiredService<CommitFeed>().LoadAsync(services.GetRequiredService<IRecordStore>(), settings.Organisation.Id, cancel);
    }
}
