using System.Net.Http.Headers;
using AimsBot.Core.Files;

namespace AimsBot.Host.Files;

/// <summary>Fetches over HTTP.</summary>
/// <param name="http">One that follows no redirects, which would lead, and carry the token, to an address that nobody checked.</param>
public sealed partial class FileSource(HttpClient http, ILogger<FileSource> log) : IFileSource
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The handler of its client. Addresses are signed and so secrets: none is logged or traced.</summary>
    public static SocketsHttpHandler NewHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ActivityHeadersPropagator = null,
    };

    public async Task<FetchedFile> GetAsync(FileAddress file, int most, CancellationToken cancel)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        timer.CancelAfter(Patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, file.Address);
            if (file.Token is { } token) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timer.Token);
            var type = response.Content.Headers.ContentType?.MediaType;
            if (!response.IsSuccessStatusCode || (file.IsNot is not null && type == file.IsNot))
            {
                NotGiven((int)response.StatusCode, type);
                return FetchedFile.Not(FetchedFile.NotReached, file.Name);
            }
            if (response.Content.Headers.ContentLength > most) return FetchedFile.Not(FetchedFile.TooLarge, file.Name);
            await using var stream = await response.Content.ReadAsStreamAsync(timer.Token);
            return await FetchedFile.ReadAsync(stream, file.Name, most, timer.Token);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            NotFetched(e.GetType().Name);
            return FetchedFile.Not(FetchedFile.NotReached, file.Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A shared file was not given out: status {Status}, content {ContentType}. The app may lack the right to read files")]
    private partial void NotGiven(int status, string? contentType);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A shared file could not be fetched: {Reason}")]
    private partial void NotFetched(string reason);
}
