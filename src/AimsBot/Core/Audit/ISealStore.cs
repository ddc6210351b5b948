using AimsBot.Core.Records;

namespace AimsBot.Core.Audit;

/// <summary>
/// Where seals are kept, beside the records and by the same store: each commit marks its entry as not yet sealed, in the
/// same transaction, so that the next seal misses none, whoever saved it and whenever.
/// </summary>
public interface ISealStore
{
    /// <summary>Entries that no seal names yet, in no order. Where a process died in the middle, also some that one does.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    Task<IReadOnlyList<SealedEntry>> UnsealedAsync(string organisation, int most, CancellationToken cancel);

    Task<Seal?> LastSealAsync(string organisation, CancellationToken cancel);

    /// <summary>Seals in the order of their numbers, after <paramref name="after"/>.</summary>
    Task<IReadOnlyList<Seal>> SealsAsync(string organisation, int after, int most, CancellationToken cancel);

    /// <summary>Keeps a seal, and takes the marks of its entries away. False: there is one of this number already.</summary>
    Task<bool> SealAsync(Seal seal, CancellationToken cancel);
}
