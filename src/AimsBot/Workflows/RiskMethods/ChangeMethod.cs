using System.Globalization;
using AimsBot.Core;

namespace AimsBot.Workflows.RiskMethods;

/// <summary>
/// Top management sets, with a reason, where each band begins and how long its risks may be accepted. The new method has
/// the next number and holds for new assessments and requests.
/// </summary>
public sealed record ChangeMethod(int MediumFrom, int HighFrom, int CriticalFrom, IReadOnlyList<int> Months, string Reason)
{
    private const int LongestMonths = 24;

    /// <summary>The organisation's own method takes the place of the one it was given.</summary>
    public static readonly Step Adopt = new Step<RiskMethod, ChangeMethod>("method.adopt", "method-adopted", Decide)
    {
        Form = Read,
        FormCard = "Risks/MethodForm",
        Needs = (_, _) => new Needs { Listed = [RiskMethodWorkflow.TypeName] },
    };

    public static readonly Step Change = new Step<RiskMethod, ChangeMethod>("method.change", "method-changed", Decide)
    {
        Form = Read,
        FormCard = "Risks/MethodForm",
    };

    public static Outcome Decide(RiskMethod? method, ChangeMethod input, StepFacts facts)
    {
        // An organisation has one method: the second is a change of the first.
        if (method is null && facts.Listed[RiskMethodWorkflow.TypeName].Count > 0) return new Refusal("method.alreadyAdopted");
        if (!(input.MediumFrom > 1 && input.HighFrom > input.MediumFrom && input.CriticalFrom > input.HighFrom && input.CriticalFrom <= Scores.Highest * Scores.Highest))
            return new Corrections(new Dictionary<string, Refusal> { ["criticalFrom"] = new Refusal("method.bandsOverlap") });
        var before = method ?? RiskMethod.Default;
        int[] from = [1, input.MediumFrom, input.HighFrom, input.CriticalFrom];
        return new Change(
            before with
            {
                Number = before.Number + 1,
                Bands = [.. before.Bands.Select((rule, i) => rule with { From = from[i], Months = input.Months[i] })],
                Reason = input.Reason,
            },
            RiskMethodWorkflow.InForce);
    }

    private static ChangeMethod Read(FormReader form) => new(
        Number(form, "mediumFrom", Scores.Highest * Scores.Highest),
        Number(form, "highFrom", Scores.Highest * Scores.Highest),
        Number(form, "criticalFrom", Scores.Highest * Scores.Highest),
        [.. Enum.GetValues<Band>().Select(band => Number(form, RiskWords.Of(band) + "Months", LongestMonths))],
        form.RequiredText("reason", 3000));

    private static int Number(FormReader form, string id, int most)
    {
        var text = form.RequiredText(id, 10);
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most) return number;
        form.Reject(id, "method.noNumber", ("maximum", most.ToString(CultureInfo.InvariantCulture)));
        return 1;
    }
}
