namespace AimsBot.Core.Records;

/// <summary>Where replicas agree, by organisation, on which of them does the pump's work. A store of one host alone has none.</summary>
public interface IWorkLeases
{
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    Task<WorkLease?> LeaseAsync(string organisation, CancellationToken cancel);

    /// <summary>Writes the lease if it still stands as it was read. False: somebody wrote it meanwhile, and nothing was changed.</summary>
    /// <param name="before">What was read; none where there was no lease.</param>
    Task<bool> WriteLeaseAsync(string organisation, WorkLease? before, WorkLease after, CancellationToken cancel);
}

/// <summary>Who does an organisation's work.</summary>
/// <param name="Holder">The replica; empty where the last one went by itself.</param>
/// <param name="Version">One more with every writing: a lease that does not move has a holder who does nothing.</param>
public sealed record WorkLease(string Holder, long Version);
