using AimsBot.Core.Channels;
using AimsBot.Core.People;

namespace AimsBot.Teams;

/// <summary>
/// Teams as a channel: cards go to people in their conversation with the bot and are brought up to date there. A message
/// whose answer was lost is sent again, since Teams lets a bot look nothing up: then it may be there twice.
/// </summary>
public sealed class TeamsChannel(
    Organisations organisations, IPeople people, TeamsVisitors visitors, TeamsMessages messages, TeamsDialogs dialogs, TeamsServiceUrls serviceUrls) : IChannel
{
    /// <summary>How long a message waits for its turn before it is put back.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(20);

    public string Name => ChannelNames.Teams;

    public async Task<ShowResult> ShowAsync(ShowRequest request, CancellationToken cancel)
    {
        if (organisations.OfTenant(request.Account.Place) is not { } organisation) return new Unreachable("the tenant is not served");
        var address = request.Address ?? await GuessAsync(organisation, request.Account, cancel);
        // An address from another day may no longer be one of those that are allowed.
        if (!serviceUrls.IsAllowed(address.Service)) return new Unreachable("the service address is not allowed");
        var message = TeamsCards.Message(request.Card, TeamsCards.InChat(request.Card, dialogs.IsDialog));
        var turn = new TeamsTurn(request.Lane, Budget);
        try
        {
            if (request is { Conversation: { } conversation, Message: { } posted } && await UpdateAsync(address, conversation, posted, message, turn, cancel)) return new CardShown(conversation, posted);
            var (where, id) = await messages.SendAsync(request.Account, address, message, turn, cancel);
            if (where != request.Address?.Conversation) await KeepAsync(organisation, request.Account, address with { Conversation = where }, cancel);
            return new CardShown(where, id);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            return TeamsFailure.Read(e);
        }
    }

    // False: the message is gone, deleted perhaps, and is to be sent anew.
    private async Task<bool> UpdateAsync(ChatAddress address, string conversation, string posted, Microsoft.Bot.Schema.Activity message, TeamsTurn turn, CancellationToken cancel)
    {
        message.Id = posted;
        try
        {
            await messages.InConversationAsync(address, conversation, turn, (context, token) => context.UpdateActivityAsync(message, token), cancel);
            return true;
        }
        catch (Microsoft.Bot.Schema.ErrorResponseException e) when (e.Response?.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            message.Id = null;
            return false;
        }
    }

    // The bot has not met this account; by the directory's id Teams finds it, where the bot is installed for it.
    private async Task<ChatAddress> GuessAsync(Organisation organisation, ChatAccount account, CancellationToken cancel)
    {
        var known = await people.NewestAddressAsync(organisation.Id, ChannelNames.Teams, cancel);
        return new ChatAddress(ChannelNames.Teams, known?.Service ?? serviceUrls.Default, null, account.User, known?.Bot ?? messages.BotId);
    }

    private async Task KeepAsync(Organisation organisation, ChatAccount account, ChatAddress address, CancellationToken cancel)
    {
        if (await people.HolderAsync(organisation.Id, AccountKey.Of(account), cancel) is { } holder && holder.Address != address) await visitors.MeetAsync(organisation, holder, address);
    }
}
