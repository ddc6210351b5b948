using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Slack.WebApi;
using AimsBot.Slack.Wire;
using Microsoft.Extensions.Logging;

namespace AimsBot.Slack;

/// <summary>Answers slash commands, in the reader's language and to the one who typed alone.</summary>
public sealed partial class SlackCommands(
    Organisations organisations, SlackVisitors visitors, SlackWords words, SlackWebApi slack, PlatformClock clock, ILogger<SlackCommands> log)
{
    /// <summary>The answer to the request itself; where it takes too long, none, and the answer follows.</summary>
    public async Task<PrivateAnswer> AnswerAsync(SlackCommand command, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        Task<PrivateAnswer> answering = null!;
        if (await InTime.EndsAsync(() => answering = FindAnswerAsync(command), clock.Time)) return await answering;
        _ = FollowAsync(command, answering);
        return PrivateAnswer.None;
    }

    private async Task FollowAsync(SlackCommand command, Task<PrivateAnswer> answering)
    {
        var answer = await answering;
        if (answer != PrivateAnswer.None && command.ResponseUrl is { } url) await slack.Answer(url, answer.Content(), replaceOriginal: false, CancellationToken.None);
    }

    private async Task<PrivateAnswer> FindAnswerAsync(SlackCommand command)
    {
        var cancel = CancellationToken.None;
        var organisation = organisations.OfSlackTeam(command.Team) ?? organisations.OfSlackTeam(command.Enterprise);
        if (organisation is null) return PrivateAnswer.Of(visitors.Strangers(), "en");
        var language = organisation.Language;
        try
        {
            var visitor = await visitors.FindAsync(organisation, SlackUser.Of(organisation, command.Team, command.Enterprise, command.User, null), cancel);
            if (visitor.Person is null) return PrivateAnswer.Of(visitor.Refusal!, language);
            var visit = new Visit(organisation, visitor.Person, ChannelNames.Slack);
            language = visit.Language;
            return command.Command == CommandWords.ReportCommand
                ? await words.ReportAsync(visit, command.Team, command.Text, command.Key, command.TriggerId, cancel)
                : await words.AnswerAsync(visit, command.Team, command.Command == CommandWords.AimsCommand ? command.Text : command.Command, command.Key, command.TriggerId, cancel);
        }
        catch (StoreUnavailableException e)
        {
            NotRecorded(command.Command, e);
            return PrivateAnswer.Of(new Refusal(Refusals.NotRecorded), language);
        }
        catch (Exception e)
        {
            // The person hears that nothing is kept, and a number by which the log is found.
            var reference = command.Key[^8..];
            Broke(command.Command, reference, e);
            return PrivateAnswer.Of(new Refusal(Refusals.Broken, ("reference", reference)), language);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Command} was not recorded: the store is not there")]
    private partial void NotRecorded(string command, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Command} broke, reference {Reference}")]
    private partial void Broke(string command, string reference, Exception exception);
}
