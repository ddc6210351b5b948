using System.Globalization;
using System.Net;
using AimsBot.Core.Channels;
using Microsoft.Bot.Schema;

namespace AimsBot.Teams;

/// <summary>What the connector's no means for a message.</summary>
public static class TeamsFailure
{
    /// <summary>The message had no turn within its time; nothing was sent.</summary>
    public const string NoTurn = "no turn within the limits";

    /// <summary>Whether the same call may work in a moment (learn.microsoft.com, "Optimize your bot with rate limiting").</summary>
    public static bool IsRetryable(Exception e) =>
        e is ErrorResponseException { Response.StatusCode: HttpStatusCode.TooManyRequests or HttpStatusCode.PreconditionFailed or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout };

    /// <summary>The time that the connector asked for; none where it did not.</summary>
    public static TimeSpan? RetryAfter(Exception e)
    {
        if (e is not ErrorResponseException { Response.Headers: { } headers } || !headers.TryGetValue("Retry-After", out var values)) return null;
        return double.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(Math.Min(seconds, 3600)) : null;
    }

    public static ShowResult Read(Exception e) => e switch
    {
        TimeoutException { Message: NoTurn } => new ShowLater(null, AnswerLost: false, NoTurn),
        ErrorResponseException error => Read(error),
        // The token could not be had: nothing was sent, and it may work once the credentials are right.
        Microsoft.Identity.Client.MsalException token => new ShowLater(null, AnswerLost: false, token.ErrorCode ?? "no token"),
        _ => new ShowLater(null, AnswerLost: true, e.GetType().Name),
    };

    private static ShowResult Read(ErrorResponseException error)
    {
        var status = (int?)error.Response?.StatusCode ?? 0;
        var code = error.Body?.Error?.Code ?? string.Create(CultureInfo.InvariantCulture, $"http {status}");
        return status switch
        {
            // Blocked or uninstalled; the conversation is gone; the person is not known. The last comes as a 500.
            403 or 404 => new Unreachable(code),
            _ when IsUnknownUser(error) => new Unreachable("UserNotFound"),
            401 or 429 or 412 or 503 => new ShowLater(RetryAfter(error), AnswerLost: false, code),
            >= 500 or 0 or 408 => new ShowLater(RetryAfter(error), AnswerLost: true, code),
            // What the platform calls malformed stays so, however often it is sent.
            _ => new Unshowable(code),
        };
    }

    private static bool IsUnknownUser(ErrorResponseException error) =>
        error.Body?.Error?.Code == "UserNotFound" || error.Response?.Content?.Contains("UserNotFound", StringComparison.Ordinal) == true;
}
