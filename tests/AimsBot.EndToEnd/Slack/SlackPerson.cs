using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace AimsBot.EndToEnd.Slack;

/// <summary>
/// A person at a Slack client: types commands, presses what is on the screen, fills forms in. Sees what the bot sent to
/// <paramref name="slack"/>, and acts on the host behind <paramref name="sender"/>. Everything the bot answers with
/// another status than 200 fails the test, as Slack would show an error.
/// </summary>
public sealed class SlackPerson(SlackDouble slack, SlackSender sender, string teamId, string userId)
{
    private int _acts;

    /// <summary>The person's own team, where it is another one than that of the conversation: an outsider in a shared channel.</summary>
    public string? HomeTeam { get; init; }

    /// <summary>The Enterprise Grid organisation; the payloads then carry <c>team: null</c>, as where an app is installed for all of it.</summary>
    public string? Enterprise { get; init; }

    public string UserId => userId;

    public string DirectMessage => slack.DirectMessageWith(teamId, userId);

    /// <summary>The messages this person sees in the direct message with the bot, in order; ephemeral ones included.</summary>
    public IReadOnlyList<SlackDoubleMessage> Messages =>
        [.. slack.Messages.Where(message => message.ChannelId == DirectMessage && message.OnlyFor is null || message.OnlyFor == userId)];

    /// <summary>The form in front of the person, or null.</summary>
    public SlackDoubleView? Form => slack.Views.LastOrDefault(view => view is { IsOpen: true, IsHome: false } && view.UserId == userId && view.TeamId == teamId);

    /// <summary>The person's Home tab, or null while it is empty.</summary>
    public SlackDoubleView? Home => slack.Views.LastOrDefault(view => view.IsHome && view.UserId == userId && view.TeamId == teamId);

    /// <summary>
    /// Types a slash command, for example <c>/ai-incident the tool spoke of a colleague</c>. Gives the message that the
    /// bot answered with, or null where it answered with nothing to see.
    /// </summary>
    public async Task<SlackDoubleMessage?> Types(string line, string? channelId = null)
    {
        var parts = line.Split(' ', 2);
        var channel = channelId ?? DirectMessage;
        var reply = await sender.Command(new Dictionary<string, string>
        {
            ["token"] = "x",
            ["team_id"] = teamId,
            ["team_domain"] = "bench",
            ["enterprise_id"] = Enterprise ?? "",
            ["channel_id"] = channel,
            ["channel_name"] = channelId is null ? "directmessage" : "general",
            ["user_id"] = userId,
            ["user_name"] = userId.ToLowerInvariant(),
            ["command"] = parts[0],
            ["text"] = parts.Length > 1 ? Escape(parts[1]) : "",
            ["api_app_id"] = "A0BENCH",
            ["is_enterprise_install"] = "false",
            ["response_url"] = slack.NewResponseUrl(teamId, channel, userId, original: null),
            ["trigger_id"] = slack.NewTrigger(teamId, userId),
        });
        return Shown(reply, channel);
    }

    /// <summary>Types a command, and reads its answer: at once, or behind where the bot had to take its time.</summary>
    public async Task<SlackDoubleMessage> Hears(string line, string? channelId = null)
    {
        var before = Messages.Count;
        return await Types(line, channelId) ?? await Eventually(() => Messages.Skip(before).LastOrDefault(m => m.OnlyFor is not null), () => $"an answer to '{line}'");
    }

    /// <summary>Presses a button, or chooses an entry of an overflow menu, on a message.</summary>
    public async Task Clicks(string label, SlackDoubleMessage message) => Acknowledged(await sender.Interaction(Click(label, message)));

    /// <summary>Sends a click that was made before.</summary>
    public async Task Sends(JsonObject click) => Acknowledged(await sender.Interaction(click));

    /// <summary>Presses a button on the Home tab or on an open form.</summary>
    public async Task Clicks(string label, SlackDoubleView view)
    {
        var payload = Act("block_actions");
        payload["container"] = new JsonObject { ["type"] = "view", ["view_id"] = view.Id };
        payload["view"] = view.ToJson();
        payload["actions"] = new JsonArray(SlackScreen.Press(view.Blocks, label, ActionTimestamp()));
        Acknowledged(await sender.Interaction(payload));
    }

    /// <summary>The payload of a click, to be changed or sent twice by a test that has something wrong in mind.</summary>
    public JsonObject Click(string label, SlackDoubleMessage message)
    {
        var payload = Act("block_actions");
        payload["container"] = new JsonObject
        {
            ["type"] = "message",
            ["message_ts"] = message.Timestamp,
            ["channel_id"] = message.ChannelId,
            ["is_ephemeral"] = message.OnlyFor is not null,
        };
        payload["channel"] = new JsonObject { ["id"] = message.ChannelId, ["name"] = "directmessage" };
        // Slack does not send an ephemeral message back with a click on it.
        if (message.OnlyFor is null) payload["message"] = message.ToJson();
        payload["state"] = new JsonObject { ["values"] = new JsonObject() };
        payload["response_url"] = slack.NewResponseUrl(teamId, message.ChannelId, userId, message);
        payload["actions"] = new JsonArray(SlackScreen.Press(message.Blocks, label, ActionTimestamp()));
        return payload;
    }

    /// <summary>Chooses the app's entry in the menu of a message.</summary>
    public async Task ChoosesShortcut(string callbackId, SlackDoubleMessage message)
    {
        var payload = Act("message_action");
        payload["callback_id"] = callbackId;
        payload["message_ts"] = message.Timestamp;
        payload["channel"] = new JsonObject { ["id"] = message.ChannelId, ["name"] = "general" };
        payload["message"] = message.ToJson();
        payload["response_url"] = slack.NewResponseUrl(teamId, message.ChannelId, userId, message);
        Acknowledged(await sender.Interaction(payload));
    }

