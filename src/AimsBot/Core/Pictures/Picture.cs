using SkiaSharp;

namespace AimsBot.Core.Pictures;

/// <summary>A picture that was drawn here.</summary>
/// <param name="Png">Its bytes.</param>
/// <param name="Alt">Its facts in the reader's words, for whoever does not see it: nothing is said by the picture alone.</param>
public sealed record Picture(ReadOnlyMemory<byte> Png, string Alt)
{
    /// <param name="width">In pixels; twice what is shown, for sharp screens.</param>
    /// <param name="height">In pixels.</param>
    public static Picture Draw(int width, int height, string alt, Action<SKCanvas> draw)
    {
        using var surface = SKSurface.Create(new SKImageInfo(width, height));
        surface.Canvas.Clear(SKColors.White);
        draw(surface.Canvas);
        using var image = surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        return new Picture(png.ToArray(), alt);
    }
}
