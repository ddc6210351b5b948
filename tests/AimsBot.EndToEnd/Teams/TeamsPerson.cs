using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace AimsBot.EndToEnd.Teams;

/// <summary>
/// A person at a Teams client: types, presses what is on the screen, fills forms in. Sees what the bot sent to
/// <paramref name="teams"/>, and acts on the host behind <paramref name="sender"/>. An answer at which Teams would say that
/// the app cannot be reached, or nothing at all, fails the test.
/// </summary>
public sealed class TeamsPerson(TeamsDouble teams, TeamsSender sender, string userId)
{
    public string UserId => userId;

    /// <summary>The language of the client, which goes out with each act.</summary>
    public string Locale { get; init; } = "en-GB";

    public string TimeZone { get; init; } = "Europe/London";

    public string PersonalChat => teams.PersonalChatWith(userId);

    /// <summary>What the bot wrote to this person, in order, without what it deleted.</summary>
    public IReadOnlyList<TeamsDoubleMessage> Messages =>
        [.. teams.Messages.Where(message => message.ConversationId == PersonalChat && message.AuthorId == TeamsDouble.BotId && !message.IsDeleted)];

    /// <summary>The dialog in front of the person, or null.</summary>
    public TeamsDialog? Dialog { get; private set; }

    /// <summary>What the answer to the last click said, below the card or in the dialog's place; null where it showed a card or nothing.</summary>
    public TeamsNotice? Notice { get; private set; }

    /// <summary>The card that the extension put into the compose box, or null.</summary>
    public JsonObject? Draft { get; private set; }

    /// <summary>Types a line to the bot in the personal chat.</summary>
    public Task<TeamsDoubleMessage> Types(string line) => Says(PersonalChat, line, new JsonArray(ClientInfo()));

    /// <summary>
    /// Shares something in the personal chat, with a word beside it: a picture is pasted and lies with Teams, any other file lies in the
    /// person's OneDrive.
    /// </summary>
    public async Task Shares(string name, string mediaType, byte[] content, string text)
    {
        var activity = Typed(text);
        var isPasted = mediaType.StartsWith("image/", StringComparison.Ordinal);
        var address = teams.AddFile(content, isSigned: !isPasted).AbsoluteUri;
        activity["attachments"] = new JsonArray(isPasted
            ? new JsonObject { ["contentType"] = mediaType, ["contentUrl"] = address, ["name"] = name }
            : new JsonObject
            {
                ["contentType"] = "application/vnd.microsoft.teams.file.download.info",
                ["name"] = name,
                ["content"] = new JsonObject { ["downloadUrl"] = address, ["uniqueId"] = name, ["fileType"] = Path.GetExtension(name).TrimStart('.') },
            });
        await Sends(activity);
    }

    /// <summary>The activity of a typed line, to be sent by a test, twice perhaps.</summary>
    public JsonObject Typed(string line) => Typed(PersonalChat, line, new JsonArray(ClientInfo())).Activity;

    /// <summary>Sends what was made before.</summary>
    public async Task Sends(JsonObject activity) => Delivered(await sender.Send(activity));

    /// <summary>
    /// Types a line to the bot in a channel or a group chat. Teams delivers it for the mention of the bot, which is put
    /// first; any <c>@Name</c> of a person of the conversation becomes a mention too.
    /// </summary>
    /// <param name="conversationId">A channel, for a new thread, or a thread; or a group chat.</param>
    public Task<TeamsDoubleMessage> TypesInChannel(string line, string conversationId)
    {
        var entities = new JsonArray(Mention(TeamsDouble.BotId, TeamsDouble.BotName));
        var html = $"<at>{TeamsDouble.BotName}</at>&nbsp;{Escape(line)}";
        foreach (var user in teams.Conversation(conversationId).Members.Select(teams.User).Where(user => line.Contains($"@{user.Name}", StringComparison.Ordinal)))
        {
            html = html.Replace($"@{Escape(user.Name)}", $"<at>{Escape(user.Name)}</at>", StringComparison.Ordinal);
            entities.Add(Mention(user.Id, user.Name));
        }
        entities.Add(ClientInfo());
        return Says(conversationId, html, entities, isHtml: true);
    }

