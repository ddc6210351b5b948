using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Core.Files;

/// <summary>A file that is made when it is fetched: by what the records say then, and by the rights that its reader has then.</summary>
public interface IFile
{
    /// <summary>Ends its address, and with it says of which kind it is, such as <c>.png</c> or <c>.csv</c>.</summary>
    string Name { get; }

    /// <summary>The name by which it is saved, where it is of a kind that is.</summary>
    string SavedAs(FileRequest request) => Name;

    /// <summary>The pieces of the file, made as they are read; none where the reader may not have it.</summary>
    Task<IAsyncEnumerable<ReadOnlyMemory<byte>>?> MakeAsync(FileRequest request, CancellationToken cancel);
}

/// <param name="Record">What it is about; the reader's own where it is of many records.</param>
/// <param name="Filter">What was asked for, where there is a choice.</param>
public sealed record FileRequest(Organisation Organisation, Person Reader, RecordId Record, string Filter);

/// <summary>What files are made of.</summary>
public static class FilePieces
{
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> Of(ReadOnlyMemory<byte> whole)
    {
        await Task.CompletedTask;
        yield return whole;
    }

    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> Of(IAsyncEnumerable<string> lines)
    {
        await foreach (var line in lines) yield return System.Text.Encoding.UTF8.GetBytes(line);
    }
}
