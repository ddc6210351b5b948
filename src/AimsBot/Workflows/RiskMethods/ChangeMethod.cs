using System.Globalization;
using AimsBot.Core;
using AimsBot.Workflows.RiskAcceptances;

namespace AimsBot.Workflows.RiskMethods;

/// <summary>
/// Top management sets, with a reason, where each band begins, who accepts its risks, how many of them and for how long,
/// what needs no acceptance, and how often risks are assessed anew. The new method has the next number and holds for new
/// assessments and requests; the open requests that it touches are named, and return.
/// </summary>
public sealed record ChangeMethod(int MediumFrom, int HighFrom, int CriticalFrom, IReadOnlyList<int> Months, string Reason)
{
    /// <summary>How many approvals a band may ask for.</summary>
    public static readonly IReadOnlyDictionary<string, int> VoteChoices = new Dictionary<string, int>
    {
        ["1"] = 1,
        ["2"] = 2,
        ["3"] = 3,
        ["all"] = BandRule.All,
    };

    public static readonly IReadOnlyDictionary<string, Authority> Authorities =
        Enum.GetValues<Authority>().ToDictionary(RiskWords.Of);

    /// <summary>Up to which band risks may go unaccepted. High and critical ones never do.</summary>
    public static readonly IReadOnlyDictionary<string, Tolerance> Tolerances = new Dictionary<string, Tolerance>
    {
        ["none"] = new(null),
        ["low"] = new(Band.Low),
        ["medium"] = new(Band.Medium),
    };

    private const int LongestMonths = 24;

    /// <summary>Who accepts, and how many, band by band; none: as it was.</summary>
    public IReadOnlyList<Authority?> Accepting { get; init; } = [null, null, null, null];
    public IReadOnlyList<int?> Votes { get; init; } = [null, null, null, null];

    /// <summary>What needs no acceptance, and how often risks are assessed anew; none: as it was.</summary>
    public Tolerance? Tolerated { get; init; }
    public int? ReviewMonths { get; init; }

    /// <summary>The organisation's own method takes the place of the one it was given.</summary>
    public static readonly Step Adopt = new Step<RiskMethod, ChangeMethod>("method.adopt", "method-adopted", Decide)
    {
        Form = Read,
        FormCard = "Risks/MethodForm",
        Needs = (_, _) => new Needs { Listed = [RiskMethodWorkflow.TypeName], Page = AcceptanceWorkflow.AllPending },
    };

    public static readonly Step Change = new Step<RiskMethod, ChangeMethod>("method.change", "method-changed", Decide)
    {
        Form = Read,
        FormCard = "Risks/MethodForm",
        Needs = (_, _) => new Needs { Page = AcceptanceWorkflow.AllPending },
    };

    public static Outcome Decide(RiskMethod? method, ChangeMethod input, StepFacts facts)
    {
        // An organisation has one method: the second is a change of the first.
        if (method is null && facts.Listed[RiskMethodWorkflow.TypeName].Count > 0) return new Refusal("method.alreadyAdopted");
        if (!(input.MediumFrom > 1 && input.HighFrom > input.MediumFrom && input.CriticalFrom > input.HighFrom && input.CriticalFrom <= Scores.Highest * Scores.Highest))
            return Correct("criticalFrom", "method.bandsOverlap");
        var before = method ?? RiskMethod.Default;
        int[] from = [1, input.MediumFrom, input.HighFrom, input.CriticalFrom];
        var next = before with
        {
            Number = before.Number + 1,
            Bands =
            [
                .. before.Bands.Select((rule, i) => rule with
                {
                    From = from[i],
                    Months = input.Months[i],
                    Authority = input.Accepting[i] ?? rule.Authority,
                    Votes = input.Votes[i] ?? rule.Votes,
                }),
            ],
            Tolerance = input.Tolerated is { } tolerated ? tolerated.UpTo : before.Tolerance,
            ReviewMonths = input.ReviewMonths ?? before.ReviewMonths,
            Reason = input.Reason,
        };
        foreach (var (lower, higher) in next.Bands.Zip(next.Bands.Skip(1)))
        {
            if (higher.Authority < lower.Authority) return Correct(RiskWords.Of(higher.Band) + "Authority", "method.authorityFalls");
        }
        return TouchRequests.Page(next with { Touched = [], ChangedAt = facts.Now }, facts);
    }

    private static ChangeMethod Read(FormReader form)
    {
        var bands = Enum.GetValues<Band>().Select(RiskWords.Of).ToArray();
        return new ChangeMethod(
            Number(form, "mediumFrom", Scores.Highest * Scores.Highest),
            Number(form, "highFrom", Scores.Highest * Scores.Highest),
            Number(form, "criticalFrom", Scores.Highest * Scores.Highest),
            [.. bands.Select(band => Number(form, band + "Months", LongestMonths))],
            form.RequiredText("reason", 3000))
        {
            Accepting = [.. bands.Select(band => form.Choice(band + "Authority", Authorities))],
            Votes = [.. bands.Select(band => form.Choice(band + "Votes", VoteChoices))],
            Tolerated = form.Choice("tolerance", Tolerances),
            ReviewMonths = form.Text("reviewMonths", 10) is null ? null : Number(form, "reviewMonths", LongestMonths),
        };
    }

    private static int Number(FormReader form, string id, int most)
    {
        var text = form.RequiredText(id, 10);
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most) return number;
        form.Reject(id, "method.noNumber", ("maximum", most.ToString(CultureInfo.InvariantCulture)));
        return 1;
    }

    private static Corrections Correct(string field, string key) => new(new Dictionary<string, Refusal> { [field] = new Refusal(key) });
}

/// <summary>The highest band that needs no acceptance; none where every risk needs one.</summary>
public readonly record struct Tolerance(Band? UpTo);
