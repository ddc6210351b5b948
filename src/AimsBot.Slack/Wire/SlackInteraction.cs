using System.Text.Json;

namespace AimsBot.Slack.Wire;

/// <summary>
/// A person's act on something the bot showed: the JSON in the form field <c>payload</c>. Everything in it came over the
/// wire: who acts and from which team is vouched for by the request's signature, the rest is checked where it is used.
/// </summary>
public abstract record SlackInteraction
{
    /// <summary>Who acted.</summary>
    public required string UserId { get; init; }

    /// <summary>The actor's own team. In a shared channel it is another company's; in a Grid it may be the enterprise's id.</summary>
    public string? UserTeamId { get; init; }

    /// <summary>The workspace that the act happened in; null where the app is installed for a whole Enterprise Grid.</summary>
    public string? TeamId { get; init; }

    /// <summary>The Enterprise Grid organisation (<c>E…</c>), where there is one.</summary>
    public string? EnterpriseId { get; init; }

    /// <summary>Opens one form, once, within three seconds. A closed form has none.</summary>
    public string? TriggerId { get; init; }

    /// <summary>The interaction in <paramref name="json"/>, or null where it is none that this bot knows.</summary>
    public static SlackInteraction? Parse(string json)
    {
        using var document = SlackJson.ParseObject(json);
        if (document is null) return null;
        var root = document.RootElement;
        if (root.Text("user", "id") is not { } userId) return null;

        SlackInteraction? interaction = root.Text("type") switch
        {
            "block_actions" => SlackBlockActions.Read(root, userId),
            "view_submission" when SlackView.Read(root.At("view")) is { } view => new SlackViewSubmission { UserId = userId, View = view },
            "view_closed" when SlackView.Read(root.At("view")) is { } view => new SlackViewClosed { UserId = userId, View = view },
            "message_action" => SlackMessageShortcut.Read(root, userId),
            "block_suggestion" => SlackBlockSuggestion.Read(root, userId),
            _ => null,
        };
        return interaction is null ? null : interaction with
        {
            UserTeamId = root.Text("user", "team_id"),
            TeamId = root.Text("team", "id"),
            EnterpriseId = root.Text("enterprise", "id") ?? root.Text("team", "enterprise_id"),
            TriggerId = root.Text("trigger_id"),
        };
    }
}

/// <summary>Buttons or other elements were used, on a message, on a form or on the Home tab.</summary>
public sealed record SlackBlockActions : SlackInteraction
{
    /// <summary>At least one.</summary>
    public required IReadOnlyList<SlackAction> Actions { get; init; }

    /// <summary>The message it happened on; null on a form and on the Home tab.</summary>
    public SlackMessage? Message { get; init; }

    /// <summary>The form or Home view it happened on; null on a message.</summary>
    public SlackView? View { get; init; }

    /// <summary>What the message's own input elements held at that moment.</summary>
    public IReadOnlyList<SlackInput> Inputs { get; init; } = [];

    /// <summary>Answers this act for 30 minutes, five times. A secret: never logged. Null on forms and on the Home tab.</summary>
    public string? ResponseUrl { get; init; }

    internal static SlackBlockActions? Read(JsonElement root, string userId)
    {
        var actions = root.Items("actions").Select(SlackAction.Read).OfType<SlackAction>().ToList();
        return actions.Count == 0 ? null : new SlackBlockActions
        {
            UserId = userId,
            Actions = actions,
            Message = SlackMessage.Read(root),
            View = SlackView.Read(root.At("view")),
            Inputs = SlackInput.ReadState(root.At("state")),
            ResponseUrl = root.Text("response_url"),
        };
    }
}

/// <summary>One element that was used.</summary>
/// <param name="BlockId">The block it stands in.</param>
/// <param name="ActionId">The element.</param>
/// <param name="Values">As in <see cref="SlackInput.Values"/>.</param>
/// <param name="Timestamp">Slack's <c>action_ts</c>: with the trigger id it names the act.</param>
public sealed record SlackAction(string BlockId, string ActionId, IReadOnlyList<string> Values, string? Timestamp)
{
    /// <summary>A button's value, or the first chosen one; null where there is none.</summary>
    public string? Value => Values.Count > 0 ? Values[0] : null;

    internal static SlackAction? Read(JsonElement action) =>
        action.Text("action_id") is { } id
            ? new SlackAction(action.Text("block_id") ?? "", id, SlackInput.ReadValues(action), action.Text("action_ts"))
            : null;
}

/// <summary>The message that an act happened on.</summary>
public sealed record SlackMessage
{
    public required string ChannelId { get; init; }

