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

    private static string TitleOf(JsonElement rows, string id) =>
        rows.EnumerateArray().First(row => row.GetProperty("control").GetString() == id).TryGetProperty("title", out var title) ? title.GetString()! : id;
}
