using AimsBot.Host.Reports;
using PdfSharp.Pdf.IO;

namespace AimsBot.Tests.Host.Reports;

public class ReportPdfTests
{
    [Fact]
    public void A_report_is_a_pdf_with_its_number_as_the_title()
    {
        using var pdf = PdfReader.Open(new MemoryStream(ReportPdf.Make("# Rapport om bokmål: æøå\n\n- **Mål:** ja", "AUD-0000-0001")), PdfDocumentOpenMode.Import);
        Assert.Equal((1, "AUD-0000-0001"), (pdf.PageCount, pdf.Info.Title));
    }

    [Fact]
    public void A_long_report_goes_on_over_pages()
    {
        using var pdf = PdfReader.Open(new MemoryStream(ReportPdf.Make(string.Join('\n', Enumerable.Range(0, 300).Select(i => $"- {i}: {new string('w', 30)} and more words that fill the line to its end")), "x")), PdfDocumentOpenMode.Import);
        Assert.InRange(pdf.PageCount, 5, 20);
    }

    [Theory]
    [InlineData("")]
    [InlineData("- ")]
    [InlineData("#")]
    [InlineData("** one ** two **")]
    [InlineData("right to left: \u05e9\u05dc\u05d5\u05dd, an emoji: \ud83d\ude00")]
    public void Whatever_stands_in_it_there_is_a_page(string markdown)
    {
        using var pdf = PdfReader.Open(new MemoryStream(ReportPdf.Make(markdown + "\nend", "x")), PdfDocumentOpenMode.Import);
        Assert.Equal(1, pdf.PageCount);
    }

    [Fact]
    public void A_word_longer_than_a_line_is_broken_and_nothing_hangs()
    {
        using var pdf = PdfReader.Open(new MemoryStream(ReportPdf.Make(new string('x', 5000), "x")), PdfDocumentOpenMode.Import);
        Assert.InRange(pdf.PageCount, 1, 3);
    }
}
