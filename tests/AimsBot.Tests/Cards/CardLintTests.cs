using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AimsBot.Core.Cards;
using AimsBot.Slack.BlockKit;
using AimsBot.Tests.Slack.BlockKit;

namespace AimsBot.Tests.Cards;

/// <summary>The rules of cards/README.md, for every card, sample and text.</summary>
public partial class CardLintTests
{
    // Looked up by the code with a name put together: "state." and the state.
    private static readonly string[] FamiliesForCode =
        ["modal", "format", "duration", "month", "state", "next", "kind", "kindWord", "severity", "severityWord", "category", "step", "stepOn", "last", "role", "who", "due", "channel", "status", "systemRole", "band", "authority", "notice", "whyNot", "treatment", "words", "audience", "figure", "purposeWord", "evidence", "evidenceWord", "months", "csv", "grade", "source", "bodySays", "ground", "conflict", "involvement", "result", "kept", "question", "population", "standing", "input", "judgement", "visit", "outcome", "preparation", "change", "gap", "verdict", "missing", "scale"];

    // The texts of the web chat's page, which has no cards of its own.
    private const string WebChat = "WebChat";

    public static TheoryData<string> Cards => CardSamples.Cards;

    public static TheoryData<string, string> Samples => CardSamples.InEveryLanguage;

