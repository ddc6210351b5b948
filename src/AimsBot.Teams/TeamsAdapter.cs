using System.Text;
using AimsBot.Core;
using AimsBot.Core.Records;
using Microsoft.AspNetCore.Http;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Newtonsoft.Json;

namespace AimsBot.Teams;

/// <summary>
/// The SDK's adapter with what it leaves open: the body is bounded and its shape checked before the SDK sees it, a token
/// that it throws on is a 401, and what is sent keeps to the platform's limits and is tried again.
/// </summary>
public sealed partial class TeamsAdapter(
    BotFrameworkAuthentication authentication, TeamsSettings settings, TeamsServiceUrls serviceUrls, TeamsPacer pacer, PlatformClock clock, ILogger<TeamsAdapter> log)
    : CloudAdapter(authentication, NullLogger.Instance)
{
    /// <summary>The longest body. A message has at most 100 KB, and one that is reported carries another with it.</summary>
    public const int LongestBody = 512 * 1024;

    private const int DeepestBody = 40;
    private const int LongestId = 300;
    private const int LongestAddress = 600;
    private const int MostAttempts = 4;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);

    // Dates stay as they were written: the SDK's own reading would turn them around.
    private static readonly JsonSerializer Reader = JsonSerializer.Create(new JsonSerializerSettings
    {
        DateParseHandling = DateParseHandling.None,
        MaxDepth = DeepestBody,
        NullValueHandling = NullValueHandling.Ignore,
    });

    private static readonly JsonSerializerSettings Writer = new() { NullValueHandling = NullValueHandling.Ignore };

    /// <summary>Takes one request of the platform's.</summary>
    /// <param name="isThisMachine">Whether the caller is this machine itself: the only one let in without a token.</param>
    public async Task TakeAsync(HttpContext http, IBot bot, Func<HttpContext, bool> isThisMachine)
    {
        var authorization = http.Request.Headers.Authorization.ToString();
        if (settings.HasCredentials ? authorization.Length == 0 : !(settings.IsLoopbackAllowed && isThisMachine(http)))
        {
            Refused(settings.HasCredentials ? "it brings no token" : "it does not come from this machine, and no app is configured");
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        if (await ReadAsync(http) is not { } activity)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        AuthenticateRequestResult caller;
        try
        {
            caller = await BotFrameworkAuthentication.AuthenticateRequestAsync(activity, authorization, http.RequestAborted);
        }
        catch (HttpRequestException e)
        {
            // The platform's keys could not be had: nobody can be believed now, and the platform sends it again.
            NoKeys(e.Message);
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }
        catch (Exception e) when (!http.RequestAborted.IsCancellationRequested)
        {
            Refused(e.Message.ReplaceLineEndings(" "));
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        try
        {
            // Who hangs up does not undo what was begun.
            var answer = await ProcessActivityAsync(caller, activity, Turn, CancellationToken.None);
            if (answer is not null) await WriteAsync(http, answer);
        }
        catch (StoreUnavailableException)
        {
            // The platform sends it again.
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }

        Task Turn(ITurnContext turn, CancellationToken cancel)
        {
            turn.TurnState.Add(http.Response);
            return bot.OnTurnAsync(turn, cancel);
        }
    }

    /// <summary>Does something when the answer of a turn has gone out; at once where the turn has no request to answer.</summary>
    internal static async Task AfterAnswerAsync(ITurnContext turn, Func<Task> then)
    {
        if (turn.TurnState.Get<HttpResponse>() is { } response) response.OnCompleted(then);
        else await then();
    }

    public override Task<ResourceResponse[]> SendActivitiesAsync(ITurnContext turnContext, Activity[] activities, CancellationToken cancellationToken) =>
        // The SDK also carries the answer to an invoke this way; nothing of it goes out as a message.
        activities.All(a => a.Type != ActivityTypes.Message)
            ? base.SendActivitiesAsync(turnContext, activities, cancellationToken)
            : PacedAsync(turnContext, "", () => base.SendActivitiesAsync(turnContext, activities, cancellationToken), cancellationToken);

    public override Task<ResourceResponse> UpdateActivityAsync(ITurnContext turnContext, Activity activity, CancellationToken cancellationToken) =>
        PacedAsync(turnContext, "update ", () => base.UpdateActivityAsync(turnContext, activity, cancellationToken), cancellationToken);

    private async Task<T> PacedAsync<T>(ITurnContext turnContext, string kind, Func<Task<T>> send, CancellationToken cancel)
    {
        var turn = turnContext.TurnState.Get<TeamsTurn>() ?? TeamsTurn.Answer;
        var place = kind + turnContext.Activity.Conversation.Id;
        var began = clock.Time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            var left = turn.Budget - clock.Time.GetElapsedTime(began);
            if (!await pacer.EnterAsync(place, turn.Lane, left, cancel)) throw new TimeoutException(TeamsFailure.NoTurn);
            try
            {
                return await send();
            }
            catch (Exception e) when (TeamsFailure.IsRetryable(e) && attempt < MostAttempts)
            {
                // Halves and wholes of the pause in turn, so that many who were turned away do not come back together.
                var pause = TeamsFailure.RetryAfter(e) ?? FirstPause * Math.Pow(2, attempt - 1) * (0.5 + (Random.Shared.NextDouble() / 2));
                if (TeamsFailure.RetryAfter(e) is { } asked) pacer.Close(place, asked);
                if (pause > turn.Budget - clock.Time.GetElapsedTime(began)) throw;
                await Task.Delay(pause, clock.Time, cancel);
            }
        }
    }

    private async Task<Activity?> ReadAsync(HttpContext http)
    {
        if (http.Request.ContentLength > LongestBody) return null;
        var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            if (body.Length + read > LongestBody) return null;
            body.Write(buffer, 0, read);
        }
        body.Position = 0;
        Activity? activity;
        try
        {
            using var reader = new JsonTextReader(new StreamReader(body, Encoding.UTF8));
            activity = Reader.Deserialize<Activity>(reader);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or FormatException or OverflowException or InvalidCastException)
        {
            return null;
        }
        return activity is not null && IsWhole(activity) && serviceUrls.IsAllowed(activity.ServiceUrl) ? activity : null;
    }

    // An act without an id could not be told from the next one.
    private static bool IsWhole(Activity activity) =>
        activity is { Type.Length: > 0 and <= LongestId, ChannelId: "msteams", ServiceUrl.Length: > 0 and <= LongestAddress }
        && activity is { Conversation.Id.Length: > 0 and <= LongestAddress, From.Id.Length: > 0 and <= LongestId, Recipient.Id.Length: > 0 and <= LongestId }
        && (activity.Type is not (ActivityTypes.Message or ActivityTypes.Invoke) || activity.Id is { Length: > 0 and <= LongestId });

    private static async Task WriteAsync(HttpContext http, InvokeResponse answer)
    {
        http.Response.StatusCode = answer.Status;
        if (answer.Body is null) return;
        var json = Encoding.UTF8.GetBytes(JsonConvert.SerializeObject(answer.Body, Writer));
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = json.Length;
        await http.Response.Body.WriteAsync(json);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A Teams request was refused: {Reason}")]
    private partial void Refused(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The keys that Teams requests are checked with could not be read: {Reason}")]
    private partial void NoKeys(string reason);
}
