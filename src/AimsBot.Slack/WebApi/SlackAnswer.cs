using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using AimsBot.Slack.Wire;

namespace AimsBot.Slack.WebApi;

/// <summary>Reads what Slack answered.</summary>
internal static class SlackAnswer
{
    private const int LongestCode = 64;
    private const int LongestDetail = 500;

    /// <summary>The body, or null where it is longer than <paramref name="limit"/> bytes.</summary>
    public static async Task<byte[]?> ReadBody(HttpResponseMessage response, int limit, CancellationToken cancel)
    {
        using var body = new MemoryStream();
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        var buffer = new byte[8192];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancel)) > 0)
        {
            if (body.Length + read > limit) return null;
            body.Write(buffer, 0, read);
        }
        return body.ToArray();
    }

    /// <summary>The answer of a method: JSON with <c>ok</c>.</summary>
    public static SlackResult<T> Read<T>(HttpStatusCode status, byte[] body, Func<JsonElement, T?> read) where T : notnull
    {
        using var document = SlackJson.ParseObject(Encoding.UTF8.GetString(body));
        var answer = document?.RootElement ?? default;
        if ((int)status is >= 200 and < 300 && answer.Flag("ok"))
        {
            return read(answer) is { } value
                ? value
                : new SlackError(SlackFailure.BadRequest, "client_unexpected_answer", AnswerLost: true);
        }
        return Refused(status, answer);
    }

    /// <summary>The answer of a response_url: JSON as above, the word "ok" or nothing.</summary>
    public static SlackResult<bool> ReadPlain(HttpStatusCode status, byte[] body)
    {
        using var document = SlackJson.ParseObject(Encoding.UTF8.GetString(body));
        var answer = document?.RootElement ?? default;
        return (int)status is >= 200 and < 300 && (document is null || answer.Flag("ok")) ? true : Refused(status, answer);
    }

    private static SlackError Refused(HttpStatusCode status, JsonElement answer)
    {
        if (status == HttpStatusCode.TooManyRequests) return SlackErrorCodes.Error("ratelimited");
        if ((int)status >= 500)
        {
            // 503 says that the request was not taken up; the others may have broken half-way.
            return new SlackError(SlackFailure.Retryable, Bare(status), AnswerLost: status != HttpStatusCode.ServiceUnavailable);
        }
        if (answer.Text("error") is { Length: <= LongestCode } code)
        {
            var detail = string.Join("; ", answer.Items("response_metadata", "messages").Select(message => message.Text()));
            return SlackErrorCodes.Error(code, detail.Length == 0 ? null : detail[..Math.Min(detail.Length, LongestDetail)]);
        }
        // Something between Slack and us answered in its own way (a page of a proxy), or the answer is no JSON.
        return (int)status < 300
            ? new SlackError(SlackFailure.Retryable, "client_unexpected_answer", AnswerLost: true)
            : SlackErrorCodes.Error(Bare(status));
    }

    private static string Bare(HttpStatusCode status) => string.Create(CultureInfo.InvariantCulture, $"http_{(int)status}");
}
