using System.Text.Json;
using AimsBot.Slack.Wire;

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
    /// An input left or made empty has no entry. A toggle always has one, its <c>valueOn</c> or <c>valueOff</c>. Several
    /// choices are joined with commas, in the order in which Slack has them.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyList<SlackInput> inputs)
    {
        var values = new Dictionary<string, string>();
        foreach (var input in inputs)
        {
            var value = string.Join(',', input.Values);
            if (value.Length == 0 && input.BlockId.StartsWith(Toggle, StringComparison.Ordinal)) value = ValueOff(input.BlockId);
            if (value.Length > 0) values[input.ActionId] = value;
        }
        return values;
    }

    /// <summary>
    /// The answer that shows texts under inputs. A text for an input that the view does not have goes under its first one:
    /// Slack refuses an unknown block, and the person would see nothing.
    /// </summary>
    /// <param name="inputs">The inputs of the submission.</param>
    /// <param name="errors">Input id to text.</param>
    /// <returns>The JSON to answer the submission with, UTF-8; empty where the view has no input at all.</returns>
    public static byte[] FieldErrors(IReadOnlyList<SlackInput> inputs, IReadOnlyDictionary<string, string> errors)
    {
        if (inputs.Count == 0) return [];
        var texts = new Dictionary<string, string>();
        foreach (var (id, text) in errors)
        {
            var block = (inputs.FirstOrDefault(i => i.ActionId == id) ?? inputs[0]).BlockId;
            texts[block] = texts.TryGetValue(block, out var before) ? before + " " + text : text;
        }
        return JsonSerializer.SerializeToUtf8Bytes(new { response_action = "errors", errors = texts });
    }

    internal static string InputBlock(string id) => Input + id;

    // Unticked boxes come back as an empty list: what that means travels in the block's id.
    internal static string ToggleBlock(string id, string valueOff) => $"{Toggle}{Uri.EscapeDataString(valueOff).Replace(".", "%2E", StringComparison.Ordinal)}.{id}";

    private static string ValueOff(string blockId) => Uri.UnescapeDataString(blockId.Split('.')[1]);
}
