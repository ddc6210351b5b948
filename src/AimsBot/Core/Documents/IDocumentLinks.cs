using AimsBot.Core.People;

namespace AimsBot.Core.Documents;

/// <summary>Addresses by which a kept document is fetched for a while, by whoever was given one.</summary>
public interface IDocumentLinks
{
    /// <summary>An address that the channel's clients reach; none where the bot has none of that kind: then words stand in its place.</summary>
    /// <param name="hash">The document's SHA-256.</param>
    string? LinkTo(Organisation organisation, string hash, DocumentKind kind, string channel);
}

/// <summary>What a document is sent as.</summary>
public enum DocumentKind
{
    Png,
    Csv,
}
