using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Slack.WebApi;
using AimsBot.Slack.Wire;
using AimsBot.Workflows.Accounts;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AimsBot.Slack;

/// <summary>Takes what Slack tells: the Home tab opened, words said to the bot, accounts that come and go.</summary>
public sealed partial class SlackEvents(
    Organisations organisations, SlackVisitors visitors, SlackWords words, SlackHome home, IPeople people, StepRunner runner,
    SlackWebApi slack, IOptionsMonitor<SlackSettings> settings, PlatformClock clock, ILogger<SlackEvents> log)
{
    /// <exception cref="Core.Records.StoreUnavailableException">The event asked for an act that could not be kept; Slack is to send it again.</exception>
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
        var answer = visitor.Person is null
            ? PrivateAnswer.Of(visitor.Refusal!, organisation.Language)
            : await words.AnswerAsync(new Visit(organisation, visitor.Person, ChannelNames.Slack), team, SlackText.Unescape(message.Text), $"slack:event:{happened.EventId}", null, cancel);
        if (settings.CurrentValue.TokenFor(team) is { Length: > 0 } token)
            await InTime.EndsAsync(() => slack.Post(new SlackWorkspace(team, token), message.ChannelId, answer.Content(), SlackTurn.Answer, CancellationToken.None), clock.Time);
    }

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

    [LoggerMessage(Level = LogLevel.Error, Message = "The app was removed from the Slack workspace {Team}, or its token was revoked")]
    private partial void Gone(string team);
}
