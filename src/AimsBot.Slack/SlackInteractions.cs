using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Pump;
using AimsBot.Core.Records;
using AimsBot.Slack.BlockKit;
using AimsBot.Slack.WebApi;
using AimsBot.Slack.Wire;
using AimsBot.Workflows.IncidentReport;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AimsBot.Slack;

/// <summary>Answers clicks, submitted forms and shortcuts.</summary>
public sealed partial class SlackInteractions(
    Organisations organisations, SlackVisitors visitors, Clicks clicks, SlackForms forms, SlackHome home, SlackWebApi slack,
    IOptionsMonitor<SlackSettings> settings, PlatformClock clock, ILogger<SlackInteractions> log)
{
    /// <summary>The message shortcut's name in the manifest.</summary>
    public const string ReportShortcut = "report_incident";

    private static readonly byte[] Nothing = [];

    /// <summary>
    /// The body to answer with: empty for a click, which is answered through its response URL and goes on where it takes
    /// too long. A form waits for its answer, and is the same act where Slack gives up and it is sent again.
    /// </summary>
    public async Task<byte[]> AnswerAsync(SlackInteraction interaction, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (interaction is SlackViewSubmission) return await FindAnswerAsync(interaction, CancellationToken.None);
        Task<byte[]> answering = null!;
        return await InTime.EndsAsync(() => answering = FindAnswerAsync(interaction, CancellationToken.None), clock.Time) ? await answering : Nothing;
    }

    private async Task<byte[]> FindAnswerAsync(SlackInteraction interaction, CancellationToken cancel)
    {
        var team = interaction.TeamId ?? interaction.EnterpriseId ?? interaction.UserTeamId ?? "";
        var organisation = organisations.OfSlackTeam(interaction.TeamId) ?? organisations.OfSlackTeam(interaction.EnterpriseId);
        var language = organisation?.Language ?? "en";
        try
        {
            if (organisation is null) return await SayAsync(interaction, PrivateAnswer.Of(visitors.Strangers(), language), cancel);
            var user = SlackUser.Of(organisation, team, interaction.EnterpriseId, interaction.UserId, interaction.UserTeamId);
            var visitor = await visitors.FindAsync(organisation, user, cancel);
            if (visitor.Person is null) return await SayAsync(interaction, PrivateAnswer.Of(visitor.Refusal!, language), cancel);
            var visit = new Visit(organisation, visitor.Person, ChannelNames.Slack);
            language = visit.Language;
            return interaction switch
            {
                SlackBlockActions click => await ClickedAsync(visit, team, click, cancel),
                SlackViewSubmission submission => await SubmittedAsync(visit, team, submission, cancel),
                SlackMessageShortcut shortcut when shortcut.CallbackId == ReportShortcut => await ShortcutAsync(visit, team, shortcut, cancel),
                _ => Nothing,
            };
        }
        catch (StoreUnavailableException e)
        {
            NotRecorded(interaction.GetType().Name, e);
            return await SayAsync(interaction, PrivateAnswer.Of(new Refusal(Refusals.NotRecorded), language), cancel, CardText.For("Shared", language)[Refusals.NotRecorded]);
        }
        catch (Exception e)
        {
            var reference = Convert.ToHexStringLower(BitConverter.GetBytes(e.GetHashCode()));
            Broke(interaction.GetType().Name, reference, e);
            return await SayAsync(interaction, PrivateAnswer.Of(new Refusal(Refusals.Broken, ("reference", reference)), language), cancel);
        }
    }

    private async Task<byte[]> ClickedAsync(Visit visit, string team, SlackBlockActions click, CancellationToken cancel)
    {
        var action = click.Actions[0];
        var verb = SlackActionId.Read(action.ActionId).Verb;
        // A link says that it was followed, and means nothing more.
        if (action.Value is null && verb != CopySender.ListVerb) return Nothing;
        var origin = OriginOf(click);
        var delivery = new Delivery($"slack:action:{click.TriggerId}:{action.Timestamp}:{verb}", origin.Clicked(team));
        var target = ActionRef.Read(action.Value);
        var reply = await clicks.PressAsync(visit, verb, target, delivery, cancel);
        if (origin.IsHome && reply is KeptReply or RefusedReply) await home.ShowAsync(visit, team, click.UserId, cancel);
        switch (reply)
        {
            case CardReply { Record: { } record } card when origin.IsHome:
                return await ShowInModalAsync(team, click, card.Card, new ActionRef(record.Id, record.Basis), cancel);
            case CardReply card:
                return await SayAsync(click, PrivateAnswer.Of(card.Card), cancel);
            case FormReply form:
                var modal = click.View is { IsHome: false } view ? view.Id : null;
                var refusal = await forms.OpenAsync(form, team, origin, click.TriggerId, modal, cancel);
                return refusal is null ? Nothing : await SayAsync(click, PrivateAnswer.Of(refusal, visit.Language), cancel);
            case KeptReply kept:
                return await SayAsync(click, PrivateAnswer.Of(kept.Receipt), cancel);
            case RefusedReply no:
                // An out-of-date card is replaced by the current one, wherever the click came from.
                if (no.Current is not null && target?.Record is { } shown) await RefreshAsync(visit, team, click, shown, delivery.Message, cancel);
                return await SayAsync(click, PrivateAnswer.Refused(no.Reason, no.Meanwhile, visit.Language), cancel);
            default:
                throw new InvalidOperationException("There is a reply that a click does not get.");
        }
    }

    private async Task<byte[]> SubmittedAsync(Visit visit, string team, SlackViewSubmission submission, CancellationToken cancel)
    {
        var view = submission.View;
        var carried = SlackOrigin.Read(view.PrivateMetadata);
        var origin = carried?.Origin ?? SlackOrigin.None;
        var delivery = new Delivery($"slack:view:{view.Id}", origin.Clicked(team));
        var reply = await clicks.SubmitAsync(visit, view.CallbackId ?? "", carried?.Target, FormValues.Of(view.Inputs), delivery, cancel);
        if (origin.IsHome) await InTime.EndsAsync(() => home.ShowAsync(visit, team, submission.UserId, cancel), clock.Time);
        return reply switch
        {
            FaultsReply faults => FormValues.FieldErrors(view.Inputs, faults.Faults),
            KeptReply kept => Replace(SlackForms.Show(kept.Receipt)),
            // What is no form of ours says so under its first input, so that what was typed is not lost.
            RefusedReply no when carried is null || no.Refusal.Key == Refusals.NotFound =>
                await SayAsync(submission, PrivateAnswer.Refused(no.Reason, null, visit.Language), cancel, no.Reason),
            RefusedReply no => Replace(SlackForms.Show(PrivateAnswer.Refused(no.Reason, no.Meanwhile, visit.Language).Card!)),
            _ => throw new InvalidOperationException("There is a reply that a form does not get."),
        };
    }

    private async Task<byte[]> ShortcutAsync(Visit visit, string team, SlackMessageShortcut shortcut, CancellationToken cancel)
    {
        var message = shortcut.Message;
        var quoted = SlackText.Unescape(message.Text);
        // The form must open within three seconds; the link is worth one of them.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(1));
        var link = await LinkAsync(team, message, patience.Token);
        var values = new Dictionary<string, string> { ["text"] = IncidentDetails.Quote(quoted, link) };
        var reply = await clicks.OpenAsync(visit, ReportIncident.Step, new ActionRef(null, null), values, cancel);
        var answer = reply switch
        {
            FormReply form => await forms.OpenAsync(form, team, SlackOrigin.None, shortcut.TriggerId, null, cancel) is { } refusal ? PrivateAnswer.Of(refusal, visit.Language) : null,
            RefusedReply no => PrivateAnswer.Refused(no.Reason, no.Meanwhile, visit.Language),
            _ => null,
        };
        return answer is null ? Nothing : await SayAsync(shortcut, answer, cancel);
    }

    private async Task<string?> LinkAsync(string team, SlackMessage message, CancellationToken cancel)
    {
        if (settings.CurrentValue.TokenFor(team) is not { Length: > 0 } token) return null;
        try
        {
            var link = await slack.GetPermalink(
                new SlackWorkspace(team, token), new SlackMessageRef(message.ChannelId, message.Timestamp), new SlackTurn(Lane.Answers, TimeSpan.FromSeconds(1)), cancel);
            return link.Ok ? link.Value : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private async Task<byte[]> ShowInModalAsync(string team, SlackBlockActions click, RenderedCard card, ActionRef target, CancellationToken cancel)
    {
        if (click.TriggerId is null || settings.CurrentValue.TokenFor(team) is not { Length: > 0 } token) return Nothing;
        var metadata = new SlackOrigin(null, null, false, IsHome: true).Write(target);
        await slack.OpenView(new SlackWorkspace(team, token), click.TriggerId, SlackForms.Show(card, metadata), cancel);
        return Nothing;
    }

    private async Task RefreshAsync(Visit visit, string team, SlackBlockActions click, RecordId record, ClickedMessage? clicked, CancellationToken cancel)
    {
        if (click.Message is not { IsEphemeral: false } message || settings.CurrentValue.TokenFor(team) is not { Length: > 0 } token) return;
        if (await clicks.CurrentAsync(visit, record, clicked, cancel) is not { } successor) return;
        try
        {
            if (successor.Card is { } card)
                await slack.Update(new SlackWorkspace(team, token), new SlackMessageRef(message.ChannelId, message.Timestamp), PrivateAnswer.Of(card).Content(), SlackTurn.Answer, cancel);
        }
        finally
        {
            await successor.Left();
        }
    }

    /// <summary>
    /// Answers the one who acted: a click through its response URL; a form by a text under its first input, so that what
    /// was typed stays, or by a view that says it.
    /// </summary>
    private async Task<byte[]> SayAsync(SlackInteraction interaction, PrivateAnswer answer, CancellationToken cancel, string? underFirstInput = null)
    {
        switch (interaction)
        {
            case SlackViewSubmission { View: var view }:
                var errors = FormValues.FieldErrors(view.Inputs, new Dictionary<string, string> { [""] = underFirstInput ?? answer.Text });
                return errors;
            case SlackBlockActions { ResponseUrl: { } url }:
                await slack.Answer(url, answer.Content(), replaceOriginal: false, cancel);
                return Nothing;
            case SlackMessageShortcut { ResponseUrl: { } url }:
                await slack.Answer(url, answer.Content(), replaceOriginal: false, cancel);
                return Nothing;
            case SlackBlockActions { View: { IsHome: false } open } when answer.Card is { } card && WorkspaceOf(interaction) is { } workspace:
                // The window that was clicked in says what became of it, and offers nothing that is over.
                await slack.UpdateView(workspace, open.Id, null, SlackForms.Show(card), SlackTurn.Answer, cancel);
                return Nothing;
            case SlackBlockActions { View.IsHome: true, TriggerId: { } trigger } when answer.Card is { } card && WorkspaceOf(interaction) is { } workspace:
                // A click on the Home tab has no address to answer to: the answer is a small window.
                await slack.OpenView(workspace, trigger, SlackForms.Show(card), cancel);
                return Nothing;
            default:
                return Nothing;
        }
    }

    private SlackWorkspace? WorkspaceOf(SlackInteraction interaction) =>
        (interaction.TeamId ?? interaction.EnterpriseId) is { } team && settings.CurrentValue.TokenFor(team) is { Length: > 0 } token ? new SlackWorkspace(team, token) : null;

    private static SlackOrigin OriginOf(SlackBlockActions click) => click switch
    {
        { Message: { } message } => new SlackOrigin(message.ChannelId, message.Timestamp, message.IsEphemeral, false),
        { View.IsHome: true } => new SlackOrigin(null, null, false, true),
        { View: { } view } when SlackOrigin.Read(view.PrivateMetadata) is { } carried => carried.Origin,
        _ => SlackOrigin.None,
    };

    private static byte[] Replace(JsonObject view) => JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["response_action"] = "update", ["view"] = view });

    [LoggerMessage(Level = LogLevel.Error, Message = "{Interaction} was not recorded: the store is not there")]
    private partial void NotRecorded(string interaction, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Interaction} broke, reference {Reference}")]
    private partial void Broke(string interaction, string reference, Exception exception);
}
