using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AimsBot.EndToEnd.Teams;

/// <summary>A bot that answers everything with one body.</summary>
internal sealed class AnsweringBot : IAsyncDisposable
{
    private readonly WebApplication _app;

    private AnsweringBot(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public static async Task<AnsweringBot> Start(string answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var bot = new AnsweringBot(builder.Build());
        bot._app.Urls.Add("http://127.0.0.1:0");
        bot._app.MapPost("/api/messages", http => http.Response.WriteAsync(answer));
        await bot._app.StartAsync();
        return bot;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
