using SkiaSharp;

namespace AimsBot.Core.Pictures;

/// <summary>How grave what a square of a map stands for is.</summary>
public enum Shade
{
    Calm,
    Watch,
    Grave,
    Worst,
}

/// <summary>A square of a map. What is graver has the darker colour and the denser hatching: never by colour alone.</summary>
public static class Square
{
    private static readonly Dictionary<Shade, (SKColor Color, int Lines)> Looks = new()
    {
        [Shade.Calm] = (new(0xDD, 0xEE, 0xDD), 0),
        [Shade.Watch] = (new(0xFB, 0xEB, 0xB5), 3),
        [Shade.Grave] = (new(0xF5, 0xBE, 0x8A), 6),
        [Shade.Worst] = (new(0xE8, 0x8F, 0x8A), 12),
    };

    public static void Draw(SKCanvas canvas, SKRect square, Shade shade)
    {
        var (color, lines) = Looks[shade];
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
    }
}
