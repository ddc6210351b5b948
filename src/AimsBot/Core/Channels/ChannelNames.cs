namespace AimsBot.Core.Channels;

/// <summary>The channels' names in records and headers: written out, never renamed.</summary>
public static class ChannelNames
{
    public const string Slack = "slack";
    public const string Teams = "teams";
    public const string WebChat = "web";
}
