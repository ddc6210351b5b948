using Hangfire;
using Hangfire.InMemory;

namespace AimsBot.Host;

/// <summary>
/// Hangfire's recurring jobs. They only tick: what is due stands with the records, so that losing Hangfire's storage
/// loses nothing. A job's signature is a stored format and never changes.
/// </summary>
public sealed class Jobs(PumpLoop pump)
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
    }

    /// <summary>Takes the steps of deadlines that time has made due.</summary>
    [AutomaticRetry(Attempts = 0)]
    public Task DeadlinesAsync(CancellationToken cancel) => pump.SweepAsync(cancel);

    /// <summary>Sends what a dead process left unsent.</summary>
    [AutomaticRetry(Attempts = 0)]
    public Task OutboxAsync(CancellationToken cancel) => pump.SweepAsync(cancel);
}
