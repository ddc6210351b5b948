using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using AimsBot.Core.Cards;
using AimsBot.Slack.BlockKit;
using AimsBot.Tests.Slack.BlockKit;

namespace AimsBot.Tests.Cards;

/// <summary>
/// A language that nobody speaks, made from English: every letter accented and every text 40 % longer. What still reads as
/// English is not in a strings file; what no longer fits has no room for German or Finnish.
/// </summary>
public partial class PseudoLanguageTests
{
    private static readonly CardLibrary Library = Pseudo();

    public static TheoryData<string> Samples => CardSamples.Names;

    [Theory, MemberData(nameof(Samples))]
    public void Every_word_of_ours_comes_from_a_strings_file(string sample)
    {
        using var card = JsonDocument.Parse(Rendered(sample).Json);
        var data = CardSamples.Strings(CardSamples.Named(sample).Data).Select(text => CardDates.Disarm(text.Text)).OrderByDescending(text => text.Length).ToArray();
        Assert.DoesNotContain(
            CardSamples.Strings(card.RootElement)
                .Where(text => text.Property is "text" or "title" or "label" or "placeholder" or "errorMessage" or "tooltip")
                .Select(text => data.Where(given => given.Length > 0).Aggregate(text.Text, (rest, given) => rest.Replace(given, "", StringComparison.Ordinal))),
            text => EnglishWord().IsMatch(text));
    }

    [Theory, MemberData(nameof(Samples))]
    public void Forty_percent_more_text_still_fits_into_Slacks_rules(string sample) =>
        Assert.Empty(SlackRules.BrokenBy(CardTranslator.Message(Rendered(sample).Json).BlocksJson, 50));

    [Theory, MemberData(nameof(Samples))]
    public void Forty_percent_more_text_loses_nothing_but_the_end_of_a_choice_or_a_title(string sample) => Assert.DoesNotContain(
        CardTranslator.Modal(Rendered(sample).Json, "", "", "", "id", "{}").Losses,
        loss => loss.Code != LossCode.Clamped || !(loss.At is "/title" or "/submit" || loss.At.EndsWith("/title", StringComparison.Ordinal)));

    private static RenderedCard Rendered(string sample) => Library.Render(CardSamples.Named(sample).Card, "qps", CardSamples.Named(sample).Data);

    private static CardLibrary Pseudo()
    {
        var files = CardSamples.Files();
        foreach (var path in files.Keys.Where(path => path.EndsWith("/strings.en.json", StringComparison.Ordinal)).ToArray())
        {
            var texts = CardSamples.Strings(path).ToDictionary(text => text.Key, text => Stretched(text.Value));
            files[path.Replace(".en.", ".qps.", StringComparison.Ordinal)] = JsonSerializer.SerializeToUtf8Bytes(texts);
        }

        return new CardLibrary(files);
    }

    private static string Stretched(string text)
    {
        var accented = string.Concat(Placeholder().Split(text).Select(part => part.StartsWith("${", StringComparison.Ordinal) ? part : Accented(part)));
        return accented + new string('ë', (int)Math.Ceiling(text.Length * 0.4));
    }

    private static string Accented(string text) => string.Concat(text.Select(c => c switch
    {
        'a' => 'á',
        'e' => 'é',
        'i' => 'í',
        'o' => 'ó',
        'u' => 'ú',
        'y' => 'ý',
        'n' => 'ñ',
        'c' => 'ç',
        's' => 'š',
        't' => 'ţ',
        'r' => 'ř',
        'l' => 'ĺ',
        'd' => 'ď',
        _ => char.IsAsciiLetter(c) ? char.ToUpper(c, CultureInfo.InvariantCulture) is var upper && c == upper ? 'Ø' : 'ø' : c,
    }));

    [GeneratedRegex(@"(\$\{[^}]*\})")]
    private static partial Regex Placeholder();

    [GeneratedRegex("[A-Za-z]{2,}")]
    private static partial Regex EnglishWord();
}
