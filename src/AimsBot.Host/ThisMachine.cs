using System.Net;

namespace AimsBot.Host;

/// <summary>
/// Whether a request comes from this machine, asked for by this machine's own name. The connection decides, never a header
/// that a proxy or a visitor sets; the name keeps out a page elsewhere whose own name was turned to this machine.
/// </summary>
public static class ThisMachine
{
    public static bool IsCaller(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && http.Request.Host.Host is ("localhost" or "127.0.0.1" or "[::1]")
        && !http.Request.Headers.ContainsKey("X-Forwarded-For") && !http.Request.Headers.ContainsKey("Forwarded");
}
