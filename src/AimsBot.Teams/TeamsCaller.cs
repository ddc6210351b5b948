using AimsBot.Core.Channels;
using AimsBot.Core.People;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;

namespace AimsBot.Teams;

/// <summary>Who sent an activity, from where, as the verified activity says it.</summary>
/// <param name="Tenant">The tenant; none where the activity names none, or two.</param>
/// <param name="ObjectId">The person's id in the tenant's directory; none for bots and the like.</param>
public sealed record TeamsCaller(string? Tenant, string? ObjectId, string User, string Bot, string Service, string Conversation, bool IsPersonal, string? TimeZone, string? Language)
{
    public static TeamsCaller Of(IActivity activity)
    {
        var ofConversation = activity.Conversation.TenantId;
        var ofChannel = ((activity.ChannelData as JObject)?["tenant"] as JObject)?["id"] is { Type: JTokenType.String } id ? (string?)id : null;
        var agrees = ofConversation is null || ofChannel is null || string.Equals(ofConversation, ofChannel, StringComparison.OrdinalIgnoreCase);
        var client = activity.Entities?.FirstOrDefault(e => e.Type == "clientInfo")?.Properties;
        return new TeamsCaller(
            agrees ? (ofChannel ?? ofConversation)?.ToLowerInvariant() : null,
            activity.From.AadObjectId is { Length: > 0 and <= 100 } objectId ? objectId.ToLowerInvariant() : null,
            activity.From.Id,
            activity.Recipient.Id,
            activity.ServiceUrl,
            activity.Conversation.Id,
            // Teams itself says it; what says nothing is taken for a place where others read along.
            activity.Conversation.ConversationType == "personal",
            (string?)client?["timezone"] ?? (activity as Activity)?.LocalTimezone,
            (string?)client?["locale"] ?? (activity as Activity)?.Locale);
    }

    public ChatAccount Account => new(ChannelNames.Teams, Tenant!, ObjectId!);

    /// <summary>Where the account is reached from now on; in a channel's thread the conversation of the two is not named.</summary>
    public ChatAddress Address(ChatAddress? known) => new(ChannelNames.Teams, Service, IsPersonal ? Conversation : known?.Service == Service ? known.Conversation : null, User, Bot);
}
