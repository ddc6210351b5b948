using AimsBot.Core.Records;
using AimsBot.Workflows.RiskMethods;

namespace AimsBot.Workflows.Risks;

/// <summary>Which risks of the register are meant, as words: bands and states are any of, the rest narrows further.</summary>
public sealed record RiskFilter
{
    /// <summary>The words that are understood, in the order in which they are told.</summary>
    public static readonly IReadOnlyList<string> Known =
        ["breach", "due", "mine", "critical", "high", "medium", "low", RiskStates.Raised, RiskStates.Unaccepted, RiskStates.Accepted, Csv];

    private const string Csv = "csv";

    public IReadOnlyList<string> Words { get; private init; } = [];
    public IReadOnlyList<string> Unknown { get; private init; } = [];
    public RecordId? System { get; private init; }

    /// <summary>The filter in words again, without what was not understood.</summary>
    public string Typed => string.Join(' ', Words.Concat(System is { } system ? [system.Value] : []));

    /// <summary>True where a file is wanted.</summary>
    public bool IsExport => Words.Contains(Csv);

    /// <summary>Whether the number is a system's: then its risks are meant.</summary>
    public static bool IsSystem(RecordId id) => id.Value.StartsWith("SYS-", StringComparison.Ordinal);

    public static RiskFilter Parse(string typed)
    {
        var words = typed.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct().ToArray();
        var system = words.Select(RecordId.Parse).FirstOrDefault(id => id is { } known && IsSystem(known));
        return new RiskFilter
        {
            Words = [.. words.Where(Known.Contains)],
            Unknown = [.. words.Where(word => !Known.Contains(word) && (RecordId.Parse(word) is not { } id || !IsSystem(id)))],
            System = system,
        };
    }

    public bool Has(RiskRow row, Core.People.Person reader) =>
        IsAnyOf(Enum.GetValues<Band>().Select(RiskWords.Of), row.Band is { } band ? RiskWords.Of(band) : "")
        && IsAnyOf([RiskStates.Raised, RiskStates.Unaccepted, RiskStates.Accepted], row.Head.State)
        && (!Words.Contains("breach") || row.IsBreach)
        && (!Words.Contains("due") || row.Risk.ReviewDue is not null)
        && (!Words.Contains("mine") || reader.Is(row.Risk.Owner) || reader.Is(row.Risk.RaisedBy))
        && (System is not { } system || row.Risk.System == system);

    private bool IsAnyOf(IEnumerable<string> group, string own)
    {
        var wanted = group.Where(Words.Contains).ToArray();
        return wanted.Length == 0 || wanted.Contains(own);
    }
}

/// <summary>One risk of the register, as the method in force sees it.</summary>
/// <param name="Band">That of the current scores; none before they are assessed.</param>
public sealed record RiskRow(Head Head, Risk Risk, Band? Band, bool IsBreach);
