using AimsBot.Core.Records;

namespace AimsBot.Core.People;

/// <summary>One human of an organisation, as the directory has it.</summary>
public sealed record Person(RecordId Id, string State, PersonDetails Details)
{
    /// <summary>The revision of the record that this was read from.</summary>
    public int Revision { get; init; }

    public bool IsActive => State == PersonStates.Active;

    /// <summary>Whether they are from outside, and so here for some days alone.</summary>
    public bool IsGuest => Details.Roles.Contains(Role.OutsideAuditor);

    /// <summary>Whether they may act and read on a day: a guest from the first to the last day of the grant, and not at all without one.</summary>
    public bool MayComeOn(DateOnly day) => IsActive && (!IsGuest || (Details.StartDate is not { } first || first <= day) && Details.EndDate >= day);

    /// <summary>The person's id, and those of the records that turned out to be of the same human.</summary>
    public IEnumerable<RecordId> Ids => Details.Aliases.Prepend(Id);

    /// <summary>Whether the id is this person's, by whichever of their records.</summary>
    public bool Is(RecordId? id) => id is { } some && (some == Id || Details.Aliases.Contains(some));

    public static Person From(Head head) => new(head.Id, head.State, head.Read<PersonDetails>()) { Revision = head.Revision };
}

/// <summary>The states of a person.</summary>
public static class PersonStates
{
    public const string Active = "active";

    /// <summary>Left the organisation: may do nothing, and is asked nothing.</summary>
    public const string Left = "left";

    /// <summary>Turned out not to belong: a guest, a bot, somebody of another company.</summary>
    public const string Outsider = "outsider";

    /// <summary>Turned out to be a second record of somebody, and lives on as that one.</summary>
    public const string Merged = "merged";
}

/// <summary>Two records of one human have become one.</summary>
/// <param name="Kept">The record that stays.</param>
/// <param name="Gone">Those that are its aliases from now on.</param>
public sealed record Merger(RecordId Kept, IReadOnlyList<RecordId> Gone)
{
    /// <summary>Whose an id is after it.</summary>
    public RecordId Now(RecordId id) => Gone.Contains(id) ? Kept : id;
}

/// <summary>What is known of a person. Names and addresses live here and in payloads, nowhere else.</summary>
public sealed record PersonDetails : RecordBody
{
    public string Name { get; init; } = "";

    /// <summary>In lower case; none where nobody vouches for one.</summary>
    public string? Email { get; init; }

    public IReadOnlyList<Role> Roles { get; init; } = [Role.Staff];
    public RecordId? Manager { get; init; }

    /// <summary>IANA zone; none: the organisation's.</summary>
    public string? TimeZone { get; init; }

    /// <summary>BCP 47; none: the organisation's.</summary>
    public string? Language { get; init; }
    public string? Country { get; init; }
    public string? Department { get; init; }
    public string? Employment { get; init; }
    public string? PreferredChannel { get; init; }
    public DateOnly? StartDate { get; init; }
    public DateOnly? EndDate { get; init; }
    public DateOnly? LeaveFrom { get; init; }
    public DateOnly? LeaveUntil { get; init; }

    /// <summary>Who decides on risks in the person's place for some days; none where nobody does.</summary>
    public Delegation? Delegation { get; init; }
    public IReadOnlyList<ChatAccount> Accounts { get; init; } = [];

    /// <summary>The record that this one lives on as, where it was merged.</summary>
    public RecordId? MergedInto { get; init; }

    /// <summary>The records that were merged into this one: what names them is about this person.</summary>
    public IReadOnlyList<RecordId> Aliases { get; init; } = [];

    /// <summary>Somebody whom this may be a second record of; an administrator says whether it is.</summary>
    public RecordId? MayBe { get; init; }

    /// <summary>True until the platform's profile was read.</summary>
    public bool Unconfirmed { get; init; }

    /// <summary>True while no card can be brought to the person in any chat.</summary>
    public bool Unreachable { get; init; }
}

/// <summary>Where an account is reached in a chat that tells it with each message, and changes it over time.</summary>
/// <param name="Channel">The channel, from <see cref="Channels.ChannelNames"/>.</param>
/// <param name="Service">The address of the platform's service for it.</param>
/// <param name="Conversation">The conversation of the account and the bot alone; none before there is one.</param>
/// <param name="User">The account's id in this bot's conversations.</param>
/// <param name="Bot">The bot's own id there.</param>
public sealed record ChatAddress(string Channel, string Service, string? Conversation, string User, string Bot);

/// <summary>A person's authority to accept risks, lent to another from one day to another, both included.</summary>
public sealed record Delegation(RecordId To, DateOnly From, DateOnly Until);

/// <summary>An account in a chat: channel, workspace or tenant, and the user's id there.</summary>
public sealed record ChatAccount(string Channel, string Place, string User);