    /// <summary>Changes a message that was typed before.</summary>
    public Task<TeamsReply> Edits(TeamsDoubleMessage said, string line)
    {
        said.Show(new JsonObject { ["text"] = Escape(line) });
        return Changes(said, "messageUpdate", "editMessage");
    }

    /// <summary>Deletes a message that was typed before.</summary>
    public Task<TeamsReply> Deletes(TeamsDoubleMessage said)
    {
        said.IsDeleted = true;
        return Changes(said, "messageDelete", "softDeleteMessage");
    }

    /// <summary>Takes a deletion back.</summary>
    public Task<TeamsReply> Restores(TeamsDoubleMessage said)
    {
        said.IsDeleted = false;
        return Changes(said, "messageUpdate", "undeleteMessage");
    }

    /// <summary>
    /// Presses a button of a message, with its fields filled in (see <see cref="TeamsScreen.FillIn"/>). Afterwards the card
    /// is another one for this person, or there is a <see cref="Notice"/>, or a <see cref="Dialog"/> is open.
    /// </summary>
    public async Task<TeamsReply> Clicks(string label, TeamsDoubleMessage message, params (string Field, string? Value)[] fields)
    {
        var activity = Click(label, message, fields);
        var reply = await sender.Send(activity);
        switch ((string?)activity["name"])
        {
            case "adaptiveCard/action":
                ShowAnswer(reply, message);
                break;
            case "task/fetch":
                ShowTask(reply, new TeamsDialog(message.ConversationId));
                break;
            default:
                Delivered(reply);
                break;
        }
        return reply;
    }

    /// <summary>The activity of a click, to be changed or sent twice by a test that has something wrong in mind.</summary>
    public JsonObject Click(string label, TeamsDoubleMessage message, params (string Field, string? Value)[] fields)
    {
        var (card, action) = Found(label, message);
        Assert.True((string?)action["type"] is "Action.Execute" or "Action.Submit", $"'{label}' tells the bot nothing: {action["type"]}");
        var data = TeamsScreen.FillIn(card, action, Named(fields));
        if ((string?)action["type"] == "Action.Submit") return Submission(message, data);

        var pressed = new JsonObject
        {
            ["type"] = "Action.Execute",
            ["title"] = action["title"]!.DeepClone(),
            ["verb"] = action["verb"]?.DeepClone(),
            ["data"] = data,
        };
        if (action["id"] is { } id) pressed["id"] = id.DeepClone();
        var activity = Invoke("adaptiveCard/action", message.ConversationId, new JsonObject { ["action"] = pressed, ["trigger"] = "manual" });
        activity["replyToId"] = message.Id;
        return activity;
    }

    /// <summary>Sends a click that was made before, and sees the answer on the message.</summary>
    public async Task<TeamsReply> Sends(JsonObject click, TeamsDoubleMessage message)
    {
        var reply = await sender.Send(click);
        ShowAnswer(reply, message);
        return reply;
    }

    /// <summary>Presses a button as a client does that knows no <c>Action.Execute</c>: what it sends is the button's fallback.</summary>
    public async Task ClicksInOldClient(string label, TeamsDoubleMessage message, params (string Field, string? Value)[] fields)
    {
        var (card, action) = Found(label, message);
        var fallback = action["fallback"] as JsonObject;
        Assert.True((string?)fallback?["type"] == "Action.Submit", $"'{label}' has no fallback for clients without Action.Execute");
        Delivered(await sender.Send(Submission(message, TeamsScreen.FillIn(card, fallback!, Named(fields)))));
    }

    /// <summary>Opens an extension from the compose box of a conversation, or from the command box.</summary>
    public async Task<TeamsReply> OpensExtension(string commandId, string? conversationId = null, string context = "compose")
    {
        var dialog = new TeamsDialog(conversationId ?? PersonalChat) { Command = (commandId, context) };
        return ShowTask(await sender.Send(FetchTask(dialog)), dialog);
    }

