namespace AimsBot.Slack.BlockKit;

public enum LossCode
{
    /// <summary>Shown shorter than it is, with a visible "…".</summary>
    Clamped,

    /// <summary>Not there at all.</summary>
    Dropped,

    /// <summary>Shown in a plainer way.</summary>
    Fallback,
}

/// <summary>
/// Something a card says or offers that its Slack form does not. Looks alone (colour, size, width, alignment) do not count.
/// A card of ours has none: the tests see to it.
/// </summary>
/// <param name="Code">How much is lost.</param>
/// <param name="At">Where in the card, as a JSON pointer.</param>
/// <param name="What">What is lost and why, for a log.</param>
public sealed record Loss(LossCode Code, string At, string What);

/// <summary>A card as a Slack message.</summary>
/// <param name="Text">
/// The top-level <c>text</c>: all that the card says, for screen readers and notifications, escaped. Send it with
/// <c>mrkdwn: false</c>, so that a person's asterisks stay asterisks.
/// </param>
/// <param name="BlocksJson">The <c>blocks</c>: a JSON list, UTF-8.</param>
/// <param name="Losses">What the message leaves out; empty for the cards of this project.</param>
public sealed record BlockMessage(string Text, byte[] BlocksJson, IReadOnlyList<Loss> Losses);

/// <summary>Cards as a Slack view.</summary>
/// <param name="Json">The <c>view</c>: a JSON object, UTF-8.</param>
/// <param name="Losses">What the view leaves out; empty for the cards of this project.</param>
public sealed record BlockView(byte[] Json, IReadOnlyList<Loss> Losses);
