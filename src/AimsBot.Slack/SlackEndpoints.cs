using System.Text.Json;
using AimsBot.Core.Records;
using AimsBot.Slack.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AimsBot.Slack;

/// <summary>Slack's doors. Each reads a bounded body, verifies it, and only then looks at what it says.</summary>
public static class SlackEndpoints
{
    /// <param name="routes">The host's.</param>
    /// <param name="platformClock">The clock that signatures go by.</param>
    public static void MapSlack(this IEndpointRouteBuilder routes, TimeProvider platformClock)
    {
        routes.MapPost("/slack/commands", context => TakeAsync(context, platformClock, CommandAsync));
        routes.MapPost("/slack/interactions", context => TakeAsync(context, platformClock, InteractionAsync));
        routes.MapPost("/slack/options", context => TakeAsync(context, platformClock, OptionsAsync));
        // Slack's own frameworks have one address for everything, and so may this one.
        routes.MapPost("/slack/events", context => TakeAsync(context, platformClock, EventAsync));
    }

    private static async Task TakeAsync(HttpContext context, TimeProvider clock, Func<HttpContext, byte[], Task> take)
    {
        var settings = context.RequestServices.GetRequiredService<IOptionsMonitor<SlackSettings>>().CurrentValue;
        var (body, refusal) = await SignedBody.ReadAsync(context, settings, clock);
        if (body is null)
        {
            context.Response.StatusCode = refusal;
            return;
        }
        await take(context, body);
    }

    private static async Task CommandAsync(HttpContext context, byte[] body)
    {
        if (SlackCommand.ReadForm(body) is not { } form)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        // Slack tries the address from time to time and wants no more than an answer.
        if (form.GetValueOrDefault("ssl_check") == "1") return;
        if (SlackCommand.From(form, body) is not { } command)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        var commands = context.RequestServices.GetRequiredService<SlackCommands>();
        await WriteAsync(context, (await commands.AnswerAsync(command, context.RequestAborted)).Json());
    }

    private static async Task EventAsync(HttpContext context, byte[] body)
    {
        if (context.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true)
        {
            await (SlackCommand.ReadForm(body)?.ContainsKey("payload") == true ? InteractionAsync(context, body) : CommandAsync(context, body));
            return;
        }
        switch (SlackEvent.Parse(body))
        {
            case null:
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                return;
            case SlackUrlVerification verification:
                await WriteAsync(context, JsonSerializer.SerializeToUtf8Bytes(new { challenge = verification.Challenge }));
                return;
            case SlackEventCallback happened:
                try
                {
                    await context.RequestServices.GetRequiredService<SlackEvents>().TakeAsync(happened, context.RequestAborted);
                }
                catch (StoreUnavailableException)
                {
                    // Slack sends it again.
                    context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                }
                return;
            default:
                // Whatever Slack signed is answered 200, also what means nothing here: too many failures and Slack sends no more.
                return;
        }
    }

    private static async Task InteractionAsync(HttpContext context, byte[] body)
    {
        if (SlackCommand.ReadForm(body)?.GetValueOrDefault("payload") is not { } payload || SlackInteraction.Parse(payload) is not { } interaction)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        await WriteAsync(context, await context.RequestServices.GetRequiredService<SlackInteractions>().AnswerAsync(interaction, context.RequestAborted));
    }

    // No menu of ours loads its options while somebody types.
    private static Task OptionsAsync(HttpContext context, byte[] body) => WriteAsync(context, "{\"options\":[]}"u8.ToArray());

    private static async Task WriteAsync(HttpContext context, byte[] json)
    {
        if (json.Length == 0) return;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = json.Length;
        await context.Response.Body.WriteAsync(json);
    }
}
