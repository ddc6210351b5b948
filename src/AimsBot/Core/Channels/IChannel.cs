using AimsBot.Core.Cards;
using AimsBot.Core.People;

namespace AimsBot.Core.Channels;

/// <summary>A chat through which people are reached.</summary>
public interface IChannel
{
    /// <summary>Its name, from <see cref="ChannelNames"/>.</summary>
    string Name { get; }

    /// <summary>Posts a card to a person, or brings a posted one up to date.</summary>
    Task<ShowResult> ShowAsync(ShowRequest request, CancellationToken cancel);
}

/// <summary>A card for one person.</summary>
/// <param name="Account">Where the person is reached.</param>
/// <param name="Address">Where the bot has met the account; none where it has not.</param>
/// <param name="CopyId">Which copy it is, so that a copy whose answer was lost is found again.</param>
/// <param name="Card">What is shown.</param>
/// <param name="Lane">Its share of the platform's limits.</param>
/// <param name="Conversation">The conversation of the message that is brought up to date; none for a first post.</param>
/// <param name="Message">That message.</param>
/// <param name="AnswerWasLost">The last post may have arrived: look for it first, where the platform lets us.</param>
/// <param name="Since">When the copy was first tried.</param>
public sealed record ShowRequest(
    ChatAccount Account, ChatAddress? Address, string CopyId, RenderedCard Card, Lane Lane, string? Conversation, string? Message, bool AnswerWasLost, DateTimeOffset Since);

/// <summary>What became of a card.</summary>
public abstract record ShowResult;

/// <summary>It is there, under this id.</summary>
public sealed record CardShown(string Conversation, string Message) : ShowResult;

/// <summary>It may work later.</summary>
public sealed record ShowLater(TimeSpan? RetryAfter, bool AnswerLost, string Problem) : ShowResult;

/// <summary>The platform will not take this card, however often it is sent: a mistake of ours, and no fault of the reader's.</summary>
public sealed record Unshowable(string Problem) : ShowResult;

/// <summary>Nobody can be reached there any more.</summary>
public sealed record Unreachable(string Problem) : ShowResult;
