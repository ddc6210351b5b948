using System.Net;
using Hangfire.Annotations;
using Hangfire.Dashboard;

namespace AimsBot.Host;

/// <summary>
/// Who may see the jobs: in Development somebody at this machine, asked for by this machine's own name; otherwise nobody
/// yet. The connection decides, never a header that a proxy or a visitor sets.
/// </summary>
public sealed class JobsGate(HostSettings settings) : IDashboardAuthorizationFilter
{
    public bool Authorize([NotNull] DashboardContext context)
    {
        var http = context.GetHttpContext();
        return settings.IsDevelopment
            && http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
            && http.Request.Host.Host is "localhost" or "127.0.0.1" or "[::1]"
            && !http.Request.Headers.ContainsKey("X-Forwarded-For") && !http.Request.Headers.ContainsKey("Forwarded");
    }
}
