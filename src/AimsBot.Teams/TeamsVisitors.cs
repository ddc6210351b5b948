using System.Security.Cryptography;
using System.Text;
using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Workflows.Accounts;
using AimsBot.Workflows.People;
using Microsoft.Bot.Builder.Teams;
using Microsoft.Bot.Schema.Teams;

namespace AimsBot.Teams;

/// <summary>Finds the person behind a Teams activity, and keeps where they are reached.</summary>
public sealed class TeamsVisitors(Organisations organisations, IPeople people, Visitors visitors, StepRunner runner, TeamsMessages messages)
{
    /// <summary>How long a stranger's message waits for the profile: Teams gives it fifteen seconds, and the bot eight for the answer.</summary>
    public static readonly TimeSpan PatienceOfAMessage = TimeSpan.FromSeconds(5);

    /// <summary>How long a stranger's click or form waits for it: Teams has given a form no more than five seconds in all.</summary>
    public static readonly TimeSpan PatienceOfAnInvoke = TimeSpan.FromSeconds(2);

    /// <summary>The organisation of the activity's tenant; none for a stranger's.</summary>
    public Organisation? OrganisationOf(TeamsCaller caller) => organisations.OfTenant(caller.Tenant);

    /// <summary>What somebody of a tenant hears that is not served here.</summary>
    public Refusal Strangers() => Visitors.MembersOnly(organisations.All[0]);

    /// <summary>The person, or why there is none. <c>IsMet</c>: the bot and the account met for the first time, or again after it was sent away.</summary>
    /// <param name="patience">How long a stranger's act waits for the profile.</param>
    public async Task<(Visitor Visitor, bool IsMet)> FindAsync(Organisation organisation, TeamsCaller caller, TimeSpan patience, CancellationToken cancel)
    {
        if (caller.ObjectId is null) return (new Visitor(null, Visitors.MembersOnly(organisation)), false);
        var visitor = await visitors.FindAsync(organisation, caller.Account, (lane, within) => ProfileAsync(caller, lane, within), patience, cancel);
        if (visitor.Person is null) return (visitor, false);
        var account = visitor.Account ?? await people.HolderAsync(organisation.Id, AccountKey.Of(caller.Account), cancel);
        var address = caller.Address(account?.Address);
        if (account is null || account.Address == address) return (visitor, false);
        var isNew = await MeetAsync(organisation, account, address);
        return (visitor, isNew && account.Address is null && caller.IsPersonal);
    }

    /// <summary>Where the bot writes to the caller alone.</summary>
    public async Task<ChatAddress> AddressAsync(Organisation organisation, TeamsCaller caller, CancellationToken cancel) =>
        caller.Address((await people.HolderAsync(organisation.Id, AccountKey.Of(caller.Account), cancel))?.Address);

    /// <summary>Keeps where an account is reached, or that the bot was sent away. False where that was kept before.</summary>
    public async Task<bool> MeetAsync(Organisation organisation, AccountHolder account, ChatAddress? address)
    {
        var answer = await runner.RunAsync(
            new InboundAction
            {
                Organisation = organisation.Id,
                Actor = Actor.Host,
                Step = MeetAccount.Step.Id,
                Record = account.Account,
                // Two deliveries that say the same of the same state are one act.
                Key = $"met:{account.Revision}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address?.ToString() ?? "")))}",
                Input = new MeetAccount(address),
                Channel = ChannelNames.Teams,
            },
            CancellationToken.None);
        return answer is Kept { Repeated: false };
    }

    /// <summary>The bot was taken off an account's chat.</summary>
    public async Task PartAsync(Organisation organisation, TeamsCaller caller, CancellationToken cancel)
    {
        if (caller.ObjectId is null || await people.HolderAsync(organisation.Id, AccountKey.Of(caller.Account), cancel) is not { Address: not null } account) return;
        await MeetAsync(organisation, account, null);
    }

    private async Task<PlatformProfile?> ProfileAsync(TeamsCaller caller, Lane lane, TimeSpan patience)
    {
        using var within = new CancellationTokenSource(patience);
        try
        {
            TeamsChannelAccount? member = null;
            await messages.InConversationAsync(
                caller.Address(null), caller.Conversation, new TeamsTurn(lane, patience), async (turn, cancel) => member = await TeamsInfo.GetMemberAsync(turn, caller.User, cancel), within.Token);
            return member is null ? null : ProfileOf(member, caller);
        }
        catch (Exception e) when (e is not StoreUnavailableException)
        {
            // Whoever the platform does not tell about is let in unconfirmed, and asked about again.
            return null;
        }
    }

    /// <summary>What the directory takes from Teams' profile. Guests have a role of their own, and a mark in their name.</summary>
    public static PlatformProfile ProfileOf(TeamsChannelAccount member, TeamsCaller caller) => new()
    {
        Name = member.Name,
        Email = member.Email ?? member.UserPrincipalName,
        // The tenant's administrators give the addresses of its own members.
        IsEmailConfirmed = true,
        TimeZone = caller.TimeZone,
        Language = caller.Language,
        IsMember = !string.Equals(member.UserRole, "guest", StringComparison.OrdinalIgnoreCase)
            && !string.Equals(member.UserRole, "anonymous", StringComparison.OrdinalIgnoreCase)
            && member.UserPrincipalName?.Contains("#EXT#", StringComparison.OrdinalIgnoreCase) != true
            && (member.TenantId is null || string.Equals(member.TenantId, caller.Tenant, StringComparison.OrdinalIgnoreCase)),
    };
}
