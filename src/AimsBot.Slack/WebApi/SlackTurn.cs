using AimsBot.Core.Channels;

namespace AimsBot.Slack.WebApi;

/// <summary>How a call waits.</summary>
/// <param name="Lane">Who goes first where calls wait for their turn.</param>
/// <param name="Budget">How long the call may take in all: waiting, attempts and pauses between them. An attempt that
/// has begun is not cut short, since half a post is worse than a late one.</param>
public readonly record struct SlackTurn(Lane Lane, TimeSpan Budget)
{
    /// <summary>A person is waiting.</summary>
    public static readonly SlackTurn Answer = new(Lane.Answers, TimeSpan.FromSeconds(10));

    /// <summary>A card that asks for a decision.</summary>
    public static readonly SlackTurn Decision = new(Lane.Decisions, TimeSpan.FromSeconds(30));

    /// <summary>One of very many.</summary>
    public static readonly SlackTurn Campaign = new(Lane.Campaigns, TimeSpan.FromMinutes(2));
}
