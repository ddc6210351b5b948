namespace AimsBot.Slack.WebApi;

/// <summary>One method of the Web API.</summary>
/// <param name="Name">As in the URL.</param>
/// <param name="PerMinute">Calls a minute and workspace that Slack allows: tier 3 is 50, tier 4 is 100 (docs.slack.dev,
/// "Rate limits"); "several hundred" is read as 240.</param>
/// <param name="MayRepeat">Done twice it is as if it were done once, so a lost answer is no reason to stop.</param>
internal sealed record SlackMethod(string Name, int PerMinute, bool MayRepeat)
{
    public static readonly SlackMethod AuthTest = new("auth.test", 240, MayRepeat: true);
    public static readonly SlackMethod UsersInfo = new("users.info", 100, MayRepeat: true);
    public static readonly SlackMethod ConversationsOpen = new("conversations.open", 50, MayRepeat: true);
    public static readonly SlackMethod ConversationsHistory = new("conversations.history", 50, MayRepeat: true);
    public static readonly SlackMethod ChatPostMessage = new("chat.postMessage", 240, MayRepeat: false);
    public static readonly SlackMethod ChatUpdate = new("chat.update", 50, MayRepeat: true);
    public static readonly SlackMethod ChatPostEphemeral = new("chat.postEphemeral", 100, MayRepeat: false);
    public static readonly SlackMethod ChatGetPermalink = new("chat.getPermalink", 240, MayRepeat: true);
    public static readonly SlackMethod ViewsOpen = new("views.open", 100, MayRepeat: false);
    public static readonly SlackMethod ViewsUpdate = new("views.update", 100, MayRepeat: false);
    public static readonly SlackMethod ViewsPublish = new("views.publish", 100, MayRepeat: true);
}