    /// <summary>Chooses an extension in the menu of a message.</summary>
    public async Task<TeamsReply> OpensExtensionOn(string commandId, TeamsDoubleMessage message)
    {
        var dialog = new TeamsDialog(message.ConversationId) { Command = (commandId, "message"), About = MessagePayload(message) };
        return ShowTask(await sender.Send(FetchTask(dialog)), dialog);
    }

    /// <summary>Fills in the dialog in front of the person and sends it by its one button; the dialog then shows what the bot answers.</summary>
    public async Task<TeamsReply> Submits(params (string Field, string? Value)[] fields)
    {
        var dialog = Dialog;
        Assert.True(dialog is not null, "there is no dialog to send");
        var reply = await sender.Send(Submission(dialog, null, fields));
        return ShowTask(reply, dialog);
    }

    /// <summary>The activity of a dialog that is sent, to be changed or sent twice.</summary>
    /// <param name="label">The button; null where there is one alone.</param>
    public JsonObject Submission(TeamsDialog dialog, string? label, params (string Field, string? Value)[] fields)
    {
        Assert.True(dialog.Card is not null, $"the dialog has no card, but says: {dialog.Reading}");
        var actions = TeamsScreen.Actions(dialog.Card).Where(one => label is null ? (string?)one["type"] is "Action.Submit" or "Action.Execute" : (string?)one["title"] == label).ToList();
        Assert.True(actions.Count == 1, $"the dialog has {actions.Count} buttons to send it with");
        var action = actions[0];
        if ((string?)action["type"] == "Action.Execute")
        {
            // A dialog's card is sent by Action.Submit; Teams falls back to it.
            if (action["fallback"] is not JsonObject) teams.Complain("dialog", [$"'{action["title"]}' is an Action.Execute without fallback, which does nothing in a dialog"]);
            action = action["fallback"] as JsonObject ?? action;
        }
        var value = dialog.ToJson();
        value["data"] = TeamsScreen.FillIn(dialog.Card, action, Named(fields));
        return Invoke(dialog.Command is null ? "task/submit" : "composeExtension/submitAction", dialog.ConversationId, value);
    }

    /// <summary>Closes the dialog, of which the bot hears nothing.</summary>
    public void ClosesDialog() => Dialog = null;

    /// <summary>Sends the card that the extension put into the compose box; it is then the person's message, which the bot cannot change.</summary>
    public async Task<TeamsDoubleMessage> SendsDraft(string? conversationId = null)
    {
        var draft = Draft;
        Assert.True(draft is not null, "there is no card in the compose box");
        Draft = null;
        return await Says(
            conversationId ?? PersonalChat,
            "\n<span class=\"inline-compose-card\" itemid=\"0\" itemtype=\"http://schema.skype.com/InputExtension\">\n  <span content=\"0\" itemprop=\"cardId\"></span>\n</span>\n",
            new JsonArray(ClientInfo()), isHtml: true, draft);
    }

    /// <summary>Passes a message of the bot on to another conversation, where it is this person's own and has the same buttons.</summary>
    public TeamsDoubleMessage Forwards(TeamsDoubleMessage message, string conversationId)
    {
        var copy = teams.Say(conversationId, userId, "");
        copy.Show(new JsonObject
        {
            ["text"] = message.Text,
            ["attachments"] = new JsonArray([.. message.Cards.Select(card => new JsonObject { ["content"] = card.DeepClone() })]),
        });
        return copy;
    }

    /// <summary>Adds the bot to the personal chat, or to a channel or group chat; Teams tells it twice, each in its own way.</summary>
    public async Task Installs(string? conversationId = null)
    {
        if (conversationId is null) teams.Unblock(userId);
        var installed = Installation("add", conversationId ?? PersonalChat);
        Delivered(await sender.Send(installed));
        var joined = Act("conversationUpdate", conversationId ?? PersonalChat);
        joined["membersAdded"] = new JsonArray(new JsonObject { ["id"] = userId, ["aadObjectId"] = teams.User(userId).AadObjectId }, new JsonObject { ["id"] = TeamsDouble.BotId });
        Delivered(await sender.Send(joined));
    }

