using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AimsBot.EndToEnd.Teams;

/// <summary>
/// The side of Teams that calls the bot: posts activities to a running host, with a good token where the double has a
/// login. Each part can be replaced, for the tests in which something is wrong with it.
/// </summary>
public sealed class TeamsSender(Uri host, TeamsDouble teams) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = host };

    /// <summary>Posts an activity.</summary>
    /// <param name="authorization">The whole header, empty for none; without it that of a good token.</param>
    public Task<TeamsReply> Send(JsonObject activity, string? authorization = null)
    {
        teams.Note(activity);
        return Send(activity.ToJsonString(), authorization);
    }

    /// <summary>Posts an activity with a token that has something wrong about it.</summary>
    public Task<TeamsReply> Send(JsonObject activity, TeamsTokenFlaw flaw)
    {
        teams.Note(activity);
        return Send(activity.ToJsonString(), $"Bearer {teams.SignToken(flaw)}");
    }

    /// <summary>Posts any body.</summary>
    public async Task<TeamsReply> Send(string body, string? authorization = null, string contentType = "application/json; charset=utf-8")
    {
        authorization ??= teams.HasLogin ? $"Bearer {teams.SignToken()}" : "";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages");
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        if (authorization.Length > 0) request.Headers.TryAddWithoutValidation("Authorization", authorization);

        using var response = await _http.SendAsync(request);
        return new TeamsReply(response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>What the host answered.</summary>
public sealed record TeamsReply(HttpStatusCode Status, string Body)
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
