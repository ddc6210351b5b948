using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AimsBot.Slack.Wire;

/// <summary>One delivery of Slack's Events API.</summary>
public abstract record SlackEvent
{
    /// <summary>
    /// The delivery in <paramref name="body"/>, or null where it is none. An event of a kind that this bot does not know
    /// is a delivery all the same (<see cref="SlackOtherEvent"/>): Slack wants every signed event accepted.
    /// </summary>
    /// <param name="body">The request's body, whose signature has been checked.</param>
    /// <param name="retryNumber">The header <c>X-Slack-Retry-Num</c>, if there is one.</param>
    /// <param name="retryReason">The header <c>X-Slack-Retry-Reason</c>, if there is one.</param>
    public static SlackEvent? Parse(ReadOnlySpan<byte> body, string? retryNumber = null, string? retryReason = null)
    {
        using var document = SlackJson.ParseObject(Encoding.UTF8.GetString(body));
        if (document is null) return null;
        var root = document.RootElement;
        return root.Text("type") switch
        {
            "url_verification" when root.Text("challenge") is { } challenge => new SlackUrlVerification(challenge),
            "event_callback" => SlackEventCallback.Read(root, retryNumber, retryReason),
            "app_rate_limited" => new SlackAppRateLimited(root.Text("team_id")),
            _ => null,
        };
    }
}

/// <summary>Slack checks that the address is ours: the challenge is to be sent back.</summary>
public sealed record SlackUrlVerification(string Challenge) : SlackEvent;

/// <summary>More events happened in a workspace than Slack delivers (30,000 an hour); some were left out.</summary>
public sealed record SlackAppRateLimited(string? TeamId) : SlackEvent;

/// <summary>Something happened in a workspace.</summary>
public sealed record SlackEventCallback : SlackEvent
{
    /// <summary>The same in every repetition of the delivery.</summary>
    public required string EventId { get; init; }

    public required SlackInnerEvent Inner { get; init; }

    public string? TeamId { get; init; }

    public string? EnterpriseId { get; init; }

    /// <summary>The channel is shared with another company.</summary>
    public bool IsSharedWithOthers { get; init; }

    /// <summary>For whom the event is delivered: installations of this app that may see it.</summary>
    public IReadOnlyList<SlackAuthorization> Authorizations { get; init; } = [];

    /// <summary>When it happened, to the second.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>0 for the first delivery, then 1 to 3.</summary>
    public int RetryNumber { get; init; }

    /// <summary>Why Slack sends it again, in Slack's words, for example <c>http_timeout</c>.</summary>
    public string? RetryReason { get; init; }

    internal static SlackEventCallback? Read(JsonElement root, string? retryNumber, string? retryReason) =>
        root.Text("event_id") is { } eventId && root.At("event").ValueKind == JsonValueKind.Object
            ? new SlackEventCallback
            {
                EventId = eventId,
                Inner = SlackInnerEvent.Read(root.At("event")),
                TeamId = root.Text("team_id"),
                EnterpriseId = root.Text("enterprise_id"),
                IsSharedWithOthers = root.Flag("is_ext_shared_channel"),
                Authorizations =
                [
                    .. root.Items("authorizations").Select(one =>
                        new SlackAuthorization(one.Text("team_id"), one.Text("enterprise_id"), one.Text("user_id"))),
                ],
                At = ReadSeconds(root.At("event_time")),
                RetryNumber = int.TryParse(retryNumber, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0,
                RetryReason = retryReason,
            }
            : null;

    private static DateTimeOffset? ReadSeconds(JsonElement time) =>
        time.ValueKind == JsonValueKind.Number && time.TryGetInt64(out var seconds)
            && seconds is >= 0 and < 253_402_300_800 // the year 10000
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}

/// <summary>One installation of the app: its workspace (null for a whole Grid), its enterprise, its bot user.</summary>
public sealed record SlackAuthorization(string? TeamId, string? EnterpriseId, string? UserId);

/// <summary>What happened.</summary>
public abstract record SlackInnerEvent
{
    internal static SlackInnerEvent Read(JsonElement happened)
    {
        var type = happened.Text("type") ?? "";
        return type switch
        {
            "app_home_opened" when happened.Text("user") is { } user =>
                new SlackHomeOpened(user, happened.Text("tab") != "messages", happened.Text("channel"), happened.Text("view", "hash")),
            "message" when happened.Text("channel") is { } channel => SlackMessageEvent.Read(happened, channel),
            "user_change" when SlackProfile.Read(happened.At("user")) is { } profile => new SlackUserChanged(profile),
            "team_join" when SlackProfile.Read(happened.At("user")) is { } profile => new SlackTeamJoined(profile),
            "app_uninstalled" => new SlackAppUninstalled(),
            "tokens_revoked" => new SlackTokensRevoked(
                [.. happened.Items("tokens", "bot").Select(id => id.Text()).OfType<string>()]),
            _ => new SlackOtherEvent(type),
        };
    }
}

/// <summary>A person opened the app's page.</summary>
/// <param name="UserId">Who.</param>
/// <param name="OnHomeTab">False for the tab with the messages.</param>
/// <param name="ChannelId">The direct message with the bot.</param>
/// <param name="ViewHash">The hash of the Home view that is shown now, where there is one.</param>
public sealed record SlackHomeOpened(string UserId, bool OnHomeTab, string? ChannelId, string? ViewHash) : SlackInnerEvent;

/// <summary>A message, or news about one, in a conversation with the bot.</summary>
public sealed record SlackMessageEvent : SlackInnerEvent
{
    public required string ChannelId { get; init; }

