using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.Files;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Host.Demo;
using AimsBot.Workflows.People;

namespace AimsBot.Host.WebChat;

/// <summary>What a person does in the web chat: says a line, presses a button, sends a form.</summary>
public sealed partial class WebActs(HostSettings settings, Visitors visitors, Words words, SharedFiles files, Clicks clicks, ChatLog chats, TimeProvider clock, ILogger<WebActs> log)
{
    private Organisation Organisation => settings.Organisation;

    /// <summary>Whose chat it is; none where there is nobody of that name, or nobody who may act.</summary>
    public async Task<Person?> FindAsync(string user, CancellationToken cancel)
    {
        // There is no platform to ask: whoever has no account here is a stranger.
        static Task<PlatformProfile?> Nobody(Lane lane, TimeSpan patience) => Task.FromResult<PlatformProfile?>(new PlatformProfile { IsMember = false });
        return (await visitors.FindAsync(Organisation, DemoPeople.Account(Organisation, user), Nobody, TimeSpan.Zero, cancel)).Person;
    }

    /// <param name="key">What makes it one act, however often it arrives.</param>
    public async Task<JsonObject> SayAsync(string user, Person person, string text, string key, CancellationToken cancel)
    {
        chats.Say(user, "said:" + key, text, clock.GetUtcNow());
        return await AnswerAsync(user, person, key, null, visit => words.AnswerAsync(visit, text, new Delivery(KeyOf(user, key)), cancel));
    }

    /// <summary>Shares a file with the bot, as in Slack's or Teams' personal chat.</summary>
    public async Task<JsonObject> ShareAsync(string user, Person person, string name, Stream content, string said, string key, CancellationToken cancel)
    {
        chats.Say(user, "said:" + key, said.Length == 0 ? name : $"{said}\n{name}", clock.GetUtcNow());
        var file = new SharedFile(name, null, (most, token) => FetchedFile.ReadAsync(content, name, most, token));
        return await AnswerAsync(user, person, key, null, visit => files.AnswerAsync(visit, [file], said, KeyOf(user, key), cancel));
    }

    /// <param name="origin">The message that was clicked, or from which the form was opened; none where it is not there.</param>
    public async Task<JsonObject> PressAsync(string user, Person person, CardAct act, string key, string? origin, CancellationToken cancel)
    {
        if (origin is not null && !chats.Has(user, origin)) origin = null;
        var message = origin is null ? null : new ClickedMessage(ChannelNames.WebChat, Organisation.Id, user, origin);
        Successor? successor = null;
        var answer = await AnswerAsync(user, person, key, origin, Act, () => successor?.Card);
        if (successor is not null) await successor.Left();
        return answer;

        async Task<Reply> Act(Visit visit)
        {
            var reply = await clicks.ActAsync(visit, act, user, KeyOf(user, key), message, cancel);
            if (origin is not null) successor = await clicks.SuccessorAsync(visit, act.Target, reply, message, cancel);
            return reply;
        }
    }

    private static string KeyOf(string user, string key) => $"web:{user}:{key}";

    private async Task<JsonObject> AnswerAsync(string user, Person person, string key, string? origin, Func<Visit, Task<Reply>> act, Func<RenderedCard?>? successor = null)
    {
        var visit = new Visit(Organisation, person, ChannelNames.WebChat);
        try
        {
            var reply = await act(visit);
            if (reply is FormReply form) return new JsonObject { ["form"] = WebJson.Form(form, CardChange.NewNonce(), origin) };
            return Show(successor?.Invoke() is { } card ? (origin!, card) : ("answer:" + key, ReplyCards.Of(reply, visit.Language)!));
        }
        catch (StoreUnavailableException e)
        {
            NotRecorded(user, e);
            return Show(("answer:" + key, Refused(new Refusal(Refusals.NotRecorded))));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var reference = key[..Math.Min(8, key.Length)];
            Broke(reference, e);
            return Show(("answer:" + key, Refused(new Refusal(Refusals.Broken, ("reference", reference)))));
        }

        RenderedCard Refused(Refusal refusal) => RefusalText.Card(RefusalText.Of(refusal, CardText.For("Shared", visit.Language)), null, visit.Language);

        JsonObject Show((string Id, RenderedCard Card) shown) =>
            new() { ["message"] = WebJson.Message(user, chats.Show(user, shown.Id, shown.Card.Json, clock.GetUtcNow())) };
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "An act of {User} was not recorded: the store is not there")]
    private partial void NotRecorded(string user, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "An act in the web chat broke, reference {Reference}")]
    private partial void Broke(string reference, Exception exception);
}
