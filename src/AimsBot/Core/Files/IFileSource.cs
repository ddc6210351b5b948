namespace AimsBot.Core.Files;

/// <summary>Fetches files from the chat platforms. It goes where it is sent and nowhere else: whoever sends it has checked the address.</summary>
public interface IFileSource
{
    /// <summary>The file, or why there is none; of one that is too large no more is read than shows it.</summary>
    Task<FetchedFile> GetAsync(FileAddress file, int most, CancellationToken cancel);
}

/// <summary>Where a file lies.</summary>
/// <param name="Token">What lets the bot have it; none where the address itself does.</param>
public sealed record FileAddress(Uri Address, string Name, string? Token)
{
    /// <summary>An answer of this media type is not the file, such as a page that asks to sign in; none where every answer is.</summary>
    public string? IsNot { get; init; }
}
