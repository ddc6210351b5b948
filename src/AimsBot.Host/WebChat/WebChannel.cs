using AimsBot.Core.Channels;

namespace AimsBot.Host.WebChat;

/// <summary>The web chat as a channel: a card is a message of the person's chat. Nothing is ever lost on the way, and nothing is there twice.</summary>
public sealed class WebChannel(HostSettings settings, ChatLog chats, TimeProvider clock) : IChannel
{
    public string Name => ChannelNames.WebChat;

    public Task<ShowResult> ShowAsync(ShowRequest request, CancellationToken cancel)
    {
        var (place, user) = (request.Account.Place, request.Account.User);
        if (place != settings.Organisation.Id) return Task.FromResult<ShowResult>(new Unreachable("the web chat of another organisation"));
        var id = request.Message is { } posted && chats.Has(user, posted) ? posted : FirstId(request, user);
        chats.Show(user, id, request.Card.Json, clock.GetUtcNow());
        return Task.FromResult<ShowResult>(new CardShown(user, id));
    }

    // A copy has its own name, under which a lost answer is found again. A list is sent under one name more than once.
    private string FirstId(ShowRequest request, string user)
    {
        var id = request.CopyId;
        for (var n = 2; !request.AnswerWasLost && chats.Has(user, id); n++) id = $"{request.CopyId}#{n}";
        return id;
    }
}
