using System.Text.Json.Nodes;

namespace AimsBot.Slack.WebApi;

/// <summary>What a message shows.</summary>
/// <param name="Text">All of it in words: screen readers and notifications read this, and not the blocks.</param>
/// <param name="Blocks">Block Kit; null for text alone.</param>
/// <param name="CopyId">The card copy this message is. Put into the message's metadata, where
/// <see cref="SlackWebApi.FindCopies"/> finds it. Everybody in the conversation can read it.</param>
public sealed record SlackContent(string Text, JsonArray? Blocks = null, string? CopyId = null)
{
    /// <summary>The message's metadata, or null without a copy id.</summary>
    internal JsonObject? Metadata => CopyId is null ? null : new JsonObject
    {
        ["event_type"] = MetadataType,
        ["event_payload"] = new JsonObject { ["copy"] = CopyId },
    };

    internal const string MetadataType = "aimsbot_copy";
}

/// <summary>A message's address: together, channel and timestamp never change.</summary>
public sealed record SlackMessageRef(string ChannelId, string Timestamp);

/// <summary>A form or Home view on somebody's screen.</summary>
/// <param name="Id">For <see cref="SlackWebApi.UpdateView"/>.</param>
/// <param name="Hash">Names this state of the view; an update that brings it is refused when the view has moved on.</param>
public sealed record SlackViewRef(string Id, string? Hash);

/// <summary>Whom a token belongs to.</summary>
public sealed record SlackIdentity(string TeamId, string? EnterpriseId, string BotUserId, string? BotId, string? TeamName);