    /// <summary>The message's timestamp: with the channel, its identity.</summary>
    public required string Timestamp { get; init; }

    /// <summary>Only one person sees it, and it can be changed through the response URL alone.</summary>
    public bool IsEphemeral { get; init; }

    /// <summary>The person who wrote it; null for an app's message.</summary>
    public string? AuthorId { get; init; }

    /// <summary>As Slack wrote it, so with entities; see <see cref="SlackText.Unescape"/>.</summary>
    public string Text { get; init; } = "";

    internal static SlackMessage? Read(JsonElement root)
    {
        var channel = root.Text("channel", "id") ?? root.Text("container", "channel_id");
        var timestamp = root.Text("container", "message_ts") ?? root.Text("message", "ts") ?? root.Text("message_ts");
        return channel is null || timestamp is null ? null : new SlackMessage
        {
            ChannelId = channel,
            Timestamp = timestamp,
            IsEphemeral = root.Flag("container", "is_ephemeral"),
            AuthorId = root.Text("message", "user"),
            Text = root.Text("message", "text") ?? "",
        };
    }
}

/// <summary>A form (modal) or the Home tab, as it was at the act.</summary>
public sealed record SlackView
{
    public required string Id { get; init; }

    /// <summary>Names the form, so that the bot knows what was submitted.</summary>
    public string? CallbackId { get; init; }

    /// <summary>What the bot put into the form when it was opened. Not signed: a client may have changed it.</summary>
    public string PrivateMetadata { get; init; } = "";

    /// <summary>Changes with each update of the view; <c>views.update</c> refuses an older one.</summary>
    public string? Hash { get; init; }

    public bool IsHome { get; init; }

    /// <summary>The workspace that shows the view where <see cref="SlackInteraction.TeamId"/> is null.</summary>
    public string? InstalledTeamId { get; init; }

    public IReadOnlyList<SlackInput> Inputs { get; init; } = [];

    /// <summary>The one value of an input, or null where it is empty or not there.</summary>
    public string? Value(string blockId) => Inputs.FirstOrDefault(input => input.BlockId == blockId)?.Value;

    internal static SlackView? Read(JsonElement view) =>
        view.Text("id") is { } id
            ? new SlackView
            {
                Id = id,
                CallbackId = view.Text("callback_id"),
                PrivateMetadata = view.Text("private_metadata") ?? "",
                Hash = view.Text("hash"),
                IsHome = view.Text("type") == "home",
                InstalledTeamId = view.Text("app_installed_team_id"),
                Inputs = SlackInput.ReadState(view.At("state")),
            }
            : null;
}

/// <summary>A form was sent. Its <see cref="SlackView.Id"/> is what makes the act one act.</summary>
public sealed record SlackViewSubmission : SlackInteraction
{
    public required SlackView View { get; init; }
}

/// <summary>A form was closed without being sent.</summary>
public sealed record SlackViewClosed : SlackInteraction
{
    public required SlackView View { get; init; }
}

/// <summary>An entry of a message's own menu was chosen.</summary>
public sealed record SlackMessageShortcut : SlackInteraction
{
    /// <summary>Names the shortcut, as the manifest does.</summary>
    public required string CallbackId { get; init; }

    /// <summary>The message whose menu it was.</summary>
    public required SlackMessage Message { get; init; }

    /// <summary>As <see cref="SlackBlockActions.ResponseUrl"/>.</summary>
    public string? ResponseUrl { get; init; }

    internal static SlackMessageShortcut? Read(JsonElement root, string userId) =>
        root.Text("callback_id") is { } callbackId && SlackMessage.Read(root) is { } message
            ? new SlackMessageShortcut { UserId = userId, CallbackId = callbackId, Message = message, ResponseUrl = root.Text("response_url") }
            : null;
}

/// <summary>A menu asks for its options while a person types.</summary>
public sealed record SlackBlockSuggestion : SlackInteraction
{
    public required string ActionId { get; init; }

    public required string BlockId { get; init; }

    /// <summary>What has been typed so far.</summary>
    public string Typed { get; init; } = "";

    /// <summary>The form it stands on, where it is one.</summary>
    public SlackView? View { get; init; }

    internal static SlackBlockSuggestion? Read(JsonElement root, string userId) =>
        root.Text("action_id") is { } actionId
            ? new SlackBlockSuggestion
            {
                UserId = userId,
                ActionId = actionId,
                BlockId = root.Text("block_id") ?? "",
                Typed = root.Text("value") ?? "",
                View = SlackView.Read(root.At("view")),
            }
            : null;
}
