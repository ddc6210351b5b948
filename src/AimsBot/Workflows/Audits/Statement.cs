using System.Text.Json;
using AimsBot.Core.Iso42001;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Audits;

/// <summary>What audits read of the statement of applicability, which is another workflow's record.</summary>
internal static class Statement
{
    private static readonly string[] Grounds = ["risk", "law", "contract", "impact"];

    /// <summary>The controls that the version in force includes, with their titles; none where no version was approved.</summary>
    public static IReadOnlyDictionary<string, string>? Included(IReadOnlyList<Head>? statements)
    {
        if (statements is not { Count: > 0 }) return null;
        using var body = JsonDocument.Parse(statements[0].Body);
        if (!body.RootElement.TryGetProperty("inForce", out var rows) || rows.GetArrayLength() == 0) return null;
        return rows.EnumerateArray()
            .Where(row => Grounds.Contains(row.GetProperty("ground").GetString()))
            .Select(row => row.GetProperty("control").GetString()!)
            .ToDictionary(id => id, id => Requirements.Find(id)?.Title ?? TitleOf(rows, id));
    }

    /// <summary>What the item of a row begins with, such as <c>SOA-A.9.2</c>.</summary>
    public const string RowPrefix = "SOA-";

    /// <summary>The control on whose row an item is; none where it is no row. The number of a statement is none either.</summary>
    public static string? RowOf(string item) =>
        item.StartsWith(RowPrefix, StringComparison.Ordinal) && RecordId.Parse(item) is null ? item[RowPrefix.Length..] : null;

    /// <summary>The rows of the version in force: the control, whether it is in, and the reason either way (Y1).</summary>
    public static IEnumerable<(string Control, bool IsIncluded, string Reason)> Rows(IReadOnlyList<Head>? statements)
    {
        if (statements is not { Count: > 0 }) yield break;
        using var body = JsonDocument.Parse(statements[0].Body);
        if (!body.RootElement.TryGetProperty("inForce", out var rows)) yield break;
        foreach (var row in rows.EnumerateArray())
            yield return (row.GetProperty("control").GetString()!, Grounds.Contains(row.GetProperty("ground").GetString()), row.GetProperty("reason").GetString()!);
    }

    private static string TitleOf(JsonElement rows, string id) =>
        rows.EnumerateArray().First(row => row.GetProperty("control").GetString() == id).TryGetProperty("title", out var title) ? title.GetString()! : id;
}
