using System.Globalization;
using System.Text;

namespace AimsBot.Core;

/// <summary>
/// Reads a form's values by the ids of its inputs, and gathers what is wrong. An absent and an empty value are the
/// same: a cleared field. Texts lose control characters and what cannot be a character, and are never cut.
/// </summary>
public sealed class FormReader(IReadOnlyDictionary<string, string> values)
{
    private readonly Dictionary<string, Refusal> _problems = [];

    /// <summary>What is wrong with the form; none where all is well.</summary>
    public Corrections? Corrections => _problems.Count == 0 ? null : new Corrections(_problems);

    public string? Text(string id, int maximum)
    {
        if (!values.TryGetValue(id, out var raw)) return null;
        var text = PlainText.Clean(raw);
        if (text.Length == 0) return null;
        if (text.Length > maximum) Reject(id, "refusal.tooLong", ("maximum", Number(maximum)), ("length", Number(text.Length)));
        return text;
    }

    public string RequiredText(string id, int maximum)
    {
        var text = Text(id, maximum);
        if (text is null) Reject(id, "refusal.required");
        return text ?? "";
    }

    /// <summary>One of the written-out values of a table.</summary>
    public T? Choice<T>(string id, IReadOnlyDictionary<string, T> table)
        where T : struct
    {
        var text = Text(id, 200);
        if (text is null) return null;
        if (table.TryGetValue(text, out var value)) return value;
        Reject(id, "refusal.noSuchChoice");
        return null;
    }

    /// <summary>Several of the written-out values, as a form sends them: separated by commas.</summary>
    public IReadOnlyList<T> Choices<T>(string id, IReadOnlyDictionary<string, T> table)
        where T : struct
    {
        var chosen = new List<T>();
        foreach (var word in (Text(id, 2000) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (table.TryGetValue(word, out var value)) chosen.Add(value);
            else Reject(id, "refusal.noSuchChoice");
        }
        return [.. chosen.Distinct()];
    }

    /// <summary>A day, as a date input sends it.</summary>
    public DateOnly? Date(string id)
    {
        if (Text(id, 50) is not { } text) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is > 1900 and < 2200) return date;
        Reject(id, "refusal.noDate");
        return null;
    }

    /// <summary>A time of day, as a time input sends it.</summary>
    public TimeOnly? Time(string id)
    {
        if (Text(id, 50) is not { } text) return null;
        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return time;
        Reject(id, "refusal.noTime");
        return null;
    }

    public void Reject(string id, string key, params (string, string)[] facts) => _problems.TryAdd(id, new Refusal(key, facts));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What counts as text that a person wrote.</summary>
public static class PlainText
{
    /// <summary>
    /// The text without what is no character (NUL and other controls but line breaks and tabs), a lone half of a pair as
    /// U+FFFD, line breaks as LF, and trimmed; empty where only invisible characters are left.
    /// </summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        var visible = false;
        foreach (var rune in text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').EnumerateRunes())
        {
            // An unpaired surrogate comes out of EnumerateRunes as U+FFFD: it stands for half a character that was lost.
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control && rune.Value is not ('\n' or '\t')) continue;
            clean.Append(rune.ToString());
            visible |= IsVisible(rune);
        }
        return visible ? clean.ToString().Trim() : "";
    }

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or
            UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned => false,
        // Hangul fillers and the blank Braille pattern are letters and symbols by name and show nothing.
        _ => rune.Value is not (0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800 or 0xFFFD or 0x034F) &&
             Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark),
    };
}
