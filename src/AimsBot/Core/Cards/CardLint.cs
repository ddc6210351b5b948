using System.Text.Json;
using System.Text.RegularExpressions;

namespace AimsBot.Core.Cards;

/// <summary>The rules of cards/README.md that a template can break by itself.</summary>
public enum CardRule
{
    /// <summary>It has elements that Teams does not show everywhere, or Slack cannot match.</summary>
    AllowedElements,
    Version,
    BeginsWithHeading,
    TextsWrap,
    InputsAreNamed,
    RequiredInputsExplain,
    PicturesHaveWords,
    ButtonsHaveTitles,
    NoWordsOfItsOwn,

    /// <summary>Markdown is read where a person's words may stand.</summary>
    MarkdownIsOurs,

    /// <summary>It writes dates in the way of Adaptive Cards, which no other chat reads.</summary>
    NoDatesOfAdaptiveCards,

    /// <summary>A form in which people write freely does not ask them to leave names out (I15).</summary>
    FormsKeepNamesOut,

    /// <summary>It uses a text that is not there.</summary>
    TextsAreThere,
}

/// <summary>A rule that a card breaks, and by what.</summary>
public sealed record CardFinding(CardRule Rule, string What);

/// <summary>Looks for what is wrong with a template, for the tests and for the card gallery alike.</summary>
public static partial class CardLint
{
    private static readonly string[] Elements =
    [
        "AdaptiveCard", "TextBlock", "RichTextBlock", "TextRun", "Container", "ColumnSet", "Column", "ActionSet", "Image",
        "Input.Text", "Input.Number", "Input.Date", "Input.Time", "Input.Toggle", "Input.ChoiceSet", "Action.Execute", "Action.OpenUrl",
    ];

    private static readonly string[] Words = ["text", "title", "label", "placeholder", "errorMessage", "altText", "tooltip"];

    // Made by the bot itself, from letters, digits and hyphens: nothing in it can be markdown.
    private static readonly string[] MadeByTheBot = ["id", "hidden", "count"];

    /// <param name="template">The template's JSON as it stands in the file.</param>
    public static IReadOnlyList<CardFinding> Of(CardLibrary library, string card, JsonElement template)
    {
        var findings = new List<CardFinding>();
        var folder = card.Split('/')[0];
        var elements = Objects(template).Where(element => element.TryGetProperty("type", out _)).ToArray();
        var strings = Strings(template).ToArray();

        if (Word(template, "version") != "1.5") Find(CardRule.Version, Word(template, "version"));
        var first = template.TryGetProperty("body", out var body) && body.ValueKind == JsonValueKind.Array ? body.EnumerateArray().FirstOrDefault() : default;
        if (first.ValueKind != JsonValueKind.Object || (Word(first, "type"), Word(first, "style")) != ("TextBlock", "heading")) Find(CardRule.BeginsWithHeading, Word(first, "type"));
        foreach (var element in elements)
        {
            var type = Word(element, "type");
            var isInput = type.StartsWith("Input.", StringComparison.Ordinal);
            if (!Elements.Contains(type)) Find(CardRule.AllowedElements, type);
            if (type is "TextBlock" or "Input.ChoiceSet" && !element.TryGetProperty("wrap", out _)) Find(CardRule.TextsWrap, Word(element, "text") + Word(element, "id"));
            if (isInput && (Word(element, "id").Length == 0 || Word(element, "label").Length == 0)) Find(CardRule.InputsAreNamed, type + " " + Word(element, "id"));
            if (element.TryGetProperty("isRequired", out _) && Word(element, "errorMessage").Length == 0) Find(CardRule.RequiredInputsExplain, Word(element, "id"));
            if (type == "Image" && Word(element, "altText").Length == 0) Find(CardRule.PicturesHaveWords, Word(element, "url"));
            if (type == "Action.Execute" && Word(element, "title").Length == 0) Find(CardRule.ButtonsHaveTitles, Word(element, "verb"));
            string[] markdown = type == "TextBlock" ? [Word(element, "text")] : isInput ? [Word(element, "label"), Word(element, "errorMessage")] : [];
            foreach (var text in markdown.Where(text => !IsOurs(library, folder, text))) Find(CardRule.MarkdownIsOurs, text);
        }
        foreach (var (property, text) in strings)
        {
            if (Words.Contains(property) && Expression().Replace(text, "").Any(char.IsLetter)) Find(CardRule.NoWordsOfItsOwn, text);
            if (text.Contains("{{", StringComparison.Ordinal)) Find(CardRule.NoDatesOfAdaptiveCards, text);
        }
        var keys = library.Template(card).TextKeys;
        if (elements.Any(element => element.TryGetProperty("isMultiline", out _)) && !keys.Any(key => key.EndsWith(".names", StringComparison.Ordinal)))
            Find(CardRule.FormsKeepNamesOut, card);
        foreach (var key in keys.Except(library.Text(folder, "en").Keys)) Find(CardRule.TextsAreThere, key);
        return findings;

        void Find(CardRule rule, string what) => findings.Add(new CardFinding(rule, what));
    }

    private static bool IsOurs(CardLibrary library, string folder, string text) => Expression().Matches(text).All(match => match.Groups["path"].Value is var path
        && (MadeByTheBot.Contains(path) || (Key().Match(path) is { Success: true } key
            && library.Languages.All(language => library.Text(folder, language).Placeholders(key.Groups["key"].Value).All(MadeByTheBot.Contains)))));

    private static IEnumerable<(string Property, string Text)> Strings(JsonElement element, string property = "") => element.ValueKind switch
    {
        JsonValueKind.String => [(property, element.GetString()!)],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Strings(item, property)),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(one => Strings(one.Value, one.Name)),
        _ => [],
    };

    private static IEnumerable<JsonElement> Objects(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Objects),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(one => Objects(one.Value)).Prepend(element),
        _ => [],
    };

    private static string Word(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value.ToString() : "";

    [GeneratedRegex(@"\$\{(?<path>[^}]*)\}")]
    private static partial Regex Expression();

    [GeneratedRegex(@"^(\$root\.)?t\.(?<key>[\w.]+)$")]
    private static partial Regex Key();
}
