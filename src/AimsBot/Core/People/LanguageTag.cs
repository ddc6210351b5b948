using System.Text.RegularExpressions;

namespace AimsBot.Core.People;

/// <summary>The names of languages, in the form that BCP 47 (RFC 5646) recommends.</summary>
public static partial class LanguageTag
{
    /// <summary>
    /// A language's tag with its usual capitals and hyphens (<c>nb_NO</c> becomes <c>nb-NO</c>, <c>EN-gb</c> becomes
    /// <c>en-GB</c>), or null where the text has not the shape of one. Whether we have texts in that language is not
    /// asked: the reader of a tag falls back to its first part and then to English.
    /// </summary>
    public static string? Normalise(string text)
    {
        var tag = Shape().Match(text);
        if (!tag.Success)
            return null;

        var language = tag.Groups["language"].Value.ToLowerInvariant();
        var script = tag.Groups["script"].Value;
        var region = tag.Groups["region"].Value.ToUpperInvariant();
        if (script.Length > 0)
            script = char.ToUpperInvariant(script[0]) + script[1..].ToLowerInvariant();

        var parts = new[] { language, script, region }.Where(part => part.Length > 0);
        var variants = tag.Groups["variant"].Captures.Select(variant => variant.Value.ToLowerInvariant());
        return string.Join('-', parts.Concat(variants));
    }

    [GeneratedRegex("""
        ^ (?<language> [a-z]{2,3} )
          (?: [-_] (?<script> [a-z]{4} ) )?
          (?: [-_] (?<region> [a-z]{2} | [0-9]{3} ) )?
          (?: [-_] (?<variant> [a-z0-9]{5,8} | [0-9][a-z0-9]{3} ) )* \z
        """, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Shape();
}
