using System.Text.Json.Nodes;
using AimsBot.Core.Channels;
using AimsBot.Slack.BlockKit;
using AimsBot.Slack.WebApi;
using Microsoft.Extensions.Options;

namespace AimsBot.Slack;

/// <summary>Slack as a channel: cards go to people as direct messages and are brought up to date there.</summary>
public sealed class SlackChannel(SlackWebApi slack, IOptionsMonitor<SlackSettings> settings) : IChannel
{
    /// <summary>How long a message waits for its turn before it is put back.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(20);

    public string Name => ChannelNames.Slack;

    public async Task<ShowResult> ShowAsync(ShowRequest request, CancellationToken cancel)
    {
        if (settings.CurrentValue.TokenFor(request.Account.Place) is not { Length: > 0 } token) return new ShowLater(null, false, "no token");
        var workspace = new SlackWorkspace(request.Account.Place, token);
        var message = CardTranslator.Message(request.Card.Json);
        var content = new SlackContent(message.Text, JsonNode.Parse(message.BlocksJson)!.AsArray(), request.CopyId);
        var turn = new SlackTurn(request.Lane, Budget);
        var standing = request is { Conversation: { } conversation, Message: { } timestamp } ? new SlackMessageRef(conversation, timestamp) : null;
        if (standing is null && request.AnswerWasLost)
        {
            var found = await FindAsync(workspace, request, turn, cancel);
            if (!found.Ok) return Failed(found.Error with { AnswerLost = true });
            standing = found.Value.FirstOrDefault();
        }
        if (standing is not null)
        {
            // Also one that was found: what it shows is as old as the answer that was lost.
            var updated = await slack.Update(workspace, standing, content, turn, cancel);
            // A message that is gone, deleted by an administrator perhaps, is posted anew.
            if (updated.Ok || updated.Error.Code is not ("message_not_found" or "cant_update_message")) return Result(updated);
        }
        return Result(await slack.Post(workspace, request.Account.User, content, turn, cancel));
    }

    // Only after a lost answer, and only in the direct message with the bot, is history read.
    private async Task<SlackResult<SlackMessageRef[]>> FindAsync(SlackWorkspace workspace, ShowRequest request, SlackTurn turn, CancellationToken cancel)
    {
        var direct = await slack.OpenDirectMessage(workspace, request.Account.User, turn, cancel);
        if (!direct.Ok) return direct.Error;
        var copies = await slack.FindCopies(workspace, direct.Value, request.CopyId, request.Since, turn, cancel);
        // Where history cannot be read at all there is nothing to wait for.
        return copies.Ok || copies.Error.Kind == SlackFailure.Retryable ? copies : Array.Empty<SlackMessageRef>();
    }

    private static ShowResult Result(SlackResult<SlackMessageRef> result) =>
        result.Ok ? new CardShown(result.Value.ChannelId, result.Value.Timestamp) : Failed(result.Error);

    private static ShowResult Failed(SlackError error) => error.Kind switch
    {
        SlackFailure.Gone => new Unreachable(error.Code),
        // A token that is no longer good may be replaced by a good one, so the message waits.
        SlackFailure.Retryable or SlackFailure.Unauthorised => new ShowLater(error.RetryAfter, error.AnswerLost, error.Code),
        SlackFailure.BadRequest => error.AnswerLost ? new ShowLater(error.RetryAfter, true, error.Code) : new Unshowable(error.Code),
        _ => new Unreachable(error.Code),
    };
}
