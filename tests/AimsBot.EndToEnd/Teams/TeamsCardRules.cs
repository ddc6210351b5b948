using System.Globalization;
using System.Text.Json.Nodes;

namespace AimsBot.EndToEnd.Teams;

/// <summary>
/// What Teams takes of a message and of a card: Adaptive Cards up to 1.5, no element that its clients would leave out, and
/// nothing in a button on which a click would come back empty.
/// </summary>
internal sealed class TeamsCardRules
{
    public const string CardType = "application/vnd.microsoft.card.adaptive";

    private static readonly string[] Messages = ["message", "typing"];

    private readonly List<string> _faults = [];
    private readonly HashSet<string> _inputs = [];

    /// <summary>The faults of a message, each with the place where it is.</summary>
    public static IReadOnlyList<string> OfActivity(JsonObject activity)
    {
        var rules = new TeamsCardRules();
        rules.Activity(activity);
        return rules._faults;
    }

    /// <summary>The faults of a card.</summary>
    public static IReadOnlyList<string> OfCard(JsonNode? card, string path = "")
    {
        var rules = new TeamsCardRules();
        rules.Card(path, card);
        return rules._faults;
    }

    private void Activity(JsonObject activity)
    {
        Require(Messages.Contains(Text(activity["type"])), $"/type {activity["type"]} cannot be sent");
        Require(Text(activity["textFormat"]) is null or "plain" or "markdown" or "xml", $"/textFormat {activity["textFormat"]} is unknown");
        var text = Text(activity["text"]) ?? "";
        Require(Text(activity["type"]) != "message" || text.Length > 0 || activity["attachments"] is JsonArray { Count: > 0 }, "the message has nothing to see");
        ForEach("/attachments", activity["attachments"], (at, attachment) =>
        {
            Require(Text(attachment?["contentType"]) == CardType, $"{at}/contentType {attachment?["contentType"]} is no Adaptive Card");
            Card($"{at}/content", attachment?["content"]);
        });
        ForEach("/entities", activity["entities"], (at, entity) =>
        {
            if (Text(entity?["type"]) != "mention") return;
            Require(Text(entity!["mentioned"]?["id"]) is not null, $"{at}/mentioned/id is required");
            Require(Text(entity["text"]) is { Length: > 0 } mention && text.Contains(mention, StringComparison.Ordinal), $"{at}/text is not in the message");
        });
    }

    private void Card(string path, JsonNode? node)
    {
        if (node is not JsonObject card)
        {
            _faults.Add($"{path} must be an object");
            return;
        }
        Require(Text(card["type"]) == "AdaptiveCard", $"{path}/type must be AdaptiveCard");
        Require(
            Version.TryParse(Text(card["version"]), out var version) && version <= new Version(1, 5), $"{path}/version {card["version"]} is none up to 1.5");
        Require(card["body"] is JsonArray or null, $"{path}/body must be an array");
        Require(card["body"] is JsonArray { Count: > 0 } || card["actions"] is JsonArray { Count: > 0 }, $"{path} is empty");
        ForEach($"{path}/body", card["body"], Element);
        ForEach($"{path}/actions", card["actions"], Action);
        if (card["refresh"] is { } refresh)
        {
            Action($"{path}/refresh/action", refresh["action"]);
            Require(refresh["userIds"] is not JsonArray { Count: > 60 }, $"{path}/refresh/userIds are more than 60");
        }
        if (card["selectAction"] is { } select) Action($"{path}/selectAction", select);
    }

    private void Element(string path, JsonNode? node)
    {
        var element = node as JsonObject ?? [];
        switch (Text(element["type"]))
        {
            case "TextBlock":
                Require(Text(element["text"]) is not null, $"{path}/text is required");
                break;
            case "RichTextBlock":
                Require(element["inlines"] is JsonArray, $"{path}/inlines is required");
                ForEach($"{path}/inlines", element["inlines"], (at, inline) => Require(
                    Text(inline) is not null || (Text(inline?["type"]) == "TextRun" && Text(inline?["text"]) is not null), $"{at} is no text"));
                break;
            case "Image":
                Require(Text(element["url"]) is { Length: > 0 }, $"{path}/url is required");
                break;
            case "FactSet":
                ForEach($"{path}/facts", element["facts"], (at, fact) =>
                    Require(Text(fact?["title"]) is not null && Text(fact?["value"]) is not null, $"{at} needs title and value"));
                break;
            case "Container" or "Column" or "TableCell":
                ForEach($"{path}/items", element["items"], Element);
                break;
            case "ColumnSet":
                ForEach($"{path}/columns", element["columns"], (at, column) =>
                {
                    Require(Text(column?["type"]) is "Column" or null, $"{at}/type must be Column");
                    ForEach($"{at}/items", column?["items"], Element);
                });
                break;
            case "ImageSet":
                ForEach($"{path}/images", element["images"], Element);
                break;
            case "Table":
                ForEach($"{path}/rows", element["rows"], (at, row) =>
                    ForEach($"{at}/cells", row?["cells"], (place, cell) => ForEach($"{place}/items", cell?["items"], Element)));
                break;
            case "ActionSet":
                ForEach($"{path}/actions", element["actions"], Action);
                break;
            case "Input.Text" or "Input.Number" or "Input.Date" or "Input.Time" or "Input.Toggle" or "Input.ChoiceSet":
                Input(path, element);
                break;
            case var type:
                _faults.Add($"{path}/type {type} is no element of 1.5");
                break;
        }
        if (element["selectAction"] is { } select) Action($"{path}/selectAction", select);
        if (element["fallback"] is JsonObject fallback) Element($"{path}/fallback", fallback);
    }

