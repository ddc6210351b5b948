using System.Text.Json;

namespace AimsBot.Slack.BlockKit;

/// <summary>
/// Reads what a person put into a modal that <see cref="CardTranslator.Modal"/> made, in the form in which Adaptive Cards
/// submits it: by input id. The values are as they were typed; Slack does not escape them here.
/// </summary>
public static class FormValues
{
    private const string Input = "input.";
    private const string Toggle = "toggle.";

    /// <summary>
    /// The values of <c>view.state.values</c>. An input left or made empty (null, an empty text, nothing chosen) has no entry.
    /// A toggle always has one, its <c>valueOn</c> or <c>valueOff</c>. Several choices are joined with commas, in the order
    /// in which Slack has them. What is not of that shape is passed over.
    /// </summary>
    public static IReadOnlyDictionary<string, string> FromViewState(JsonElement viewStateValues)
    {
        var values = new Dictionary<string, string>();
        foreach (var (id, blockId, element) in Inputs(viewStateValues))
        {
            var value = ValueOf(element);
            if (value.Length == 0 && blockId.StartsWith(Toggle, StringComparison.Ordinal)) value = ValueOff(blockId);
            if (value.Length > 0) values[id] = value;
        }

        return values;
    }

    /// <summary>Where each input stands, as <c>response_action: errors</c> wants its texts: input id to block_id.</summary>
    public static IReadOnlyDictionary<string, string> BlockIds(JsonElement viewStateValues)
    {
        var blocks = new Dictionary<string, string>();
        foreach (var (id, blockId, _) in Inputs(viewStateValues)) blocks[id] = blockId;
        return blocks;
    }

    /// <summary>
    /// The answer that shows texts under inputs. A text for an input that the view does not have goes under its first one:
    /// Slack refuses an unknown block, and the person would see nothing.
    /// </summary>
    /// <param name="viewStateValues"><c>view.state.values</c> of the submission.</param>
    /// <param name="errors">Input id to text.</param>
    /// <returns>The JSON to answer the submission with, UTF-8; empty where the view has no input at all.</returns>
    public static byte[] FieldErrors(JsonElement viewStateValues, IReadOnlyDictionary<string, string> errors)
    {
        var blocks = BlockIds(viewStateValues);
        if (blocks.Count == 0) return [];
        var texts = new Dictionary<string, string>();
        foreach (var (id, text) in errors)
        {
            var block = blocks.TryGetValue(id, out var known) ? known : blocks.Values.First();
            texts[block] = texts.TryGetValue(block, out var before) ? before + " " + text : text;
        }

        return JsonSerializer.SerializeToUtf8Bytes(new { response_action = "errors", errors = texts });
    }

    internal static string InputBlock(string id) => Input + id;

    // Unticked boxes come back as an empty list: what that means travels in the block's id.
    internal static string ToggleBlock(string id, string valueOff) => $"{Toggle}{Uri.EscapeDataString(valueOff).Replace(".", "%2E", StringComparison.Ordinal)}.{id}";

    private static string ValueOff(string blockId) => Uri.UnescapeDataString(blockId.Split('.')[1]);

    private static IEnumerable<(string Id, string BlockId, JsonElement Element)> Inputs(JsonElement values)
    {
        if (values.ValueKind != JsonValueKind.Object) yield break;
        foreach (var block in values.EnumerateObject().Where(block => block.Value.ValueKind == JsonValueKind.Object))
        {
            foreach (var action in block.Value.EnumerateObject()) yield return (action.Name, block.Name, action.Value);
        }
    }

    private static string ValueOf(JsonElement element) => element.Word("type"u8) switch
    {
        "datepicker" => element.Word("selected_date"u8),
        "timepicker" => element.Word("selected_time"u8),
        "static_select" or "external_select" or "radio_buttons" => element.Has("selected_option"u8) ? element.GetProperty("selected_option"u8).Word("value"u8) : "",
        "checkboxes" or "multi_static_select" or "multi_external_select" => string.Join(',', element.Items("selected_options"u8).Select(option => option.Word("value"u8))),
        _ => element.Word("value"u8),
    };
}