    public static TheoryData<string, string> Texts
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var folder in CardLibrary.Embedded.Names.Select(name => name.Split('/')[0]).Append(WebChat).Distinct())
            {
                foreach (var language in CardLibrary.Embedded.Languages) data.Add(folder, language);
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Cards)), Trait("Rule", "I15")]
    public void A_card_keeps_every_rule(string card) => Assert.Empty(CardLint.Of(CardLibrary.Embedded, card, CardSamples.Template(card)));

    [Theory, MemberData(nameof(Cards))]
    public void A_card_has_a_sample(string card) => Assert.Contains(CardSamples.All, sample => sample.Card == card && sample.Label == "");

    [Theory, MemberData(nameof(Texts))]
    public void Every_language_has_the_keys_of_English(string folder, string language) =>
        Assert.Equal(Strings(folder, "en").Keys.Order(), Strings(folder, language).Keys.Order());

    [Theory, MemberData(nameof(Texts))]
    public void A_text_fills_in_the_same_in_every_language(string folder, string language) => Assert.DoesNotContain(
        Strings(folder, "en").Keys, key => !Placeholders(folder, "en", key).SequenceEqual(Placeholders(folder, language, key)));

    [Theory, MemberData(nameof(Texts))]
    public void No_key_is_the_beginning_of_another(string folder, string language) =>
        Assert.DoesNotContain(Strings(folder, language).Keys, key => Strings(folder, language).Keys.Any(other => other.StartsWith(key + ".", StringComparison.Ordinal)));

    [Theory, MemberData(nameof(Texts))]
    public void No_text_is_without_a_user(string folder, string language) => Assert.DoesNotContain(
        Strings(folder, language).Keys.Except(CardLibrary.Embedded.Names
            .Where(name => folder == "Shared" || name.StartsWith(folder + "/", StringComparison.Ordinal))
            .SelectMany(name => CardLibrary.Embedded.Template(name).TextKeys)),
        key => !FamiliesForCode.Contains(key.Split('.')[0]) && !Sources.Value.Contains($"\"{key}\"", StringComparison.Ordinal));

    [Theory, MemberData(nameof(Texts))]
    public void No_text_writes_a_date_of_Adaptive_Cards(string folder, string language) =>
        Assert.DoesNotContain(Strings(folder, language).Values, text => text.Contains("{{", StringComparison.Ordinal));

    [Theory, MemberData(nameof(Texts))]
    public void A_text_that_names_a_window_or_its_button_fits_in_24_characters(string folder, string language) => Assert.DoesNotContain(
        Strings(folder, language).Where(text => text.Key == "modal.close" || text.Key.EndsWith(".submit", StringComparison.Ordinal) || Headings(folder).Contains(text.Key)),
        text => text.Value.Length > 24);

    [Theory, MemberData(nameof(Texts))]
    public void A_buttons_words_and_its_announcement_fit_in_75_characters(string folder, string language) => Assert.DoesNotContain(
        Strings(folder, language).Where(text => text.Key.StartsWith("step", StringComparison.Ordinal)),
        text => text.Value.Replace("${id}", "INC-7K3Q-9XA2", StringComparison.Ordinal).Length > 75);

    /// <summary>Who speaks to a computer says what stands on the button.</summary>
    [Theory, MemberData(nameof(Texts))]
    public void An_announcement_has_the_buttons_own_words_in_it(string folder, string language) => Assert.DoesNotContain(
        Strings(folder, language).Where(text => text.Key.StartsWith("stepOn.", StringComparison.Ordinal)),
        text => !text.Value.Contains(Strings(folder, language)["step." + text.Key["stepOn.".Length..]], StringComparison.OrdinalIgnoreCase));

    [Theory, MemberData(nameof(Samples))]
    public void A_bound_card_has_nothing_left_to_fill_in(string sample, string language)
    {
        using var card = JsonDocument.Parse(Rendered(sample, language).Json);
        var data = CardSamples.Strings(CardSamples.Named(sample).Data).Select(text => CardDates.Disarm(text.Text)).ToArray();
        Assert.DoesNotContain(
            CardSamples.Strings(card.RootElement).Where(text => text.Property != "fallbackText" && !data.Any(given => text.Text.Contains(given, StringComparison.Ordinal))),
            text => text.Text.Contains("${", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Samples))]
    public void A_bound_card_is_small_enough_for_Teams(string sample, string language) =>
        Assert.InRange(Encoding.UTF8.GetString(Rendered(sample, language).Json).Length * 2, 0, 80_000);

    [Theory, MemberData(nameof(Samples))]
    public void A_bound_card_has_the_readers_language_and_a_text_for_who_hears_it(string sample, string language)
    {
        using var card = JsonDocument.Parse(Rendered(sample, language).Json);
        Assert.Equal((language, true), (Word(card.RootElement, "lang"), Word(card.RootElement, "fallbackText").Length > 20));
    }

    [Theory, MemberData(nameof(Samples))]
    public void Who_hears_a_message_hears_every_text_of_the_card(string sample, string language)
    {
        var card = Rendered(sample, language).Json;
        using var document = JsonDocument.Parse(card);
        var heard = BlockTextTests.Unescaped(CardTranslator.Message(card).Text);
        Assert.All(
            CardSamples.Strings(document.RootElement).Where(text => text.Property == "text"),
            text => Assert.Contains(CardDates.Restore(text.Text), heard, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Samples))]
    public void Slack_shows_all_of_a_card(string sample, string language) => Assert.Empty(
        IsForm(sample) ? Modal(sample, language).Losses : CardTranslator.Message(Rendered(sample, language).Json).Losses);

    [Theory, MemberData(nameof(Samples))]
    public void A_card_as_a_message_keeps_to_Slacks_rules(string sample, string language) =>
        Assert.Empty(SlackRules.BrokenBy(CardTranslator.Message(Rendered(sample, language).Json).BlocksJson, 50));

    [Theory, MemberData(nameof(Samples))]
    public void A_card_as_a_view_keeps_to_Slacks_rules(string sample, string language) =>
        Assert.Empty(SlackRules.BrokenByView(IsForm(sample) ? Modal(sample, language).Json : CardTranslator.Home(Rendered(sample, language).Json).Json));

    internal static RenderedCard Rendered(string sample, string language) =>
        CardLibrary.Embedded.Render(CardSamples.Named(sample).Card, language, CardSamples.Named(sample).Data);

    internal static bool IsForm(string sample) => CardSamples.Objects(CardSamples.Template(CardSamples.Named(sample).Card))
        .Any(element => Word(element, "type").StartsWith("Input.", StringComparison.Ordinal));

    /// <summary>The form as Slack shows it; title and submit come from the card.</summary>
    internal static BlockView Modal(string sample, string language)
    {
        var data = CardSamples.Named(sample).Data.GetProperty("submit");
        return CardTranslator.Modal(
            Rendered(sample, language).Json, "", "", CardText.For("Shared", language)["modal.close"], data.GetProperty("verb").GetString()!, data.GetProperty("data").GetRawText());
    }

    private static readonly Lazy<string> Sources = new(() => string.Concat(
        new[] { "*.cs", "*.ts" }.SelectMany(kind => Directory.EnumerateFiles(Repository.At("src"), kind, SearchOption.AllDirectories))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/node_modules/", StringComparison.Ordinal)).Select(File.ReadAllText)));

    private static IEnumerable<JsonElement> Typed(string card) =>
        CardSamples.Objects(CardSamples.Template(card)).Where(element => element.TryGetProperty("type", out _));

    private static IEnumerable<string> Headings(string folder) => CardLibrary.Embedded.Names
        .Where(name => name.StartsWith(folder + "/", StringComparison.Ordinal) && name.EndsWith("Form", StringComparison.Ordinal))
        .SelectMany(Typed)
        .Where(element => Word(element, "style") == "heading")
        .Select(element => Key().Match(Expression().Match(Word(element, "text")).Groups["path"].Value).Groups["key"].Value);

    private static IReadOnlyDictionary<string, string> Strings(string folder, string language) => CardSamples.Strings($"cards/{folder}/strings.{language}.json");

    private static IEnumerable<string> Placeholders(string folder, string language, string key) => CardText.For(folder, language).Placeholders(key).Order();

    private static string Word(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.ToString() : "";

    [GeneratedRegex(@"\$\{(?<path>[^}]*)\}")]
    private static partial Regex Expression();

    [GeneratedRegex(@"^(\$root\.)?t\.(?<key>[\w.]+)$")]
    private static partial Regex Key();
}
