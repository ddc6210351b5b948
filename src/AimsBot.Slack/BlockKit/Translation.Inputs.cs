using System.Globalization;
using System.Text.Json;

namespace AimsBot.Slack.BlockKit;

/// <summary>Inputs, which only a modal can show.</summary>
internal sealed partial class Translation
{
    private readonly HashSet<string> _inputIds = [];

    private readonly record struct Choice(string Title, string Value, string At);

    private void Input(JsonElement input, string pointer)
    {
        // In a message the card's action opens the form: nothing is lost, it is one click further.
        if (surface != Surface.Modal) return;
        var id = input.Word("id"u8);
        var type = input.Word("type"u8);
        var blockId = type == "Input.Toggle" ? FormValues.ToggleBlock(id, ValueOff(input)) : FormValues.InputBlock(id);
        var choices = type == "Input.ChoiceSet" ? Choices(input, pointer) : [];
        var problem = (type, id) switch
        {
            (_, "") => "an input without an id",
            _ when blockId.Length > SlackLimits.BlockId => "an id too long",
            _ when !_inputIds.Add(id) => "a second input with the same id",
            ("Input.Toggle", _) when ValueOn(input).Length > SlackLimits.OptionValue => $"a value over {SlackLimits.OptionValue} characters, and a value is never cut",
            ("Input.Text" or "Input.Number" or "Input.Date" or "Input.Time" or "Input.Toggle", _) => null,
            ("Input.ChoiceSet", _) => choices.Count == 0 ? "no choice to make" : null,
            _ => $"'{type}' has no form in Slack",
        };
        if (problem is not null)
        {
            Lose(LossCode.Dropped, pointer, problem);
            return;
        }

        _blocks.Add("input", writer =>
        {
            writer.WritePropertyName("label");
            BlockList.WritePlain(writer, Clipped(Label(input, pointer), SlackLimits.InputLabel, pointer + "/label"));
            writer.WriteBoolean("optional", !input.Flag("isRequired"u8));
            writer.WriteStartObject("element");
            writer.WriteString("action_id", id);
            switch (type)
            {
                case "Input.Text": TextElement(writer, input, pointer); break;
                case "Input.Number": NumberElement(writer, input); break;
                case "Input.Date": PickerElement(writer, "datepicker", "initial_date", input); break;
                case "Input.Time": PickerElement(writer, "timepicker", "initial_time", input); break;
                case "Input.Toggle": ToggleElement(writer, input, pointer); break;
                default: ChoiceElement(writer, input, choices, pointer); break;
            }

            writer.WriteEndObject();
        }, blockId);
    }

    private void TextElement(Utf8JsonWriter writer, JsonElement input, string pointer)
    {
        var (isEmail, isUrl) = (input.Is("style"u8, "email"u8), input.Is("style"u8, "url"u8));
        writer.WriteString("type", isEmail ? "email_text_input" : isUrl ? "url_text_input" : "plain_text_input");
        if (!isEmail && !isUrl)
        {
            writer.WriteBoolean("multiline", input.Flag("isMultiline"u8));
            writer.WriteNumber("max_length", Math.Clamp(Whole(input, "maxLength"u8), 1, SlackLimits.InputText));
        }

        if (input.Word("value"u8) is { Length: > 0 } value)
        {
            var first = BlockText.ClipRaw(value, Math.Clamp(Whole(input, "maxLength"u8), 1, SlackLimits.InputText), out var isCut);
            if (isCut) Lose(LossCode.Clamped, pointer + "/value", "longer than the input takes");
            writer.WriteString("initial_value", first);
        }

        Placeholder(writer, input, pointer);
    }

    private static void NumberElement(Utf8JsonWriter writer, JsonElement input)
    {
        writer.WriteString("type", "number_input");
        writer.WriteBoolean("is_decimal_allowed", true);
        Number(writer, "initial_value", input.Word("value"u8));
        Number(writer, "min_value", input.Word("min"u8));
        Number(writer, "max_value", input.Word("max"u8));
    }

    // Slack takes numbers, not words.
    private static void Number(Utf8JsonWriter writer, string name, string word)
    {
        if (word.Length <= 40 && decimal.TryParse(word, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _))
            writer.WriteString(name, word);
    }

    private static void PickerElement(Utf8JsonWriter writer, string type, string initial, JsonElement input)
    {
        writer.WriteString("type", type);
        var isValid = type == "datepicker"
            ? DateOnly.TryParseExact(input.Word("value"u8), "yyyy-MM-dd", out _)
            : TimeOnly.TryParseExact(input.Word("value"u8), "HH:mm", out _);
        if (isValid) writer.WriteString(initial, input.Word("value"u8));
    }

