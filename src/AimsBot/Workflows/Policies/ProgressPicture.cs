using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.Files;
using AimsBot.Core.People;
using AimsBot.Core.Pictures;
using AimsBot.Core.Records;
using SkiaSharp;

namespace AimsBot.Workflows.Policies;

/// <summary>
/// How many have read it, day by day, under how many were to: an area under a line, and the last day as a dashed one. The numbers stand
/// beside it as text, and are what who cannot see it hears.
/// </summary>
public static class ProgressPicture
{
    private const int Width = 720, Height = 300, Left = 16, Right = 16, Top = 16, Bottom = 16;

    public static byte[] Draw(Campaign campaign, CampaignFigures now) => Picture.Draw(Width, Height, canvas => Draw(canvas, campaign, now));

    private static void Draw(SKCanvas canvas, Campaign campaign, CampaignFigures now)
    {
        ProgressPoint[] points = [.. campaign.Progress, new(campaign.Progress.Count == 0 ? DateOnly.FromDateTime(campaign.StartedAt.UtcDateTime) : campaign.Progress[^1].Day.AddDays(1), now.Acknowledged, now.Required)];
        var first = DateOnly.FromDateTime(campaign.StartedAt.UtcDateTime);
        var last = new[] { campaign.Due, points[^1].Day, first.AddDays(1) }.Max();
        var most = Math.Max(1, points.Max(p => Math.Max(p.Required, p.Acknowledged)));

        using var grid = Stroke(new SKColor(0xDD, 0xDD, 0xDD), 1);
        for (var part = 0; part <= 4; part++) canvas.DrawLine(Left, Y(most * part / 4f), Width - Right, Y(most * part / 4f), grid);
        using (var area = new SKPathBuilder())
        {
            area.MoveTo(X(first), Y(0));
            foreach (var point in points) area.LineTo(X(point.Day), Y(point.Acknowledged));
            area.LineTo(X(points[^1].Day), Y(0));
            area.Close();
            using var fill = new SKPaint { Color = new SKColor(0x2B, 0x6C, 0xB0), IsAntialias = true };
            using var path = area.Detach();
            canvas.DrawPath(path, fill);
        }
        using (var wanted = new SKPathBuilder())
        {
            wanted.MoveTo(X(first), Y(points[0].Required));
            foreach (var point in points) wanted.LineTo(X(point.Day), Y(point.Required));
            using var line = Stroke(new SKColor(0x22, 0x22, 0x22), 3);
            using var path = wanted.Detach();
            canvas.DrawPath(path, line);
        }
        using (var due = Stroke(new SKColor(0xB0, 0x3A, 0x2E), 2))
        {
            due.PathEffect = SKPathEffect.CreateDash([8, 6], 0);
            canvas.DrawLine(X(campaign.Due), Top, X(campaign.Due), Height - Bottom, due);
        }

        float X(DateOnly day) => Left + ((Width - Left - Right) * (float)(day.DayNumber - first.DayNumber) / (last.DayNumber - first.DayNumber));

        float Y(float count) => Height - Bottom - ((Height - Top - Bottom) * count / most);
    }

    private static SKPaint Stroke(SKColor color, float width) => new() { Color = color, StrokeWidth = width, IsAntialias = true, IsStroke = true };
}

/// <summary>The progress of a campaign as a picture, for whoever sees its card.</summary>
public sealed class ProgressFile(IRecordStore store, CardMaker cards, FactsReader facts) : IFile
{
    public const string FileName = "progress.png";

    public string Name => FileName;

    public async Task<IAsyncEnumerable<ReadOnlyMemory<byte>>?> MakeAsync(FileRequest request, CancellationToken cancel)
    {
        if (await CampaignAsync(store, cards, request, cancel) is not { } head) return null;
        var now = CampaignFigures.Of(await facts.CountsAsync(request.Organisation, CampaignFigures.Queries(head.Id, facts.Now())));
        return FilePieces.Of(ProgressPicture.Draw(head.Read<Campaign>(), now));
    }

    /// <summary>The campaign that a file is asked of, where its reader may see it.</summary>
    public static async Task<Head?> CampaignAsync(IRecordStore store, CardMaker cards, FileRequest request, CancellationToken cancel) =>
        await store.LoadAsync(request.Organisation.Id, request.Record, cancel) is { Type: CampaignWorkflow.TypeName } head
        && await cards.SightAsync(request.Organisation, head, request.Reader) == Sight.Whole
            ? head
            : null;
}
