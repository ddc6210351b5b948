using AimsBot.Core.Records;

namespace AimsBot.Workflows.Audits;

/// <summary>What the bot's own records show for an item, offered on it as figures: the auditor looks at the records behind them.</summary>
internal static class KeptEvidence
{
    private static readonly (string Name, string Type, string? State, string[] Items)[] Table =
    [
        ("acknowledged", "acknowledgement", "acknowledged", ["5.2", "7.3", "7.4", "A.2", "A.9.2"]),
        ("pending", "acknowledgement", "pending", ["5.2", "7.3", "7.4", "A.2", "A.9.2"]),
        ("policies", "policy", "published", ["5.2", "7.5", "A.2"]),
        ("systems", "system", "active", ["4.1", "4.3", "A.4", "A.6", "A.9"]),
        ("unaccepted", "risk", "unaccepted", ["6.1", "8.2", "8.3", "A.5"]),
        ("accepted", "acceptance", "accepted", ["6.1.3", "8.3"]),
        ("reported", "incident", "reported", ["A.3.3", "A.6.2.8", "A.8"]),
        ("closed", "incident", "closed", ["A.3.3", "A.6.2.8", "A.8", "10.2"]),
        ("openCases", "corrective-action", "open", ["10.1", "10.2"]),
        ("closedCases", "corrective-action", "closed", ["10.1", "10.2"]),
    ];

    public static Dictionary<string, RecordQuery> For(Checklist body) => Table
        .Where(row => row.Items.Any(item => body.Shown?.Id is { } id && (id == item || id.StartsWith(item + ".", StringComparison.Ordinal))))
        .ToDictionary(row => row.Name, row => new RecordQuery { Type = row.Type, State = row.State });
}
