using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using AimsBot.Slack.WebApi;
using AimsBot.Slack.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AimsBot.EndToEnd.Slack;

/// <summary>
/// The smallest bot that uses everything a Slack stand-in has to offer, so that the stand-ins themselves can be tested:
/// it takes a report by command, form or message menu, shows it with a button, and takes the button away.
/// </summary>
internal sealed class TinyBot : IAsyncDisposable
{
    public const string SigningSecret = "tiny-signing-secret";

    private readonly WebApplication _app;
    private readonly SlackWorkspace _workspace;

    private TinyBot(WebApplication app, SlackWorkspace workspace) => (_app, _workspace) = (app, workspace);

    public Uri Address => new(_app.Urls.First());

    private SlackWebApi Slack => _app.Services.GetRequiredService<SlackWebApi>();

    public static async Task<TinyBot> Start(Uri apiUrl, SlackWorkspace workspace, string address = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSlackWebApi(apiUrl, TimeProvider.System);
        var bot = new TinyBot(builder.Build(), workspace);
        bot._app.Urls.Add(address);
        bot._app.MapPost("/slack/{kind}", bot.Receive);
        await bot._app.StartAsync();
        return bot;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Receive(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        var timestamp = http.Request.Headers["X-Slack-Request-Timestamp"].ToString();
        if (http.Request.Headers["X-Slack-Signature"] != SlackSender.Sign(SigningSecret, timestamp, body))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        JsonObject? answer = null;
        if (http.Request.HasJsonContentType()) answer = await Hear(SlackEvent.Parse(Encoding.UTF8.GetBytes(body)));
        else
        {
            var form = QueryHelpers.ParseQuery(body);
            if (form.TryGetValue("payload", out var payload)) answer = await Act(SlackInteraction.Parse(payload.ToString()));
            else if (form["text"].ToString() is { Length: > 0 } text) answer = Kept(SlackText.Unescape(text));
            else await Slack.OpenView(_workspace, form["trigger_id"].ToString(), ReportForm(""), default);
        }
        if (answer is not null) await http.Response.WriteAsJsonAsync(answer);
    }

    private async Task<JsonObject?> Hear(SlackEvent? delivery)
    {
        switch (delivery)
        {
            case SlackUrlVerification check:
                return new JsonObject { ["challenge"] = check.Challenge };
            case SlackEventCallback { Inner: SlackHomeOpened { OnHomeTab: true } opened }:
                var home = new JsonObject { ["type"] = "home", ["blocks"] = new JsonArray(Section("Your reports"), Buttons("Report")) };
                await Slack.PublishHome(_workspace, opened.UserId, null, home, SlackTurn.Answer, default);
                return null;
            case SlackEventCallback { Inner: SlackMessageEvent { IsSaidByPerson: true, IsDirect: true } said }:
                await Slack.Post(_workspace, said.ChannelId, new SlackContent($"You said: {said.Text}"), SlackTurn.Answer, default);
                return null;
            default:
                return null;
        }
    }

    private async Task<JsonObject?> Act(SlackInteraction? interaction)
    {
        switch (interaction)
        {
            case SlackMessageShortcut shortcut:
                await Slack.OpenView(_workspace, shortcut.TriggerId!, ReportForm(SlackText.Unescape(shortcut.Message.Text)), default);
                return null;
            case SlackBlockActions { Actions: [{ Value: "Close" }] } click:
                var message = new SlackMessageRef(click.Message!.ChannelId, click.Message.Timestamp);
                await Slack.Update(_workspace, message, new SlackContent($"Closed by <@{click.UserId}>"), SlackTurn.Decision, default);
                await Slack.Answer(click.ResponseUrl!, new SlackContent("You closed it."), replaceOriginal: false, default);
                return null;
            case SlackBlockActions click:
                await Slack.OpenView(_workspace, click.TriggerId!, ReportForm(""), default);
                return null;
            case SlackViewSubmission { View: var form } when form.Value("what") is not { Length: >= 5 }:
                return new JsonObject { ["response_action"] = "errors", ["errors"] = new JsonObject { ["what"] = "Please say a little more." } };
            case SlackViewSubmission { View: var form } sent:
                var words = $"{form.Value("what")} ({form.Value("kind")}, {form.Value("day") ?? "no day"})";
                await Slack.Post(_workspace, sent.UserId,
                    new SlackContent($"Kept: {words}", [Section($"Kept: {words}"), Buttons("Close")]), SlackTurn.Decision, default);
                return null;
            default:
                return null;
        }
    }

    private static JsonObject Kept(string text) => new()
    {
        ["response_type"] = "ephemeral",
        ["text"] = $"Kept: {text}",
        ["blocks"] = new JsonArray(Section($"Kept: {text}"), Buttons("Add details")),
    };

    private static JsonObject ReportForm(string text) => new()
    {
        ["type"] = "modal",
        ["callback_id"] = "report",
        ["title"] = Plain("Report an incident"),
        ["submit"] = Plain("Send"),
        ["blocks"] = new JsonArray(
            Input("what", "What happened?", new JsonObject { ["type"] = "plain_text_input", ["action_id"] = "a", ["initial_value"] = text }),
            Input("kind", "Kind", new JsonObject
            {
                ["type"] = "static_select",
                ["action_id"] = "a",
                ["options"] = new JsonArray(Option("Incident", "incident"), Option("Near miss", "near-miss")),
                ["initial_option"] = Option("Incident", "incident"),
            }),
            Input("day", "When?", new JsonObject { ["type"] = "datepicker", ["action_id"] = "a" }, optional: true)),
    };

    private static JsonObject Input(string id, string label, JsonObject element, bool optional = false) =>
        new() { ["type"] = "input", ["block_id"] = id, ["label"] = Plain(label), ["element"] = element, ["optional"] = optional };

    private static JsonObject Option(string text, string value) => new() { ["text"] = Plain(text), ["value"] = value };

    private static JsonObject Section(string text) =>
        new() { ["type"] = "section", ["text"] = new JsonObject { ["type"] = "mrkdwn", ["text"] = text } };

    private static JsonObject Buttons(params string[] labels) => new()
    {
        ["type"] = "actions",
        ["elements"] = new JsonArray([.. labels.Select((label, place) => (JsonNode)new JsonObject
        {
            ["type"] = "button",
            ["action_id"] = string.Create(CultureInfo.InvariantCulture, $"press{place}"),
            ["text"] = Plain(label),
            ["value"] = label,
        })]),
    };

    private static JsonObject Plain(string text) => new() { ["type"] = "plain_text", ["text"] = text };
}