    /// <summary>Takes the bot away; from then on it cannot write here.</summary>
    public async Task Uninstalls(string? conversationId = null)
    {
        var left = Act("conversationUpdate", conversationId ?? PersonalChat);
        left["membersRemoved"] = new JsonArray(new JsonObject { ["id"] = TeamsDouble.BotId });
        var removed = Installation("remove", conversationId ?? PersonalChat);
        if (conversationId is null) teams.Block(userId);
        else teams.RemoveConversation(conversationId);
        Delivered(await sender.Send(left));
        Delivered(await sender.Send(removed));
    }

    /// <summary>Waits until a message to this person says <paramref name="words"/>, and gives it.</summary>
    public Task<TeamsDoubleMessage> Reads(string words) => Eventually.Sees(
        () => Messages.LastOrDefault(message => message.ReadingFor(userId).Contains(words, StringComparison.Ordinal)),
        () => $"'{words}' among: {string.Join(" | ", Messages.Select(message => message.ReadingFor(userId)))}");

    /// <summary>The labels of the buttons that this person sees on a message.</summary>
    public IReadOnlyList<string> Buttons(TeamsDoubleMessage message) => message.ButtonsFor(userId);

    /// <summary>An activity of this person, to be completed by a test that needs one of its own.</summary>
    public JsonObject Act(string type, string? conversationId = null)
    {
        var user = teams.User(userId);
        var id = conversationId ?? PersonalChat;
        var conversation = teams.Conversation(id);
        var channelData = new JsonObject { ["tenant"] = new JsonObject { ["id"] = user.TenantId } };
        var place = new JsonObject { ["id"] = id, ["conversationType"] = conversation.Type, ["tenantId"] = conversation.TenantId };
        if (conversation.Type != TeamsDoubleConversation.Personal) place["isGroup"] = true;
        if (conversation.TeamId is { } team)
        {
            channelData["team"] = new JsonObject { ["id"] = team };
            channelData["channel"] = new JsonObject { ["id"] = conversation.Id };
        }
        return new JsonObject
        {
            ["type"] = type,
            ["id"] = type == "invoke" ? $"f:{teams.NewId()}" : teams.NewId(),
            ["channelId"] = "msteams",
            ["serviceUrl"] = teams.ServiceUrl,
            ["timestamp"] = teams.Now.ToString("O", CultureInfo.InvariantCulture),
            ["localTimestamp"] = teams.Now.ToString("O", CultureInfo.InvariantCulture),
            ["localTimezone"] = TimeZone,
            ["locale"] = Locale,
            ["from"] = user.ToAccount(),
            ["recipient"] = new JsonObject { ["id"] = TeamsDouble.BotId, ["name"] = TeamsDouble.BotName },
            ["conversation"] = place,
            ["channelData"] = channelData,
            ["entities"] = new JsonArray(ClientInfo()),
        };
    }

    /// <summary>An invoke of this person.</summary>
    public JsonObject Invoke(string name, string conversationId, JsonObject value)
    {
        var activity = Act("invoke", conversationId);
        activity["name"] = name;
        activity["value"] = value;
        return activity;
    }

    private async Task<TeamsDoubleMessage> Says(string conversationId, string line, JsonArray entities, bool isHtml = false, JsonObject? card = null)
    {
        var (said, activity) = Typed(conversationId, line, entities, isHtml, card);
        Delivered(await sender.Send(activity));
        return said;
    }

    private (TeamsDoubleMessage Said, JsonObject Activity) Typed(string conversationId, string line, JsonArray entities, bool isHtml = false, JsonObject? card = null)
    {
        var text = isHtml ? line : Escape(line);
        var said = teams.Say(conversationId, userId, text);
        var activity = Act("message", said.ConversationId);
        activity["id"] = said.Id;
        activity["text"] = text;
        activity["entities"] = entities;
        if (card is null) activity["textFormat"] = "plain";
        else activity["attachments"] = new JsonArray(new JsonObject { ["contentType"] = TeamsCardRules.CardType, ["content"] = card.DeepClone() });
        return (said, activity);
    }

    private Task<TeamsReply> Changes(TeamsDoubleMessage said, string type, string what)
    {
        var activity = Act(type, said.ConversationId);
        activity["id"] = said.Id;
        activity["channelData"]!["eventType"] = what;
        if (type != "messageDelete") activity["text"] = said.Text;
        return sender.Send(activity);
    }

