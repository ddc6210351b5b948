using AimsBot.Core.Channels;

namespace AimsBot.Core.Files;

/// <summary>
/// A file that a person sends from their browser, by an address that was given to them: for what no field of a chat holds. It is one
/// act on a record, as a click would be, and their rights are checked then.
/// </summary>
public interface IUpload
{
    /// <summary>Ends its address.</summary>
    string Name { get; }

    /// <summary>The largest file, in bytes.</summary>
    int MostBytes { get; }

    /// <summary>Where its texts are, under <c>cards/</c>; what it is for is the text <c>upload.</c> with its name.</summary>
    string Folder { get; }

    /// <param name="key">What makes it one act, however often it is sent.</param>
    Task<StepAnswer> TakeAsync(FileRequest request, Uploaded file, string key, CancellationToken cancel);
}

/// <param name="Name">As the person's machine calls it.</param>
public sealed record Uploaded(string Name, ReadOnlyMemory<byte> Content);