    private void Input(string path, JsonObject input)
    {
        var id = Text(input["id"]);
        Require(id is { Length: > 0 }, $"{path}/id is required");
        Require(id is null || _inputs.Add(id), $"{path}/id {id} is there twice");
        switch (Text(input["type"]))
        {
            case "Input.Toggle":
                Require(Text(input["title"]) is not null, $"{path}/title is required");
                break;
            case "Input.ChoiceSet":
                Require(input["choices"] is JsonArray { Count: > 0 }, $"{path}/choices is required");
                ForEach($"{path}/choices", input["choices"], (at, choice) =>
                    Require(Text(choice?["title"]) is { Length: > 0 } && Text(choice?["value"]) is { Length: > 0 }, $"{at} needs title and value"));
                var values = (input["choices"] as JsonArray ?? []).Select(choice => Text(choice?["value"])).ToList();
                Require(values.Count == values.Distinct().Count(), $"{path}/choices have a value twice");
                var isMulti = input["isMultiSelect"]?.ToString() == "true";
                string[] chosen = Text(input["value"]) is { Length: > 0 } value ? isMulti ? value.Split(',') : [value] : [];
                Require(chosen.All(values.Contains), $"{path}/value is none of its choices");
                break;
            case "Input.Date":
                Require(
                    Text(input["value"]) is null or "" || DateOnly.TryParseExact(Text(input["value"]), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
                    $"{path}/value is no date");
                break;
            case "Input.Time":
                Require(
                    Text(input["value"]) is null or "" || TimeOnly.TryParseExact(Text(input["value"]), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
                    $"{path}/value is no time");
                break;
        }
        if (input["inlineAction"] is { } action) Action($"{path}/inlineAction", action);
    }

    private void Action(string path, JsonNode? node)
    {
        var action = node as JsonObject ?? [];
        switch (Text(action["type"]))
        {
            case "Action.Execute":
                Require(Text(action["verb"]) is { Length: > 0 }, $"{path}/verb is required");
                Data(path, action);
                break;
            case "Action.Submit":
                Data(path, action);
                break;
            case "Action.OpenUrl":
                Require(Uri.TryCreate(Text(action["url"]), UriKind.Absolute, out _), $"{path}/url is required");
                break;
            case "Action.ShowCard":
                Card($"{path}/card", action["card"]);
                break;
            case "Action.ToggleVisibility":
                Require(action["targetElements"] is JsonArray { Count: > 0 }, $"{path}/targetElements is required");
                break;
            case var type:
                _faults.Add($"{path}/type {type} is no action of 1.5");
                break;
        }
        // What a card does when it is opened has no label.
        Require(path.EndsWith("/refresh/action", StringComparison.Ordinal) || path.EndsWith("/selectAction", StringComparison.Ordinal) || path.EndsWith("/fallback", StringComparison.Ordinal)
            || Text(action["title"]) is { Length: > 0 }, $"{path}/title is required");
        Require(Text(action["associatedInputs"]) is null or "auto" or "none", $"{path}/associatedInputs is unknown");
        if (action["fallback"] is JsonObject fallback) Action($"{path}/fallback", fallback);
    }

    /// <summary>Inputs are put among the data, so that data of another kind would be lost.</summary>
    private void Data(string path, JsonObject action) => Require(action["data"] is JsonObject or null, $"{path}/data must be an object");

    private void ForEach(string path, JsonNode? list, Action<string, JsonNode?> check)
    {
        if (list is null) return;
        if (list is not JsonArray array)
        {
            _faults.Add($"{path} must be an array");
            return;
        }
        for (var i = 0; i < array.Count; i++) check($"{path}/{i}", array[i]);
    }

    private void Require(bool holds, string fault)
    {
        if (!holds) _faults.Add(fault);
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
