using System.Buffers;
using System.Text;
using System.Text.Json;
using AimsBot.Core.Cards;

namespace AimsBot.Slack.BlockKit;

/// <summary>Buttons.</summary>
internal sealed partial class Translation
{
    private string _submitTitle = "";

    /// <summary>
    /// One or more rows of buttons. All stay buttons, also beyond five: an overflow menu's options carry 75 characters, and a
    /// button's data is never cut.
    /// </summary>
    private void Buttons(IEnumerable<JsonElement> actions, string pointer)
    {
        var buttons = actions
            .Select((action, i) => (Action: action, Pointer: $"{pointer}/{i}"))
            .Where(button => !IsSubmit(button.Action, button.Pointer) && CanBeButton(button.Action, button.Pointer))
            .ToArray();
        foreach (var row in buttons.Chunk(SlackLimits.ActionsElements))
        {
            _blocks.Add("actions", writer =>
            {
                var seen = new Dictionary<string, int>();
                writer.WriteStartArray("elements");
                foreach (var (action, at) in row)
                {
                    var id = IdOf(action).Write(1);
                    seen[id] = seen.GetValueOrDefault(id) + 1;
                    Button(writer, action, seen[id], at);
                }

                writer.WriteEndArray();
            });
        }
    }

    /// <summary>A modal has one submit, in its frame: it stands for the card's first action that takes the inputs.</summary>
    private bool IsSubmit(JsonElement action, string pointer)
    {
        if (surface != Surface.Modal || !TakesInputs(action)) return false;
        if (_submitTitle.Length > 0) Lose(LossCode.Dropped, pointer, "a modal has one submit");
        else _submitTitle = action.Word("title"u8);
        return true;
    }

    /// <summary>Whether Slack can show the action at all; says why where not.</summary>
    private bool CanBeButton(JsonElement action, string pointer)
    {
        if (action.IsHidden()) return false;
        var problem = action.Word("type"u8) switch
        {
            "Action.Execute" or "Action.Submit" => ProblemOf(action),
            "Action.OpenUrl" when IsAddress(action.Word("url"u8)) => action.Word("title"u8).Trim().Length == 0 ? "a button without a title" : null,
            "Action.OpenUrl" => "not an https address, or too long",
            var type => $"'{type}' has no form in Slack",
        };
        if (problem is not null) Lose(LossCode.Dropped, pointer, problem);
        return problem is null;

        bool IsAddress(string url) => IsPublic(url) && url.Length <= SlackLimits.ButtonUrl;
    }

    private string? ProblemOf(JsonElement action)
    {
        if (action.Word("title"u8).Trim().Length == 0) return "a button without a title";
        if (IdOf(action).Write(1).Length > SlackLimits.ActionId - 4) return "a verb too long";
        return Data(action).Length > SlackLimits.ButtonValue ? "data over 2,000 characters, and a value is never cut" : null;
    }

    private void Button(Utf8JsonWriter writer, JsonElement action, int ordinal, string pointer)
    {
        var title = action.Word("title"u8);
        writer.WriteStartObject();
        writer.WriteString("type", "button");
        writer.WritePropertyName("text");
        BlockList.WritePlain(writer, Clipped(title, SlackLimits.ButtonText, pointer + "/title"));
        writer.WriteString("action_id", IdOf(action).Write(ordinal));
        if (action.Word("type"u8) == "Action.OpenUrl") writer.WriteString("url", action.Word("url"u8));
        else if (Data(action) is { Length: > 0 } data) writer.WriteString("value", data);
        if (action.Is("style"u8, "positive"u8)) writer.WriteString("style", "primary");
        if (action.Is("style"u8, "destructive"u8)) writer.WriteString("style", "danger");

        // "Take it on" alone says nothing to who hears one button at a time.
        var spoken = action.Word("tooltip"u8) is { Length: > 0 } tooltip && tooltip != title ? tooltip : _heading.Length > 0 ? $"{title}: {_heading}" : title;
        writer.WriteString("accessibility_label", BlockText.ClipRaw(CardDates.Restore(spoken), SlackLimits.AccessibilityLabel, out _));
        writer.WriteEndObject();
    }

    private SlackActionId IdOf(JsonElement action)
    {
        var verb = action.Word("verb"u8) is { Length: > 0 } word ? word : action.Word("id"u8) is { Length: > 0 } id ? id : action.Word("type"u8);
        return new SlackActionId(verb, surface != Surface.Modal && _hasInputs && TakesInputs(action));
    }

    private static bool TakesInputs(JsonElement action) =>
        action.Word("type"u8) is "Action.Execute" or "Action.Submit" && !action.Is("associatedInputs"u8, "none"u8);

    /// <summary>The action's data as compact JSON; empty where it has none.</summary>
    private static string Data(JsonElement action)
    {
        if (!action.Has("data"u8)) return "";
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, BlockList.Compact)) action.GetProperty("data"u8).WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
