using System.Globalization;
using System.Text.Json;

namespace AimsBot.Tests.Slack.BlockKit;

/// <summary>
/// Slack's rules for blocks, checked on the JSON that leaves us. Written apart from the product's constants on purpose:
/// the numbers are from docs.slack.dev/reference/block-kit and the comments of npm @slack/types 3.2.0.
/// </summary>
internal static class SlackRules
{
    public static IReadOnlyList<string> BrokenBy(ReadOnlySpan<byte> blocksJson, int mostBlocks)
    {
        using var document = JsonDocument.Parse(blocksJson.ToArray());
        return BrokenBy(document.RootElement, mostBlocks);
    }

    public static IReadOnlyList<string> BrokenByView(ReadOnlySpan<byte> viewJson)
    {
        using var document = JsonDocument.Parse(viewJson.ToArray());
        var view = document.RootElement;
        var broken = new List<string>(BrokenBy(view.GetProperty("blocks"), 100));
        if (view.GetProperty("type").GetString() == "modal")
        {
            foreach (var name in new[] { "title", "submit", "close" })
            {
                if (view.TryGetProperty(name, out var words)) Text(broken, words, 24, name);
            }

            if (!view.TryGetProperty("title", out _)) broken.Add("a modal without a title");
            var hasInput = view.GetProperty("blocks").EnumerateArray().Any(block => block.GetProperty("type").GetString() == "input");
            if (hasInput && !view.TryGetProperty("submit", out _)) broken.Add("inputs without a submit");
            if (view.TryGetProperty("private_metadata", out var metadata)) Length(broken, metadata, 3000, "private_metadata");
            if (view.TryGetProperty("callback_id", out var callback)) Length(broken, callback, 255, "callback_id");
        }

        return broken;
    }

    private static List<string> BrokenBy(JsonElement blocks, int mostBlocks)
    {
        var broken = new List<string>();
        if (blocks.GetArrayLength() > mostBlocks) broken.Add($"{blocks.GetArrayLength()} blocks");
        var blockIds = new HashSet<string>();
        foreach (var block in blocks.EnumerateArray())
        {
            if (!blockIds.Add(block.GetProperty("block_id").GetString()!)) broken.Add("a block_id twice");
            Length(broken, block.GetProperty("block_id"), 255, "block_id");
            Block(broken, block);
        }

        return broken;
    }

    private static void Block(List<string> broken, JsonElement block)
    {
        switch (block.GetProperty("type").GetString())
        {
            case "header":
                Text(broken, block.GetProperty("text"), 150, "header");
                break;
            case "section":
                if (block.TryGetProperty("text", out var text)) Text(broken, text, 3000, "section");
                if (block.TryGetProperty("fields", out var fields))
                {
                    Count(broken, fields, 10, "fields");
                    foreach (var field in fields.EnumerateArray()) Text(broken, field, 2000, "field");
                }

                if (block.TryGetProperty("accessory", out var accessory)) Element(broken, accessory);
                break;
            case "context":
                Count(broken, block.GetProperty("elements"), 10, "context");
                foreach (var element in block.GetProperty("elements").EnumerateArray()) Text(broken, element, 3000, "context text");
                break;
            case "actions":
                Count(broken, block.GetProperty("elements"), 25, "actions");
                var ids = block.GetProperty("elements").EnumerateArray().Select(element => element.GetProperty("action_id").GetString()).ToArray();
                if (ids.Distinct().Count() != ids.Length) broken.Add("an action_id twice in a block");
                foreach (var element in block.GetProperty("elements").EnumerateArray()) Element(broken, element);
                break;
            case "input":
                Text(broken, block.GetProperty("label"), 2000, "label");
                Element(broken, block.GetProperty("element"));
                break;
            case "image":
                Length(broken, block.GetProperty("image_url"), 3000, "image_url");
                Length(broken, block.GetProperty("alt_text"), 2000, "alt_text");
                break;
            case "divider":
                break;
            case var other:
                broken.Add($"a block '{other}'");
                break;
        }
    }

    private static void Element(List<string> broken, JsonElement element)
    {
        Length(broken, element.GetProperty("action_id"), 255, "action_id");
        var type = element.GetProperty("type").GetString();
        if (type == "button")
        {
            Text(broken, element.GetProperty("text"), 75, "button");
            if (element.TryGetProperty("value", out var value)) Length(broken, value, 2000, "value");
            if (element.TryGetProperty("url", out var url)) Length(broken, url, 3000, "url");
            if (element.TryGetProperty("accessibility_label", out var label)) Length(broken, label, 75, "accessibility_label");
            if (element.TryGetProperty("style", out var style) && style.GetString() is not ("primary" or "danger")) broken.Add("style");
        }

        if (element.TryGetProperty("options", out var options))
        {
            Count(broken, options, type is "radio_buttons" or "checkboxes" ? 10 : 100, "options");
            foreach (var option in options.EnumerateArray())
            {
                Text(broken, option.GetProperty("text"), 75, "option");
                Length(broken, option.GetProperty("value"), 75, "option value");
            }
        }

        if (element.TryGetProperty("placeholder", out var placeholder)) Text(broken, placeholder, 150, "placeholder");
        if (element.TryGetProperty("initial_value", out var initial)) Length(broken, initial, 3000, "initial_value");
    }

    private static void Text(List<string> broken, JsonElement text, int limit, string what)
    {
        Length(broken, text.GetProperty("text"), limit, what);
        var words = text.GetProperty("text").GetString()!;
        if (text.GetProperty("type").GetString() == "plain_text" && words.AsSpan().IndexOfAny('<', '>') >= 0) broken.Add($"{what}: < or > not escaped");
        for (var at = words.IndexOf('&', StringComparison.Ordinal); at >= 0; at = words.IndexOf('&', at + 1))
        {
            var rest = words.AsSpan(at);
            if (!rest.StartsWith("&amp;") && !rest.StartsWith("&lt;") && !rest.StartsWith("&gt;")) broken.Add($"{what}: & not escaped, or an entity cut");
        }

        if (!words.IsNormalizedUnicode()) broken.Add($"{what}: U+FFFD");
    }

    private static bool IsNormalizedUnicode(this string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == 0xFFFD) return false;
        }

        return true;
    }

    private static void Count(List<string> broken, JsonElement list, int most, string what)
    {
        if (list.GetArrayLength() is var count && (count < 1 || count > most)) broken.Add(string.Create(CultureInfo.InvariantCulture, $"{count} {what}"));
    }

    private static void Length(List<string> broken, JsonElement text, int limit, string what)
    {
        if (text.GetString()!.Length is var length && (length > limit || length == 0)) broken.Add(string.Create(CultureInfo.InvariantCulture, $"{what} of {length}"));
    }
}
