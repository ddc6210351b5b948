using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core.Channels;

namespace AimsBot.Core.Cards;

/// <summary>The buttons of a record's card. Their words are <c>step.</c> and <c>stepOn.</c> with the step's own name.</summary>
public static class CardActions
{
    public static JsonObject Of(Step step, CardFacts facts)
    {
        var head = facts.Head ?? throw new ArgumentException("A button stands on a record's card.", nameof(facts));
        var name = step.Id[(step.Id.IndexOf('.', StringComparison.Ordinal) + 1)..];
        var action = new JsonObject
        {
            ["verb"] = step.Id,
            ["title"] = facts.Text["step." + name],
            ["tooltip"] = facts.Text.Format("stepOn." + name, JsonSerializer.SerializeToElement(new { id = head.Id.Value })),
            ["data"] = new ActionRef(head.Id, head.Basis).ToJson(),
        };
        if (step.Style is not null) action["style"] = step.Style;
        return action;
    }
}
