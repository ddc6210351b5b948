using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Slack.WebApi;
using AimsBot.Slack.Wire;
using AimsBot.Workflows.Accounts;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AimsBot.Slack;

/// <summary>Takes what Slack tells: the Home tab opened, words said to the bot, accounts that come and go.</summary>
public sealed partial class SlackEvents(
    Organisations organisations, SlackVisitors visitors, SlackWords words, SharedFiles files, SlackFiles fetched, SlackHome home, IPeople people, StepRunner runner,
    SlackWebApi slack, IOptionsMonitor<SlackSettings> settings, PlatformClock clock, ILogger<SlackEvents> log)
{
    /// <exception cref="StoreUnavailableException">The event asked for an act that could not be kept; Slack is to send it again.</exception>
    public async Task TakeAsync(SlackEventCallback happened, CancellationToken cancel)
    {
        var organisation = organisations.OfSlackTeam(happened.TeamId) ?? organisations.OfSlackTeam(happened.EnterpriseId);
        if (organisation is null) return;
        var team = happened.TeamId ?? happened.EnterpriseId!;
        switch (happened.Inner)
        {
            case SlackHomeOpened { OnHomeTab: true } opened:
                var visitor = await visitors.FindAsync(organisation, SlackUser.Of(organisation, team, happened.EnterpriseId, opened.UserId, null), cancel);
                if (visitor.Person is null) break;
                var visit = new Visit(organisation, visitor.Person, ChannelNames.Slack);
                await InTime.EndsAsync(() => home.ShowAsync(visit, team, opened.UserId, CancellationToken.None), clock.Time);
                break;
            case SlackMessageEvent { IsDirect: true, IsSaidByPerson: true } message:
                await SaidAsync(organisation, team, happened, message, cancel);
                break;
            case SlackUserChanged changed:
                await ChangedAsync(organisation, team, happened, changed.Profile, cancel);
                break;
            case SlackTeamJoined joined:
                await visitors.JoinAsync(organisation, SlackUser.Of(organisation, team, joined.Profile.EnterpriseId ?? happened.EnterpriseId, joined.Profile.Id, joined.Profile.TeamId), joined.Profile, cancel);
                break;
            case SlackAppUninstalled or SlackTokensRevoked:
                // The records stay; what is to be sent there waits until an operator brings a token, or goes elsewhere.
                Gone(team);
                break;
            default:
                break;
        }
    }

    private async Task SaidAsync(Organisation organisation, string team, SlackEventCallback happened, SlackMessageEvent message, CancellationToken cancel)
    {
        var user = SlackUser.Of(organisation, team, happened.EnterpriseId, message.UserId!, message.UserTeamId);
        var visitor = await visitors.FindAsync(organisation, user, cancel);
        if (visitor.Person is { } person && message.Files.Count > 0 && WorkspaceOf(team) is { } workspace)
        {
            // Fetching may take longer than Slack waits; that it is kept is said when it is.
            var visit = new Visit(organisation, person, ChannelNames.Slack);
            await InTime.EndsAsync(() => SharedAsync(visit, workspace, happened, message), clock.Time);
            return;
        }
        var answer = visitor.Person is null
            ? PrivateAnswer.Of(visitor.Refusal!, organisation.Language)
            : await words.AnswerAsync(new Visit(organisation, visitor.Person, ChannelNames.Slack), team, SlackText.Unescape(message.Text), $"slack:event:{happened.EventId}", null, cancel);
        if (WorkspaceOf(team) is { } place)
            await InTime.EndsAsync(() => slack.Post(place, message.ChannelId, answer.Content(), SlackTurn.Answer, CancellationToken.None), clock.Time);
    }

    private async Task SharedAsync(Visit visit, SlackWorkspace workspace, SlackEventCallback happened, SlackMessageEvent message)
    {
        PrivateAnswer answer;
        try
        {
            var shared = message.Files.Select(file => fetched.Of(file, workspace)).ToArray();
            var reply = await files.AnswerAsync(visit, shared, SlackText.Unescape(message.Text), $"slack:event:{happened.EventId}", CancellationToken.None);
            answer = await words.ShowAsync(visit, workspace.TeamId, reply, null, CancellationToken.None);
        }
        catch (StoreUnavailableException e)
        {
            NotKept(e);
            answer = PrivateAnswer.Of(new Refusal(Refusals.NotRecorded), visit.Language);
        }
        catch (Exception e)
        {
            FileBroke(happened.EventId, e);
            answer = PrivateAnswer.Of(new Refusal(Refusals.Broken, ("reference", happened.EventId)), visit.Language);
        }
        await slack.Post(workspace, message.ChannelId, answer.Content(), SlackTurn.Answer, CancellationToken.None);
    }

    private SlackWorkspace? WorkspaceOf(string team) => settings.CurrentValue.TokenFor(team) is { Length: > 0 } token ? new SlackWorkspace(team, token) : null;

    private async Task ChangedAsync(Organisation organisation, string team, SlackEventCallback happened, SlackProfile profile, CancellationToken cancel)
    {
        var user = SlackUser.Of(organisation, team, profile.EnterpriseId ?? happened.EnterpriseId, profile.Id, profile.TeamId);
        if (await people.HolderAsync(organisation.Id, AccountKey.Of(user.Account), cancel) is not { } holder) return;
        var isMember = SlackVisitors.ProfileOf(profile, user).IsMember;
        if (holder.IsOpen == isMember) return;
        await runner.RunAsync(
            new InboundAction
            {
                Organisation = organisation.Id,
                Actor = Actor.Host,
                Step = isMember ? ReopenAccount.Step.Id : CloseAccount.Step.Id,
                Record = holder.Account,
                Key = $"slack:event:{happened.EventId}",
                Input = isMember ? new ReopenAccount(user.Account) : new CloseAccount(user.Account),
                Channel = ChannelNames.Slack,
            },
            cancel);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A shared file was not kept: the store is not there")]
    private partial void NotKept(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "A shared file broke, reference {Reference}")]
    private partial void FileBroke(string reference, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The app was removed from the Slack workspace {Team}, or its token was revoked")]
    private partial void Gone(string team);
}
