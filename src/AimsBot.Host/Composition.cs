using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Pump;
using AimsBot.Core.Records;
using AimsBot.Slack;
using AimsBot.Slack.WebApi;
using AimsBot.Storage.Sqlite;
using AimsBot.Workflows.People;

namespace AimsBot.Host;

/// <summary>What is made of what, for the host and for the command line alike.</summary>
public static class Composition
{
    /// <summary>The core over a store.</summary>
    public static IServiceCollection AddCore(this IServiceCollection services, HostSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<PlatformClock>();
        services.AddSingleton(WorkflowCatalogue.Make());
        services.AddSingleton(new Organisations([settings.Organisation]));
        services.AddSingleton<IPeople, PeopleDirectory>();
        services.AddSingleton<PumpSignal>();
        services.AddSingleton<StepRunner>();
        services.AddSingleton<RecordPump>();
        services.AddSingleton<Admission>();
        services.AddSingleton<PeopleImport>();
        return services;
    }

    public static IServiceCollection AddSqlite(this IServiceCollection services, SqliteDatabase database)
    {
        services.AddSingleton(database);
        services.AddSingleton<IRecordStore, SqliteRecordStore>();
        return services;
    }

    public static IServiceCollection AddSlack(this IServiceCollection services, HostSettings settings, IConfiguration configuration)
    {
        services.Configure<SlackSettings>(configuration.GetSection("Slack"));
        services.AddSlackWebApi(settings.SlackApiUrl, new PlatformClock());
        services.AddSingleton<SlackVisitors>();
        services.AddSingleton<SlackCommands>();
        return services;
    }
}