    /// <summary>
    /// Fills in the form in front of the person, for which it waits, and sends it; see <see cref="SlackScreen.FillIn"/> for how fields and
    /// options are named. Afterwards the form is closed, changed, or shows <see cref="SlackDoubleView.Errors"/>.
    /// </summary>
    public async Task<SlackReply> Submits(params (string Field, string? Value)[] fields)
    {
        var form = await SeesForm();
        var reply = await sender.Interaction(Submission(form, fields));
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        slack.ShowSubmissionAnswer(form, reply.Json);
        return reply;
    }

    /// <summary>The payload of a form that is sent, to be changed or sent twice.</summary>
    public JsonObject Submission(SlackDoubleView form, params (string Field, string? Value)[] fields)
    {
        var payload = Act("view_submission");
        payload["view"] = form.ToJson();
        payload["view"]!["state"] = SlackScreen.FillIn(form, fields.ToDictionary(field => field.Field, field => field.Value));
        payload["response_urls"] = new JsonArray();
        return payload;
    }

    /// <summary>Closes the form in front of the person without sending it.</summary>
    public async Task ClosesForm()
    {
        Assert.True(Form is not null, "there is no form to close");
        var form = Form;
        form.IsOpen = false;
        if (form.View["notify_on_close"]?.GetValue<bool>() != true) return;
        var payload = Act("view_closed");
        payload.Remove("trigger_id");
        payload["view"] = form.ToJson();
        payload["is_cleared"] = false;
        Acknowledged(await sender.Interaction(payload));
    }

    /// <summary>Opens the app's Home tab.</summary>
    public Task<SlackReply> OpensHome() => sender.Event(teamId, new JsonObject
    {
        ["type"] = "app_home_opened",
        ["user"] = userId,
        ["channel"] = DirectMessage,
        ["tab"] = "home",
        ["view"] = Home?.ToJson(),
        ["event_ts"] = ActionTimestamp(),
    }, enterpriseId: Enterprise);

    /// <summary>Writes to the bot in the direct message.</summary>
    public Task<SlackReply> Says(string text) => sender.Event(teamId, Said(text), enterpriseId: Enterprise);

    /// <summary>Shares a file with the bot in the direct message, with a word beside it.</summary>
    public Task<SlackReply> Shares(string name, string mediaType, byte[] content, string text)
    {
        var message = Said(text);
        message["subtype"] = "file_share";
        message["files"] = new JsonArray(new JsonObject
        {
            ["id"] = "F1",
            ["name"] = name,
            ["mimetype"] = mediaType,
            ["size"] = content.Length,
            ["url_private_download"] = slack.AddFile(content).AbsoluteUri,
        });
        return sender.Event(teamId, message, enterpriseId: Enterprise);
    }

    private JsonObject Said(string text)
    {
        var message = slack.Say(teamId, DirectMessage, userId, Escape(text));
        return new JsonObject
        {
            ["type"] = "message",
            ["channel"] = message.ChannelId,
            ["channel_type"] = "im",
            ["user"] = userId,
            ["team"] = HomeTeam ?? teamId,
            ["text"] = message.Text,
            ["ts"] = message.Timestamp,
            ["event_ts"] = message.Timestamp,
            ["client_msg_id"] = message.Timestamp,
        };
    }

    /// <summary>Waits until a message to this person says <paramref name="words"/>, and gives it.</summary>
    public Task<SlackDoubleMessage> Reads(string words) => Eventually(
        () => Messages.LastOrDefault(message => message.Reading.Contains(words, StringComparison.Ordinal)),
        () => $"'{words}' among: {string.Join(" | ", Messages.Select(message => message.Reading))}");

    /// <summary>Waits until a form is open, and gives it.</summary>
    public Task<SlackDoubleView> SeesForm() => Eventually(() => Form, () => "a form");

    /// <summary>Waits, for at most a minute, until there is something to see.</summary>
    public static Task<T> Eventually<T>(Func<T?> look, Func<string> what) where T : class => EndToEnd.Eventually.Sees(look, what);

    private JsonObject Act(string type) => new()
    {
        ["type"] = type,
        ["token"] = "x",
        ["api_app_id"] = "A0BENCH",
        ["is_enterprise_install"] = Enterprise is not null,
        ["enterprise"] = Enterprise is null ? null : new JsonObject { ["id"] = Enterprise, ["name"] = "Bench" },
        ["team"] = Enterprise is not null ? null : new JsonObject { ["id"] = teamId, ["domain"] = "bench" },
        ["user"] = new JsonObject
        {
            ["id"] = userId,
            ["name"] = userId.ToLowerInvariant(),
            ["username"] = userId.ToLowerInvariant(),
            ["team_id"] = HomeTeam ?? teamId,
        },
        ["trigger_id"] = slack.NewTrigger(teamId, userId),
    };

    private string ActionTimestamp() => string.Create(
        CultureInfo.InvariantCulture, $"{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}.{++_acts:000000}");

    private void Acknowledged(SlackReply reply)
    {
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        if (reply.Body.Length > 0) slack.Complain("answer", ["Slack does not look into the body of an answer to a click"]);
    }

    private SlackDoubleMessage? Shown(SlackReply reply, string channel)
    {
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        if (reply.Body.Length == 0) return null;
        var answer = reply.Json ?? new JsonObject { ["text"] = reply.Body };
        return answer.ContainsKey("text") || answer.ContainsKey("blocks") ? slack.ShowAnswer(teamId, channel, userId, answer) : null;
    }

    private static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);
}
