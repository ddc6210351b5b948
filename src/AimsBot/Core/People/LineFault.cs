using System.Globalization;

namespace AimsBot.Core.People;

/// <summary>One thing that is wrong with a people file, or that was taken differently from how it is written.</summary>
/// <param name="Line">The line, the header being line 1; of a record over several lines the first; 0 for the whole file.</param>
/// <param name="Code">What is wrong: a constant of <see cref="PeopleFileFault"/>.</param>
/// <param name="Facts">What a sentence about it needs, ready to be printed: cut short and without control characters.</param>
public sealed record LineFault(int Line, string Code, IReadOnlyDictionary<string, string> Facts)
{
    // Whatever a cell may hold can be shown whole; only cells and names that are too long are not.
    private const int LongestFact = PeopleFile.LongestCell;

    /// <summary>The fault as an English sentence, without its line.</summary>
    public string Message => PeopleFileFault.Sentence(this);

    public override string ToString() =>
        Line == 0 ? Message : string.Create(CultureInfo.InvariantCulture, $"Line {Line}: {Message}");

    internal static LineFault Of(int line, string code, params (string Name, object Value)[] facts) =>
        new(line, code, facts.ToDictionary(fact => fact.Name, fact => Printable(fact.Value)));

    // A cell can hold anything: nothing of it may steer a terminal or flood a log.
    private static string Printable(object value)
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture)!;
        var runes = text.EnumerateRunes().Take(LongestFact + 1)
            .Select(rune => Runes.IsVisible(rune) || rune.Value == ' ' ? rune.ToString() : "?").ToArray();
        return runes.Length > LongestFact ? string.Concat(runes[..LongestFact]) + "…" : string.Concat(runes);
    }
}
