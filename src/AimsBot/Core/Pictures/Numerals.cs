using System.Globalization;
using SkiaSharp;

namespace AimsBot.Core.Pictures;

/// <summary>
/// Numbers drawn as strokes. A container has no fonts, and what needs none looks the same everywhere; words stand on the card
/// and in the picture's alt text.
/// </summary>
public static class Numerals
{
    // The seven strokes of a digit on a field of 1 x 2, from top left: top, upper left and right, middle, lower left and right, bottom.
    private static readonly (SKPoint From, SKPoint To)[] Strokes =
    [
        (new(0, 0), new(1, 0)), (new(0, 0), new(0, 1)), (new(1, 0), new(1, 1)), (new(0, 1), new(1, 1)),
        (new(0, 1), new(0, 2)), (new(1, 1), new(1, 2)), (new(0, 2), new(1, 2)),
    ];

    private static readonly int[][] Digits =
    [
        [0, 1, 2, 4, 5, 6], [2, 5], [0, 2, 3, 4, 6], [0, 2, 3, 5, 6], [1, 2, 3, 5],
        [0, 1, 3, 5, 6], [0, 1, 3, 4, 5, 6], [0, 2, 5], [0, 1, 2, 3, 4, 5, 6], [0, 1, 2, 3, 5, 6],
    ];

    /// <summary>Draws a number of 0 or more around a point.</summary>
    /// <param name="height">Of a digit, in pixels.</param>
    public static void Draw(SKCanvas canvas, int number, SKPoint centre, float height, SKColor color)
    {
        using var pen = new SKPaint { Color = color, StrokeWidth = height / 8, StrokeCap = SKStrokeCap.Round, IsAntialias = true };
        var text = number.ToString(CultureInfo.InvariantCulture);
        var (width, step) = (height / 2, height * 0.8f);
        var left = centre.X - (((text.Length - 1) * step) + width) / 2;
        foreach (var (i, digit) in text.Index())
        {
            foreach (var stroke in Digits[digit - '0']) canvas.DrawLine(At(i, Strokes[stroke].From), At(i, Strokes[stroke].To), pen);
        }

        SKPoint At(int digit, SKPoint point) => new(left + (digit * step) + (point.X * width), centre.Y - (height / 2) + (point.Y * height / 2));
    }
}
