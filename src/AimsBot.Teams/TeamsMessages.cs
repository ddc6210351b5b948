using AimsBot.Core.People;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;

namespace AimsBot.Teams;

/// <summary>Sends messages that nobody waits for in a request: to where a person was met, or to a conversation that is opened for it.</summary>
public sealed class TeamsMessages(BotAdapter adapter, TeamsSettings settings)
{
    // Without a registration nothing is signed, but the SDK wants an id all the same.
    private string AppId => settings.HasCredentials ? settings.AppId! : Guid.Empty.ToString();

    /// <summary>As Teams names the bot in conversations, until an activity says otherwise.</summary>
    public string BotId => $"28:{AppId}";

    /// <summary>Runs something in a conversation as if it had spoken.</summary>
    /// <param name="address">Somebody's, in whose tenant the conversation is.</param>
    /// <param name="conversation">The conversation; it need not be that of the address.</param>
    public Task InConversationAsync(ChatAddress address, string conversation, TeamsTurn turn, BotCallbackHandler run, CancellationToken cancel)
    {
        var reference = new ConversationReference
        {
            ChannelId = "msteams",
            ServiceUrl = address.Service,
            Conversation = new ConversationAccount(id: conversation),
            Bot = new ChannelAccount(id: address.Bot),
        };
        return adapter.ContinueConversationAsync(AppId, reference, (context, token) => run(Prepared(context, turn), token), cancel);
    }

    /// <summary>Opens the conversation of the bot and one person; Teams gives the same one each time.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> OpenAsync(ChatAddress address, string tenant, CancellationToken cancel)
    {
        string? opened = null;
        var parameters = new ConversationParameters
        {
            IsGroup = false,
            Bot = new ChannelAccount(id: address.Bot),
            Members = [new ChannelAccount(id: address.User)],
            TenantId = tenant,
            ChannelData = new { tenant = new { id = tenant } },
        };
        await adapter.CreateConversationAsync(
            AppId, "msteams", address.Service, "https://api.botframework.com", parameters, (context, _) => Task.FromResult(opened = context.Activity.Conversation.Id), cancel);
        return opened ?? throw new InvalidOperationException("Teams opened a conversation without an id.");
    }

    /// <summary>Sends to an account: where it was met, else in a conversation that is opened for it.</summary>
    /// <returns>The conversation and the message.</returns>
    public async Task<(string Conversation, string Message)> SendAsync(ChatAccount account, ChatAddress address, Activity message, TeamsTurn turn, CancellationToken cancel)
    {
        var conversation = address.Conversation ?? await OpenAsync(address, account.Place, cancel);
        string? id = null;
        await InConversationAsync(address, conversation, turn, async (context, token) => id = (await context.SendActivityAsync(message, token))?.Id, cancel);
        return (conversation, id ?? "");
    }

    private static ITurnContext Prepared(ITurnContext context, TeamsTurn turn)
    {
        // The SDK invents an activity, and would say that ours answers it.
        context.Activity.Id = null;
        context.TurnState.Set(turn);
        return context;
    }
}
