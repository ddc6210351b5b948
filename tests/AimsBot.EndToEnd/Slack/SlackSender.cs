using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AimsBot.EndToEnd.Slack;

/// <summary>
/// The side of Slack that calls the bot: signs a request (v0) and sends it to a running host. Each part can be replaced,
/// for the tests in which something is wrong with it.
/// </summary>
public sealed class SlackSender(Uri host, string signingSecret, TimeProvider? clock = null) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = host };
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private int _counter;

    /// <summary>A slash command. Text arrives as Slack sends it, with <c>&amp; &lt; &gt;</c> as entities.</summary>
    public Task<SlackReply> Command(IReadOnlyDictionary<string, string> fields) => Form("/slack/commands", fields);

    /// <summary>An act on something shown: JSON in the field <c>payload</c>.</summary>
    public Task<SlackReply> Interaction(JsonObject payload) =>
        Form("/slack/interactions", new Dictionary<string, string> { ["payload"] = payload.ToJsonString() });

    /// <summary>An event in its envelope. The same <paramref name="eventId"/> makes it the same delivery.</summary>
    public Task<SlackReply> Event(string teamId, JsonObject happened, string? eventId = null, int retry = 0, string? enterpriseId = null)
    {
        var envelope = new JsonObject
        {
            ["token"] = "x",
            ["team_id"] = teamId,
            ["enterprise_id"] = enterpriseId,
            ["api_app_id"] = "A0BENCH",
            ["type"] = "event_callback",
            ["event_id"] = eventId ?? NewId("Ev"),
            ["event_time"] = _clock.GetUtcNow().ToUnixTimeSeconds(),
            ["is_ext_shared_channel"] = false,
            ["authorizations"] = new JsonArray(new JsonObject
            {
                ["enterprise_id"] = enterpriseId,
                ["team_id"] = teamId,
                ["user_id"] = SlackDouble.BotUserId,
                ["is_bot"] = true,
                ["is_enterprise_install"] = false,
            }),
            ["event"] = happened.DeepClone(),
        };
        var headers = retry == 0 ? [] : new[]
        {
            ("X-Slack-Retry-Num", retry.ToString(CultureInfo.InvariantCulture)), ("X-Slack-Retry-Reason", "http_timeout"),
        };
        return Send("/slack/events", "application/json", envelope.ToJsonString(), headers: headers);
    }

    /// <summary>Any body, to any of the bot's addresses. Empty text for a timestamp or signature leaves the header out.</summary>
    public async Task<SlackReply> Send(
        string path, string contentType, string body, string? timestamp = null, string? signature = null, string? secret = null,
        params IEnumerable<(string Name, string Value)> headers)
    {
        timestamp ??= _clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        signature ??= Sign(secret ?? signingSecret, timestamp, body);
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        if (timestamp.Length > 0) request.Headers.TryAddWithoutValidation("X-Slack-Request-Timestamp", timestamp);
        if (signature.Length > 0) request.Headers.TryAddWithoutValidation("X-Slack-Signature", signature);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);

        using var response = await _http.SendAsync(request);
        return new SlackReply(response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Slack's signature v0 over a body (docs.slack.dev, "Verifying requests from Slack").</summary>
    public static string Sign(string secret, string timestamp, string body) =>
        "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"v0:{timestamp}:{body}")));

    public void Dispose() => _http.Dispose();

    private Task<SlackReply> Form(string path, IReadOnlyDictionary<string, string> fields) => Send(
        path, "application/x-www-form-urlencoded",
        string.Join('&', fields.Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}")));

    private string NewId(string prefix) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}{Environment.ProcessId}{Interlocked.Increment(ref _counter)}");
}

/// <summary>What the host answered.</summary>
public sealed record SlackReply(HttpStatusCode Status, string Body)
{
    /// <summary>The body as a JSON object; null where it is empty or something else.</summary>
    public JsonObject? Json
    {
        get
        {
            try
            {
                return Body.Length == 0 ? null : JsonNode.Parse(Body) as JsonObject;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}
