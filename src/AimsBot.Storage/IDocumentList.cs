namespace AimsBot.Storage;

/// <summary>Which documents there are: needed to move an organisation, and by nobody else.</summary>
public interface IDocumentList
{
    /// <summary>Hashes in their order, after <paramref name="after"/>.</summary>
    Task<IReadOnlyList<string>> DocumentsAsync(string organisation, string? after, int most, CancellationToken cancel);
}
