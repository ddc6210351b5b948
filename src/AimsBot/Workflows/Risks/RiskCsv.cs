using System.Globalization;
using AimsBot.Core.Records;
using AimsBot.Workflows.RiskMethods;
using CsvHelper;

namespace AimsBot.Workflows.Risks;

/// <summary>
/// The register as a CSV file. It opens in a spreadsheet, so a cell that would be a formula there begins with an apostrophe;
/// the mark at the start tells it that the text is UTF-8.
/// </summary>
public static class RiskCsv
{
    private static readonly CsvWriterOptions Safe = CsvWriterOptions.Default with { Injection = CsvInjection.Escape, WriteByteOrderMark = true };

    private static readonly string[] Columns =
    [
        "id", "system", "system_name", "event", "owner", "state", "breach", "band", "level", "likelihood", "organisation", "individuals", "society", "method",
        "inherent_level", "target_level", "treatment", "plan", "controls", "acceptance", "review_by", "review_due",
    ];

    /// <param name="names">Of systems and owners.</param>
    public static byte[] Write(IEnumerable<RiskRow> rows, IReadOnlyDictionary<RecordId, string> names)
    {
        using var file = new MemoryStream();
        using (var csv = CsvWriter.Create(file, Safe, leaveOpen: true))
        {
            csv.WriteRecord(Columns);
            foreach (var row in rows) csv.WriteRecord(Cells(row, names));
        }
        return file.ToArray();
    }

    private static string[] Cells(RiskRow row, IReadOnlyDictionary<RecordId, string> names)
    {
        var risk = row.Risk;
        var scores = risk.Current?.Scores;
        string?[] cells =
        [
            row.Head.Id.Value, risk.System.Value, names.GetValueOrDefault(risk.System), risk.Event, names.GetValueOrDefault(risk.Owner), row.Head.State,
            row.IsBreach ? "yes" : "no", row.Band is { } band ? RiskWords.Of(band) : null, Number(scores?.Level), Number(scores?.Likelihood),
            Number(scores?.Organisation), Number(scores?.Individuals), Number(scores?.Society), Number(risk.Current?.Method), Number(risk.Inherent?.Scores.Level),
            Number(risk.Target?.Scores.Level), risk.Treatment is { } treatment ? TreatRisk.Treatments.First(t => t.Value == treatment).Key : null, risk.Plan, risk.Controls,
            risk.Acceptance?.Value, risk.Review?.Due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), risk.ReviewDue,
        ];
        return [.. cells.Select(cell => cell ?? "")];
    }

    private static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
