using AimsBot.Core.Cards;
using AimsBot.Core.Pictures;
using SkiaSharp;

namespace AimsBot.Workflows.Audits;

/// <summary>
/// The programme's coverage as a heat map: a row for each chapter and group of controls, a square for each requirement, with the
/// months until it is due. What is due soon, overdue or never audited has the darker colour and the denser hatching: never by
/// colour alone.
/// </summary>
public static class CoverageMap
{
    private const int Cell = 84;
    private const int Margin = 84;
    private const int Widest = 9;

    private static readonly Dictionary<CoverageStanding, (SKColor Color, int Lines)> Looks = new()
    {
        [CoverageStanding.Covered] = (new(0xDD, 0xEE, 0xDD), 0),
        [CoverageStanding.DueSoon] = (new(0xFB, 0xEB, 0xB5), 3),
        [CoverageStanding.Overdue] = (new(0xF5, 0xBE, 0x8A), 6),
        [CoverageStanding.Never] = (new(0xE8, 0x8F, 0x8A), 12),
    };

    /// <summary>The same in words, a line for each group.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<CoverageRow> rows, CardText text) =>
        rows.GroupBy(r => r.Requirement.Group).Select(g => $"{g.Key}: {AuditDesk.Figures([.. g], text)}");

    /// <summary>The same in one line, for whoever does not see the picture.</summary>
    public static string Alt(IReadOnlyList<CoverageRow> rows, CardText text) => $"{text["status.map"]} {string.Join("; ", Lines(rows, text))}";

    public static byte[] Draw(IReadOnlyList<CoverageRow> rows, DateOnly today)
    {
        var groups = rows.GroupBy(r => r.Requirement.Group).ToArray();
        // A line of space parts the clauses from the controls.
        var gap = groups.Any(g => !g.First().Requirement.IsControl) && groups.Any(g => g.First().Requirement.IsControl) ? Cell / 3 : 0;
        return Picture.Draw(Margin + (Widest * Cell) + 1, (groups.Length * Cell) + gap + 1, canvas =>
        {
            foreach (var (i, group) in groups.Index())
            {
                var top = (i * Cell) + (group.First().Requirement.IsControl ? gap : 0);
                Numerals.Draw(canvas, int.Parse(group.Key.Replace("A.", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture), new SKPoint(Margin / 2f, top + (Cell / 2f)), 28, SKColors.Black);
                foreach (var (column, row) in group.Index()) Square(canvas, SKRect.Create(Margin + (column * Cell), top, Cell, Cell), row, today);
            }
        });
    }

    /// <summary>Whole months until it is due; none where it is overdue or was never audited.</summary>
    public static int? MonthsLeft(CoverageRow row, DateOnly today) =>
        row.Due is { } due && due >= today ? Math.Max(0, ((due.Year - today.Year) * 12) + due.Month - today.Month - (due.Day < today.Day ? 1 : 0)) : null;

    private static void Square(SKCanvas canvas, SKRect square, CoverageRow row, DateOnly today)
    {
        var (color, lines) = Looks[row.Standing];
        using var fill = new SKPaint { Color = color };
        using var hatch = new SKPaint { Color = SKColors.Black.WithAlpha(60), StrokeWidth = 2, IsAntialias = true };
        using var edge = new SKPaint { Color = SKColors.White, Style = SKPaintStyle.Stroke, StrokeWidth = 4 };
        canvas.DrawRect(square, fill);
        canvas.Save();
        canvas.ClipRect(square);
        for (var i = 1; i <= lines; i++)
        {
            var x = square.Left - square.Height + (2 * square.Width * i / (lines + 1));
            canvas.DrawLine(x, square.Bottom, x + square.Height, square.Top, hatch);
        }
        canvas.Restore();
        canvas.DrawRect(square, edge);
        if (MonthsLeft(row, today) is { } months) Numerals.Draw(canvas, months, new SKPoint(square.MidX, square.MidY), 30, SKColors.Black);
    }
}
