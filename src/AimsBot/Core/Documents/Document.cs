namespace AimsBot.Core.Documents;

/// <summary>A text or file that is kept once under its SHA-256; records refer to it.</summary>
public static class Document
{
    /// <summary>The largest document, in bytes.</summary>
    public const int MaximumBytes = 20 * 1024 * 1024;

    /// <summary>Documents are stored in pieces of this size, in bytes, so that no store's item limit is met.</summary>
    public const int ChunkBytes = 1024 * 1024;
}
