namespace AimsBot.Slack.WebApi;

/// <summary>A workspace and the key to it.</summary>
/// <param name="TeamId"><c>T…</c>; an Enterprise Grid's <c>E…</c> where the app is installed for all of it.</param>
/// <param name="BotToken">A secret. It goes into the Authorization header and nowhere else.</param>
public sealed record SlackWorkspace(string TeamId, string BotToken)
{
    /// <summary>The workspace's id alone, so that the token cannot slip into a log.</summary>
    public override string ToString() => TeamId;
}