    public string? Timestamp { get; init; }

    public string? UserId { get; init; }

    /// <summary>The writer's own team, where Slack says it.</summary>
    public string? UserTeamId { get; init; }

    /// <summary>A direct message between one person and the bot.</summary>
    public bool IsDirect { get; init; }

    /// <summary>As Slack wrote it, so with entities; see <see cref="SlackText.Unescape"/>.</summary>
    public string Text { get; init; } = "";

    /// <summary>What was shared with it.</summary>
    public IReadOnlyList<SlackFile> Files { get; init; } = [];

    /// <summary>
    /// A person said something new. False for everything a bot must not answer: its own and other apps' messages,
    /// edits, deletions, link previews, joins and what Slackbot says.
    /// </summary>
    public bool IsSaidByPerson { get; init; }

    internal static SlackMessageEvent Read(JsonElement message, string channel) => new()
    {
        ChannelId = channel,
        Timestamp = message.Text("ts"),
        UserId = message.Text("user"),
        UserTeamId = message.Text("user_team") ?? message.Text("team"),
        IsDirect = message.Text("channel_type") == "im",
        Text = message.Text("text") ?? "",
        Files = [.. message.Items("files").Take(SlackFile.Most).Select(SlackFile.Read)],
        IsSaidByPerson = message.Text("user") is not (null or "USLACKBOT")
            && message.Text("subtype") is null or "file_share"
            && message.Text("bot_id") is null
            && message.Text("app_id") is null
            && message.At("bot_profile").ValueKind != JsonValueKind.Object
            && message.At("edited").ValueKind != JsonValueKind.Object
            && !message.Flag("hidden"),
    };
}

/// <summary>A file that was shared with a message.</summary>
/// <param name="Bytes">How large Slack says that it is.</param>
/// <param name="MediaType">As Slack took it to be.</param>
/// <param name="Address">Where Slack keeps it; none where it lies in another service, or is not there any more.</param>
public sealed record SlackFile(string Name, long? Bytes, string? MediaType, string? Address)
{
    /// <summary>As many as Slack takes in one message.</summary>
    public const int Most = 10;

    internal static SlackFile Read(JsonElement file) => new(
        file.Text("name") ?? file.Text("title") ?? file.Text("id") ?? "file",
        file.At("size") is { ValueKind: JsonValueKind.Number } size && size.TryGetInt64(out var bytes) ? bytes : null,
        file.Text("mimetype"),
        file.Flag("is_external") ? null : file.Text("url_private_download") ?? file.Text("url_private"));
}

/// <summary>An account changed: its name, its address, or it was deactivated.</summary>
public sealed record SlackUserChanged(SlackProfile Profile) : SlackInnerEvent;

/// <summary>An account is new in the workspace.</summary>
public sealed record SlackTeamJoined(SlackProfile Profile) : SlackInnerEvent;

/// <summary>The app was removed from the workspace. Comes in any order with <see cref="SlackTokensRevoked"/>.</summary>
public sealed record SlackAppUninstalled : SlackInnerEvent;

/// <summary>Tokens are void from now on.</summary>
/// <param name="BotUserIds">The bot users whose tokens they were.</param>
public sealed record SlackTokensRevoked(IReadOnlyList<string> BotUserIds) : SlackInnerEvent;

/// <summary>Something that this bot has no use for, or whose shape it does not know.</summary>
public sealed record SlackOtherEvent(string Type) : SlackInnerEvent;
