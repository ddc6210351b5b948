using System.Text.Json;
using System.Text.RegularExpressions;
using AimsBot.Core;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Statements;

/// <summary>
/// A control on which a live risk relies is not left out (Y7). Risks are another workflow's records, and name their controls in
/// words: what is read of them is the text of their verified controls and of their plan.
/// </summary>
internal static partial class ReliedOn
{
    public const string RiskType = "risk";

    private static readonly string[] Fields = ["controls", "plan"];

    /// <summary>The refusal that names a risk and the control on which it relies; none where no risk was asked for, or none relies on them.</summary>
    public static Refusal? ByRisk(IReadOnlyList<string> controls, StepFacts facts)
    {
        if (!facts.Listed.TryGetValue(RiskType, out var risks)) return null;
        foreach (var risk in risks)
        {
            var named = Named(risk);
            if (controls.FirstOrDefault(named.Contains) is { } control) return new Refusal("statement.reliedOn", ("control", control), ("risk", risk.Id.Value));
        }
        return null;
    }

    private static HashSet<string> Named(Head risk)
    {
        using var body = JsonDocument.Parse(risk.Body);
        return
        [
            .. Fields.Select(field => body.RootElement.TryGetProperty(field, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "")
                .SelectMany(text => Control().Matches(text).Select(found => found.Value.ToUpperInvariant())),
        ];
    }

    // An identifier as a whole: A.6.2.4 is not A.6.2, and OWN-12 is not OWN-1.
    [GeneratedRegex(@"\b(A\.\d+(\.\d+)+|OWN-\d+)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Control();
}