    /// <summary>A message of which the value is a button's data: it has no text. Or the wish for a dialog, where the data say so.</summary>
    private JsonObject Submission(TeamsDoubleMessage message, JsonObject data)
    {
        if ((string?)data["msteams"]?["type"] == "task/fetch")
        {
            return Invoke("task/fetch", message.ConversationId, new JsonObject { ["data"] = data, ["context"] = new JsonObject { ["theme"] = "default" } });
        }
        var activity = Act("message", message.ConversationId);
        activity["replyToId"] = message.Id;
        activity["value"] = data;
        return activity;
    }

    private JsonObject FetchTask(TeamsDialog dialog) => Invoke("composeExtension/fetchTask", dialog.ConversationId, dialog.ToJson());

    private JsonObject Installation(string action, string conversationId)
    {
        var activity = Act("installationUpdate", conversationId);
        activity["action"] = action;
        return activity;
    }

    private JsonObject MessagePayload(TeamsDoubleMessage message)
    {
        var author = teams.Users.FirstOrDefault(user => user.Id == message.AuthorId);
        return new JsonObject
        {
            ["id"] = message.Id,
            ["replyToId"] = message.ReplyToId,
            ["createdDateTime"] = teams.Now.ToString("O", CultureInfo.InvariantCulture),
            ["lastModifiedDateTime"] = null,
            ["deleted"] = false,
            ["importance"] = "normal",
            ["locale"] = "en-gb",
            ["linkToMessage"] = $"https://teams.microsoft.com/l/message/{message.ConversationId}/{message.Id}",
            ["from"] = new JsonObject
            {
                ["device"] = null,
                ["conversation"] = null,
                ["user"] = author is null ? null : new JsonObject { ["userIdentityType"] = "aadUser", ["id"] = author.AadObjectId, ["displayName"] = author.Name },
                ["application"] = author is not null ? null : new JsonObject { ["applicationIdentityType"] = "bot", ["id"] = TeamsDouble.AppId, ["displayName"] = TeamsDouble.BotName },
            },
            ["body"] = new JsonObject { ["contentType"] = "html", ["content"] = $"<div><div>{message.Text}</div>\n</div>" },
            ["attachments"] = new JsonArray(),
            ["mentions"] = new JsonArray(),
            ["reactions"] = new JsonArray(),
        };
    }

    /// <summary>Shows the answer to <c>adaptiveCard/action</c>; anything else than the three forms leaves the person without a word.</summary>
    private void ShowAnswer(TeamsReply reply, TeamsDoubleMessage message)
    {
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Notice = null;
        var status = (int?)reply.Json?["statusCode"];
        switch ((string?)reply.Json?["type"], reply.Json?["value"])
        {
            case (TeamsCardRules.CardType, JsonObject card) when status == 200:
                teams.Complain("answer", TeamsCardRules.OfCard(card, "/value"));
                message.ReplaceFor(userId, (JsonObject)card.DeepClone());
                break;
            case ("application/vnd.microsoft.activity.message", JsonValue words) when status == 200:
                Notice = new TeamsNotice(words.GetValue<string>(), IsError: false);
                break;
            case ("application/vnd.microsoft.error", JsonObject error) when status is 400 or 500 && error["code"] is not null:
                Notice = new TeamsNotice((string?)error["message"] ?? "", IsError: true);
                break;
            default:
                Assert.Fail($"Teams shows nothing for the answer {reply.Body}");
                break;
        }
    }

