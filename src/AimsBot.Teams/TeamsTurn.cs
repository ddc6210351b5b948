using AimsBot.Core.Channels;

namespace AimsBot.Teams;

/// <summary>How a message is sent.</summary>
/// <param name="Lane">Its share of the platform's limits.</param>
/// <param name="Budget">How long the sending may take in all: waiting, attempts and pauses between them.</param>
public sealed record TeamsTurn(Lane Lane, TimeSpan Budget)
{
    /// <summary>A person is waiting; Teams itself waits about ten seconds.</summary>
    public static readonly TeamsTurn Answer = new(Lane.Answers, TimeSpan.FromSeconds(8));
}
