using System.Net;
using System.Text;
using AimsBot.Slack.WebApi;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace AimsBot.Tests.Slack.WebApi;

/// <summary>A Slack that answers by a script, at a clock that the test moves, and notes what it was sent and when.</summary>
internal sealed class ScriptedSlack : HttpMessageHandler, ILogger<SlackWebApi>
{
    private readonly Queue<Func<CancellationToken, Task<HttpResponseMessage>>> _script = new();
    private readonly Lock _lock = new();

    public ScriptedSlack(string apiUrl = "https://slack.com/api/") => Api =
        new SlackWebApi(new HttpClient(this) { Timeout = Timeout.InfiniteTimeSpan }, new SlackPacer(Clock), new Uri(apiUrl), Clock, this);

    public static readonly SlackWorkspace Workspace = new("T0BENCH", "xoxb-very-secret");

    public FakeTimeProvider Clock { get; } = new();

    public SlackWebApi Api { get; }

    public List<Sent> Requests { get; } = [];

    public List<string> Log { get; } = [];

    /// <summary>The next answer; when the script is at its end, every call gets a plain ok.</summary>
    public ScriptedSlack Then(string json, HttpStatusCode status = HttpStatusCode.OK, string? retryAfter = null)
    {
        _script.Enqueue(_ => Task.FromResult(Answer(json, status, retryAfter)));
        return this;
    }

    public ScriptedSlack ThenFails(Exception exception)
    {
        _script.Enqueue(_ => Task.FromException<HttpResponseMessage>(exception));
        return this;
    }

    public ScriptedSlack ThenNeverAnswers()
    {
        _script.Enqueue(async cancel =>
        {
            await Task.Delay(Timeout.Infinite, cancel);
            throw new InvalidOperationException("it was never to answer");
        });
        return this;
    }

    /// <summary>Moves the clock until the call is over.</summary>
    public async Task<T> Finish<T>(Task<T> call)
    {
        for (var beats = 0; !call.IsCompleted; beats++)
        {
            Assert.True(beats < 20_000, "the call does not end");
            Clock.Advance(TimeSpan.FromMilliseconds(200));
            await Task.Delay(TimeSpan.FromMilliseconds(1));
        }
        return await call;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsStringAsync(cancellationToken);
        Func<CancellationToken, Task<HttpResponseMessage>>? next;
        lock (_lock)
        {
            Requests.Add(new Sent(request.RequestUri!, request.Headers.Authorization?.ToString(),
                request.Content.Headers.ContentType!.MediaType!, body, Clock.GetUtcNow()));
            _script.TryDequeue(out next);
        }
        return next is null ? Answer("""{"ok": true, "ts": "1.1", "channel": "D1"}""", HttpStatusCode.OK, null) : await next(cancellationToken);
    }

    private static HttpResponseMessage Answer(string json, HttpStatusCode status, string? retryAfter)
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        if (retryAfter is not null) response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        return response;
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Log.Add(formatter(state, exception));

    public sealed record Sent(Uri Address, string? Authorization, string ContentType, string Body, DateTimeOffset At);
}
