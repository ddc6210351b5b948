using AimsBot.Core.Audit;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Workflows.Certification;
using Hangfire;
using Hangfire.InMemory;

namespace AimsBot.Host;

/// <summary>
/// Hangfire's recurring jobs. They only tick: what is due stands with the records, so that losing Hangfire's storage
/// loses nothing. A job's signature is a stored format and never changes.
/// </summary>
public sealed partial class Jobs(PumpLoop pump, Sealer sealer, Organisations organisations, ILogger<Jobs> log)
{
    public static void Add(IServiceCollection services)
    {
        services.AddHangfire(hangfire => hangfire
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UseInMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = TimeSpan.FromHours(3) }));
        services.AddHangfireServer(server =>
        {
            server.WorkerCount = 2;
            server.SchedulePollingInterval = TimeSpan.FromSeconds(15);
        });
        services.AddSingleton<Jobs>();
    }

    public static void Schedule(IRecurringJobManager jobs)
    {
        jobs.AddOrUpdate<Jobs>("deadlines", j => j.DeadlinesAsync(CancellationToken.None), Cron.Minutely);
        jobs.AddOrUpdate<Jobs>("outbox", j => j.OutboxAsync(CancellationToken.None), Cron.Minutely);
        jobs.AddOrUpdate<Jobs>("surveillance-audits", j => j.SurveillanceAuditsAsync(CancellationToken.None), Cron.Hourly);
        jobs.AddOrUpdate<Jobs>("seals", j => j.SealsAsync(CancellationToken.None), Cron.Minutely);
    }

    /// <summary>Takes the steps of deadlines that time has made due.</summary>
    [AutomaticRetry(Attempts = 0)]
    public Task DeadlinesAsync(CancellationToken cancel) => pump.SweepAsync(cancel);

    /// <summary>Sends what a dead process left unsent.</summary>
    [AutomaticRetry(Attempts = 0)]
    public Task OutboxAsync(CancellationToken cancel) => pump.SweepAsync(cancel);

    /// <summary>Attends to the certificates and the visits of the certification body, however much else is due.</summary>
    [AutomaticRetry(Attempts = 0)]
    public Task SurveillanceAuditsAsync(CancellationToken cancel) => pump.AttendAsync([CertificateWorkflow.TypeName, VisitWorkflow.TypeName], cancel);

    /// <summary>Seals what each organisation's trail has that is new.</summary>
    [AutomaticRetry(Attempts = 0)]
    public async Task SealsAsync(CancellationToken cancel)
    {
        try
        {
            foreach (var organisation in organisations.All) await sealer.SealAsync(organisation.Id, cancel);
        }
        catch (StoreUnavailableException e)
        {
            // What is new stays marked as new.
            StoreAway(e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The seal was put off: {Reason}")]
    private partial void StoreAway(string reason);
}
