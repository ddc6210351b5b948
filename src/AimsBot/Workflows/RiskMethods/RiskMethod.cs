using AimsBot.Core;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.RiskMethods;

/// <summary>
/// How the organisation weighs risks and who may accept them, as data with a number (K1, K3): every score names the number
/// of the method that it was made with.
/// </summary>
public sealed record RiskMethod : RecordBody
{
    /// <summary>The method that holds until the organisation adopts its own. It has number 1 and no record.</summary>
    public static readonly RiskMethod Default = new()
    {
        Number = 1,
        Bands =
        [
            new BandRule(Band.Low, 1, 12, Authority.LineManager, 1),
            new BandRule(Band.Medium, 5, 12, Authority.NextManager, 1),
            new BandRule(Band.High, 10, 6, Authority.TopManagement, 1),
            new BandRule(Band.Critical, 17, 3, Authority.TopManagement, 2),
        ],
    };

    public int Number { get; init; }

    /// <summary>The bands from the lowest to the highest; each begins where the one before ends (K5).</summary>
    public IReadOnlyList<BandRule> Bands { get; init; } = [];

    /// <summary>The highest band that needs no acceptance (K1); none where every risk needs one.</summary>
    public Band? Tolerance { get; init; }

    /// <summary>After how many months at the latest a risk is assessed anew (K9).</summary>
    public int ReviewMonths { get; init; } = 12;

    /// <summary>What 1 to 5 mean in the organisation's own words; empty where those that come with the bot hold (K3, K4).</summary>
    public IReadOnlyList<string> Likelihoods { get; init; } = [];
    public IReadOnlyList<string> Impacts { get; init; } = [];

    /// <summary>Why it was changed last.</summary>
    public string? Reason { get; init; }

    /// <summary>The open requests that the last change touched: they return, to be asked for under the new method.</summary>
    public IReadOnlyList<RecordId> Touched { get; init; } = [];

    /// <summary>Where the last change's way through the open requests stands; none where it has seen all.</summary>
    public string? Cursor { get; init; }
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>The method in force among the records that a step asked for.</summary>
    public static RiskMethod InForce(StepFacts facts) => InForce(facts.Listed);

    /// <summary>The method in force among the records by type.</summary>
    public static RiskMethod InForce(IReadOnlyDictionary<string, IReadOnlyList<Head>> listed) =>
        listed.TryGetValue(RiskMethodWorkflow.TypeName, out var heads) && heads.Count > 0 ? heads[0].Read<RiskMethod>() : Default;

    /// <summary>The band of the scores: that of their level, and never below high where an impact is the gravest (K5, K6).</summary>
    public Band BandOf(Scores scores)
    {
        var band = Bands.Last(b => b.From <= scores.Level).Band;
        return scores.Impact == Scores.Highest && band < Band.High ? Band.High : band;
    }

    public BandRule Rule(Band band) => Bands.Single(b => b.Band == band);

    /// <summary>Whether the organisation lives with risks of this band without an acceptance.</summary>
    public bool Tolerates(Band band) => band <= Tolerance;
}

/// <summary>What holds for the risks of one band: from which level, for how many months they may be accepted, by whom, by how many.</summary>
public sealed record BandRule(Band Band, int From, int Months, Authority Authority, int Votes)
{
    /// <summary>As <see cref="Votes"/>: everybody who has the authority, and no conflict.</summary>
    public const int All = 0;
}

/// <summary>How a level is called.</summary>
public enum Band
{
    Low,
    Medium,
    High,
    Critical,
}

/// <summary>Who may accept (K12).</summary>
public enum Authority
{
    /// <summary>The line manager of the system's owner.</summary>
    LineManager,

    /// <summary>The first manager further up that line.</summary>
    NextManager,

    TopManagement,
}

/// <summary>One assessment's numbers, each from 1 to 5: likelihood, and impact on the organisation, on individuals, on society (K2, K4).</summary>
public sealed record Scores(int Likelihood, int Organisation, int Individuals, int Society)
{
    public const int Highest = 5;

    /// <summary>The gravest of the three impacts counts.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int Impact => Math.Max(Organisation, Math.Max(Individuals, Society));

    [System.Text.Json.Serialization.JsonIgnore]
    public int Level => Likelihood * Impact;
}
