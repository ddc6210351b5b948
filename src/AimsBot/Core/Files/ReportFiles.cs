namespace AimsBot.Core.Files;

/// <summary>The names of the files of a report.</summary>
public static class ReportFiles
{
    public const string Pdf = "report.pdf";
    public const string Markdown = "report.md";
}
