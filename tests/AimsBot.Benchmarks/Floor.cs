using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AimsBot.Benchmarks;

/// <summary>The floor: Kestrel, and nothing but a look at Slack's signature. Keeps nothing, decides nothing.</summary>
internal static class Floor
{
    public const string Argument = "--floor";

    public static async Task<int> RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        var secret = Encoding.UTF8.GetBytes(Server.Secret);
        app.MapPost("/slack/commands", async http =>
        {
            var body = new byte[(int)http.Request.ContentLength!];
            await http.Request.Body.ReadExactlyAsync(body);
            var prefix = Encoding.UTF8.GetBytes($"v0:{http.Request.Headers["X-Slack-Request-Timestamp"]}:");
            var expected = "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(secret, (byte[])[.. prefix, .. body]));
            var isSigned = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(http.Request.Headers["X-Slack-Signature"].ToString()));
            http.Response.StatusCode = isSigned ? 200 : 401;
            http.Response.ContentType = "application/json";
            var answer = "{\"response_type\":\"ephemeral\",\"text\":\"Seen.\"}"u8.ToArray();
            http.Response.ContentLength = answer.Length;
            await http.Response.Body.WriteAsync(answer);
        });
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await app.WaitForShutdownAsync();
        return 0;
    }
}
