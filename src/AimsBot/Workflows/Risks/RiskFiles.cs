using AimsBot.Core.Files;

namespace AimsBot.Workflows.Risks;

/// <summary>The register as a list for a spreadsheet, as far as its reader sees it.</summary>
public sealed class RiskFile(RiskList risks) : IFile
{
    public const string FileName = "risks.csv";

    public string Name => FileName;

    public async Task<IAsyncEnumerable<ReadOnlyMemory<byte>>?> MakeAsync(FileRequest request, CancellationToken cancel)
    {
        var register = await risks.ReadAsync(request.Organisation, request.Reader, RiskFilter.Parse(request.Filter), cancel);
        return FilePieces.Of(await risks.CsvAsync(request.Organisation, register.Rows, cancel));
    }
}

/// <summary>The heat map of the risks that its reader sees.</summary>
public sealed class HeatMapFile(RiskList risks) : IFile
{
    public const string FileName = "heat-map.png";

    public string Name => FileName;

    public async Task<IAsyncEnumerable<ReadOnlyMemory<byte>>?> MakeAsync(FileRequest request, CancellationToken cancel)
    {
        var register = await risks.ReadAsync(request.Organisation, request.Reader, RiskFilter.Parse(request.Filter), cancel);
        return FilePieces.Of(HeatMap.Draw(register.Counts, register.Method));
    }
}
