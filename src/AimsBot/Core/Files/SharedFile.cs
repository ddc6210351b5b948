namespace AimsBot.Core.Files;

/// <summary>A file that a person shares with the bot in a chat, before its content is fetched.</summary>
/// <param name="Name">The person's own words.</param>
/// <param name="Bytes">How large the platform says that it is; none where it does not say.</param>
/// <param name="FetchAsync">Fetches it, of no more than so many bytes.</param>
public sealed record SharedFile(string Name, long? Bytes, Func<int, CancellationToken, Task<FetchedFile>> FetchAsync)
{
    /// <summary>A file that cannot be fetched, and why.</summary>
    public static SharedFile Without(string name, string reason) =>
        new(name, null, (_, _) => Task.FromResult(FetchedFile.Not(reason, name)));
}

/// <summary>What came of fetching a file: its content, or why there is none.</summary>
public sealed record FetchedFile(ReadOnlyMemory<byte> Content, Refusal? Refusal = null)
{
    /// <summary>The texts of these are in <c>cards/Shared</c>.</summary>
    public const string TooLarge = "file.tooLarge";
    public const string NotReached = "file.notReached";

    /// <summary>It lies elsewhere, and the chat has no more than a link to it.</summary>
    public const string Elsewhere = "file.elsewhere";

    /// <summary>The whole of a stream, or that it is too long; of a longer one no more is read than shows it.</summary>
    public static async Task<FetchedFile> ReadAsync(Stream stream, string name, int most, CancellationToken cancel)
    {
        using var content = new MemoryStream();
        var piece = new byte[81920];
        int read;
        while ((read = await stream.ReadAsync(piece, cancel)) > 0)
        {
            if (content.Length + read > most) return Not(TooLarge, name);
            content.Write(piece, 0, read);
        }
        return new FetchedFile(content.ToArray());
    }

    public static FetchedFile Not(string reason, string name) => new(default, new Refusal(reason, ("name", name)));
}
