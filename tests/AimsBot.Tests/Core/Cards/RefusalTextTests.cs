using AimsBot.Core;
using AimsBot.Core.Cards;

namespace AimsBot.Tests.Core.Cards;

public class RefusalTextTests
{
    public static TheoryData<string, string> Steps
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var rule in Permissions.Take)
            {
                foreach (var language in CardLibrary.Embedded.Languages) data.Add(rule.Step, language);
            }
            return data;
        }
    }

    [Theory]
    [InlineData("en", "This is for an incident handler to do. Nothing was changed.")]
    [InlineData("nb", "Dette kan bare en hendelsesbehandler gjøre. Ingenting ble endret.")]
    public void Who_may_is_said_in_the_readers_language(string language, string sentence) => Assert.Equal(sentence, Refused("incident.take", language));

    [Fact]
    public void Several_who_may_are_named_with_an_or() =>
        Assert.Equal("This is for the reporter or an incident handler to do. Nothing was changed.", Refused("incident.reopen", "en"));

    [Fact]
    public void More_than_two_are_named_with_commas() => Assert.Equal(
        "This is for an incident handler, the compliance lead or top management where nobody else is there to do. Nothing was changed.", Refused("incident.close", "en"));

    [Fact]
    public void What_only_the_bot_does_is_for_nobody() => Assert.Equal("This is for nobody to do. Nothing was changed.", Refused("incident.triage-missed", "en"));

    [Theory, MemberData(nameof(Steps))]
    public void Everybody_who_may_has_a_word(string step, string language) => Assert.DoesNotContain("who.", Refused(step, language), StringComparison.Ordinal);

    [Fact]
    public void What_a_refusal_names_is_filled_in_and_never_read_again() => Assert.Equal(
        "There is no field ${who} <b> that can be erased.",
        RefusalText.Of(new Refusal(Refusals.NoSuchField, ("field", "${who} <b>")), CardText.For("Shared", "en")));

    private static string Refused(string step, string language) =>
        RefusalText.Of(Refusals.NotAllowedBy(Permissions.Take.Single(rule => rule.Step == step)), CardText.For("Shared", language));
}
