using System.Collections.Concurrent;
using AimsBot.Core.Records;

namespace AimsBot.Core.People;

/// <summary>The directory over the records: accounts and persons are records like any other, with a trail of their own.</summary>
public sealed class PeopleDirectory(IRecordStore store, TimeProvider clock) : IPeople
{
    public const string AccountType = "account";
    public const string AccountPrefix = "ACC";
    public const string PersonType = "person";
    public const string PersonPrefix = "PER";

    /// <summary>The keyed date under which a person has a role, so that holders are found by query.</summary>
    public static string RoleDate(Role role) => "role:" + Roles.Name(role);

    /// <summary>The keyed date of people whom their chat has not confirmed yet.</summary>
    public const string UnconfirmedDate = "unconfirmed";

    /// <summary>The keyed date of accounts that the bot has met in their chat.</summary>
    public static string MetDate(string channel) => "met:" + channel;

    // Nobody is merged more often than this.
    private const int LongestChain = 10;

    private static readonly TimeSpan ListAge = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<(string, Role), (DateTimeOffset Until, IReadOnlyList<Person> People)> _lists = new();

    public async Task<AccountHolder?> HolderAsync(string organisation, AccountKey account, CancellationToken cancel)
    {
        if (await store.CreatedByAsync(organisation, AccountPrefix, account.ActionKey, cancel) is not { } head) return null;
        var details = head.Read<AccountDetails>();
        return new AccountHolder(head.Id, head.Revision, details.Person, head.State == AccountStates.Open, details.Address);
    }

    public async Task<ChatAddress?> NewestAddressAsync(string organisation, string channel, CancellationToken cancel)
    {
        var query = new RecordQuery { Type = AccountType, Date = MetDate(channel), NewestFirst = true, Limit = 1 };
        var page = await store.QueryAsync(organisation, query, cancel);
        return page.Heads.Count == 0 ? null : page.Heads[0].Read<AccountDetails>().Address;
    }

    public async Task<Person?> PersonAsync(string organisation, RecordId person, CancellationToken cancel)
    {
        if (await store.LoadAsync(organisation, person, cancel) is not { Type: PersonType } head) return null;
        var own = Person.From(head);
        var now = own;
        for (var i = 0; i < LongestChain && now is { State: PersonStates.Merged, Details.MergedInto: { } other }; i++)
        {
            if (await store.LoadAsync(organisation, other, cancel) is not { Type: PersonType } next) return own;
            now = Person.From(next);
        }
        // Until both records say so it is nobody who may act: else one human would for a moment be two.
        return now.Is(person) ? now : own;
    }

    public async Task<IReadOnlyList<Person>> WithRoleAsync(string organisation, Role role, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (_lists.TryGetValue((organisation, role), out var kept) && kept.Until > now && kept.Until <= now + ListAge) return kept.People;
        var people = await WithRoleNowAsync(organisation, role, cancel);
        _lists[(organisation, role)] = (now + ListAge, people);
        return people;
    }

    public async Task<IReadOnlyList<Person>> WithRoleNowAsync(string organisation, Role role, CancellationToken cancel)
    {
        var people = new List<Person>();
        string? from = null;
        do
        {
            var page = await store.QueryAsync(organisation, new RecordQuery { Type = PersonType, State = PersonStates.Active, Date = RoleDate(role), Continuation = from }, cancel);
            people.AddRange(page.Heads.Select(Person.From));
            from = page.Continuation;
        }
        while (from is not null);
        return people;
    }
}

/// <summary>The states of an account.</summary>
public static class AccountStates
{
    public const string Open = "open";

    /// <summary>The platform has closed it. A late call from it does not open it again.</summary>
    public const string Closed = "closed";
}

/// <summary>Whose an account is. The account itself is named by a hash in the key of the act that claimed it.</summary>
public sealed record AccountDetails : RecordBody
{
    public RecordId Person { get; init; }

    /// <summary>Where the bot has met the account in its chat; none where it has not, or was sent away.</summary>
    public ChatAddress? Address { get; init; }
}
