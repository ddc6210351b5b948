using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Slack.Wire;
using Microsoft.Extensions.Logging;

namespace AimsBot.Slack.WebApi;

/// <summary>
/// Slack's Web API, as far as the bot uses it. Every call waits for its turn (<see cref="SlackPacer"/>), is repeated
/// while that is safe and its budget lasts, and comes back as a value.
/// </summary>
/// <remarks>
/// The repeating is done here and not by a general handler, because only here it is known that a post whose answer was
/// lost must not be repeated blindly, and that <c>Retry-After</c> holds for everybody's next call.
/// </remarks>
public sealed partial class SlackWebApi
{
    /// <summary>The name of the traces and metrics of this class.</summary>
    public const string Telemetry = "AimsBot.Slack";

    private const int MaxAttempts = 4;
    private const int MaxAnswerBytes = 1024 * 1024;
    private const int HistoryPages = 5;

    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);

    /// <summary>Taken where Slack says "too many" without saying how long.</summary>
    private static readonly TimeSpan DefaultRetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>A trigger lives for three seconds, from before it reached us.</summary>
    private static readonly TimeSpan FormTimeout = TimeSpan.FromSeconds(2.5);

    private static readonly ActivitySource Traces = new(Telemetry);
    private static readonly Meter Metrics = new(Telemetry);
    private static readonly Counter<long> TooMany =
        Metrics.CreateCounter<long>("aimsbot.slack.rate_limited", description: "Calls that Slack answered with 429");

    private readonly HttpClient _http;
    private readonly SlackPacer _pacer;
    private readonly Uri _apiUrl;
    private readonly TimeProvider _clock;
    private readonly ILogger<SlackWebApi> _log;

    /// <param name="http">One that follows no redirects; see <see cref="SlackWebApiSetup"/>.</param>
    /// <param name="pacer">The process's only one.</param>
    /// <param name="apiUrl">A method's name is appended to it. Slack's own is <c>https://slack.com/api/</c>.</param>
    /// <param name="clock">The platform's clock, which nobody moves.</param>
    /// <param name="log">Gets methods, teams and error codes; no tokens, addresses or texts.</param>
    public SlackWebApi(HttpClient http, SlackPacer pacer, Uri apiUrl, TimeProvider clock, ILogger<SlackWebApi> log)
    {
        _http = http;
        _pacer = pacer;
        _apiUrl = apiUrl.AbsoluteUri.EndsWith('/') ? apiUrl : new Uri(apiUrl.AbsoluteUri + "/");
        _clock = clock;
        _log = log;
    }

    /// <summary>Whom the token belongs to; also the cheapest way to ask whether it is still good. (auth.test)</summary>
    public Task<SlackResult<SlackIdentity>> TestToken(SlackWorkspace workspace, SlackTurn turn, CancellationToken cancel) =>
        Call(workspace, SlackMethod.AuthTest, turn, SlackRequest.Form(), answer =>
            answer.Text("team_id") is { } team && answer.Text("user_id") is { } user
                ? new SlackIdentity(team, answer.Text("enterprise_id"), user, answer.Text("bot_id"), answer.Text("team"))
                : null, cancel);

    /// <summary>One account, with its language. (users.info)</summary>
    public Task<SlackResult<SlackProfile>> GetProfile(
        SlackWorkspace workspace, string userId, SlackTurn turn, CancellationToken cancel) =>
        Call(workspace, SlackMethod.UsersInfo, turn, SlackRequest.Form(("user", userId), ("include_locale", "true")),
            answer => SlackProfile.Read(answer.At("user")), cancel);

    /// <summary>The id of the direct message with a person, which is opened where there was none. (conversations.open)</summary>
    public Task<SlackResult<string>> OpenDirectMessage(
        SlackWorkspace workspace, string userId, SlackTurn turn, CancellationToken cancel) =>
        Call(workspace, SlackMethod.ConversationsOpen, turn, SlackRequest.Json(("users", userId)),
            answer => answer.Text("channel", "id"), cancel);

    /// <summary>
    /// The messages in a direct message that are the copy <paramref name="copyId"/>: none, one, or two where an answer
    /// was lost. Asked only after a lost answer, for what came after <paramref name="since"/>; history is read for
    /// nothing else. (conversations.history)
    /// </summary>
    public async Task<SlackResult<SlackMessageRef[]>> FindCopies(
        SlackWorkspace workspace, string channelId, string copyId, DateTimeOffset since, SlackTurn turn, CancellationToken cancel)
    {
        var found = new List<SlackMessageRef>();
        string? cursor = null;
        for (var page = 0; page < HistoryPages; page++)
        {
            var request = SlackRequest.Form(
                ("channel", channelId),
                ("oldest", since.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
                ("limit", "200"),
                ("include_all_metadata", "true"),
                ("cursor", cursor));
            var result = await Call(workspace, SlackMethod.ConversationsHistory, turn, request, answer =>
            {
                found.AddRange(
                    from message in answer.Items("messages")
                    where message.Text("metadata", "event_type") == SlackContent.MetadataType
                        && message.Text("metadata", "event_payload", "copy") == copyId
                        && message.Text("ts") is not null
                    select new SlackMessageRef(channelId, message.Text("ts")!));
                return answer.Text("response_metadata", "next_cursor") ?? "";
            }, cancel);
            if (!result.Ok) return result.Error;
            if (result.Value.Length == 0) break;
            cursor = result.Value;
        }
        return found.ToArray();
    }

    /// <summary>
    /// Posts a message into the conversation <paramref name="channelId"/>; a person's id stands for the direct message
    /// with them. After <see cref="SlackError.AnswerLost"/> it may be there all the same. (chat.postMessage)
    /// </summary>
    public Task<SlackResult<SlackMessageRef>> Post(
        SlackWorkspace workspace, string channelId, SlackContent content, SlackTurn turn, CancellationToken cancel) =>
        Call(workspace, SlackMethod.ChatPostMessage, turn,
            SlackRequest.Json(
                ("channel", channelId), ("text", content.Text), ("blocks", content.Blocks), ("metadata", content.Metadata),
                ("unfurl_links", false), ("unfurl_media", false),
                // A person's asterisks stay asterisks, also in what is read aloud.
                ("mrkdwn", false)),
            answer => answer.Text("ts") is { } timestamp
                ? new SlackMessageRef(answer.Text("channel") ?? channelId, timestamp)
                : null, cancel, channelId);

    /// <summary>Puts other content into a message of the bot's. Never an ephemeral one. (chat.update)</summary>
    public Task<SlackResult<SlackMessageRef>> Update(
        SlackWorkspace workspace, SlackMessageRef message, SlackContent content, SlackTurn turn, CancellationToken cancel) =>
        Call(workspace, SlackMethod.ChatUpdate, turn,
            SlackRequest.Json(
                ("channel", message.ChannelId), ("ts", message.Timestamp),
                // Without blocks the old ones, and their buttons, would stay. The metadata is to stay: it says as which copy
                // the message was posted, and a sender whose answer was lost still looks for it.
                ("text", content.Text), ("blocks", content.Blocks ?? [])),
            _ => message, cancel);

    /// <summary>
    /// Shows a message to one person in a conversation until they reload; Slack does not promise that they see it. The
    /// value is its timestamp, with which nothing can be done. (chat.postEphemeral)
    /// </summary>
    public Task<SlackResult<string>> PostEphemeral(
        SlackWorkspace workspace, string channelId, string userId, SlackContent content, SlackTurn turn, CancellationToken cancel) =>
        Call(workspace, SlackMethod.ChatPostEphemeral, turn,
            SlackRequest.Json(("channel", channelId), ("user", userId), ("text", content.Text), ("blocks", content.Blocks)),
            answer => answer.Text("message_ts"), cancel);

    /// <summary>The link to a message. (chat.getPermalink)</summary>
    public Task<SlackResult<string>> GetPermalink(
        SlackWorkspace workspace, SlackMessageRef message, SlackTurn turn, CancellationToken cancel) =>
        Call(workspace, SlackMethod.ChatGetPermalink, turn,
            SlackRequest.Form(("channel", message.ChannelId), ("message_ts", message.Timestamp)),
            answer => answer.Text("permalink"), cancel);

    /// <summary>
    /// Opens a form, at once or not at all: a trigger works once and for three seconds, so nothing waits or is repeated.
    /// (views.open)
    /// </summary>
    public async Task<SlackResult<SlackViewRef>> OpenView(
        SlackWorkspace workspace, string triggerId, JsonObject view, CancellationToken cancel)
    {
        var closedFor = _pacer.ClosedFor(workspace.TeamId, SlackMethod.ViewsOpen);
        if (closedFor > TimeSpan.Zero) return SlackErrorCodes.Error("ratelimited") with { RetryAfter = closedFor };

        var request = SlackRequest.Json(("trigger_id", triggerId), ("view", view));
        var result = await Attempt(workspace, SlackMethod.ViewsOpen, request, FormTimeout, ReadView, cancel);
        if (!result.Ok) Report(workspace, SlackMethod.ViewsOpen, result.Error, attempt: 1);
        return result;
    }

    /// <summary>
    /// Puts other content into an open form. Where <paramref name="hash"/> names the state that was looked at, Slack
    /// refuses with <c>hash_conflict</c> when the form has moved on; null overwrites whatever is there. (views.update)
    /// </summary>
    public Task<SlackResult<SlackViewRef>> UpdateView(
        SlackWorkspace workspace, string viewId, string? hash, JsonObject view, SlackTurn turn, CancellationToken cancel) =>
        Call(workspace, SlackMethod.ViewsUpdate, turn,
            SlackRequest.Json(("view_id", viewId), ("hash", hash), ("view", view)), ReadView, cancel);

    /// <summary>Shows a person's Home tab; <paramref name="hash"/> is as for <see cref="UpdateView"/>. (views.publish)</summary>
    public Task<SlackResult<SlackViewRef>> PublishHome(
        SlackWorkspace workspace, string userId, string? hash, JsonObject view, SlackTurn turn, CancellationToken cancel) =>
        Call(workspace, SlackMethod.ViewsPublish, turn,
            SlackRequest.Json(("user_id", userId), ("hash", hash), ("view", view)),
            answer => ReadView(answer) ?? new SlackViewRef("", null), cancel);

    /// <summary>
    /// Answers an act through the <c>response_url</c> that came with it, without any token. Slack takes five answers in
    /// 30 minutes. With <paramref name="replaceOriginal"/> the answer takes the place of the message that was acted on.
    /// Refused (<c>client_foreign_address</c>) where the address is neither Slack's nor on the API's own host.
    /// </summary>
    public async Task<SlackResult<bool>> Answer(
        string responseUrl, SlackContent content, bool replaceOriginal, CancellationToken cancel)
    {
        if (SlackAnswerUrl.Read(responseUrl, _apiUrl) is not { } address)
        {
            return new SlackError(SlackFailure.BadRequest, "client_foreign_address");
        }
        var request = SlackRequest.Json(
            ("text", content.Text), ("blocks", content.Blocks),
            ("response_type", "ephemeral"), ("replace_original", replaceOriginal));
        return await Send(request.To(address), AttemptTimeout, SlackAnswer.ReadPlain, cancel);
    }

    private static SlackViewRef? ReadView(JsonElement answer) =>
        answer.Text("view", "id") is { } id ? new SlackViewRef(id, answer.Text("view", "hash")) : null;

    /// <summary>Makes one call, as often as it is worth it.</summary>
    private async Task<SlackResult<T>> Call<T>(
        SlackWorkspace workspace, SlackMethod method, SlackTurn turn, SlackRequest request,
        Func<JsonElement, T?> read, CancellationToken cancel, string? pacedChannel = null) where T : notnull
    {
        var began = _clock.GetTimestamp();
        TimeSpan Left() => turn.Budget - _clock.GetElapsedTime(began);

        SlackError? last = null;
        var pause = FirstPause;
        for (var attempt = 1; ; attempt++)
        {
            if (!await _pacer.Enter(workspace.TeamId, method, pacedChannel, turn.Lane, Left(), cancel))
            {
                return last ?? new SlackError(
                    SlackFailure.Retryable, "client_no_turn", RetryAfter: _pacer.ClosedFor(workspace.TeamId, method));
            }
            var result = await Attempt(workspace, method, request, AttemptTimeout, read, cancel);
            if (result.Ok) return result;

            last = result.Error;
            Report(workspace, method, last, attempt);
            var isWorthRepeating = last.Kind == SlackFailure.Retryable && (method.MayRepeat || !last.AnswerLost);
            if (!isWorthRepeating || attempt == MaxAttempts) return last;
            if (last.RetryAfter is not null) continue; // the gate is closed for as long as Slack asked
            if (pause > Left()) return last;
            // Not all replicas at the same instant.
            await Task.Delay(pause * (0.75 + (Random.Shared.NextDouble() / 2)), _clock, cancel);
            pause *= 2;
        }
    }

    private async Task<SlackResult<T>> Attempt<T>(
        SlackWorkspace workspace, SlackMethod method, SlackRequest request, TimeSpan timeout,
        Func<JsonElement, T?> read, CancellationToken cancel) where T : notnull
    {
        using var trace = Traces.StartActivity($"slack {method.Name}", ActivityKind.Client);
        trace?.SetTag("slack.team", workspace.TeamId);

        var message = request.To(new Uri(_apiUrl, method.Name));
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", workspace.BotToken);
        var result = await Send(message, timeout, (status, body) => SlackAnswer.Read(status, body, read), cancel);

        if (result.Error?.RetryAfter is { } retryAfter)
        {
            TooMany.Add(1, new KeyValuePair<string, object?>("method", method.Name));
            _pacer.Close(workspace.TeamId, method, retryAfter);
        }
        if (result.Error is { } error) trace?.SetStatus(ActivityStatusCode.Error, error.Code);
        return result;
    }

    /// <summary>Sends once, and turns whatever can happen on the way into a value.</summary>
    private async Task<SlackResult<T>> Send<T>(
        HttpRequestMessage request, TimeSpan timeout, Func<HttpStatusCode, byte[], SlackResult<T>> read,
        CancellationToken cancel) where T : notnull
    {
        using var _ = request;
        using var timer = new CancellationTokenSource(timeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timer.Token);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (await SlackAnswer.ReadBody(response, MaxAnswerBytes, either.Token) is not { } body)
            {
                return new SlackError(SlackFailure.BadRequest, "client_answer_too_large", AnswerLost: true);
            }
            var result = read(response.StatusCode, body);
            return result.Error is { Code: "ratelimited" or "rate_limited" or "http_429" } error
                ? error with { RetryAfter = RetryAfter(response) ?? DefaultRetryAfter }
                : result;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new SlackError(SlackFailure.Retryable, "client_timeout", AnswerLost: true);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.NameResolutionError
            or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError)
        {
            return new SlackError(SlackFailure.Retryable, "client_not_reached");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new SlackError(SlackFailure.Retryable, "client_connection_cut", AnswerLost: true);
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } when date > _clock.GetUtcNow() => date - _clock.GetUtcNow(),
            _ => null,
        };

    private void Report(SlackWorkspace workspace, SlackMethod method, SlackError error, int attempt) =>
        LogFailure(method.Name, workspace.TeamId, error.Code, error.Kind, attempt, error.AnswerLost, error.Detail);

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "Slack {Method} in {Team} failed: {Code} ({Kind}, attempt {Attempt}, answer lost: {AnswerLost}) {Detail}")]
    private partial void LogFailure(
        string method, string team, string code, SlackFailure kind, int attempt, bool answerLost, string? detail);
}
