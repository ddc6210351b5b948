using System.Text;
using CsvHelper;

namespace AimsBot.Core.People;

/// <summary>One record of a CSV file: its cells without quotes, each run of blanks and line breaks made one blank.</summary>
/// <param name="Line">The line of the file where the record starts, from 1.</param>
/// <param name="Cells">As many as the record has.</param>
/// <param name="QuotesPair">Whether its quotation marks follow the rules; if not, its cells may hold parts of others.</param>
internal sealed record CsvRecord(int Line, string[] Cells, bool QuotesPair);

/// <summary>A CSV file as spreadsheets save it: the encodings, the separators and the empty rows that they make.</summary>
internal static class CsvText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding Utf16 = new(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding Utf16BigEndian = new(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true);

    /// <summary>
    /// The text of the bytes, or null where its encoding cannot be told for certain: an old code page, in which
    /// "Åse" would silently become another name, or no text at all.
    /// </summary>
    public static string? Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return bytes switch
            {
                [0xEF, 0xBB, 0xBF, .. var text] => Utf8.GetString(text),
                [0xFF, 0xFE, .. var text] => Utf16.GetString(text),
                [0xFE, 0xFF, .. var text] => Utf16BigEndian.GetString(text),
                _ => Utf8.GetString(bytes),
            };
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The records that have something in them, the header first.</summary>
    public static IEnumerable<CsvRecord> Records(string text)
    {
        var quotesPair = true;
        var options = CsvReaderOptions.Default with
        {
            HasHeader = false,
            Separator = Separator(text),
            TrimWhitespace = true,
            TrackLineNumbers = true,
            OnMalformedRecord = _ => quotesPair = false,
        };
        using var reader = CsvReader.FromText(text, options);
        while (reader.Read())
        {
            var cells = reader.Current.ToArray();
            for (var i = 0; i < cells.Length; i++)
                cells[i] = string.Join(' ', cells[i].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            if (cells.Any(cell => cell.Length > 0))
                yield return new((int)reader.LineNumber, cells, quotesPair);
            quotesPair = true;
        }
    }

    // Asked of the header alone: its names hold none of the three, while a person's name may hold any.
    private static char Separator(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.IndexOfAnyInRange('A', 'z') < 0)
                continue;
            var (commas, semicolons, tabs) = (line.Count(','), line.Count(';'), line.Count('\t'));
            return tabs > commas && tabs > semicolons ? '\t' : semicolons > commas ? ';' : ',';
        }
        return ',';
    }
}
