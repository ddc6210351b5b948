using PdfSharp.Drawing;
using PdfSharp.Fonts;
using PdfSharp.Pdf;

namespace AimsBot.Host.Reports;

/// <summary>A report's Markdown as a PDF on A4: headings, lists, bold beginnings, and nothing else of Markdown, since the reports use nothing else.</summary>
public static class ReportPdf
{
    private const double Margin = 56;
    private const double Body = 10;
    private const double LineHeight = 1.4;
    private static readonly Lock Settings = new();

    public static byte[] Make(string markdown, string title)
    {
        lock (Settings) GlobalFontSettings.FontResolver ??= new EmbeddedFont();
        using var document = new PdfDocument();
        document.Info.Title = title;
        var pages = new Pages(document);
        foreach (var line in markdown.Split('\n')) pages.Write(line);
        pages.Number();
        using var output = new MemoryStream();
        document.Save(output);
        return output.ToArray();
    }

    /// <summary>Fills page after page from the top.</summary>
    private sealed class Pages(PdfDocument document)
    {
        private readonly List<PdfPage> _all = [];
        private XGraphics? _page;
        private double _y = double.MaxValue;

        public void Write(string line)
        {
            var (size, isBold, indent, text) = line switch
            {
                ['#', '#', '#', ' ', .. var words] => (Body + 1, true, 0.0, words),
                ['#', '#', ' ', .. var words] => (Body + 3, true, 0.0, words),
                ['#', ' ', .. var words] => (Body + 6, true, 0.0, words),
                ['-', ' ', .. var words] => (Body, false, 12.0, words),
                _ => (Body, false, 0.0, line),
            };
            if (indent > 0) Put("•", FontOf(size, false), Margin, size);
            var x = Margin + indent;
            foreach (var (word, bold) in Words(text, isBold))
            {
                var font = FontOf(size, bold);
                foreach (var piece in Fitting(word, font, Width - indent))
                {
                    var width = Measure(piece, font);
                    if (x + width > Margin + Width && x > Margin + indent)
                    {
                        _y += size * LineHeight;
                        x = Margin + indent;
                    }
                    Put(piece, font, x, size);
                    x += width + Measure(" ", font);
                }
            }
            _y += size * LineHeight * (text.Length == 0 ? 0.5 : 1);
        }

        /// <summary>Writes "n / all" at the foot of each page, now that all are there.</summary>
        public void Number()
        {
            _page?.Dispose();
            foreach (var (i, page) in _all.Index())
            {
                using var graphics = XGraphics.FromPdfPage(page);
                graphics.DrawString($"{i + 1} / {_all.Count}", FontOf(8, false), XBrushes.Gray, new XPoint(Margin, page.Height.Point - (Margin / 2)));
            }
        }

        private double Width => Current.PageSize.Width - (2 * Margin);

        private XGraphics Current => _page ??= Turn();

        private void Put(string text, XFont font, double x, double size)
        {
            // The first page sets the height to begin at.
            var bottom = Current.PageSize.Height - Margin;
            if (_y + size > bottom)
            {
                _page!.Dispose();
                _page = Turn();
            }
            Current.DrawString(text, font, XBrushes.Black, new XPoint(x, _y + size));
        }

        private XGraphics Turn()
        {
            var page = document.AddPage();
            page.Size = PdfSharp.PageSize.A4;
            _all.Add(page);
            _y = Margin;
            return XGraphics.FromPdfPage(page);
        }

        private double Measure(string text, XFont font) => Current.MeasureString(text, font).Width;

        // A hash or a link may be longer than a line.
        private IEnumerable<string> Fitting(string word, XFont font, double width)
        {
            while (Measure(word, font) > width && word.Length > 1)
            {
                var length = Math.Max(1, (int)(word.Length * width / Measure(word, font)) - 1);
                yield return word[..length];
                word = word[length..];
            }
            yield return word;
        }

        private static IEnumerable<(string Word, bool Bold)> Words(string text, bool isBold)
        {
            foreach (var (i, part) in text.Split("**").Index())
            {
                foreach (var word in part.Split(' ', StringSplitOptions.RemoveEmptyEntries)) yield return (word, isBold || i % 2 == 1);
            }
        }

        private static XFont FontOf(double size, bool bold) => new(EmbeddedFont.Family, size, bold ? XFontStyleEx.Bold : XFontStyleEx.Regular);
    }

    /// <summary>The font is built in: a container has none, and every reader sees the same.</summary>
    private sealed class EmbeddedFont : IFontResolver
    {
        public const string Family = "DejaVu Sans";

        public FontResolverInfo ResolveTypeface(string familyName, bool isBold, bool isItalic) => new(Family, mustSimulateBold: isBold, mustSimulateItalic: isItalic);

        public byte[] GetFont(string faceName)
        {
            using var stream = typeof(ReportPdf).Assembly.GetManifestResourceStream("DejaVuSans.ttf") ?? throw new InvalidOperationException("The reports' font is not built in.");
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return bytes.ToArray();
        }
    }
}
