using AimsBot.Core.Files;
using AimsBot.Slack.WebApi;
using AimsBot.Slack.Wire;

namespace AimsBot.Slack;

/// <summary>What people share in Slack. It is fetched with the workspace's token, and therefore from Slack's own address alone.</summary>
/// <param name="apiUrl">The API's address, whose host may give out files too.</param>
public sealed class SlackFiles(IFileSource source, Uri apiUrl)
{
    // Slack's own, and the one for the United States' government.
    private static readonly string[] Hosts = ["files.slack.com", "files.slack-gov.com"];

    // Without the right to read files Slack answers with its page to sign in, and calls that success.
    private const string SignInPage = "text/html";

    /// <summary>The file, to be fetched by whoever wants it.</summary>
    public SharedFile Of(SlackFile file, SlackWorkspace workspace)
    {
        if (file.Address is not { } given || Allowed(given) is not { } address) return SharedFile.Without(file.Name, FetchedFile.Elsewhere);
        var where = new FileAddress(address, file.Name, workspace.BotToken) { IsNot = file.MediaType == SignInPage ? null : SignInPage };
        return new SharedFile(file.Name, file.Bytes, (most, cancel) => source.GetAsync(where, most, cancel));
    }

    private Uri? Allowed(string given)
    {
        if (!Uri.TryCreate(given, UriKind.Absolute, out var address) || address.UserInfo.Length > 0) return null;
        var isSlacks = address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort && Hosts.Contains(address.IdnHost, StringComparer.OrdinalIgnoreCase);
        var isApis = address.Scheme == apiUrl.Scheme && address.Authority.Equals(apiUrl.Authority, StringComparison.OrdinalIgnoreCase);
        return isSlacks || isApis ? address : null;
    }
}
