using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Slack.WebApi;
using AimsBot.Slack.Wire;
using AimsBot.Workflows.People;
using Microsoft.Extensions.Options;

namespace AimsBot.Slack;

/// <summary>Finds the person behind a Slack user.</summary>
public sealed class SlackVisitors(
    Organisations organisations, IPeople people, Admission admission, Visitors visitors, SlackWebApi slack, IOptionsMonitor<SlackSettings> settings)
{
    /// <summary>How long a stranger's act waits for the profile: Slack gives three seconds for the whole answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.8);

    /// <summary>The person, or why there is none.</summary>
    public async Task<Visitor> FindAsync(Organisation organisation, SlackUser user, CancellationToken cancel) =>
        user.IsOfAnotherCompany
            ? new Visitor(null, Visitors.MembersOnly(organisation))
            : await visitors.FindAsync(organisation, user.Account, (lane, within) => ProfileAsync(user, new SlackTurn(lane, within)), Patience, cancel);

    /// <summary>Lets a new member in whom Slack announces.</summary>
    public async Task JoinAsync(Organisation organisation, SlackUser user, SlackProfile profile, CancellationToken cancel)
    {
        var known = ProfileOf(profile, user);
        if (!known.IsMember || user.IsOfAnotherCompany) return;
        if (await people.HolderAsync(organisation.Id, AccountKey.Of(user.Account), cancel) is null)
            await admission.AdmitAsync(organisation, user.Account, known, cancel);
    }

    /// <summary>What somebody of a workspace hears that is not served here.</summary>
    public Core.Refusal Strangers() => Visitors.MembersOnly(organisations.All[0]);

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

    private async Task<PlatformProfile?> ProfileAsync(SlackUser user, SlackTurn turn)
    {
        if (settings.CurrentValue.TokenFor(user.Team) is not { Length: > 0 } token) return null;
        using var patience = new CancellationTokenSource(turn.Budget);
        try
        {
            var result = await slack.GetProfile(new SlackWorkspace(user.Team, token), user.Id, turn, patience.Token);
            return result.Ok ? ProfileOf(result.Value, user) : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}

/// <summary>A Slack user as a verified request names them.</summary>
/// <param name="Team">The workspace of the request.</param>
/// <param name="Place">Where the account belongs: a Grid user to the enterprise, everyone else to their workspace.</param>
/// <param name="Id">The user's id there.</param>
/// <param name="IsOfAnotherCompany">Somebody of another company in a shared channel.</param>
public sealed record SlackUser(string Team, string? Enterprise, string Place, string Id, bool IsOfAnotherCompany)
{
    public ChatAccount Account => new(ChannelNames.Slack, Place, Id);

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
