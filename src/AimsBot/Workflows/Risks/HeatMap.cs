using System.Globalization;
using System.Text.Json;
using AimsBot.Core.Cards;
using AimsBot.Core.Pictures;
using AimsBot.Workflows.RiskMethods;
using SkiaSharp;

namespace AimsBot.Workflows.Risks;

/// <summary>
/// How many risks there are at each likelihood and impact, as they are now.
/// </summary>
public static class HeatMap
{
    private const int Cell = 120;
    private const int Margin = 60;

    /// <summary>The counts row by row: the highest likelihood first, in each the lowest impact first.</summary>
    public static int[][] Count(IEnumerable<Scores> scores)
    {
        var counts = Enumerable.Range(0, Scores.Highest).Select(_ => new int[Scores.Highest]).ToArray();
        foreach (var one in scores) counts[Scores.Highest - one.Likelihood][one.Impact - 1]++;
        return counts;
    }

    /// <summary>The same in words, a line for each likelihood.</summary>
    public static IReadOnlyList<string> Lines(int[][] counts, CardText text) =>
    [
        .. counts.Select((row, i) => text.Format("heat.row", JsonSerializer.SerializeToElement(new
        {
            likelihood = (Scores.Highest - i).ToString(CultureInfo.InvariantCulture),
            counts = string.Join(" ", row.Select(n => n.ToString(CultureInfo.InvariantCulture))),
        }))),
    ];

    /// <summary>The same in one line, for whoever does not see the picture.</summary>
    public static string Alt(int[][] counts, CardText text) => $"{text["heat.alt"]} {string.Join("; ", Lines(counts, text))}";

    public static byte[] Draw(int[][] counts, RiskMethod method) =>
        Picture.Draw(Margin + (Scores.Highest * Cell) + 1, Margin + (Scores.Highest * Cell) + 1, canvas =>
        {
            for (var row = 0; row < Scores.Highest; row++)
            {
                var (likelihood, top) = (Scores.Highest - row, row * Cell);
                Numerals.Draw(canvas, likelihood, new SKPoint(Margin / 2f, top + (Cell / 2f)), 24, SKColors.Black);
                for (var column = 0; column < Scores.Highest; column++)
                {
                    var impact = column + 1;
                    var square = SKRect.Create(Margin + (column * Cell), top, Cell, Cell);
                    Square.Draw(canvas, square, ShadeOf(method.BandOf(new Scores(likelihood, impact, impact, impact))));
                    if (counts[row][column] > 0) Number(canvas, square, counts[row][column]);
                }
            }
            for (var column = 0; column < Scores.Highest; column++)
                Numerals.Draw(canvas, column + 1, new SKPoint(Margin + ((column + 0.5f) * Cell), (Scores.Highest * Cell) + (Margin / 2f)), 24, SKColors.Black);
        });

    private static Shade ShadeOf(Band band) => band switch
    {
        Band.Low => Shade.Calm,
        Band.Medium => Shade.Watch,
        Band.High => Shade.Grave,
        Band.Critical => Shade.Worst,
    };

    private static void Number(SKCanvas canvas, SKRect square, int number)
    {
        using var disc = new SKPaint { Color = SKColors.White, IsAntialias = true };
        var centre = new SKPoint(square.MidX, square.MidY);
        canvas.DrawRoundRect(SKRect.Create(centre.X - 48, centre.Y - 34, 96, 68), 16, 16, disc);
        Numerals.Draw(canvas, number, centre, 40, SKColors.Black);
    }
}
