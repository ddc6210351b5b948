using System.Globalization;
using System.Text.Json;
using AimsBot.Core.Cards;
using AimsBot.Core.Records;
using AimsBot.Workflows.RiskMethods;

namespace AimsBot.Workflows.Risks;

/// <summary>Words that the cards of risks and of acceptances share.</summary>
internal static class RiskText
{
    /// <summary>Level and band in words, with the numbers that they come from: never by colour alone.</summary>
    public static string Scores(Scores scores, Band band, CardFacts facts) => facts.Text.Format("score.line", JsonSerializer.SerializeToElement(new
    {
        band = facts.Text["band." + RiskWords.Of(band)],
        level = scores.Level.ToString(CultureInfo.InvariantCulture),
        likelihood = scores.Likelihood.ToString(CultureInfo.InvariantCulture),
        organisation = scores.Organisation.ToString(CultureInfo.InvariantCulture),
        individuals = scores.Individuals.ToString(CultureInfo.InvariantCulture),
        society = scores.Society.ToString(CultureInfo.InvariantCulture),
    }));

    /// <summary>How many approvals a band asks for.</summary>
    public static string Votes(int votes, CardFacts facts) =>
        votes == BandRule.All ? facts.Text["votes.all"] : votes.ToString(CultureInfo.InvariantCulture);

    /// <summary>What a notice says, each of its words in the reader's.</summary>
    public static string Notice(string what, CardFacts facts) => string.Join(", ", what.Split(' ').Select(word => facts.Text["notice." + word]));

    public static string Or(string text, string field, RecordBody body, CardFacts facts) =>
        body.Erased?.Contains(field) == true ? facts.Text["text.erased"] : text;
}
