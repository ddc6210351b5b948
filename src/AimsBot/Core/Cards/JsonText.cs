using System.Text.Json;

namespace AimsBot.Core.Cards;

/// <summary>Reads JSON strings that come from outside.</summary>
public static class JsonText
{
    /// <summary>The string; U+FFFD for one that is no text (half a surrogate pair as <c>\ud83d</c>), where GetString would throw.</summary>
    public static string Of(JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }
}
