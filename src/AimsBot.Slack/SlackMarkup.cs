namespace AimsBot.Slack;

/// <summary>Slack's own escaping: the three characters that begin its mark-up.</summary>
public static class SlackMarkup
{
    /// <summary>Text as mrkdwn shows it, so that it can be no mention, link or entity.</summary>
    public static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);
}
