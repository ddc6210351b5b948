using System.Globalization;
using System.Text.Json.Nodes;

namespace AimsBot.EndToEnd.Slack;

/// <summary>
/// Slack's documented limits on what an app may show (docs.slack.dev, "Block Kit", and the comments of npm
/// <c>@slack/types</c>). Lengths are counted in UTF-16 units, the strictest way to read "characters".
/// </summary>
internal sealed class SlackLimits
{
    private const int MessageBlocks = 50;
    private const int ViewBlocks = 100;
    private const int ViewBytes = 250_000;

    private static readonly HashSet<string> Elements =
    [
        "button", "overflow", "checkboxes", "radio_buttons", "static_select", "multi_static_select", "external_select", "multi_external_select",
        "users_select", "multi_users_select", "conversations_select", "multi_conversations_select", "channels_select", "multi_channels_select",
        "datepicker", "timepicker", "datetimepicker", "plain_text_input", "number_input", "email_text_input", "url_text_input",
        "rich_text_input", "file_input", "image", "workflow_button", "icon_button", "feedback_buttons",
    ];

    private readonly List<string> _faults = [];

    private SlackLimits() { }

    /// <summary>What Slack would refuse in a message, each with the place where it is.</summary>
    public static IReadOnlyList<string> OfMessage(string? text, JsonNode? blocks)
    {
        var limits = new SlackLimits();
        limits.Length("/text", text, 0, 40_000);
        if (blocks is not null) limits.Blocks("/blocks", blocks, MessageBlocks);
        return limits._faults;
    }

    /// <summary>What Slack would refuse in a form or a Home tab.</summary>
    public static IReadOnlyList<string> OfView(JsonNode? view, string type)
    {
        var limits = new SlackLimits();
        if (view is not JsonObject) return ["/view must be an object"];

        limits.Require(Text(view["type"]) == type, $"/view/type must be {type}");
        limits.Require(view.ToJsonString().Length <= ViewBytes, "/view is larger than 250 kB");
        limits.Length("/view/callback_id", Text(view["callback_id"]), 0, 255);
        limits.Length("/view/private_metadata", Text(view["private_metadata"]), 0, 3000);
        limits.Length("/view/external_id", Text(view["external_id"]), 0, 255);
        limits.Blocks("/view/blocks", view["blocks"], ViewBlocks);
        if (type == "modal")
        {
            limits.PlainText("/view/title", view["title"], 24);
            limits.OptionalPlainText("/view/submit", view["submit"], 24);
            limits.OptionalPlainText("/view/close", view["close"], 24);
            var asks = view["blocks"] is JsonArray blocks && blocks.Any(block => Text(block?["type"]) == "input");
            limits.Require(!asks || view["submit"] is not null, "/view/submit is required with an input block");
        }
        return limits._faults;
    }

    private void Blocks(string path, JsonNode? blocks, int most)
    {
        if (blocks is not JsonArray array)
        {
            _faults.Add($"{path} must be an array");
            return;
        }
        Require(array.Count <= most, $"{path} has {array.Count} blocks, {most} are allowed");
        var ids = new HashSet<string>();
        for (var i = 0; i < array.Count; i++)
        {
            var at = $"{path}/{i}";
            if (array[i] is not JsonObject block)
            {
                _faults.Add($"{at} must be an object");
                continue;
            }
            Length($"{at}/block_id", Text(block["block_id"]), 1, 255);
            if (Text(block["block_id"]) is { } id) Require(ids.Add(id), $"{at}/block_id {id} is there twice");
            Block(at, block);
        }
    }

    private void Block(string path, JsonObject block)
    {
        switch (Text(block["type"]))
        {
            case "section":
                Require(block["text"] is not null || block["fields"] is not null, $"{path} needs text or fields");
                if (block["text"] is { } text) TextObject($"{path}/text", text, 3000);
                ForEach($"{path}/fields", block["fields"], 1, 10, (at, field) => TextObject(at, field, 2000));
                if (block["accessory"] is { } accessory) Element($"{path}/accessory", accessory);
                break;
            case "header":
                PlainText($"{path}/text", block["text"], 150);
                break;
            case "context":
                Require(block["elements"] is JsonArray, $"{path}/elements is required");
                ForEach($"{path}/elements", block["elements"], 1, 10, (at, element) =>
                {
                    if (Text(element?["type"]) == "image") Image(at, element!);
                    else TextObject(at, element, 3000);
                });
                break;
            case "actions":
                Require(block["elements"] is JsonArray, $"{path}/elements is required");
                ForEach($"{path}/elements", block["elements"], 1, 25, Element);
                var ids = (block["elements"] as JsonArray ?? []).Select(element => Text(element?["action_id"])).OfType<string>().ToList();
                Require(ids.Count == ids.Distinct().Count(), $"{path}/elements have an action_id twice");
                break;
            case "input":
                PlainText($"{path}/label", block["label"], 2000);
                OptionalPlainText($"{path}/hint", block["hint"], 2000);
                Element($"{path}/element", block["element"]);
                break;
            case "image":
                Image(path, block);
                OptionalPlainText($"{path}/title", block["title"], 2000);
                break;
            case "markdown":
                Length($"{path}/text", Text(block["text"]), 1, 12_000);
                break;
            case "divider" or "rich_text" or "video" or "file" or "table" or "context_actions":
                break;
            case var type:
                _faults.Add($"{path}/type {type} is unknown");
                break;
        }
    }

