using System.Text;
using AimsBot.Core.Cards;
using AimsBot.Core.Files;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Host.Reports;

/// <summary>An issued audit report, a review's minutes or its pack, as Markdown or PDF, for whoever sees the record.</summary>
/// <param name="name">One of <see cref="ReportFiles"/>.</param>
public sealed class ReportFile(string name, IRecordStore store, CardMaker cards, KeptReports reports) : IFile
{
    public string Name => name;

    public string SavedAs(FileRequest request) => request.Record.Value + Path.GetExtension(name);

    public async Task<IAsyncEnumerable<ReadOnlyMemory<byte>>?> MakeAsync(FileRequest request, CancellationToken cancel)
    {
        if (await store.LoadAsync(request.Organisation.Id, request.Record, cancel) is not { } head) return null;
        if (await cards.SightAsync(request.Organisation, head, request.Reader) != Sight.Whole) return null;
        if (await reports.TextAsync(request.Organisation.Id, head, cancel) is not { } text) return null;
        return FilePieces.Of(name == ReportFiles.Pdf ? ReportPdf.Make(text, head.Id.Value) : Encoding.UTF8.GetBytes(text));
    }
}
