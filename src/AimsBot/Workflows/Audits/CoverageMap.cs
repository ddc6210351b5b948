using AimsBot.Core.Cards;
using AimsBot.Core.Pictures;
using SkiaSharp;

namespace AimsBot.Workflows.Audits;

/// <summary>
/// The programme's coverage as a heat map: a row for each chapter and group of controls, a square for each requirement, with the
/// months until it is due.
/// </summary>
public static class CoverageMap
{
    private const int Cell = 84;
    private const int Margin = 84;
    private const int Widest = 9;

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
                foreach (var (column, row) in group.Index())
                {
                    var square = SKRect.Create(Margin + (column * Cell), top, Cell, Cell);
                    Square.Draw(canvas, square, ShadeOf(row.Standing));
                    if (MonthsLeft(row, today) is { } months) Numerals.Draw(canvas, months, new SKPoint(square.MidX, square.MidY), 30, SKColors.Black);
                }
            }
        });
    }

    /// <summary>Whole months until it is due; none where it is overdue or was never audited.</summary>
    public static int? MonthsLeft(CoverageRow row, DateOnly today) =>
        row.Due is { } due && due >= today ? Math.Max(0, ((due.Year - today.Year) * 12) + due.Month - today.Month - (due.Day < today.Day ? 1 : 0)) : null;

    private static Shade ShadeOf(CoverageStanding standing) => standing switch
    {
        CoverageStanding.Covered => Shade.Calm,
        CoverageStanding.DueSoon => Shade.Watch,
        CoverageStanding.Overdue => Shade.Grave,
        CoverageStanding.Never => Shade.Worst,
    };
}
