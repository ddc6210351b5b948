using AimsBot.Core.Cards;
using AimsBot.Core.Files;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Audits;

/// <summary>A file that was kept as evidence, for whoever sees the checklist.</summary>
public sealed class EvidenceFile(IRecordStore store, CardMaker cards) : IFile
{
    public const string FileName = "evidence.bin";

    public string Name => FileName;

    public string SavedAs(FileRequest request) => NameOf(request.Filter);

    /// <summary>What an address is made for: the hash, and the name by which it is saved.</summary>
    public static string FilterOf(Evidence file) => $"{file.Reference[AnswerItem.DocumentPrefix.Length..]} {file.Name}";

    public async Task<IAsyncEnumerable<ReadOnlyMemory<byte>>?> MakeAsync(FileRequest request, CancellationToken cancel)
    {
        if (await store.LoadAsync(request.Organisation.Id, request.Record, cancel) is not { Type: ChecklistWorkflow.TypeName } head) return null;
        if (await cards.SightAsync(request.Organisation, head, request.Reader) != Sight.Whole) return null;
        var hash = request.Filter.Split(' ', 2)[0];
        var isItsOwn = head.Read<Checklist>().Items.SelectMany(i => i.Files).Any(f => f.Reference == AnswerItem.DocumentPrefix + hash);
        return isItsOwn && await store.DocumentAsync(request.Organisation.Id, hash, cancel) is { } content ? FilePieces.Of(content) : null;
    }

    private static string NameOf(string filter) => filter.Split(' ', 2) is [_, { Length: > 0 } name] ? name : FileName;
}
