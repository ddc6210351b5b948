using System.Text.Json.Nodes;
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
        turn.SendActivityAsync(Message(Refusal(RefusalText.Of(refusal, CardText.For("Shared", language)), null, language)), cancel);

    public Activity Message(Reply reply, Visit visit) => Message(CardOf(reply, visit, isDialog: false));

    /// <summary>The card of a reply, whatever kind it is.</summary>
    /// <param name="isDialog">True in a dialog, which has its own way out.</param>
    public static RenderedCard CardOf(Reply reply, Visit visit, bool isDialog) => reply switch
    {
        CardReply card => card.Card,
        FormReply form when isDialog => TeamsCards.WithNonce(form.Form),
        FormReply form => TeamsCards.WithWayBack(TeamsCards.WithNonce(form.Form), form.Target),
        KeptReply kept => kept.Receipt,
        // A form that was typed, and not filled in: there are no inputs to mark.
        FaultsReply faults => Refusal(string.Join(' ', faults.Faults.Values), null, visit.Language),
        RefusedReply no => Refusal(no.Reason, no.Meanwhile, visit.Language),
        _ => throw new InvalidOperationException("There is a reply that Teams does not know."),
    };

    private Activity Message(RenderedCard card) => TeamsCards.Message(card, TeamsCards.InChat(card, dialogs.IsDialog));

    public static RenderedCard Refusal(string reason, string? next, string language)
    {
        var data = new JsonObject { ["reason"] = reason };
        if (next is not null) data["next"] = next;
        return CardLibrary.Embedded.Render("Shared/Refusal", language, System.Text.Json.JsonSerializer.SerializeToElement(data));
    }
}
