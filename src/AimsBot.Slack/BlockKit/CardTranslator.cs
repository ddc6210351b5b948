using System.Text.Json;

namespace AimsBot.Slack.BlockKit;

/// <summary>
/// Adaptive Cards as Slack shows them. Total: whatever the card, the answer keeps Slack's limits, nothing throws, and what is
/// lost is named. The mapping and the reasons are in this folder's README. Pure, so safe to call from anywhere.
/// </summary>
public static class CardTranslator
{
    /// <summary>A card as a message. Inputs cannot be shown in one: the action that needs them opens the form instead.</summary>
    /// <param name="card">A bound Adaptive Card, UTF-8 JSON.</param>
    /// <param name="isLocal">It is shown on this machine and not by Slack, which fetches pictures from public addresses alone.</param>
    public static BlockMessage Message(ReadOnlyMemory<byte> card, bool isLocal = false)
    {
        var translation = new Translation(Surface.Message, isLocal: isLocal);
        using var document = Parse(card, translation);
        translation.Card(document.RootElement);
        return new BlockMessage(translation.Text(document.RootElement), translation.Blocks(SlackLimits.MessageBlocks), translation.Losses);
    }

    /// <summary>A card with inputs as a modal, whose title and submit take the place of the card's own heading and action.</summary>
    /// <param name="card">A bound Adaptive Card, UTF-8 JSON.</param>
    /// <param name="title">At most 24 characters, like the two that follow; where it is empty, the card's heading, or the bot's name where that is longer.</param>
    /// <param name="submit">The submitting button; where it is empty, a form takes the title of the card's action.</param>
    /// <param name="close">The button that leaves.</param>
    /// <param name="callbackId">Comes back with the submission, at most 255 characters; never shortened, dropped if longer.</param>
    /// <param name="privateMetadata">Comes back with the submission, at most 3,000 characters; never shortened, dropped if longer.</param>
    /// <param name="isLocal">As for <see cref="Message"/>.</param>
    public static BlockView Modal(ReadOnlyMemory<byte> card, string title, string submit, string close, string callbackId, string privateMetadata, bool isLocal = false)
    {
        var translation = new Translation(Surface.Modal, title, isLocal);
        using var document = Parse(card, translation);
        translation.Card(document.RootElement);
        return translation.View("modal", writer =>
        {
            translation.Handle(writer, "callback_id", callbackId, SlackLimits.CallbackId);
            translation.Words(writer, "title", translation.Title, SlackLimits.ModalWords);
            translation.Words(writer, "submit", submit.Length > 0 ? submit : translation.SubmitWords, SlackLimits.ModalWords);
            translation.Words(writer, "close", close, SlackLimits.ModalWords);
            translation.Handle(writer, "private_metadata", privateMetadata, SlackLimits.PrivateMetadata);
        });
    }

    /// <summary>Cards one below the other as a person's Home tab.</summary>
    /// <param name="cards">Bound Adaptive Cards, UTF-8 JSON.</param>
    public static BlockView Home(params IReadOnlyList<ReadOnlyMemory<byte>> cards)
    {
        var translation = new Translation(Surface.Home);
        foreach (var card in cards)
        {
            using var document = Parse(card, translation);
            translation.Card(document.RootElement);
        }

        return translation.View("home", _ => { });
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> card, Translation translation)
    {
        try
        {
            return JsonDocument.Parse(card);
        }
        catch (JsonException)
        {
            translation.Lose(LossCode.Dropped, "", "the card is not JSON");
            return JsonDocument.Parse("{}");
        }
    }
}
