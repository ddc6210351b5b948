using System.Globalization;

namespace AimsBot.Slack.BlockKit;

/// <summary>
/// What a button's <c>action_id</c> says: the verb; before it <c>form:</c> where the click must first open the card's form,
/// because Slack's messages hold no inputs; after it <c>#2</c> where the same verb is in the block again (an action_id is
/// unique in its block). <c>take</c>, <c>form:close</c>, <c>show#3</c>.
/// </summary>
/// <param name="Verb">The verb of the card's Action.Execute.</param>
/// <param name="OpensForm">Whether the click opens a form and is not yet the act.</param>
public readonly record struct SlackActionId(string Verb, bool OpensForm)
{
    private const string Form = "form:";

    /// <param name="ordinal">The how-manieth button of that id in its block, from 1.</param>
    public string Write(int ordinal) =>
        (OpensForm ? Form : "") + Verb + (ordinal > 1 ? "#" + ordinal.ToString(CultureInfo.InvariantCulture) : "");

    public static SlackActionId Read(string actionId)
    {
        var opensForm = actionId.StartsWith(Form, StringComparison.Ordinal);
        var verb = opensForm ? actionId[Form.Length..] : actionId;
        return new SlackActionId(verb.Split('#')[0], opensForm);
    }
}
