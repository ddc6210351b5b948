namespace AimsBot.Core.Cards;

/// <summary>A card template or text that cannot be used: a fault in a file under <c>cards/</c>, never in a person's data.</summary>
public sealed class TemplateException : Exception
{
    public TemplateException(string message) : base(message)
    {
    }

    public TemplateException(string message, Exception inner) : base(message, inner)
    {
    }

    public TemplateException()
    {
    }

    /// <summary>Names the file, the JSON pointer inside it and, for an expression, the character (from 1) at which reading stopped.</summary>
    internal static TemplateException At(string name, string pointer, int position, string problem) =>
        new($"{name} at {pointer}, character {position + 1}: {problem}");
}
