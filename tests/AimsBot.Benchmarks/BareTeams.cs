using Microsoft.AspNetCore.Builder;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Newtonsoft.Json.Linq;

namespace AimsBot.Benchmarks;

/// <summary>The SDK's adapter with a bot that answers each card action with a word, and keeps nothing.</summary>
internal static class BareTeams
{
    public const string Argument = "--bare-teams";

    public static async Task<int> RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHttpClient();
        builder.Services.AddSingleton<BotFrameworkAuthentication, ConfigurationBotFrameworkAuthentication>();
        builder.Services.AddSingleton(services => new CloudAdapter(services.GetRequiredService<BotFrameworkAuthentication>()));
        await using var app = builder.Build();
        var adapter = app.Services.GetRequiredService<CloudAdapter>();
        var bot = new Bot();
        app.MapPost("/api/messages", http => adapter.ProcessAsync(http.Request, http.Response, bot));
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await app.WaitForShutdownAsync();
        return 0;
    }

    private sealed class Bot : ActivityHandler
    {
        protected override Task<InvokeResponse> OnInvokeActivityAsync(ITurnContext<IInvokeActivity> turnContext, CancellationToken cancellationToken) =>
            Task.FromResult(new InvokeResponse
            {
                Status = 200,
                Body = new JObject { ["statusCode"] = 200, ["type"] = "application/vnd.microsoft.activity.message", ["value"] = "Seen." },
            });
    }
}
