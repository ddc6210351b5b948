using SkiaSharp;

namespace AimsBot.Core.Pictures;

/// <summary>Pictures that are drawn here, as PNG. Their facts stand beside them in words: nothing is said by the picture alone.</summary>
public static class Picture
{
    /// <param name="width">In pixels; twice what is shown, for sharp screens.</param>
    /// <param name="height">In pixels.</param>
    public static byte[] Draw(int width, int height, Action<SKCanvas> draw)
    {
        using var surface = SKSurface.Create(new SKImageInfo(width, height));
        surface.Canvas.Clear(SKColors.White);
        draw(surface.Canvas);
        using var image = surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }
}
