using System.Buffers;

namespace AimsBot.Core.Files;

/// <summary>A line of a CSV file (RFC 4180) that is safe to open in a spreadsheet: no cell of it is a formula.</summary>
public static class CsvLine
{
    /// <summary>What tells a spreadsheet that the file is UTF-8.</summary>
    public const string Begin = "\uFEFF";

    private static readonly SearchValues<char> Breaking = SearchValues.Create(",;\"\r\n\t");

    public static string Of(params IReadOnlyList<string?> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    // A spreadsheet runs what begins so, whoever wrote it; an apostrophe makes it text.
    private static string Cell(string? text)
    {
        var safe = text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..] ? "'" + text : text ?? "";
        return safe.AsSpan().ContainsAny(Breaking) ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
