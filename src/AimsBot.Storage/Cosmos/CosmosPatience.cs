using System.Net;
using AimsBot.Core.Records;
using Azure.Identity;
using Microsoft.Azure.Cosmos;

namespace AimsBot.Storage.Cosmos;

/// <summary>
/// How long a call tries. Throttling, a busy partition, a timeout and a cut connection are met by asking again, which
/// every request of the store allows: its ids are fixed and its conditions are checked anew.
/// </summary>
internal sealed class CosmosPatience(TimeProvider clock, TimeSpan budget)
{
    /// <summary>Slack gives an answer three seconds, and an act makes several calls; the one that meets trouble may take most of them.</summary>
    public static readonly TimeSpan OfAPerson = TimeSpan.FromSeconds(2);

    /// <summary>Of a host that starts: a first connection with an identity takes its time.</summary>
    public static readonly TimeSpan OfAStart = TimeSpan.FromSeconds(20);

    /// <summary>Of an operator at the command line, and of a large document.</summary>
    public static readonly TimeSpan OfACommand = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(640);

    /// <exception cref="StoreUnavailableException">The budget was used up, or the account refuses.</exception>
    public async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(budget, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        var began = clock.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                // The client looks at the token now and then; a caller does not wait for that.
                return await ask(both.Token).WaitAsync(both.Token);
            }
            catch (Exception e) when (Trouble(e) is { } trouble)
            {
                cancel.ThrowIfCancellationRequested();
                if (!trouble.Passes) throw new StoreUnavailableException(trouble.Text, e);
                var wait = trouble.RetryAfter ?? Backoff(attempt);
                if (patience.IsCancellationRequested || clock.GetElapsedTime(began) + wait >= budget) throw new StoreUnavailableException(trouble.Text, e);
                await Task.Delay(wait, clock, cancel);
            }
        }
    }

    /// <summary>What an exception says about asking again; none: it is no trouble with the store.</summary>
    private static CosmosTrouble? Trouble(Exception e) => e switch
    {
        CosmosTroubleException trouble => trouble.Trouble,
        CosmosException cosmos => CosmosAnswer.Trouble(cosmos.StatusCode, cosmos.SubStatusCode, cosmos.RetryAfter),
        // The budget's end, or the client's own patience.
        OperationCanceledException => new("The store does not answer in time: try again in a moment.", true),
        AuthenticationFailedException => new("There is neither a key for the store nor an identity that it knows.", false),
        HttpRequestException or IOException => new("The store cannot be reached.", true),
        _ => null,
    };

    private static TimeSpan Backoff(int attempt)
    {
        var wait = FirstWait * Math.Pow(2, Math.Min(attempt, 6));
        // Those who were turned away together do not come back together.
        return (wait < LongestWait ? wait : LongestWait) * (0.5 + (Random.Shared.NextDouble() / 2));
    }
}

/// <summary>What an answer means that is neither a result nor an expected "no".</summary>
internal static class CosmosAnswer
{
    private const HttpStatusCode RetryWith = (HttpStatusCode)449;

    // A read met a replica that does not know yet what this client knows.
    private const int SessionNotThere = 1002;

    /// <exception cref="CosmosTroubleException">The answer is none.</exception>
    public static void Check(ResponseMessage response)
    {
        var subStatus = response.Headers.TryGetValue("x-ms-substatus", out var text) && int.TryParse(text, out var number) ? number : 0;
        Check(response.StatusCode, subStatus, RetryAfter(response.Headers), response.ErrorMessage);
    }

    public static void Check(TransactionalBatchResponse response) =>
        Check(response.StatusCode, 0, response.RetryAfter, response.ErrorMessage);

    public static async Task<T> ReadAsync<T>(ResponseMessage response, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        await response.Content.CopyToAsync(bytes, cancel);
        return StoredJson.Read<T>(bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
    }

    public static CosmosTrouble? Trouble(HttpStatusCode status, int subStatus, TimeSpan? retryAfter) => status switch
    {
        HttpStatusCode.TooManyRequests => new("The store is busy: try again in a moment.", true, retryAfter),
        RetryWith => new("The store is busy: try again in a moment.", true),
        HttpStatusCode.RequestTimeout or HttpStatusCode.Gone or >= HttpStatusCode.InternalServerError => new("The store cannot answer now: try again in a moment.", true, retryAfter),
        HttpStatusCode.NotFound when subStatus == SessionNotThere => new("The store cannot answer now: try again in a moment.", true),
        HttpStatusCode.NotFound when subStatus != 0 => new("The database or its container is not there.", false),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new("The store refuses the key or the identity.", false),
        _ => null,
    };

    private static void Check(HttpStatusCode status, int subStatus, TimeSpan? retryAfter, string? message)
    {
        if (Trouble(status, subStatus, retryAfter) is { } trouble) throw new CosmosTroubleException(trouble);
        switch (status)
        {
            case HttpStatusCode.BadRequest:
                throw new InvalidOperationException($"The store does not take the request: {message}");
            case HttpStatusCode.RequestEntityTooLarge:
                throw new StoreLimitException("What was to be saved is larger than the store takes.");
        }
    }

    private static TimeSpan? RetryAfter(Headers headers) =>
        headers.TryGetValue("x-ms-retry-after-ms", out var text) && double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var milliseconds)
            ? TimeSpan.FromMilliseconds(milliseconds)
            : null;
}

/// <summary>What is wrong, whether it passes, and when at the earliest to ask again.</summary>
internal sealed record CosmosTrouble(string Text, bool Passes, TimeSpan? RetryAfter = null);

/// <summary>Trouble as an answer brought it.</summary>
internal sealed class CosmosTroubleException(CosmosTrouble trouble) : Exception(trouble.Text)
{
    public CosmosTrouble Trouble => trouble;
}
