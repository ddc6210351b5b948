using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace AimsBot.Host.WebChat;

/// <summary>
/// Who gets to the web chat: this machine, asked for by its own name; and to what changes something, a page or a script that
/// has read the token. Another site cannot read it, whatever it makes a browser send.
/// </summary>
public sealed class WebGate : IEndpointFilter
{
    public const string Header = "X-AimsBot-Token";

    /// <summary>Enough for the longest report with every character escaped.</summary>
    public const int MostBytes = 256 * 1024;

    /// <summary>Made anew at each start.</summary>
    public string Token { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        // Whoever is not at this machine does not learn that there is a door.
        if (!ThisMachine.IsCaller(http)) return Results.NotFound();
        var headers = http.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (!HttpMethods.IsPost(http.Request.Method)) return await next(context);
        if (!HasToken(http)) return Problem(StatusCodes.Status403Forbidden, $"the header {Header} is missing or from before the last start; GET /web/people has it");
        var takesFile = http.GetEndpoint()?.Metadata.GetMetadata<TakesFile>() is not null;
        if (!takesFile && !http.Request.HasJsonContentType()) return Problem(StatusCodes.Status415UnsupportedMediaType, "the body must be application/json");
        // A file that is too large is answered in words, and no more of it is read than shows it.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = takesFile ? null : MostBytes;
        return await next(context);
    }

    /// <summary>Marks an address whose body is a file.</summary>
    public sealed class TakesFile;

    public static IResult Problem(int status, string problem) => Results.Json(new { problem }, statusCode: status);

    /// <summary>The body as a JSON object; none where it is none.</summary>
    public static async Task<JsonElement?> BodyAsync(HttpContext http)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(http.Request.Body, new JsonDocumentOptions { MaxDepth = 16 }, http.RequestAborted);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private bool HasToken(HttpContext http)
    {
        var site = http.Request.Headers["Sec-Fetch-Site"].ToString();
        var given = Encoding.UTF8.GetBytes(http.Request.Headers[Header].ToString());
        return site is "" or "same-origin" && CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(Token));
    }
}
