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
    Organisations organisations, SlackVisitors visitors, Catalogue catalogue, IRecordStore store, StepRunner runner, CardMaker cards, TaskList tasks,
    SlackWords words, SlackForms forms, SlackHome home, SlackWebApi slack, IOptionsMonitor<SlackSettings> settings, PlatformClock clock,
    ILogger<SlackInteractions> log)
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
        var answering = FindAnswerAsync(interaction, CancellationToken.None);
        return interaction is SlackViewSubmission || await InTime.EndsAsync(answering, clock.Time) ? await answering : Nothing;
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
            var (person, refusal) = await visitors.FindAsync(organisation, user, cancel);
            if (person is null) return await SayAsync(interaction, PrivateAnswer.Of(refusal!, language), cancel);
            language = CardMaker.LanguageOf(person, organisation);
            var visit = new Visit(organisation, person, team);
            return interaction switch
            {
                SlackBlockActions click => await ClickedAsync(visit, click, cancel),
                SlackViewSubmission submission => await SubmittedAsync(visit, submission, cancel),
                SlackMessageShortcut shortcut when shortcut.CallbackId == ReportShortcut => await ShortcutAsync(visit, shortcut, cancel),
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

    private async Task<byte[]> ClickedAsync(Visit visit, SlackBlockActions click, CancellationToken cancel)
    {
        var action = click.Actions[0];
        var verb = SlackActionId.Read(action.ActionId).Verb;
        var origin = OriginOf(click);
        if (verb == CopySender.ListVerb) return await SayAsync(click, PrivateAnswer.Of(await tasks.ForAsync(visit.Organisation, visit.Person, cancel)), cancel);
        // A link says that it was followed, and means nothing more.
        if (action.Value is null) return Nothing;
        if (ActionRef.Read(action.Value) is not { } target) return await SayAsync(click, PrivateAnswer.Of(new Refusal(Refusals.NotFound), visit.Language), cancel);
        if (verb == ActionRef.ShowVerb && target.Record is { } shown)
        {
            return origin.IsHome
                ? await ShowInModalAsync(visit, click, shown, cancel)
                : await SayAsync(click, await words.ShowAsync(visit.Organisation, visit.Person, shown, cancel), cancel);
        }
        if (catalogue.ByStep(verb) is not { } found)
            return await RefuseAsync(visit, click, new Refusal(Refusals.NotNow), target, cancel);

        if (found.Step.FormCard is not null)
        {
            var modal = click.View is { IsHome: false } view ? view.Id : null;
            var refusal = await forms.OpenAsync(visit.Organisation, visit.Person, visit.Team, found.Step, target, origin, click.TriggerId, modal, null, cancel);
            return refusal is null ? Nothing : await RefuseAsync(visit, click, refusal, target, cancel);
        }

        var answer = await runner.RunAsync(
            new InboundAction
            {
                Organisation = visit.Organisation.Id,
                Actor = Actor.Of(visit.Person),
                Step = verb,
                Record = target.Record,
                Basis = target.Basis,
                Key = $"slack:action:{click.TriggerId}:{action.Timestamp}:{verb}",
                Input = new Dictionary<string, string>(),
                Channel = ChannelNames.Slack,
                Message = origin.Clicked(visit.Team),
            },
            cancel);
        if (origin.IsHome) await home.ShowAsync(visit.Organisation, visit.Person, visit.Team, click.UserId, cancel);
        return answer switch
        {
            Kept kept => await SayAsync(click, await DoneAsync(visit, kept, cancel), cancel),
            NotTaken no => await RefuseAsync(visit, click, no.Refusal, target, cancel),
            _ => Nothing,
        };
    }

    private async Task<byte[]> SubmittedAsync(Visit visit, SlackViewSubmission submission, CancellationToken cancel)
    {
        var view = submission.View;
        if (catalogue.ByStep(view.CallbackId ?? "") is not { Step: { FormCard: not null } step } || SlackOrigin.Read(view.PrivateMetadata) is not { } carried)
            return await SayAsync(submission, PrivateAnswer.Of(new Refusal(Refusals.NotFound), visit.Language), cancel, CardText.For("Shared", visit.Language)[Refusals.NotFound]);
        var (target, origin) = carried;
        var values = FormValues.Of(view.Inputs);
        var answer = await runner.RunAsync(
            new InboundAction
            {
                Organisation = visit.Organisation.Id,
                Actor = Actor.Of(visit.Person),
                Step = step.Id,
                Record = target.Record,
                Basis = target.Basis,
                Key = $"slack:view:{view.Id}",
                Input = values,
                Channel = ChannelNames.Slack,
                Message = origin.Clicked(visit.Team),
            },
            cancel);
        if (origin.IsHome) await InTime.EndsAsync(home.ShowAsync(visit.Organisation, visit.Person, visit.Team, submission.UserId, cancel), clock.Time);
        var text = CardText.For(catalogue.ByStep(step.Id)!.Value.Workflow!.Folder, visit.Language);
        switch (answer)
        {
            case FormReturned form:
                return FormValues.FieldErrors(view.Inputs, form.Fields.ToDictionary(f => f.Key, f => RefusalText.Of(f.Value, text)));
            case Kept kept when step == ReportIncident.Step:
                return Replace(SlackForms.Show(await words.ReceiptAsync(visit.Organisation, kept.Person!, kept.Head, cancel)));
            case Kept kept:
                return Replace(SlackForms.Show(await DoneCardAsync(visit, kept, cancel)));
            case NotTaken no:
                var reason = RefusalText.Of(no.Refusal, text);
                var next = await MeanwhileAsync(visit, no.Refusal, target, cancel);
                var data = new JsonObject { ["reason"] = reason };
                if (next is not null) data["next"] = next;
                return Replace(SlackForms.Show(cards.Render("Shared/Refusal", visit.Person, visit.Organisation, data)));
            default:
                return Nothing;
        }
    }

    private async Task<byte[]> ShortcutAsync(Visit visit, SlackMessageShortcut shortcut, CancellationToken cancel)
    {
        var message = shortcut.Message;
        var quoted = SlackText.Unescape(message.Text);
        // The form must open within three seconds; the link is worth one of them.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(1));
        var link = await LinkAsync(visit, message, patience.Token);
        var room = 3000 - (link?.Length ?? 0) - 1;
        var values = new Dictionary<string, string> { ["text"] = Excerpt.Whole(quoted, room) + (link is null ? "" : "\n" + link) };
        var refusal = await forms.OpenAsync(
            visit.Organisation, visit.Person, visit.Team, ReportIncident.Step, new ActionRef(null, null), SlackOrigin.None, shortcut.TriggerId, null, values, cancel);
        return refusal is null ? Nothing : await SayAsync(shortcut, PrivateAnswer.Of(refusal, visit.Language), cancel);
    }

    private async Task<string?> LinkAsync(Visit visit, SlackMessage message, CancellationToken cancel)
    {
        if (settings.CurrentValue.TokenFor(visit.Team) is not { Length: > 0 } token) return null;
        try
        {
            var link = await slack.GetPermalink(
                new SlackWorkspace(visit.Team, token), new SlackMessageRef(message.ChannelId, message.Timestamp), new SlackTurn(Lane.Answers, TimeSpan.FromSeconds(1)), cancel);
            return link.Ok ? link.Value : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private async Task<byte[]> ShowInModalAsync(Visit visit, SlackBlockActions click, RecordId id, CancellationToken cancel)
    {
        var head = await store.LoadAsync(visit.Organisation.Id, id, cancel);
        var card = head is null ? null : await cards.RecordAsync(visit.Organisation, head, visit.Person, cancel);
        if (head is null || card is null) return await SayAsync(click, PrivateAnswer.Of(new Refusal(Refusals.NotFound), visit.Language), cancel);
        if (click.TriggerId is null || settings.CurrentValue.TokenFor(visit.Team) is not { Length: > 0 } token) return Nothing;
        var metadata = new SlackOrigin(null, null, false, IsHome: true).Write(new ActionRef(head.Id, head.Basis));
        await slack.OpenView(new SlackWorkspace(visit.Team, token), click.TriggerId, SlackForms.Show(card, metadata), cancel);
        return Nothing;
    }

    private async Task<PrivateAnswer> DoneAsync(Visit visit, Kept kept, CancellationToken cancel) => PrivateAnswer.Of(await DoneCardAsync(visit, kept, cancel));

    private async Task<RenderedCard> DoneCardAsync(Visit visit, Kept kept, CancellationToken cancel)
    {
        var (last, _) = await cards.LastAsync(visit.Organisation, kept.Head, visit.Person, cancel);
        var text = CardText.For("Shared", visit.Language);
        return cards.Render("Shared/Message", visit.Person, visit.Organisation, new JsonObject { ["id"] = kept.Head.Id.Value, ["text"] = last ?? text["message.kept"] });
    }

    private async Task<byte[]> RefuseAsync(Visit visit, SlackBlockActions click, Refusal refusal, ActionRef target, CancellationToken cancel)
    {
        var answer = PrivateAnswer.Of(refusal, visit.Language, "Shared", await MeanwhileAsync(visit, refusal, target, cancel));
        // An out-of-date card is replaced by the current one, wherever the click came from.
        if (target.Record is { } id) await RefreshAsync(visit, click, id, cancel);
        return await SayAsync(click, answer, cancel);
    }

    private async Task<string?> MeanwhileAsync(Visit visit, Refusal refusal, ActionRef target, CancellationToken cancel)
    {
        if (refusal.Key is not (Refusals.Stale or Refusals.NotNow) || target.Record is not { } id) return null;
        var head = await store.LoadAsync(visit.Organisation.Id, id, cancel);
        if (head is null || await cards.SightAsync(visit.Organisation, head, visit.Person) != Sight.Whole) return null;
        return (await cards.LastAsync(visit.Organisation, head, visit.Person, cancel)).Last;
    }

    private async Task RefreshAsync(Visit visit, SlackBlockActions click, RecordId id, CancellationToken cancel)
    {
        if (click.Message is not { IsEphemeral: false } message || settings.CurrentValue.TokenFor(visit.Team) is not { Length: > 0 } token) return;
        var head = await store.LoadAsync(visit.Organisation.Id, id, cancel);
        var card = head is null ? null : await cards.RecordAsync(visit.Organisation, head, visit.Person, cancel);
        if (card is null) return;
        await slack.Update(
            new SlackWorkspace(visit.Team, token), new SlackMessageRef(message.ChannelId, message.Timestamp), PrivateAnswer.Of(card).Content(), SlackTurn.Answer, cancel);
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

    private sealed record Visit(Organisation Organisation, Person Person, string Team)
    {
        public string Language => CardMaker.LanguageOf(Person, Organisation);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Interaction} was not recorded: the store is not there")]
    private partial void NotRecorded(string interaction, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Interaction} broke, reference {Reference}")]
    private partial void Broke(string interaction, string reference, Exception exception);
}
