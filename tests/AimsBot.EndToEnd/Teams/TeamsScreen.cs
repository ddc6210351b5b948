using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core.Cards;

namespace AimsBot.EndToEnd.Teams;

/// <summary>Reads cards as a person at a screen does: texts, buttons, fields with their labels.</summary>
internal static class TeamsScreen
{
    private static readonly string[] Lists = ["body", "items", "columns", "rows", "cells", "actions"];

    /// <summary>All that a card says, one line for each block, buttons in brackets.</summary>
    public static string Aloud(JsonObject card) => CardReading.Aloud(JsonSerializer.SerializeToElement(card));

    public static IReadOnlyList<string> Buttons(JsonObject card) => [.. Actions(card).Select(action => Word(action, "title"))];

    /// <summary>Every action of a card that can be pressed, in order.</summary>
    public static IEnumerable<JsonObject> Actions(JsonObject card) =>
        Visible(card).Where(one => Word(one, "type").StartsWith("Action.", StringComparison.Ordinal));

    /// <summary>The one button of this label.</summary>
    public static JsonObject Button(IEnumerable<JsonObject> cards, string label)
    {
        var actions = cards.SelectMany(Actions).ToList();
        var found = actions.Where(action => Word(action, "title") == label).ToList();
        Assert.True(found.Count == 1, $"there are {found.Count} of '{label}' among: {string.Join(", ", actions.Select(action => Word(action, "title")))}");
        return found[0];
    }

    /// <summary>
    /// What a button sends: its data with the card's inputs after a person filled fields in, named by their label or id;
    /// choices are named by what they say or by their value, several separated by <c>|</c>, and null clears a field. What
    /// was not touched keeps what the card started with. Fails the test where a person could not send it.
    /// </summary>
    public static JsonObject FillIn(JsonObject card, JsonObject action, IReadOnlyDictionary<string, string?> fields)
    {
        var data = action["data"]?.DeepClone() as JsonObject ?? [];
        if (Word(action, "associatedInputs") == "none")
        {
            Assert.True(fields.Count == 0, $"'{Word(action, "title")}' sends no inputs");
            return data;
        }
        var left = fields.Keys.ToHashSet();
        foreach (var input in All(card).Where(one => Word(one, "type").StartsWith("Input.", StringComparison.Ordinal)))
        {
            var label = Word(input, "label");
            var name = fields.ContainsKey(label) ? label : Word(input, "id");
            var value = left.Remove(name) ? Filled(input, fields[name]) : Word(input, "value");
            if (Word(input, "type") == "Input.Toggle" && value.Length == 0) value = input["valueOff"]?.ToString() ?? "false";
            Assert.True(Word(input, "isRequired") != "true" || value.Length > 0, $"'{label}' is required, a person could not send the form");
            // Nothing chosen is no value at all; nothing typed is an empty one.
            if (value.Length > 0 || Word(input, "type") is "Input.Text" or "Input.Date" or "Input.Time") data[Word(input, "id")] = value;
        }
        Assert.True(left.Count == 0, $"the card has no field {string.Join(", ", left)}");
        return data;
    }

    private static string Filled(JsonObject input, string? value)
    {
        if (value is null) return "";
        if (Word(input, "type") != "Input.ChoiceSet") return value;
        string[] wanted = Word(input, "isMultiSelect") == "true" ? value.Split('|', StringSplitOptions.RemoveEmptyEntries) : [value];
        return string.Join(',', wanted.Select(one => Choice(input, one)));
    }

    private static string Choice(JsonObject input, string wanted)
    {
        var choices = input["choices"]!.AsArray().Select(choice => choice!.AsObject()).ToList();
        var found = choices.Find(choice => Word(choice, "title") == wanted || Word(choice, "value") == wanted);
        Assert.True(found is not null, $"there is no choice '{wanted}' among: {string.Join(", ", choices.Select(choice => Word(choice, "title")))}");
        return Word(found, "value");
    }

    private static IEnumerable<JsonObject> Visible(JsonObject element) =>
        Word(element, "isVisible") == "false" ? [] : Children(element).SelectMany(Visible).Prepend(element);

    /// <summary>Inputs that are hidden are sent as well.</summary>
    private static IEnumerable<JsonObject> All(JsonObject element) => Children(element).SelectMany(All).Prepend(element);

    private static IEnumerable<JsonObject> Children(JsonObject element) =>
        Lists.SelectMany(name => element[name] as JsonArray ?? []).OfType<JsonObject>();

    private static string Word(JsonObject element, string name) => element[name]?.ToString() ?? "";
}
