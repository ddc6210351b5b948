using System.Text;
using AimsBot.Slack.BlockKit;
using Snapshooter.Xunit;

namespace AimsBot.Tests.Cards;

/// <summary>Each card as both channels get it, side by side in one file, to be read in a review.</summary>
public class CardSnapshotTests
{
    public static TheoryData<string, string> Samples => CardSamples.InEveryLanguage;

    [Theory, MemberData(nameof(Samples))]
    public void A_card_looks_the_same_on_both_channels(string sample, string language)
    {
        var card = CardLintTests.Rendered(sample, language);
        var message = CardTranslator.Message(card.Json);
        var slack = CardLintTests.IsForm(sample) ? CardLintTests.Modal(sample, language).Json : message.BlocksJson;
        var both = new StringBuilder()
            .AppendLine("=== Text, for screen readers").AppendLine(message.Text)
            .AppendLine("=== Adaptive Card").AppendLine(CardSamples.Indented(card.Json))
            .AppendLine("=== Block Kit").AppendLine(CardSamples.Indented(slack));
        Snapshot.Match(both.ToString(), $"{sample.Replace('/', '.')}.{language}");
    }
}
