using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace AimsBot.CosmosDouble;

/// <summary>What goes back over the wire.</summary>
internal sealed record Answer(int Status, byte[]? Body = null)
{
    public int SubStatus { get; init; }
    public string? ETag { get; init; }
    public string? Continuation { get; init; }
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Request units, see <see cref="RequestUnits"/>.</summary>
    public double Charge { get; init; } = 1;

    /// <summary>What the client's session learns; none where the answer is of no container.</summary>
    public SessionMark? Session { get; init; }

    public static Answer Of(int status, JsonObject body) => new(status, Encoding.UTF8.GetBytes(body.ToJsonString())) { ETag = (string?)body["_etag"] };

    public static Answer Of(Refused refused) =>
        Of(refused.Status, new JsonObject { ["code"] = "Refused", ["message"] = refused.Message }) with { SubStatus = refused.SubStatus };

    public async Task Write(HttpResponse response)
    {
        response.StatusCode = Status;
        response.ContentType = "application/json";
        var headers = response.Headers;
        headers["x-ms-activity-id"] = "00000000-0000-0000-0000-000000000001";
        headers["x-ms-request-charge"] = Charge.ToString(CultureInfo.InvariantCulture);
        headers["x-ms-serviceversion"] = "double";
        headers["x-ms-substatus"] = SubStatus.ToString(CultureInfo.InvariantCulture);
        if (ETag is not null) headers.ETag = ETag;
        if (Continuation is not null) headers["x-ms-continuation"] = Continuation;
        if (RetryAfter is { } wait) headers["x-ms-retry-after-ms"] = wait.TotalMilliseconds.ToString(CultureInfo.InvariantCulture);
        if (Session is { } session)
        {
            // The client keeps the token under the container that these two name.
            headers["x-ms-alt-content-path"] = session.ContainerPath;
            headers["x-ms-content-path"] = session.ContainerRid;
            headers["x-ms-session-token"] = string.Create(CultureInfo.InvariantCulture, $"{session.Range}:-1#{session.Lsn}");
            headers["lsn"] = session.Lsn.ToString(CultureInfo.InvariantCulture);
        }
        if (Body is null || Status is 204 or 304) return;
        response.ContentLength = Body.Length;
        await response.Body.WriteAsync(Body);
    }
}

/// <summary>The physical range and the write up to which an answer knows.</summary>
internal sealed record SessionMark(string ContainerPath, string ContainerRid, int Range, long Lsn);
