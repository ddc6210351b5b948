using System.Collections.Frozen;
using System.Text.Json;

namespace AimsBot.Core.Cards;

/// <summary>
/// What a person reads, by key, for one workflow in one language: the workflow's own strings over the shared ones, English
/// where the language lacks a key. A text may hold <c>${path}</c>, filled from the card's data; what is filled in is data
/// and is not read again. Immutable.
/// </summary>
public sealed class CardText
{
    private readonly FrozenDictionary<string, (string Source, TextTemplate? Template)> _texts;

    /// <exception cref="TemplateException">A text's placeholders cannot be read.</exception>
    internal CardText(string workflow, string language, IEnumerable<KeyValuePair<string, string>> texts)
    {
        Language = language;
        _texts = texts.ToFrozenDictionary(
            text => text.Key,
            text => (text.Value, Parsed(text.Key, text.Value)));

        TextTemplate? Parsed(string key, string source) => TextTemplate.IsIn(source)
            ? TextTemplate.Parse(source, (position, problem) => TemplateException.At($"{workflow}/strings.{language}.json", key, position, problem))
            : null;
    }

    /// <summary>The language in which the texts are, such as <c>nb</c>: not always the one asked for.</summary>
    public string Language { get; }

    public IEnumerable<string> Keys => _texts.Keys;

    /// <summary>The text as it stands in the file. A key that is not there stands for itself, so that a card still says something.</summary>
    public string this[string key] => _texts.TryGetValue(key, out var text) ? text.Source : key;

    /// <summary>The texts of a workflow in the reader's language, from the cards that are built in.</summary>
    /// <param name="workflow">The folder under <c>cards/</c>, such as <c>IncidentReport</c> or <c>Shared</c>.</param>
    /// <param name="language">A language tag: <c>nb-NO</c> finds <c>nb</c>, and what we do not have finds <c>en</c>.</param>
    public static CardText For(string workflow, string language) => CardLibrary.Embedded.Text(workflow, language);

    /// <summary>
    /// The text with its placeholders filled. Where there is no such key but <c>key.one</c> and <c>key.other</c>, the number in
    /// the data's <c>count</c> chooses.
    /// </summary>
    public string Format(string key, JsonElement data)
    {
        if (_texts.ContainsKey(key)) return Expand(key, Value.Of(data));
        var isOne = Value.Of(data).Property("count") is { Kind: ValueKind.Number, Number: 1 };
        var form = key + (isOne ? ".one" : ".other");
        return _texts.ContainsKey(form) ? Expand(form, Value.Of(data)) : key;
    }

    /// <summary>The paths that a text fills in, as written; none for a plain text or an unknown key.</summary>
    public IReadOnlyList<string> Placeholders(string key) =>
        _texts.TryGetValue(key, out var text) && text.Template is { } template ? [.. template.Paths.Select(path => path.Describe())] : [];

    internal string Expand(string key, Value root)
    {
        if (!_texts.TryGetValue(key, out var text)) return key;
        return text.Template is { } template ? template.Expand(new Scope(root, null)) : text.Source;
    }
}
