namespace AimsBot.Teams;

/// <summary>
/// Where the bot sends what it says. The address comes with each activity, so it is checked before anything is sent there:
/// the platform's own hosts, what is configured, and in Development this machine.
/// </summary>
public sealed class TeamsServiceUrls(TeamsSettings settings)
{
    /// <summary>The global address of Teams' service (learn.microsoft.com, "Send proactive messages").</summary>
    public const string Global = "https://smba.trafficmanager.net/teams/";

    // Public cloud, and the United States' government clouds.
    private static readonly string[] OwnHosts = ["smba.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com", "smba.infra.gov.teams.microsoft.us", "smba.infra.dod.teams.microsoft.us"];
    private static readonly string[] OwnDomains = [".botframework.com", ".botframework.azure.us"];

    // Where OneDrive for work lies: public cloud, and the clouds of the United States' government.
    private static readonly string[] FileDomains = [".sharepoint.com", ".sharepoint.us", ".sharepoint-mil.us"];

    private readonly string[] _configured = [.. settings.ServiceUrls.Select(Whole)];

    /// <summary>Where people are sought whom the bot has not met.</summary>
    public string Default => _configured.Length > 0 ? _configured[0] : Global;

    public bool IsAllowed(string? url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.UserInfo.Length > 0) return false;
        if (_configured.Contains(Whole(url))) return true;
        if (settings.IsLoopbackAllowed && address.IsLoopback && address.Scheme is "http" or "https") return address.IsLoopback;
        return address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort
            && (OwnHosts.Contains(address.IdnHost, StringComparer.OrdinalIgnoreCase) || OwnDomains.Any(d => address.IdnHost.EndsWith(d, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Whether a pasted picture may be fetched from there with the bot's token: from the platform, or from below what is configured.</summary>
    public bool IsPictureAllowed(string? url) =>
        IsAllowed(url)
        || (Uri.TryCreate(url, UriKind.Absolute, out var address) && address.UserInfo.Length == 0 && _configured.Any(own => new Uri(own).IsBaseOf(address)));

    /// <summary>Whether a shared file may be fetched from there; what is sent there is nothing but the address.</summary>
    public bool IsFileAllowed(string? url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.UserInfo.Length > 0) return false;
        if (settings.IsLoopbackAllowed && address.IsLoopback && address.Scheme is "http" or "https") return true;
        return address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort && FileDomains.Any(d => address.IdnHost.EndsWith(d, StringComparison.OrdinalIgnoreCase));
    }

    private static string Whole(string url) => url.TrimEnd('/') + "/";
}
