namespace AimsBot.Slack.WebApi;

/// <summary>
/// A <c>response_url</c>. It came in a payload, so before anything is sent there its host is checked; and whoever has it
/// may answer in the bot's name, so it is never logged.
/// </summary>
internal static class SlackAnswerUrl
{
    /// <summary>The address, or null where it is neither Slack's own nor on the host of <paramref name="apiUrl"/>.</summary>
    public static Uri? Read(string url, Uri apiUrl)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.UserInfo.Length > 0) return null;
        var isSlacks = address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort
            && address.IdnHost.EndsWith(".slack.com", StringComparison.OrdinalIgnoreCase);
        var isApis = address.Scheme == apiUrl.Scheme && string.Equals(address.IdnHost, apiUrl.IdnHost, StringComparison.OrdinalIgnoreCase);
        return isSlacks || isApis ? address : null;
    }
}
