using System.Globalization;
using AimsBot.Core;

namespace AimsBot.Workflows.RiskMethods;

/// <summary>
/// Top management says in the organisation's own words what each number of the two scales means (K3, K4). The method has the
/// next number, so that a score names the words that it was made with; bands, authorities and open requests stay as they are.
/// </summary>
public sealed record WordScale(IReadOnlyList<string> Likelihoods, IReadOnlyList<string> Impacts, string Reason)
{
    public static readonly Step Step = new Step<RiskMethod, WordScale>("method.word", "method-worded", Decide)
    {
        Form = Read,
        FormCard = "Risks/ScaleForm",
    };

    // With its number it fits into a choice of Slack's, which has 75 characters.
    private const int LongestWords = 70;

    public static Outcome Decide(RiskMethod? method, WordScale input, StepFacts facts) => new Change(
        method! with { Number = method.Number + 1, Likelihoods = input.Likelihoods, Impacts = input.Impacts, Reason = input.Reason, Touched = [] },
        RiskMethodWorkflow.InForce);

    private static WordScale Read(FormReader form)
    {
        return new WordScale(Words("likelihood"), Words("impact"), form.RequiredText("reason", 3000));

        string[] Words(string scale) =>
            [.. Enumerable.Range(1, Scores.Highest).Select(number => form.RequiredText(scale + number.ToString(CultureInfo.InvariantCulture), LongestWords))];
    }
}
