using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;

namespace AimsBot.Teams;

/// <summary>Replies as Teams shows them: as a message, or as the card that one becomes.</summary>
public sealed class TeamsAnswers(TeamsDialogs dialogs)
{
    /// <summary>Says a reply in the conversation of the turn.</summary>
    public Task SendAsync(ITurnContext turn, Reply reply, Visit visit, CancellationToken cancel) => turn.SendActivityAsync(Message(reply, visit), cancel);

    public Task RefuseAsync(ITurnContext turn, Refusal refusal, string language, CancellationToken cancel) =>
        turn.SendActivityAsync(Message(RefusalText.Card(RefusalText.Of(refusal, CardText.For("Shared", language)), null, language)), cancel);

    public Activity Message(Reply reply, Visit visit) => Message(CardOf(reply, visit, isDialog: false));

    /// <summary>The card of a reply, whatever kind it is.</summary>
    /// <param name="isDialog">True in a dialog, which has its own way out.</param>
    public static RenderedCard CardOf(Reply reply, Visit visit, bool isDialog) => reply switch
    {
        FormReply form when isDialog => TeamsCards.Form(form),
        FormReply form => TeamsCards.WithWayBack(TeamsCards.Form(form), form.Target),
        _ => ReplyCards.Of(reply, visit.Language)!,
    };

    private Activity Message(RenderedCard card) => TeamsCards.Message(card, TeamsCards.InChat(card, dialogs.IsDialog));
}
