using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AimsBot.EndToEnd.Teams;

/// <summary>
/// The smallest bot that uses everything a Teams stand-in has to offer, so that the stand-ins themselves can be tested. It
/// speaks the protocol itself: takes a report by word, dialog or message menu, shows it with a button, and takes the
/// button away.
/// </summary>
internal sealed class TeamsTinyBot : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http = new();

    private TeamsTinyBot(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public static async Task<TeamsTinyBot> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var bot = new TeamsTinyBot(builder.Build());
        bot._app.Urls.Add("http://127.0.0.1:0");
        bot._app.MapPost("/api/messages", bot.Receive);
        await bot._app.StartAsync();
        return bot;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task Receive(HttpContext http)
    {
        if (http.Request.ContentLength is null or 0)
        {
            // The Playground knocks with an empty body before it sends anything.
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        var activity = (await http.Request.ReadFromJsonAsync<JsonObject>())!;
        var value = activity["value"] as JsonObject;
        JsonObject? answer = null;
        switch ((string?)activity["type"], (string?)activity["name"])
        {
            case ("message", _) when value is not null:
                await Call(HttpMethod.Put, activity, $"/{activity["replyToId"]}", Message(Closed("an old client")));
                break;
            case ("message", _):
                await Reply(activity, Message(Kept(Command((string?)activity["text"] ?? ""))));
                break;
            case ("messageUpdate", _):
                await Reply(activity, new JsonObject { ["type"] = "message", ["text"] = $"You changed it to: {activity["text"]}" });
                break;
            case ("installationUpdate", _) when (string?)activity["action"] == "add":
                await Call(HttpMethod.Post, activity, "", new JsonObject { ["type"] = "message", ["text"] = "Welcome" });
                break;
            case (_, "adaptiveCard/action"):
                answer = await Act(activity, value!["action"]!);
                break;
            case (_, "task/fetch"):
                answer = Dialog(Form(""));
                break;
            case (_, "composeExtension/fetchTask"):
                answer = Dialog(Form((string?)value!["messagePayload"]?["body"]?["content"] ?? ""));
                break;
            case (_, "task/submit" or "composeExtension/submitAction") when ((string?)value!["data"]?["what"] ?? "").Length < 5:
                answer = Dialog(Form((string?)value["data"]?["what"] ?? "", "Please say a little more."));
                break;
            case (_, "task/submit"):
                await Call(HttpMethod.Post, activity, "", Message(Kept(Said(value!["data"]!))));
                answer = new JsonObject { ["task"] = new JsonObject { ["type"] = "message", ["value"] = "Thank you." } };
                break;
            case (_, "composeExtension/submitAction"):
                answer = new JsonObject
                {
                    ["composeExtension"] = new JsonObject
                    {
                        ["type"] = "result",
                        ["attachmentLayout"] = "list",
                        ["attachments"] = new JsonArray(Attachment(Card($"Kept: {Said(value!["data"]!)}"))),
                    },
                };
                break;
        }
        if (answer is not null) await http.Response.WriteAsJsonAsync(answer);
    }

    private async Task<JsonObject> Act(JsonObject activity, JsonNode action)
    {
        switch ((string?)action["verb"])
        {
            case "close":
                var by = (string?)activity["from"]!["name"] ?? "";
                await Call(HttpMethod.Put, activity, $"/{activity["replyToId"]}", Message(Closed(by)));
                return Answer(200, TeamsCardRules.CardType, Closed(by));
            case "tell":
                return Answer(200, "application/vnd.microsoft.activity.message", $"You wrote: {action["data"]?["note"]}");
            default:
                return Answer(400, "application/vnd.microsoft.error", new JsonObject { ["code"] = "NotAllowed", ["message"] = "This is not for you." });
        }
    }

    private Task Reply(JsonObject activity, JsonObject message) => Call(HttpMethod.Post, activity, $"/{activity["id"]}", message);

    private async Task Call(HttpMethod method, JsonObject activity, string rest, JsonObject message)
    {
        var service = ((string)activity["serviceUrl"]!).TrimEnd('/');
        var conversation = Uri.EscapeDataString((string)activity["conversation"]!["id"]!);
        using var request = new HttpRequestMessage(method, $"{service}/v3/conversations/{conversation}/activities{rest}");
        request.Content = JsonContent.Create(message);
        using var response = await _http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    private static string Command(string text) =>
        text.Replace($"<at>{TeamsDouble.BotName}</at>", "", StringComparison.Ordinal).Replace("&nbsp;", " ", StringComparison.Ordinal).Trim();

    private static string Said(JsonNode data) => $"{data["what"]} ({data["kind"]}, {(data["day"]?.ToString() is { Length: > 0 } day ? day : "no day")}{(data["who"] is { } who ? $", {who}" : "")})";

    private static JsonObject Kept(string text) => Card($"Kept: {text}",
        Execute("Close", "close"),
        Execute("Tell", "tell"),
        Execute("Fail", "fail"),
        new JsonObject { ["type"] = "Action.Submit", ["title"] = "Add details", ["data"] = new JsonObject { ["msteams"] = new JsonObject { ["type"] = "task/fetch" } } });

    private static JsonObject Closed(string by) => Card($"Closed by {by}");

    private static JsonObject Card(string text, params JsonNode[] actions)
    {
        var card = new JsonObject
        {
            ["type"] = "AdaptiveCard",
            ["version"] = "1.5",
            ["body"] = new JsonArray(new JsonObject { ["type"] = "TextBlock", ["text"] = text, ["wrap"] = true }),
        };
        if (actions.Length == 0) return card;
        card["body"]!.AsArray().Add(new JsonObject { ["type"] = "Input.Text", ["id"] = "note", ["label"] = "Note" });
        card["actions"] = new JsonArray(actions);
        return card;
    }

    private static JsonObject Form(string text, string error = "")
    {
        var form = Card(error.Length == 0 ? "Say what happened." : error);
        form["body"]!.AsArray().Add(new JsonObject
        {
            ["type"] = "Input.Text",
            ["id"] = "what",
            ["label"] = "What happened?",
            ["value"] = text,
            ["isRequired"] = true,
            ["errorMessage"] = "Please say what happened.",
        });
        form["body"]!.AsArray().Add(new JsonObject
        {
            ["type"] = "Input.ChoiceSet",
            ["id"] = "kind",
            ["label"] = "Kind",
            ["style"] = "expanded",
            ["value"] = "incident",
            ["choices"] = new JsonArray(Choice("Incident", "incident"), Choice("Near miss", "near-miss")),
        });
        form["body"]!.AsArray().Add(new JsonObject
        {
            ["type"] = "Input.ChoiceSet",
            ["id"] = "who",
            ["label"] = "Who is affected?",
            ["isMultiSelect"] = true,
            ["choices"] = new JsonArray(Choice("Staff", "staff"), Choice("Customers", "customers"), Choice("Others", "others")),
        });
        form["body"]!.AsArray().Add(new JsonObject { ["type"] = "Input.Date", ["id"] = "day", ["label"] = "When?" });
        form["actions"] = new JsonArray(new JsonObject { ["type"] = "Action.Submit", ["title"] = "Send", ["data"] = new JsonObject { ["form"] = "nonce-1" } });
        return form;
    }

    private static JsonObject Choice(string title, string value) => new() { ["title"] = title, ["value"] = value };

    private static JsonObject Execute(string title, string verb) => new()
    {
        ["type"] = "Action.Execute",
        ["title"] = title,
        ["verb"] = verb,
        ["data"] = new JsonObject { ["record"] = "INC-1" },
        ["fallback"] = new JsonObject { ["type"] = "Action.Submit", ["title"] = title, ["data"] = new JsonObject { ["record"] = "INC-1", ["verb"] = verb } },
    };

    private static JsonObject Dialog(JsonObject card) => new()
    {
        ["task"] = new JsonObject
        {
            ["type"] = "continue",
            ["value"] = new JsonObject { ["title"] = "Report an incident", ["card"] = Attachment(card) },
        },
    };

    private static JsonObject Message(JsonObject card) => new() { ["type"] = "message", ["attachments"] = new JsonArray(Attachment(card)) };

    private static JsonObject Attachment(JsonObject card) => new() { ["contentType"] = TeamsCardRules.CardType, ["content"] = card };

    private static JsonObject Answer(int status, string type, JsonNode value) => new() { ["statusCode"] = status, ["type"] = type, ["value"] = value };
}
