using AimsBot.Core.Cards;
using AimsBot.Core.Files;
using AimsBot.Core.People;
using AimsBot.Core.Pictures;
using AimsBot.Core.Records;
using SkiaSharp;

namespace AimsBot.Workflows.Reviews;

/// <summary>
/// The frozen figures of a review as bars: this period's, and under it, hatched, the one's before (MR2). Each has its number at the
/// left, by which the words name it, and its count at the right.
/// </summary>
public static class FiguresPicture
{
    private const int Width = 900, Row = 64, Margin = 60, Counts = 100;

    /// <summary>What is shown: figures of two periods, and none of a confidential matter that is too small to be told (MR8).</summary>
    public static IReadOnlyList<Figure> Of(Review review) => [.. review.Figures.Where(f => f is { Before: not null, IsHidden: false })];

    /// <summary>The same in words.</summary>
    public static string Words(Review review, CardText text) =>
        $"{text["review.figures"]} {string.Join("; ", Of(review).Select((figure, i) => $"{PlanReview.Number(i + 1)} {ReviewText.Figure(figure, text)}"))}";

    public static byte[] Draw(Review review)
    {
        var figures = Of(review);
        var most = Math.Max(1, figures.Max(f => Math.Max(f.Now, f.Before!.Value)));
        return Picture.Draw(Width, (figures.Count * Row) + 1, canvas =>
        {
            foreach (var (i, figure) in figures.Index())
            {
                var top = i * Row;
                Numerals.Draw(canvas, i + 1, new SKPoint(Margin / 2f, top + (Row / 2f)), 22, SKColors.Black);
                Bar(canvas, figure.Now, most, top + 8, new SKColor(0x2B, 0x6C, 0xB0), isHatched: false);
                Bar(canvas, figure.Before!.Value, most, top + 34, new SKColor(0xC9, 0xD6, 0xE6), isHatched: true);
            }
        });
    }

    private static void Bar(SKCanvas canvas, int count, int most, float top, SKColor color, bool isHatched)
    {
        var bar = SKRect.Create(Margin, top, Math.Max(2, (Width - Margin - Counts) * (float)count / most), 22);
        using var fill = new SKPaint { Color = color };
        canvas.DrawRect(bar, fill);
        if (isHatched)
        {
            using var hatch = new SKPaint { Color = SKColors.Black.WithAlpha(70), StrokeWidth = 2, IsAntialias = true };
            canvas.Save();
            canvas.ClipRect(bar);
            for (var x = bar.Left - bar.Height; x < bar.Right; x += 14) canvas.DrawLine(x, bar.Bottom, x + bar.Height, bar.Top, hatch);
            canvas.Restore();
        }
        Numerals.Draw(canvas, count, new SKPoint(bar.Right + (Counts / 2f), bar.MidY), 18, SKColors.Black);
    }
}

/// <summary>The picture for whoever sees the review.</summary>
public sealed class FiguresFile(IRecordStore store, CardMaker cards) : IFile
{
    public const string FileName = "figures.png";

    public string Name => FileName;

    public async Task<IAsyncEnumerable<ReadOnlyMemory<byte>>?> MakeAsync(FileRequest request, CancellationToken cancel)
    {
        if (await store.LoadAsync(request.Organisation.Id, request.Record, cancel) is not { Type: ReviewWorkflow.TypeName } head) return null;
        if (await cards.SightAsync(request.Organisation, head, request.Reader) != Sight.Whole) return null;
        var review = head.Read<Review>();
        return FiguresPicture.Of(review).Count > 0 ? FilePieces.Of(FiguresPicture.Draw(review)) : null;
    }
}
