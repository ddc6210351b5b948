using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Slack.WebApi;
using AimsBot.Slack.Wire;
using AimsBot.Workflows.People;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AimsBot.Slack;

/// <summary>
/// Finds the person behind a Slack user, and lets members in whom the directory does not know yet. Slack is asked about
/// strangers alone, for so long as the answer leaves time; where it does not come, the stranger is let in unconfirmed
/// and looked up behind the command.
/// </summary>
public sealed partial class SlackVisitors(
    Organisations organisations, IPeople people, Admission admission, SlackWebApi slack, IOptionsMonitor<SlackSettings> settings, ILogger<SlackVisitors> log)
{
    /// <summary>How long a stranger's command waits for the profile. Slack gives three seconds for the whole answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.8);

    /// <summary>The person, or why there is none.</summary>
    public async Task<(Person? Person, Refusal? Refusal)> FindAsync(Organisation organisation, SlackUser user, CancellationToken cancel)
    {
        if (user.IsOfAnotherCompany) return (null, MembersOnly(organisation));
        var account = new ChatAccount(ChannelNames.Slack, user.Place, user.Id);
        var holder = await people.HolderAsync(organisation.Id, AccountKey.Of(account), cancel);
        if (holder is null) return await AdmitAsync(organisation, user, account, cancel);
        if (!holder.IsOpen) return (null, new Refusal(Refusals.Deactivated));
        var person = await people.PersonAsync(organisation.Id, holder.Person, cancel);
        if (person is null) return await AdmitAsync(organisation, user, account, cancel);
        if (person.State == PersonStates.Outsider) return (null, MembersOnly(organisation));
        if (!person.IsActive) return (null, new Refusal(Refusals.Deactivated));
        if (person.Details.Unconfirmed) ConfirmLater(organisation, person, user, account);
        return (person, null);
    }

    private async Task<(Person?, Refusal?)> AdmitAsync(Organisation organisation, SlackUser user, ChatAccount account, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        var profile = await ProfileAsync(user, new SlackTurn(Lane.Answers, Patience), patience.Token);
        if (profile is { IsMember: false }) return (null, MembersOnly(organisation));
        var person = await admission.AdmitAsync(organisation, account, profile, cancel);
        if (profile is null) ConfirmLater(organisation, person, user, account);
        return (person, null);
    }

    // Nothing depends on this run: an unconfirmed person is looked up again at the next command.
    private void ConfirmLater(Organisation organisation, Person person, SlackUser user, ChatAccount account) => _ = Task.Run(async () =>
    {
        try
        {
            if (await ProfileAsync(user, new SlackTurn(Lane.Campaigns, TimeSpan.FromMinutes(1)), CancellationToken.None) is { } profile)
                await admission.ConfirmAsync(organisation, person, account, profile, CancellationToken.None);
        }
        catch (Exception e)
        {
            NotConfirmed(person.Id.Value, e);
        }
    });

    private async Task<PlatformProfile?> ProfileAsync(SlackUser user, SlackTurn turn, CancellationToken cancel)
    {
        if (settings.CurrentValue.TokenFor(user.Team) is not { Length: > 0 } token) return null;
        try
        {
            var result = await slack.GetProfile(new SlackWorkspace(user.Team, token), user.Id, turn, cancel);
            return result.Ok ? ProfileOf(result.Value, user) : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Lets a new member in whom Slack announces.</summary>
    public async Task JoinAsync(Organisation organisation, SlackUser user, SlackProfile profile, CancellationToken cancel)
    {
        var known = ProfileOf(profile, user);
        if (!known.IsMember || user.IsOfAnotherCompany) return;
        var account = new ChatAccount(ChannelNames.Slack, user.Place, user.Id);
        if (await people.HolderAsync(organisation.Id, AccountKey.Of(account), cancel) is null)
            await admission.AdmitAsync(organisation, account, known, cancel);
    }

    /// <summary>What somebody of a workspace hears that is not served here.</summary>
    public Refusal Strangers() => MembersOnly(organisations.All[0]);

    /// <summary>What the directory takes from Slack's profile.</summary>
    public static PlatformProfile ProfileOf(SlackProfile profile, SlackUser user) => new()
    {
        Name = profile.RealName ?? profile.DisplayName,
        Email = profile.Email,
        IsEmailConfirmed = profile.EmailIsConfirmed,
        TimeZone = profile.TimeZone,
        Language = profile.Locale,
        IsMember = !profile.IsBot && !profile.IsGuest && !profile.IsStranger && !profile.IsDeleted &&
            (profile.TeamId is null || profile.TeamId == user.Team || profile.EnterpriseId is not null || profile.TeamId == user.Enterprise),
    };

    private static Refusal MembersOnly(Organisation organisation) => new(Refusals.MembersOnly, ("organisation", organisation.Name));

    [LoggerMessage(Level = LogLevel.Warning, Message = "The profile of {Person} could not be read; it is tried again at the next command")]
    private partial void NotConfirmed(string person, Exception exception);
}

/// <summary>A Slack user as a verified request names them.</summary>
/// <param name="Team">The workspace of the request.</param>
/// <param name="Place">Where the account belongs: a Grid user to the enterprise, everyone else to their workspace.</param>
/// <param name="Id">The user's id there.</param>
/// <param name="IsOfAnotherCompany">Somebody of another company in a shared channel.</param>
public sealed record SlackUser(string Team, string? Enterprise, string Place, string Id, bool IsOfAnotherCompany)
{
    /// <param name="organisation">The organisation of the request.</param>
    /// <param name="team">The workspace of the request.</param>
    /// <param name="enterprise">The Enterprise Grid organisation, where there is one.</param>
    /// <param name="user">The user's id.</param>
    /// <param name="homeTeam">The user's own workspace, where the request says it.</param>
    public static SlackUser Of(Organisation organisation, string team, string? enterprise, string user, string? homeTeam)
    {
        var isGrid = enterprise is not null && user.StartsWith('W');
        var isHome = homeTeam is null || homeTeam == team || homeTeam == enterprise || organisation.SlackTeams.Contains(homeTeam);
        return new SlackUser(
            team,
            enterprise,
            isGrid ? enterprise! : homeTeam is not null && homeTeam != enterprise && organisation.SlackTeams.Contains(homeTeam) ? homeTeam : team,
            user,
            // Within a Grid, a sister workspace is no other company; Slack's profile tells strangers there.
            !isHome && !isGrid);
    }
}
