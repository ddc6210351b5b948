using AimsBot.Core.Cards;
using AimsBot.Core.Files;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Policies;

/// <summary>The scan of a signed paper, kept beside the acknowledgement that it stands for (P9).</summary>
/// <param name="ending">Of the kind of file: <c>.pdf</c>, <c>.png</c> or <c>.jpg</c>.</param>
public sealed class SignatureFile(string ending, IRecordStore store, CardMaker cards) : IFile
{
    /// <summary>What the files of each kind begin with.</summary>
    private static readonly Dictionary<string, byte[]> Beginnings = new() { [".pdf"] = "%PDF-"u8.ToArray(), [".png"] = [0x89, .. "PNG"u8], [".jpg"] = [0xFF, 0xD8, 0xFF] };

    public static IEnumerable<string> Endings => Beginnings.Keys;

    public string Name => NameOf(ending);

    public static string NameOf(string ending) => "signature" + ending;

    /// <summary>The kind of a file by what it begins with; none where it is of no kind that is taken.</summary>
    public static string? EndingOf(ReadOnlySpan<byte> content)
    {
        foreach (var (ending, beginning) in Beginnings)
        {
            if (content.StartsWith(beginning)) return ending;
        }
        return null;
    }

    public async Task<IAsyncEnumerable<ReadOnlyMemory<byte>>?> MakeAsync(FileRequest request, CancellationToken cancel)
    {
        if (await store.LoadAsync(request.Organisation.Id, request.Record, cancel) is not { Type: AcknowledgementWorkflow.TypeName } head) return null;
        if (await cards.SightAsync(request.Organisation, head, request.Reader) != Sight.Whole) return null;
        if (head.Read<Acknowledgement>().Confirmation?.Offline?.Scan is not { } scan || scan.Ending != ending) return null;
        return await store.DocumentAsync(request.Organisation.Id, scan.Hash, cancel) is { } content ? FilePieces.Of(content) : null;
    }
}
