using System.Text.Json;
using System.Text.Json.Nodes;

namespace AimsBot.Core.Cards;

/// <summary>The form that asks for some words: a reason, a question, an answer. What they are for is the text <c>words.</c> with the step's name.</summary>
public static class WordsForm
{
    public const string Card = "Shared/WordsForm";

    /// <param name="about">What the words are about, such as a title.</param>
    public static JsonObject Data(Step step, string about, CardFacts facts)
    {
        var values = new JsonObject();
        foreach (var (id, value) in facts.Values) values[id] = value;
        var name = step.Id[(step.Id.IndexOf('.', StringComparison.Ordinal) + 1)..];
        return new JsonObject { ["title"] = facts.Text["step." + name], ["about"] = about, ["intro"] = facts.Text.Format("words." + name, JsonSerializer.SerializeToElement(new { id = facts.Head?.Id.Value ?? "" })), ["values"] = values };
    }
}
