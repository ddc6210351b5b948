using AimsBot.Core.People;
using AimsBot.Core.Records;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AimsBot.Host;

/// <summary>Ready where the store answers and nothing that is due has been waiting for long. A chat that is down does not make the bot unready.</summary>
public sealed class StoreHealth(IRecordStore store, Organisations organisations, TimeProvider clock) : IHealthCheck
{
    /// <summary>How late the oldest due record may be.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await store.CheckWritesAsync(cancellationToken);
            foreach (var organisation in organisations.All)
            {
                var due = await store.DueAsync(organisation.Id, clock.GetUtcNow(), 1, cancellationToken);
                if (due.Count > 0 && clock.GetUtcNow() - due[0].WakeAt > Patience)
                    return HealthCheckResult.Unhealthy("Something that is due has been waiting for too long.");
            }
            return HealthCheckResult.Healthy();
        }
        catch (StoreUnavailableException)
        {
            return HealthCheckResult.Unhealthy("The store cannot be reached, or takes nothing.");
        }
    }
}
