using AimsBot.Core.Records;

namespace AimsBot.Core.People;

/// <summary>The directory: who an account belongs to, and who has which role.</summary>
public interface IPeople
{
    /// <summary>Whom the account belongs to, whether or not it or the person is still active.</summary>
    Task<AccountHolder?> HolderAsync(string organisation, AccountKey account, CancellationToken cancel);

    /// <summary>Where the bot has met somebody of a channel, newest account first: how a channel finds its way to those it has not met.</summary>
    Task<ChatAddress?> NewestAddressAsync(string organisation, string channel, CancellationToken cancel);

    /// <summary>
    /// The person's own document, read now: rights are checked at the moment of the act. A record that was merged gives the
    /// person whom it lives on as.
    /// </summary>
    Task<Person?> PersonAsync(string organisation, RecordId person, CancellationToken cancel);

    /// <summary>The active people with a role. May be some seconds old: good for whom to tell, never for who may act.</summary>
    Task<IReadOnlyList<Person>> WithRoleAsync(string organisation, Role role, CancellationToken cancel);

    /// <summary>The active people with a role as they are now: for who may act.</summary>
    Task<IReadOnlyList<Person>> WithRoleNowAsync(string organisation, Role role, CancellationToken cancel);
}

/// <summary>Whose an account is, and whether the platform still has it.</summary>
public sealed record AccountHolder(RecordId Account, int Revision, RecordId Person, bool IsOpen, ChatAddress? Address);
