using System.Globalization;
using System.Text.Json.Nodes;

namespace AimsBot.EndToEnd.Slack;

/// <summary>Reads blocks as a person at a screen does: texts, buttons, fields with their labels.</summary>
internal static class SlackScreen
{
    private static readonly HashSet<string> InputTypes =
    [
        "checkboxes", "radio_buttons", "static_select", "multi_static_select", "external_select", "multi_external_select", "users_select",
        "multi_users_select", "conversations_select", "channels_select", "datepicker", "timepicker", "datetimepicker", "plain_text_input",
        "number_input", "email_text_input", "url_text_input", "rich_text_input",
    ];

    /// <summary>Gives names to blocks and elements that have none, as Slack does.</summary>
    public static void NameBlocks(JsonArray blocks)
    {
        for (var i = 0; i < blocks.Count; i++)
        {
            if (blocks[i] is not JsonObject block) continue;
            block["block_id"] ??= string.Create(CultureInfo.InvariantCulture, $"auto{i}");
            var place = 0;
            foreach (var element in Elements(block))
            {
                element["action_id"] ??= string.Create(CultureInfo.InvariantCulture, $"auto{i}.{place}");
                place++;
            }
        }
    }

    /// <summary>Every text that is shown, in order.</summary>
    public static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonArray array => array.SelectMany(Texts),
        JsonObject { } shown when shown["text"] is JsonValue text && text.TryGetValue<string>(out var words) => [words],
        JsonObject shown => shown
            .Where(member => member.Key is not ("private_metadata" or "value" or "action_id" or "block_id"))
            .SelectMany(member => Texts(member.Value)),
        _ => [],
    };

    public static IReadOnlyList<string> Buttons(JsonArray blocks) =>
        [.. Pressable(blocks).Select(found => found.Label)];

    /// <summary>What the button or menu entry labelled <paramref name="label"/> sends when it is pressed.</summary>
    public static JsonObject Press(JsonArray blocks, string label, string actionTimestamp)
    {
        var found = Pressable(blocks).Where(one => one.Label == label).ToList();
        Assert.True(found.Count == 1, $"there are {found.Count} of '{label}' among: {string.Join(", ", Buttons(blocks))}");
        var action = new JsonObject
        {
            ["type"] = found[0].Element["type"]!.DeepClone(),
            ["action_id"] = found[0].Element["action_id"]!.DeepClone(),
            ["block_id"] = found[0].Block["block_id"]!.DeepClone(),
            ["action_ts"] = actionTimestamp,
        };
        if (found[0].Option is { } option) action["selected_option"] = option.DeepClone();
        else
        {
            action["text"] = found[0].Element["text"]!.DeepClone();
            action["value"] = found[0].Element["value"]?.DeepClone();
        }
        return action;
    }

    /// <summary>
    /// The state of a form after a person filled fields in, named by their label or block id; options are named by what
    /// they say or by their value, several separated by <c>|</c>, and null clears a field. What was not touched keeps what
    /// the form started with. Fails the test where a person could not send the form.
    /// </summary>
    public static JsonObject FillIn(SlackDoubleView form, IReadOnlyDictionary<string, string?> fields)
    {
        var left = fields.Keys.ToHashSet();
        var state = new JsonObject();
        foreach (var block in form.Blocks.OfType<JsonObject>())
        {
            var blockId = block["block_id"]!.GetValue<string>();
            foreach (var element in Elements(block).Where(one => InputTypes.Contains(Type(one))))
            {
                var label = block["label"]?["text"]?.GetValue<string>();
                var name = label is not null && fields.ContainsKey(label) ? label : blockId;
                var filled = left.Remove(name) ? FilledElement(element, fields[name]) : StartingElement(element);
                var isOptional = Type(block) != "input" || block["optional"]?.GetValue<bool>() == true;
                Assert.True(isOptional || HasValue(filled), $"'{label}' is required, a person could not send the form");
                state[blockId] ??= new JsonObject();
                state[blockId]![element["action_id"]!.GetValue<string>()] = filled;
            }
        }
        Assert.True(left.Count == 0, $"the form has no field {string.Join(", ", left)}");
        return new JsonObject { ["values"] = state };
    }

    private static JsonObject StartingElement(JsonObject element)
    {
        var type = Type(element);
        var filled = new JsonObject { ["type"] = type };
        if (type.StartsWith("multi_", StringComparison.Ordinal) || type == "checkboxes")
        {
            filled[Field(type)] = element["initial_options"]?.DeepClone() ?? new JsonArray();
        }
        else
        {
            filled[Field(type)] = (element["initial_value"] ?? element["initial_option"] ?? element["initial_date"]
                ?? element["initial_time"] ?? element["initial_date_time"] ?? element["initial_user"])?.DeepClone();
        }
        return filled;
    }

    private static JsonObject FilledElement(JsonObject element, string? value)
    {
        var type = Type(element);
        JsonNode? content = value;
        if (type is "static_select" or "radio_buttons") content = value is null ? null : Option(element, value);
        else if (type is "multi_static_select" or "checkboxes")
        {
            content = new JsonArray([.. (value ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries).Select(one => Option(element, one))]);
        }
        else if (type == "external_select" && value is not null)
        {
            content = new JsonObject { ["text"] = new JsonObject { ["type"] = "plain_text", ["text"] = value }, ["value"] = value };
        }
        else if (type == "datetimepicker" && value is not null) content = long.Parse(value, CultureInfo.InvariantCulture);
        return new JsonObject { ["type"] = type, [Field(type)] = content };
    }

    private static JsonNode Option(JsonObject element, string wanted)
    {
        var options = element["options"] as JsonArray
            ?? new JsonArray([.. ((JsonArray)element["option_groups"]!).SelectMany(group => (JsonArray)group!["options"]!).Select(one => one!.DeepClone())]);
        var found = options.FirstOrDefault(one =>
            one!["text"]!["text"]!.GetValue<string>() == wanted || one["value"]!.GetValue<string>() == wanted);
        Assert.True(found is not null, $"there is no option '{wanted}' among: {string.Join(", ", Texts(options))}");
        return found.DeepClone();
    }

    private static string Field(string type) => type switch
    {
        "datepicker" => "selected_date",
        "timepicker" => "selected_time",
        "datetimepicker" => "selected_date_time",
        "static_select" or "external_select" or "radio_buttons" => "selected_option",
        "multi_static_select" or "multi_external_select" or "checkboxes" => "selected_options",
        "users_select" => "selected_user",
        "multi_users_select" => "selected_users",
        "conversations_select" => "selected_conversation",
        "channels_select" => "selected_channel",
        _ => "value",
    };

    private static bool HasValue(JsonObject filled) =>
        filled.Any(member => member.Key != "type" && member.Value is not null and not JsonArray { Count: 0 } && member.Value.ToString().Length > 0);

    private static IEnumerable<(JsonObject Block, JsonObject Element, string Label, JsonNode? Option)> Pressable(JsonArray blocks)
    {
        foreach (var block in blocks.OfType<JsonObject>())
        {
            foreach (var element in Elements(block))
            {
                if (Type(element) == "button") yield return (block, element, element["text"]!["text"]!.GetValue<string>(), null);
                if (Type(element) != "overflow") continue;
                foreach (var option in (JsonArray)element["options"]!)
                {
                    yield return (block, element, option!["text"]!["text"]!.GetValue<string>(), option);
                }
            }
        }
    }

    private static IEnumerable<JsonObject> Elements(JsonObject block) => Type(block) switch
    {
        "section" => new[] { block["accessory"] }.OfType<JsonObject>(),
        "actions" => (block["elements"] as JsonArray ?? []).OfType<JsonObject>(),
        "input" => new[] { block["element"] }.OfType<JsonObject>(),
        _ => [],
    };

    private static string Type(JsonObject json) => json["type"]?.GetValue<string>() ?? "";
}
