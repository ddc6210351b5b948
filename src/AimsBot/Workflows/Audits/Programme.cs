using System.Text.Json.Serialization;
using AimsBot.Core.Iso42001;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Audits;

/// <summary>The organisation's audit programme (9.2.2): how often each clause and control is audited, how, by whom, and how it is reported (IA1, IA2).</summary>
public sealed record Programme : RecordBody
{
    /// <summary>What holds before a programme was adopted: the clauses yearly, the controls once in the cycle (IA8).</summary>
    public static readonly Programme Default = new();

    /// <summary>No clause and no included control goes longer without an audit than one certification cycle (IA8).</summary>
    public const int MostMonths = 36;

    /// <summary>Counts the changes.</summary>
    public int Number { get; init; } = 1;
    public int ClauseMonths { get; init; } = 12;
    public int ControlMonths { get; init; } = MostMonths;

    /// <summary>Where importance or earlier results ask for another rhythm (IA2): months by identifier.</summary>
    public IReadOnlyDictionary<string, int> Months { get; init; } = new Dictionary<string, int>();

    /// <summary>How long somebody who had to do with a thing does not audit it (IA5).</summary>
    public int LookBackMonths { get; init; } = 24;

    public string Methods { get; init; } = "";
    public string Duties { get; init; } = "";
    public string Reporting { get; init; } = "";
    public RecordId ChangedBy { get; init; }
    public AuditAct? Last { get; init; }

    /// <summary>After how many months a requirement is due again.</summary>
    public int MonthsOf(Requirement requirement) =>
        Months.TryGetValue(requirement.Id, out var own) ? own : requirement.IsControl ? ControlMonths : ClauseMonths;

    [JsonIgnore]
    public static string State => "in-force";
}
