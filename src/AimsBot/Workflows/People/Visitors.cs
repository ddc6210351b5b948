using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using Microsoft.Extensions.Logging;

namespace AimsBot.Workflows.People;

/// <summary>Asks a platform for an account's profile, within a time and a lane. None: it has not answered.</summary>
public delegate Task<PlatformProfile?> AskForProfile(Lane lane, TimeSpan patience);

/// <summary>
/// Finds the person behind an account of a verified request, and lets members in whom the directory does not know yet. The
/// platform is asked about strangers alone, for so long as it leaves time for the answer; where its own does not come, the
/// stranger is let in unconfirmed and looked up behind the act.
/// </summary>
public sealed partial class Visitors(IPeople people, Admission admission, IReach reach, ILogger<Visitors> log)
{
    /// <summary>The person, or why there is none.</summary>
    /// <param name="patience">How long a stranger's act waits for the profile.</param>
    public async Task<Visitor> FindAsync(Organisation organisation, ChatAccount account, AskForProfile ask, TimeSpan patience, CancellationToken cancel)
    {
        var holder = await people.HolderAsync(organisation.Id, AccountKey.Of(account), cancel);
        if (holder is null) return await AdmitAsync(organisation, account, ask, patience, cancel);
        if (!holder.IsOpen) return new Visitor(null, new Refusal(Refusals.Deactivated));
        var person = await people.PersonAsync(organisation.Id, holder.Person, cancel);
        if (person is null) return await AdmitAsync(organisation, account, ask, patience, cancel);
        if (person.State == PersonStates.Outsider) return new Visitor(null, MembersOnly(organisation));
        if (!person.IsActive) return new Visitor(null, new Refusal(Refusals.Deactivated));
        if (person.Details.Unconfirmed) ConfirmLater(organisation, person, account, ask);
        if (person.Details.Unreachable) await reach.FoundAsync(organisation, person);
        return new Visitor(person, null) { Account = holder };
    }

    /// <summary>What somebody hears who does not belong to the organisation.</summary>
    public static Refusal MembersOnly(Organisation organisation) => new(Refusals.MembersOnly, ("organisation", organisation.Name));

    private async Task<Visitor> AdmitAsync(Organisation organisation, ChatAccount account, AskForProfile ask, TimeSpan patience, CancellationToken cancel)
    {
        var profile = await ask(Lane.Answers, patience);
        if (profile is { IsMember: false }) return new Visitor(null, MembersOnly(organisation));
        var person = await admission.AdmitAsync(organisation, account, profile, cancel);
        if (profile is null) ConfirmLater(organisation, person, account, ask);
        return new Visitor(person, null);
    }

    // Nothing depends on this run: an unconfirmed person is looked up again at the next act.
    private void ConfirmLater(Organisation organisation, Person person, ChatAccount account, AskForProfile ask) => _ = Task.Run(async () =>
    {
        try
        {
            if (await ask(Lane.Campaigns, TimeSpan.FromMinutes(1)) is { } profile)
                await admission.ConfirmAsync(organisation, person, account, profile, CancellationToken.None);
        }
        catch (Exception e)
        {
            NotConfirmed(person.Id.Value, e);
        }
    });

    [LoggerMessage(Level = LogLevel.Warning, Message = "The profile of {Person} could not be read; it is tried again at the next act")]
    private partial void NotConfirmed(string person, Exception exception);
}

/// <summary>Who came, or why nobody is let in.</summary>
public sealed record Visitor(Person? Person, Refusal? Refusal)
{
    /// <summary>The account that they came with, where the directory knew it before.</summary>
    public AccountHolder? Account { get; init; }
}
