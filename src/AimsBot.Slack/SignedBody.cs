using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace AimsBot.Slack;

/// <summary>Reads and verifies a request before anything of it is looked at.</summary>
public static class SignedBody
{
    /// <summary>The largest body that is read, in bytes. Slack's own are far smaller.</summary>
    public const int LargestBody = 1024 * 1024;

    /// <summary>
    /// The raw body of a request that Slack signed; otherwise the status to answer with: 413 for an oversized body, 401
    /// for a signature that is missing, wrong or not of now.
    /// </summary>
    public static async Task<(byte[]? Body, int Refusal)> ReadAsync(HttpContext context, SlackSettings settings, TimeProvider platformClock)
    {
        if (context.Request.ContentLength > LargestBody) return (null, StatusCodes.Status413PayloadTooLarge);
        var body = await ReadBoundedAsync(context.Request, context.RequestAborted);
        if (body is null) return (null, StatusCodes.Status413PayloadTooLarge);
        var headers = context.Request.Headers;
        var valid = SlackSignature.IsValid(
            body,
            headers[SlackSignature.TimestampHeader] is [{ } timestamp] ? timestamp : null,
            headers[SlackSignature.SignatureHeader] is [{ } signature] ? signature : null,
            platformClock.GetUtcNow(),
            settings.SigningSecret,
            settings.PreviousSigningSecret);
        return valid ? (body, 0) : (null, StatusCodes.Status401Unauthorized);
    }

    private static async Task<byte[]?> ReadBoundedAsync(HttpRequest request, CancellationToken cancel)
    {
        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancel);
            if (read.Buffer.Length > LargestBody) return null;
            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
