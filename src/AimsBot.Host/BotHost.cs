using System.Globalization;
using System.Text.Json;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.People;
using AimsBot.Host.Files;
using AimsBot.Host.WebChat;
using AimsBot.Slack;
using AimsBot.Slack.BlockKit;
using AimsBot.Teams;
using AimsBot.Workflows.People;
using Hangfire;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace AimsBot.Host;

/// <summary>Builds the running bot: settings, core, store, channels, jobs, doors.</summary>
public static class BotHost
{
    private const string DefaultUrl = "http://localhost:3978";

    /// <summary>What the project file makes <c>dotnet run</c> say first.</summary>
    public const string DotnetRunMark = "--dotnet-run";

    /// <summary>
    /// What is named in the environment; else Development under <c>dotnet run</c>, and Production anywhere else, so that
    /// nothing is open by having forgotten something.
    /// </summary>
    public static string EnvironmentName() =>
        Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
        ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
        ?? (IsDotnetRun ? Environments.Development : Environments.Production);

    private static bool IsDotnetRun =>
        Environment.GetCommandLineArgs().ElementAtOrDefault(1) == DotnetRunMark
        || Environment.GetEnvironmentVariable("DOTNET_LAUNCH_PROFILE") is { Length: > 0 };

    /// <summary>How long the host may take to end what it has begun, when it is told to stop.</summary>
    public static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(8);

    public static WebApplicationBuilder Builder(string[] args)
    {
        // What is stored and logged must not depend on the machine's language.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        return WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            EnvironmentName = EnvironmentName(),
            ContentRootPath = AppContext.BaseDirectory,
        });
    }

    /// <summary>Runs until it is told to stop. 2: the settings or the store cannot be used, each fault named.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var builder = Builder(args);
        var settings = HostSettings.Read(builder.Configuration, builder.Environment.IsDevelopment());
        if (Failures.Report(settings) is { } failed) return failed;
        OpenStore store;
        try
        {
            store = await OpenStore.OpenAsync(settings, settings.StorageKind, create: true, isCommand: false, CancellationToken.None);
        }
        catch (Exception e) when (Failures.IsExpected(e))
        {
            return Failures.Report(e);
        }

        using var opened = store;
        // A card that cannot be read stops the start, not the first reader.
        _ = CardLibrary.Embedded;
        Configure(builder, settings, store);
        await using var app = builder.Build();
        try
        {
            Map(app, settings);
            await PrepareAsync(app.Services, settings, app.Lifetime.ApplicationStopping);
            WarmUp();
            await app.StartAsync();
        }
        catch (Exception e) when (Failures.IsExpected(e))
        {
            // Such as an address, or the demo's chats, that another program has.
            return Failures.Report(e);
        }
        await app.WaitForShutdownAsync();
        return 0;
    }

    // The first person to come does not wait for the compiler: Slack gives an answer three seconds.
    private static void WarmUp() => _ = Task.Run(() =>
    {
        var nothing = JsonSerializer.SerializeToElement(new { });
        foreach (var card in CardLibrary.Embedded.Names.Select(name => CardLibrary.Embedded.Render(name, "en", nothing)))
        {
            CardTranslator.Message(card.Json);
            CardTranslator.Modal(card.Json, "", "", "", "", "");
        }
    });

    private static void Configure(WebApplicationBuilder builder, HostSettings settings, OpenStore store)
    {
        if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null) builder.WebHost.UseUrls(DefaultUrl);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 4 * 1024 * 1024;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        });
        builder.Logging.ClearProviders();
        if (builder.Environment.IsDevelopment()) builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        else builder.Logging.AddJsonConsole();

        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = StopPatience);
        builder.Services.AddCore(settings).AddStore(store).AddFiles().AddSlack(settings, builder.Configuration).AddWebChat(settings, store);
        if (settings.IsTeamsOpen) builder.Services.AddTeams(settings.Teams);
        builder.Services.AddSingleton<PumpLoop>();
        builder.Services.AddHostedService(services => services.GetRequiredService<PumpLoop>());
        Jobs.Add(builder.Services);
        builder.Services.AddHealthChecks().AddCheck<StoreHealth>("store");
        AddTelemetry(builder);
    }

    private static void AddTelemetry(WebApplicationBuilder builder)
    {
        // Without a collector nothing is gathered.
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])) return;
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(Telemetry.Name))
            .WithTracing(tracing => tracing.AddSource(Telemetry.Name, Slack.WebApi.SlackWebApi.Telemetry).AddAspNetCoreInstrumentation().AddOtlpExporter())
            .WithMetrics(metrics => metrics.AddMeter(Telemetry.Name, Slack.WebApi.SlackWebApi.Telemetry).AddAspNetCoreInstrumentation().AddOtlpExporter());
    }

    private static void Map(WebApplication app, HostSettings settings)
    {
        app.UseMiddleware<LastResort>();
        app.MapGet("/health/live", () => Results.Text("alive"));
        app.MapHealthChecks("/health/ready");
        if (settings.IsSlackOpen) app.MapSlack(app.Services.GetRequiredService<PlatformClock>().Time);
        if (settings.IsTeamsOpen) app.MapTeams(ThisMachine.IsCaller);
        app.Services.GetRequiredService<FileEndpoints>().Map(app);
        app.MapWebChat(settings);
        app.MapHangfireDashboard("/jobs", new DashboardOptions { Authorization = [new JobsGate(settings)], DisplayStorageConnectionString = false });
    }

    private static async Task PrepareAsync(IServiceProvider services, HostSettings settings, CancellationToken cancel)
    {
        var sealer = services.GetRequiredService<Core.Audit.Sealer>();
        Telemetry.WatchSeals(() => sealer.Age.TotalSeconds);
        Jobs.Schedule(services.GetRequiredService<IRecurringJobManager>());
        await Administrators.EnsureAsync(settings.Organisation, services.GetRequiredService<Admission>(), services.GetRequiredService<IPeople>(), services.GetRequiredService<Core.Channels.StepRunner>(), cancel);
        await services.PrepareDemoAsync(settings, cancel);
    }
}