    private void Element(string path, JsonNode? element)
    {
        if (element is not JsonObject || Text(element["type"]) is not { } type || !Elements.Contains(type))
        {
            _faults.Add($"{path} is no element");
            return;
        }
        Length($"{path}/action_id", Text(element["action_id"]), 1, 255);
        OptionalPlainText($"{path}/placeholder", element["placeholder"], 150);
        if (element["confirm"] is { } confirm) Confirm($"{path}/confirm", confirm);
        switch (type)
        {
            case "button":
                PlainText($"{path}/text", element["text"], 75);
                Length($"{path}/value", Text(element["value"]), 0, 2000);
                Length($"{path}/url", Text(element["url"]), 0, 3000);
                Length($"{path}/accessibility_label", Text(element["accessibility_label"]), 0, 75);
                Require(Text(element["style"]) is null or "primary" or "danger", $"{path}/style is unknown");
                break;
            case "overflow":
                Options(path, element, 1, 5);
                break;
            case "checkboxes" or "radio_buttons":
                Options(path, element, 1, 10);
                break;
            case "static_select" or "multi_static_select":
                if (element["option_groups"] is null)
                {
                    Options(path, element, 1, 100);
                    break;
                }
                ForEach($"{path}/option_groups", element["option_groups"], 1, 100, (at, group) =>
                {
                    PlainText($"{at}/label", group?["label"], 75);
                    Options(at, group, 1, 100);
                });
                break;
            case "plain_text_input":
                Range($"{path}/min_length", element["min_length"], 0, 3000);
                Range($"{path}/max_length", element["max_length"], 1, 3000);
                Length($"{path}/initial_value", Text(element["initial_value"]), 0, 3000);
                break;
            case "number_input":
                Require(element["is_decimal_allowed"] is JsonValue, $"{path}/is_decimal_allowed is required");
                break;
            case "datepicker":
                Require(Text(element["initial_date"]) is not { } date
                    || DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
                    $"{path}/initial_date is no date");
                break;
            case "timepicker":
                Require(Text(element["initial_time"]) is not { } time
                    || TimeOnly.TryParseExact(time, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
                    $"{path}/initial_time is no time");
                break;
            case "image":
                Image(path, element);
                break;
        }
    }

    private void Options(string path, JsonNode? element, int least, int most)
    {
        Require(element?["options"] is JsonArray, $"{path}/options is required");
        ForEach($"{path}/options", element?["options"], least, most, (at, option) =>
        {
            TextObject($"{at}/text", option?["text"], 75);
            Require(Text(option?["value"]) is not null, $"{at}/value is required");
            Length($"{at}/value", Text(option?["value"]), 1, 75);
            if (option?["description"] is { } description) TextObject($"{at}/description", description, 75);
        });
        var known = (element?["options"] as JsonArray ?? []).Select(option => Text(option?["value"])).ToList();
        var chosen = (element?["initial_options"] as JsonArray ?? []).Append(element?["initial_option"]).Where(option => option is not null);
        Require(chosen.All(option => known.Contains(Text(option!["value"]))), $"{path} starts with an option that it does not have");
    }

    private void Image(string path, JsonNode image)
    {
        Require(Text(image["image_url"]) is not null || image["slack_file"] is not null, $"{path} needs image_url or slack_file");
        Length($"{path}/image_url", Text(image["image_url"]), 1, 3000);
        Require(Text(image["alt_text"]) is not null, $"{path}/alt_text is required");
        Length($"{path}/alt_text", Text(image["alt_text"]), 0, 2000);
    }

    private void Confirm(string path, JsonNode confirm)
    {
        PlainText($"{path}/title", confirm["title"], 100);
        TextObject($"{path}/text", confirm["text"], 300);
        PlainText($"{path}/confirm", confirm["confirm"], 30);
        PlainText($"{path}/deny", confirm["deny"], 30);
    }

    private void OptionalPlainText(string path, JsonNode? text, int most)
    {
        if (text is not null) PlainText(path, text, most);
    }

    private void PlainText(string path, JsonNode? text, int most)
    {
        Require(Text(text?["type"]) == "plain_text", $"{path} must be plain_text");
        TextObject(path, text, most);
    }

    private void TextObject(string path, JsonNode? text, int most)
    {
        Require(Text(text?["type"]) is "plain_text" or "mrkdwn", $"{path}/type must be plain_text or mrkdwn");
        Require(Text(text?["text"]) is not null, $"{path}/text is required");
        Length($"{path}/text", Text(text?["text"]), 1, most);
    }

    private void ForEach(string path, JsonNode? list, int least, int most, Action<string, JsonNode?> check)
    {
        if (list is not JsonArray array) return;
        Require(array.Count >= least && array.Count <= most, $"{path} has {array.Count} items, {least} to {most} are allowed");
        for (var i = 0; i < array.Count; i++) check($"{path}/{i}", array[i]);
    }

    private void Length(string path, string? text, int least, int most) => Require(
        text is null || (text.Length >= least && text.Length <= most), $"{path} has {text?.Length} characters, {least} to {most} are allowed");

    private void Range(string path, JsonNode? number, int least, int most) => Require(
        number is null || (number is JsonValue value && value.TryGetValue<int>(out var found) && found >= least && found <= most),
        $"{path} must be from {least} to {most}");

    private void Require(bool holds, string fault)
    {
        if (!holds) _faults.Add(fault);
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
