using System.Text.Json.Nodes;

namespace AimsBot.Core.Cards;

/// <summary>The form that asks for some words: a reason, a question, an answer. What they are for is the text <c>words.</c> with the step's name.</summary>
public static class WordsForm
{
    public const string Card = "Shared/WordsForm";

    /// <param name="about">What the words are about, such as a title.</param>
    /// <param name="upload">The upload that may take the place of the words; none where words are all.</param>
    public static JsonObject Data(Step step, string about, CardFacts facts, string? upload = null)
    {
        var values = new JsonObject();
        foreach (var (id, value) in facts.Values) values[id] = value;
        var name = step.Id[(step.Id.IndexOf('.', StringComparison.Ordinal) + 1)..];
        var data = new JsonObject { ["title"] = facts.Text["step." + name], ["about"] = about, ["intro"] = facts.Text["words." + name], ["values"] = values };
        if (upload is null) return data;
        var address = facts.FileOf(upload);
        data["uploadSays"] = facts.Text[address is null ? "upload.none" : "upload." + upload];
        if (address is not null) data["upload"] = address.AbsoluteUri;
        return data;
    }
}
