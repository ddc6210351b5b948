using System.Security.Cryptography;
using AimsBot.Core;
using AimsBot.Core.Audit;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.Files;
using AimsBot.Core.People;
using AimsBot.Core.Pump;
using AimsBot.Host.Demo;
using AimsBot.Host.Files;
using AimsBot.Host.Reports;
using AimsBot.Slack;
using AimsBot.Slack.WebApi;
using AimsBot.Workflows.Audits;
using AimsBot.Workflows.Certification;
using AimsBot.Workflows.CorrectiveActions;
using AimsBot.Workflows.People;
using AimsBot.Workflows.Policies;
using AimsBot.Workflows.Reviews;
using AimsBot.Workflows.Risks;
using AimsBot.Workflows.Statements;
using AimsBot.Workflows.SystemRegister;
using AimsBot.Workflows.Training;

namespace AimsBot.Host;

/// <summary>What is made of what, for the host and for the command line alike.</summary>
public static class Composition
{
    /// <summary>The core over a store.</summary>
    public static IServiceCollection AddCore(this IServiceCollection services, HostSettings settings)
    {
        services.AddSingleton(settings);
        services.AddBusinessClock(settings);
        services.AddSingleton(new PlatformClock(TimeProvider.System));
        services.AddSingleton(WorkflowCatalogue.Make());
        services.AddSingleton(new Organisations([settings.Organisation]));
        services.AddSingleton<IPeople, PeopleDirectory>();
        services.AddSingleton<PumpSignal>();
        services.AddSingleton<FactsReader>();
        services.AddSingleton<StepRunner>();
        services.AddSingleton<IOutsideScope, OutsideScope>();
        services.AddSingleton<CardMaker>();
        services.AddSingleton<TaskList>();
        services.AddSingleton<SystemList>();
        services.AddSingleton<PolicyList>();
        services.AddSingleton<TrainingList>();
        services.AddSingleton<RiskList>();
        services.AddSingleton<StatementView>();
        services.AddSingleton<AuditDesk>();
        services.AddSingleton<KeptReports>();
        services.AddSingleton<SharedFiles>();
        services.AddSingleton<ActionList>();
        services.AddSingleton<ReviewList>();
        services.AddSingleton<CertificateDesk>();
        services.AddSingleton<RoleList>();
        services.AddSingleton<ClickedMessages>();
        services.AddSingleton<Clicks>();
        services.AddSingleton<Words>();
        services.AddSingleton<IReach, Reach>();
        services.AddSingleton<Visitors>();
        services.AddSingleton<CopySender>();
        services.AddSingleton<RecordPump>();
        services.AddSingleton<Admission>();
        services.AddSingleton<PeopleImport>();
        services.AddSingleton<Sealer>();
        return services;
    }

    // The demo's clock can be moved, also beside a running host; every other goes with the world.
    private static void AddBusinessClock(this IServiceCollection services, HostSettings settings)
    {
        if (!settings.IsDemo)
        {
            services.AddSingleton(TimeProvider.System);
            return;
        }
        var clock = new DemoClock(DemoFiles.Clock(settings.SqlitePath), TimeProvider.System);
        services.AddSingleton(clock);
        services.AddSingleton<TimeProvider>(clock);
    }

    public static IServiceCollection AddStore(this IServiceCollection services, OpenStore store)
    {
        services.AddSingleton(new PumpHold(() => store.IsHeld));
        services.AddSingleton(store.Records);
        services.AddSingleton(store.Seals);
        // The machine's name for whoever looks at the lease; the rest because a replica that starts again is another one.
        var replica = $"{Environment.MachineName}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        services.AddSingleton(provider => new WorkShare(store.Leases, replica, provider.GetRequiredService<PlatformClock>()));
        return services;
    }

    /// <summary>Addresses for browsers, and what people share; the command line knows neither.</summary>
    public static IServiceCollection AddFiles(this IServiceCollection services)
    {
        services.AddHttpClient(nameof(FileSource)).ConfigurePrimaryHttpMessageHandler(FileSource.NewHandler).RemoveAllLoggers();
        services.AddSingleton<IFileSource>(provider => new FileSource(provider.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(FileSource)), provider.GetRequiredService<ILogger<FileSource>>()));
        services.AddSingleton<FileLinks>();
        services.AddSingleton<IFileLinks>(provider => provider.GetRequiredService<FileLinks>());
        services.AddSingleton<IFile, AcknowledgementsFile>();
        services.AddSingleton<IFile, ProgressFile>();
        services.AddSingleton<IFile, TrainingFile>();
        foreach (var ending in SignatureFile.Endings) services.AddSingleton<IFile>(provider => ActivatorUtilities.CreateInstance<SignatureFile>(provider, ending));
        services.AddSingleton<IFile, RiskFile>();
        services.AddSingleton<IFile, HeatMapFile>();
        services.AddSingleton<IFile, CoverageFile>();
        services.AddSingleton<IFile, TimelineFile>();
        services.AddSingleton<IFile, CertificationCalendarFile>();
        services.AddSingleton<IFile, EvidenceFile>();
        services.AddSingleton<IFile, FiguresFile>();
        foreach (var name in new[] { ReportFiles.Pdf, ReportFiles.Markdown })
            services.AddSingleton<IFile>(provider => ActivatorUtilities.CreateInstance<ReportFile>(provider, name));
        services.AddSingleton<FileEndpoints>();
        return services;
    }

    public static IServiceCollection AddSlack(this IServiceCollection services, HostSettings settings, IConfiguration configuration)
    {
        services.Configure<SlackSettings>(configuration.GetSection("Slack"));
        if (!settings.IsSlackOpen) return services;
        services.AddSlackWebApi(settings.SlackApiUrl, TimeProvider.System);
        services.AddSingleton<IChannel, SlackChannel>();
        services.AddSingleton<SlackVisitors>();
        services.AddSingleton<SlackForms>();
        services.AddSingleton<SlackWords>();
        services.AddSingleton<SlackHome>();
        services.AddSingleton<SlackCommands>();
        services.AddSingleton<SlackInteractions>();
        services.AddSingleton(provider => new SlackFiles(provider.GetRequiredService<IFileSource>(), settings.SlackApiUrl));
        services.AddSingleton<SlackEvents>();
        return services;
    }
}
