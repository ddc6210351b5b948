using AimsBot.Core.Files;

namespace AimsBot.Workflows.Audits;

/// <summary>The programme's coverage as a picture.</summary>
public sealed class CoverageFile(AuditDesk desk) : IFile
{
    public const string FileName = "coverage.png";

    public string Name => FileName;

    public async Task<IAsyncEnumerable<ReadOnlyMemory<byte>>?> MakeAsync(FileRequest request, CancellationToken cancel) => request.Reader.IsGuest
        ? null
        : FilePieces.Of(CoverageMap.Draw(await desk.CoverageAsync(request.Organisation, cancel), desk.Today(request.Organisation)));
}