    private void ToggleElement(Utf8JsonWriter writer, JsonElement input, string pointer)
    {
        var valueOn = ValueOn(input);
        var title = input.Word("title"u8) is { Length: > 0 } text ? text : Label(input, pointer);
        var option = new Choice(title, valueOn, pointer + "/title");
        writer.WriteString("type", "checkboxes");
        Options(writer, "options", [option]);
        if (input.Word("value"u8) == valueOn) Options(writer, "initial_options", [option]);
    }

    private void ChoiceElement(Utf8JsonWriter writer, JsonElement input, List<Choice> choices, string pointer)
    {
        var isMulti = input.Flag("isMultiSelect"u8);
        var isExpanded = input.Is("style"u8, "expanded"u8);
        var isList = !isExpanded || choices.Count > (isMulti ? SlackLimits.CheckboxOptions : SlackLimits.RadioOptions);
        if (choices.Count > SlackLimits.SelectOptions)
        {
            Lose(LossCode.Clamped, pointer + "/choices", $"{choices.Count} choices, at most {SlackLimits.SelectOptions} are taken");
            choices = choices[..SlackLimits.SelectOptions];
        }

        writer.WriteString("type", (isList, isMulti) switch
        {
            (true, true) => "multi_static_select",
            (true, false) => "static_select",
            (false, true) => "checkboxes",
            (false, false) => "radio_buttons",
        });
        Options(writer, "options", choices);
        string[] chosen = isMulti ? input.Word("value"u8).Split(',') : [input.Word("value"u8)];
        var initial = choices.Where(choice => chosen.Contains(choice.Value)).ToList();
        if (isMulti && initial.Count > 0)
        {
            Options(writer, "initial_options", initial);
        }
        else if (initial.Count > 0)
        {
            writer.WritePropertyName("initial_option");
            Option(writer, initial[0]);
        }

        if (isList) Placeholder(writer, input, pointer);
    }

    /// <summary>The choices that Slack can take. A value is what comes back, so one that is too long goes, and its choice with it.</summary>
    private List<Choice> Choices(JsonElement input, string pointer)
    {
        var choices = new List<Choice>();
        foreach (var (i, choice) in input.Items("choices"u8).Index())
        {
            var (title, value, at) = (choice.Word("title"u8), choice.Word("value"u8), $"{pointer}/choices/{i}");
            if (title.Trim().Length > 0 && value.Length is > 0 and <= SlackLimits.OptionValue) choices.Add(new Choice(title, value, at + "/title"));
            else Lose(LossCode.Dropped, at, $"a choice needs a title and a value of 1 to {SlackLimits.OptionValue} characters");
        }

        return choices;
    }

    private void Options(Utf8JsonWriter writer, string name, List<Choice> options)
    {
        writer.WriteStartArray(name);
        foreach (var option in options) Option(writer, option);
        writer.WriteEndArray();
    }

    private void Option(Utf8JsonWriter writer, Choice option)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("text");
        BlockList.WritePlain(writer, Clipped(option.Title, SlackLimits.OptionText, option.At));
        writer.WriteString("value", option.Value);
        writer.WriteEndObject();
    }

    private void Placeholder(Utf8JsonWriter writer, JsonElement input, string pointer)
    {
        if (input.Word("placeholder"u8) is not { Length: > 0 } placeholder) return;
        writer.WritePropertyName("placeholder");
        BlockList.WritePlain(writer, Clipped(placeholder, SlackLimits.Placeholder, pointer + "/placeholder"));
    }

    private string Label(JsonElement input, string pointer)
    {
        if (input.Word("label"u8).Trim() is { Length: > 0 } label) return label;
        Lose(LossCode.Fallback, pointer, "an input without a label");
        return new[] { input.Word("title"u8), input.Word("placeholder"u8), input.Word("id"u8) }.First(word => word.Length > 0);
    }

    private static string ValueOn(JsonElement input) => input.Word("valueOn"u8) is { Length: > 0 } on ? on : "true";

    private static string ValueOff(JsonElement input) => input.Word("valueOff"u8) is { Length: > 0 } off ? off : "false";

    private static int Whole(JsonElement input, ReadOnlySpan<byte> name) =>
        input.Has(name) && input.GetProperty(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var whole) ? whole : int.MaxValue;
}
