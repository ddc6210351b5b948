using System.Globalization;
using System.Text;

namespace AimsBot.Core.People;

internal static class Runes
{
    /// <summary>
    /// Whether a character leaves a mark on paper. Blanks, control and format characters (joiners, marks of direction,
    /// the byte order mark) do not, nor what Unicode has not given a meaning.
    /// </summary>
    public static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate);
}
