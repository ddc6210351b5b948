namespace AimsBot.Core.People;

/// <summary>
/// A file of people as a spreadsheet or an HR system saves it, read and judged. Reading changes nothing; one fault
/// anywhere means that nobody of the file may be taken over.
/// </summary>
public sealed class PeopleFile
{
    /// <summary>The most people in one file; more is a mistake, or wants to be imported in parts.</summary>
    public const int MostRows = 200_000;

    /// <summary>The most characters of one cell. Longer names exist, but not in any directory that we know of.</summary>
    public const int LongestCell = 200;

    private PeopleFile(IReadOnlyList<PersonRow> rows, IEnumerable<LineFault> faults, IEnumerable<LineFault> warnings)
    {
        Rows = rows;
        Faults = [.. faults.OrderBy(fault => fault.Line)];
        Warnings = [.. warnings.OrderBy(warning => warning.Line)];
    }

    /// <summary>The people in the order of the file; none at all if there is a fault.</summary>
    public IReadOnlyList<PersonRow> Rows { get; }

    /// <summary>What must be put right before anything is taken over, by line.</summary>
    public IReadOnlyList<LineFault> Faults { get; }

    /// <summary>What was left out of rows that are taken, by line: managers and languages that cannot be used.</summary>
    public IReadOnlyList<LineFault> Warnings { get; }

    /// <summary>
    /// Reads a file of comma-, semicolon- or tab-separated text in UTF-8 (with or without a byte order mark) or UTF-16
    /// (with one). The first row that is not empty names the columns, in any order (see <see cref="PeopleColumns"/>).
    /// </summary>
    public static PeopleFile Read(ReadOnlyMemory<byte> bytes, PeopleFileRules rules)
    {
        // A NUL beside the first letter is UTF-16 without its mark.
        if (CsvText.Decode(bytes.Span) is not { } text || text.AsSpan(0, Math.Min(2, text.Length)).Contains('\0'))
            return Faulty([LineFault.Of(0, PeopleFileFault.NotText)]);

        using var records = CsvText.Records(text).GetEnumerator();
        if (!records.MoveNext())
            return Faulty([LineFault.Of(0, PeopleFileFault.NoPeople)]);

        var faults = new List<LineFault>();
        var columns = PeopleColumns.Read(records.Current, faults);
        if (faults.Count > 0)
            return Faulty(faults);

        var reader = new PersonRowReader(columns, rules);
        var rows = new List<PersonRow>();
        for (var count = 0; records.MoveNext(); count++)
        {
            if (count == MostRows)
                return Faulty([LineFault.Of(0, PeopleFileFault.TooManyRows, ("most", MostRows))]);
            if (reader.Read(records.Current) is { } row)
                rows.Add(row);
        }

        if (reader.Faults.Count > 0)
            return Faulty(reader.Faults);
        if (rows.Count == 0)
            return Faulty([LineFault.Of(0, PeopleFileFault.NoPeople)]);
        rows = [.. ReportingLines.Settle(rows, rules.KnownManagers, reader.Warnings)];
        return new(rows, [], reader.Warnings);
    }

    private static PeopleFile Faulty(IEnumerable<LineFault> faults) => new([], faults, []);
}
