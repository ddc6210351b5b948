using System.Globalization;
using System.Text.Json;

namespace AimsBot.Slack.Wire;

/// <summary>
/// What one element of a form, or one pressed element of a message, says. All of Slack's element types come down to
/// no value, one or several.
/// </summary>
/// <param name="BlockId">The block the element stands in.</param>
/// <param name="ActionId">The element.</param>
/// <param name="Values">Typed text, a button's value, ids of chosen options, users or channels, a date (<c>2027-01-31</c>),
/// a time (<c>14:05</c>) or Unix seconds; empty where the field is empty or was cleared.</param>
public sealed record SlackInput(string BlockId, string ActionId, IReadOnlyList<string> Values)
{
    private static readonly string[] SingleFields =
        ["value", "selected_date", "selected_time", "selected_date_time", "selected_user", "selected_channel", "selected_conversation"];
    private static readonly string[] ListFields = ["selected_users", "selected_channels", "selected_conversations"];

    /// <summary>The first value, or null.</summary>
    public string? Value => Values.Count > 0 ? Values[0] : null;

    /// <summary>Reads <c>state.values</c>: block id → action id → element.</summary>
    internal static IReadOnlyList<SlackInput> ReadState(JsonElement state)
    {
        var inputs = new List<SlackInput>();
        foreach (var block in state.Members("values"))
        {
            foreach (var element in block.Value.Members())
            {
                inputs.Add(new SlackInput(block.Name, element.Name, ReadValues(element.Value)));
            }
        }
        return inputs;
    }

    internal static IReadOnlyList<string> ReadValues(JsonElement element)
    {
        var values = new List<string>();
        Add(element.Text("selected_option", "value"));
        foreach (var option in element.Items("selected_options")) Add(option.Text("value"));
        foreach (var field in ListFields)
        {
            foreach (var item in element.Items(field)) Add(item.Text());
        }
        foreach (var field in SingleFields)
        {
            var found = element.At(field);
            Add(found.ValueKind == JsonValueKind.Number && found.TryGetInt64(out var seconds)
                ? seconds.ToString(CultureInfo.InvariantCulture)
                : found.Text());
        }
        return values;

        void Add(string? value)
        {
            if (value is not null) values.Add(value);
        }
    }
}
