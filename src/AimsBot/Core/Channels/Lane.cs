namespace AimsBot.Core.Channels;

/// <summary>
/// A class of messages with its own share of a platform's limits. Where messages wait for their turn, the smaller
/// number goes first. Opening a form belongs to no lane: it never queues, because a trigger dies within seconds.
/// </summary>
public enum Lane
{
    /// <summary>What a person waits for now, and legal clocks.</summary>
    Answers = 0,

    /// <summary>Cards that ask for a decision, and updates of such cards.</summary>
    Decisions = 1,

    /// <summary>Campaigns and reminders: many at once, none of them urgent.</summary>
    Campaigns = 2,
}
