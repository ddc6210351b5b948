using AimsBot.Core.Cards;

namespace AimsBot.Core.Channels;

/// <summary>Replies as cards, for a channel in which everything that the bot says is one.</summary>
public static class ReplyCards
{
    /// <summary>The card that says it; none for a form, which each channel opens in its own way.</summary>
    public static RenderedCard? Of(Reply reply, string language) => reply switch
    {
        CardReply card => card.Card,
        FormReply => null,
        KeptReply kept => kept.Receipt,
        // A form that was typed, and not filled in: there are no inputs to mark.
        FaultsReply faults => RefusalText.Card(string.Join(' ', faults.Faults.Values), null, language),
        RefusedReply no => RefusalText.Card(no.Reason, no.Meanwhile, language),
        _ => throw new InvalidOperationException("There is a reply that has no card."),
    };
}
