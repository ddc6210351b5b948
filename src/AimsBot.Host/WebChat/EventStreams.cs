using System.Text;
using System.Text.Json.Nodes;
using AimsBot.Core;
using Microsoft.AspNetCore.Http.Features;

namespace AimsBot.Host.WebChat;

/// <summary>
/// Pages that follow what happens, by server-sent events: first the whole as it stands, then each change. A page that was
/// away gets the whole again, and knows by ids and versions what it has.
/// </summary>
public sealed class EventStreams(EventFeed feed, PlatformClock clock, IHostApplicationLifetime host)
{
    /// <summary>More pages than this at once are not somebody who tries the bot.</summary>
    public const int Most = 200;

    // A page behind a connection that died unnoticed is found by writing to it.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(20);

    private int _open;

    public async Task SendAsync(HttpContext http, IReadOnlyList<string> users, Func<JsonObject> whole)
    {
        if (Interlocked.Increment(ref _open) > Most)
        {
            Interlocked.Decrement(ref _open);
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, host.ApplicationStopping);
        try
        {
            http.Response.ContentType = "text/event-stream";
            http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            // Before the whole is read: what comes meanwhile is told twice rather than not at all.
            var position = feed.Position;
            await WriteAsync(http, "whole", whole().ToJsonString(WebJson.Compact), either.Token);
            await FollowAsync(http, users, position, either.Token);
        }
        catch (OperationCanceledException)
        {
            // The page was closed, or the host ends.
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private async Task FollowAsync(HttpContext http, IReadOnlyList<string> users, long position, CancellationToken cancel)
    {
        while (true)
        {
            var (events, next, more) = feed.After(position);
            // Too far behind: the page comes again for the whole.
            if (events is null) return;
            foreach (var one in events.Where(e => e.User is null || users.Contains(e.User))) await WriteAsync(http, one.Kind, one.Data, cancel);
            position = next;
            try
            {
                await more.WaitAsync(Silence, clock.Time, cancel);
            }
            catch (TimeoutException)
            {
                await http.Response.WriteAsync(":\n\n", Encoding.UTF8, cancel);
                await http.Response.Body.FlushAsync(cancel);
            }
        }
    }

    private static async Task WriteAsync(HttpContext http, string kind, string data, CancellationToken cancel)
    {
        await http.Response.WriteAsync($"event: {kind}\ndata: {data}\n\n", Encoding.UTF8, cancel);
        await http.Response.Body.FlushAsync(cancel);
    }
}
