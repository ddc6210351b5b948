using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Workflows.Accounts;

namespace AimsBot.Workflows.People;

/// <summary>What a platform says of one of its accounts.</summary>
public sealed record PlatformProfile
{
    public string? Name { get; init; }

    /// <summary>The address, and whether the platform vouches for it.</summary>
    public string? Email { get; init; }
    public bool IsEmailConfirmed { get; init; }
    public string? TimeZone { get; init; }
    public string? Language { get; init; }

    /// <summary>A full member: no guest, no bot, nobody of another company, not deactivated.</summary>
    public required bool IsMember { get; init; }
}

/// <summary>
/// Lets an account of a listed workspace or tenant into the directory. Everything it does is keyed by the account, so
/// doing it twice, or two hosts doing it at once, makes one person.
/// </summary>
public sealed class Admission(StepRunner runner, IPeople people)
{
    /// <summary>
    /// The person of an account that the directory does not know yet: the one whose address the platform vouches for, or
    /// a new one. Without a profile (the platform has not answered in time) a new, unconfirmed person.
    /// </summary>
    public async Task<Person> AdmitAsync(Organisation organisation, ChatAccount account, PlatformProfile? profile, CancellationToken cancel)
    {
        var holder = profile?.Email is { } address ? await people.HolderAsync(organisation.Id, AccountKey.Email(address), cancel) : null;
        if (profile is { IsEmailConfirmed: true } && holder is not null && await people.PersonAsync(organisation.Id, holder.Person, cancel) is { IsActive: true } known && !HasAccountAt(known, account))
        {
            var winner = await ClaimAsync(organisation, AccountKey.Of(account), known.Id, cancel);
            return await EnrichAsync(organisation, winner, account, profile, cancel);
        }

        // An address that is somebody's already and may not link, such as one that nobody vouches for: administrators are asked.
        var details = Details(profile, account) with { MayBe = holder?.Person };
        var person = await AddAsync(organisation, AccountKey.Of(account), details, Actor.Host, cancel);
        var id = await ClaimAsync(organisation, AccountKey.Of(account), person.Id, cancel);
        if (id != person.Id)
        {
            // Somebody else was quicker: whom we added stands for nobody.
            await RunAsync(organisation, LeavePerson.Step, person.Id, $"twice:{AccountKey.Of(account).ActionKey}", new LeavePerson($"the account belongs to {id}"), Actor.Host, cancel);
            return (await people.PersonAsync(organisation.Id, id, cancel))!;
        }
        // Unconfirmed until the address is settled, so that whoever dies in between is made up for at the next command.
        return person.Details.Unconfirmed && profile is not null ? await EnrichAsync(organisation, id, account, profile, cancel) : person;
    }

    /// <summary>Takes what the platform says of a person who was let in before it answered.</summary>
    public async Task ConfirmAsync(Organisation organisation, Person person, ChatAccount account, PlatformProfile profile, CancellationToken cancel)
    {
        if (!profile.IsMember)
        {
            await RunAsync(organisation, ExcludePerson.Step, person.Id, $"exclude:{AccountKey.Of(account).ActionKey}", new ExcludePerson(), Actor.Host, cancel);
            return;
        }
        await EnrichAsync(organisation, person.Id, account, profile, cancel);
    }

    /// <summary>Adds a person under the key of their first account.</summary>
    public async Task<Person> AddAsync(Organisation organisation, AccountKey first, PersonDetails details, Actor actor, CancellationToken cancel)
    {
        var kept = await RunAsync(organisation, AddPerson.Step, null, "person:" + first.ActionKey, new AddPerson(details), actor, cancel);
        return Person.From(kept.Head);
    }

    /// <summary>Claims an account for a person; returns whose it is, which is somebody else's where they were first.</summary>
    public async Task<RecordId> ClaimAsync(Organisation organisation, AccountKey account, RecordId person, CancellationToken cancel, Actor? actor = null)
    {
        var kept = await RunAsync(organisation, ClaimAccount.Step, null, account.ActionKey, new ClaimAccount(person), actor ?? Actor.Host, cancel);
        return kept.Head.Read<AccountDetails>().Person;
    }

    /// <summary>
    /// The address, where the platform vouches for it and nobody else has it, or had it: such a one does not come along. Else
    /// whose it is.
    /// </summary>
    private async Task<(string? Address, RecordId? Other)> ClaimAddressAsync(Organisation organisation, Person person, PlatformProfile profile, CancellationToken cancel)
    {
        if (profile.Email is not { } address) return default;
        var key = AccountKey.Email(address);
        var holder = profile.IsEmailConfirmed
            ? await ClaimAsync(organisation, key, person.Id, cancel)
            : (await people.HolderAsync(organisation.Id, key, cancel))?.Person;
        return holder is not { } other ? default : !person.Is(other) ? (null, other) : profile.IsEmailConfirmed ? (address.Trim().ToLowerInvariant(), null) : default;
    }

    private async Task<Person> EnrichAsync(Organisation organisation, RecordId id, ChatAccount account, PlatformProfile profile, CancellationToken cancel)
    {
        var person = (await people.PersonAsync(organisation.Id, id, cancel))!;
        var details = person.Details;
        // Whoever was let in before the profile was read is asked about as soon as it is.
        var (email, other) = details.Unconfirmed ? await ClaimAddressAsync(organisation, person, profile, cancel) : default;
        var enriched = details with
        {
            Name = details.Name.Length == 0 || details.Name == details.Email ? profile.Name ?? details.Name : details.Name,
            Email = details.Email ?? email,
            MayBe = details.MayBe ?? other,
            TimeZone = details.TimeZone ?? Zone(profile),
            Language = details.Language ?? profile.Language,
            Accounts = details.Accounts.Contains(account) ? details.Accounts : [.. details.Accounts, account],
            Unconfirmed = false,
        };
        var kept = await RunAsync(
            organisation, UpdatePerson.Step, id, $"profile:{AccountKey.Of(account).ActionKey}:{person.Details.Accounts.Count}", new UpdatePerson(enriched), Actor.Host, cancel);
        return Person.From(kept.Head);
    }

    private async Task<Kept> RunAsync(
        Organisation organisation, Step step, RecordId? record, string key, object input, Actor actor, CancellationToken cancel)
    {
        var answer = await runner.RunAsync(
            new InboundAction { Organisation = organisation.Id, Actor = actor, Step = step.Id, Record = record, Key = key, Input = input }, cancel);
        return answer as Kept ?? throw new InvalidOperationException($"{step.Id} was not taken: {(answer as NotTaken)?.Refusal.Key}.");
    }

    private static bool HasAccountAt(Person person, ChatAccount account) =>
        person.Details.Accounts.Any(a => a.Channel == account.Channel && a.Place == account.Place);

    private static PersonDetails Details(PlatformProfile? profile, ChatAccount account) => new()
    {
        Name = profile?.Name ?? "",
        TimeZone = profile is null ? null : Zone(profile),
        Language = profile?.Language,
        Accounts = [account],
        Unconfirmed = profile is null or { IsEmailConfirmed: true, Email: not null },
    };

    private static string? Zone(PlatformProfile profile) =>
        profile.TimeZone is { } zone ? Core.Calendar.TimeZones.Find(zone) : null;
}