    /// <summary>Shows the answer to a dialog's invokes: a dialog, a word in its place, or a card for the compose box.</summary>
    private TeamsReply ShowTask(TeamsReply reply, TeamsDialog dialog)
    {
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Notice = null;
        if (reply.Body.Length == 0)
        {
            // The end of a dialog that a card opened; an extension has to say something.
            Assert.True(dialog.Command is null, "Teams cannot reach an app that answers an extension with nothing");
            End();
            return reply;
        }
        var task = reply.Json?["task"];
        var extension = reply.Json?["composeExtension"];
        var words = (string?)extension?["text"] ?? (task?["value"] as JsonValue)?.ToString();
        switch ((string?)task?["type"] ?? (string?)extension?["type"])
        {
            case "continue" when CardOf(task!["value"]?["card"]) is { } card:
                var title = (string?)task["value"]!["title"] ?? "";
                if (title.Length == 0) teams.Complain("dialog", ["/task/value/title is empty"]);
                teams.Complain("dialog", TeamsCardRules.OfCard(card, "/task/value/card/content"));
                dialog.Show(title, card);
                Dialog = dialog;
                break;
            case "message" when words is { Length: > 0 }:
                End();
                Notice = new TeamsNotice(words, IsError: false);
                break;
            case "result" when CardOf((extension!["attachments"] as JsonArray)?.SingleOrDefault()) is { } card:
                End();
                teams.Complain("extension", TeamsCardRules.OfCard(card, "/composeExtension/attachments/0/content"));
                Draft = card;
                break;
            default:
                Assert.Fail($"Teams shows nothing for the answer {reply.Body}");
                break;
        }
        return reply;

        static JsonObject? CardOf(JsonNode? attachment) =>
            (string?)attachment?["contentType"] == TeamsCardRules.CardType ? attachment!["content"]?.DeepClone() as JsonObject : null;

        void End()
        {
            dialog.Close();
            Dialog = null;
        }
    }

    private (JsonObject Card, JsonObject Action) Found(string label, TeamsDoubleMessage message)
    {
        var cards = message.CardsFor(userId);
        var action = TeamsScreen.Button(cards, label);
        return (cards.First(card => TeamsScreen.Actions(card).Contains(action)), action);
    }

    private JsonObject ClientInfo() => new()
    {
        ["type"] = "clientInfo",
        ["locale"] = Locale,
        ["country"] = "GB",
        ["platform"] = "Web",
        ["timezone"] = TimeZone,
    };

    private static void Delivered(TeamsReply reply) =>
        Assert.True((int)reply.Status is >= 200 and < 300, $"the bot answered {(int)reply.Status}: {reply.Body}");

    private static JsonObject Mention(string id, string name) => new()
    {
        ["type"] = "mention",
        ["mentioned"] = new JsonObject { ["id"] = id, ["name"] = name },
        ["text"] = $"<at>{Escape(name)}</at>",
    };

    private static Dictionary<string, string?> Named((string Field, string? Value)[] fields) => fields.ToDictionary(field => field.Field, field => field.Value);

    /// <summary>What a person types arrives as HTML text, also where the format is called plain.</summary>
    private static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);
}

/// <summary>What the bot's answer to a click or a form said to the one who acted.</summary>
public sealed record TeamsNotice(string Text, bool IsError);

/// <summary>A dialog as its person sees it now.</summary>
public sealed class TeamsDialog(string conversationId)
{
    public string ConversationId => conversationId;

    /// <summary>The extension's command and where it was chosen; null where a card's button opened the dialog.</summary>
    public (string Id, string Context)? Command { get; init; }

    /// <summary>The message in whose menu the extension was chosen.</summary>
    public JsonObject? About { get; init; }

    public string Title { get; private set; } = "";

    public JsonObject? Card { get; private set; }

    public bool IsOpen { get; private set; }

    /// <summary>Everything a person reads on it, one text a line.</summary>
    public string Reading => Card is null ? Title : $"{Title}\n{TeamsScreen.Aloud(Card)}";

    public IReadOnlyList<string> Buttons => Card is null ? [] : TeamsScreen.Buttons(Card);

    internal void Show(string title, JsonObject card)
    {
        (Title, Card, IsOpen) = (title, (JsonObject)card.DeepClone(), true);
    }

    internal void Close() => IsOpen = false;

    internal JsonObject ToJson()
    {
        var json = new JsonObject { ["context"] = new JsonObject { ["theme"] = "default" } };
        if (Command is { } command)
        {
            json["commandId"] = command.Id;
            json["commandContext"] = command.Context;
        }
        if (About is not null) json["messagePayload"] = About.DeepClone();
        return json;
    }
}
