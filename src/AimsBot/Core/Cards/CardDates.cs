namespace AimsBot.Core.Cards;

/// <summary>
/// Adaptive Cards turns <c>{{DATE(…)}}</c> and <c>{{TIME(…)}}</c> in any shown text into a date, and has no way to quote
/// them. Dates on our cards are written by <see cref="ReaderFormat"/>, so where the two braces turn up they are a person's
/// own characters. A word joiner (U+2060) between them is invisible, has no width and allows no line break: the reader
/// sees the same characters and no renderer sees a date. It is put into shown text alone, never into an input's value or a
/// button's data, so nothing of it comes back with a form.
/// </summary>
public static class CardDates
{
    private const string Open = "{{";
    private const string Disarmed = "{\u2060{";

    /// <summary>The text as a card may show it.</summary>
    public static string Disarm(string text) =>
        text.Contains(Open, StringComparison.Ordinal) ? text.Replace(Open, Disarmed, StringComparison.Ordinal) : text;

    /// <summary>The person's own characters, for a renderer that knows no such dates.</summary>
    public static string Restore(string text) =>
        text.Contains(Disarmed, StringComparison.Ordinal) ? text.Replace(Disarmed, Open, StringComparison.Ordinal) : text;
}
