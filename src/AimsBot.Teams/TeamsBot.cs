using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Workflows.IncidentReport;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Teams;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Logging;

namespace AimsBot.Teams;

/// <summary>Takes what people do in Teams: what they type, change and take back, and the bot's coming and going.</summary>
public sealed partial class TeamsBot(
    TeamsVisitors visitors, Words words, SharedFiles files, TeamsFiles fetched, CardMaker cards, TeamsAnswers answers, TeamsInvokes invokes, TeamsMessages messages, StepRunner runner, IRecordStore store,
    ILogger<TeamsBot> log) : TeamsActivityHandler
{
    protected override async Task OnMessageActivityAsync(ITurnContext<IMessageActivity> turnContext, CancellationToken cancellationToken)
    {
        var activity = turnContext.Activity;
        if (TeamsText.IsInlineCard(activity.Text)) return;
        var caller = TeamsCaller.Of(activity);
        var organisation = visitors.OrganisationOf(caller);
        Visit? visit = null;
        Reply? reply = null;
        Refusal? refusal;
        try
        {
            if (organisation is null) refusal = visitors.Strangers();
            else (visit, refusal) = await VisitAsync(organisation, caller, cancellationToken);
            if (visit is not null) reply = await ReplyAsync(visit, caller, turnContext, cancellationToken);
        }
        catch (Exception e) when (e is not StoreUnavailableException)
        {
            var reference = Reference(activity);
            Broke("a message", reference, e);
            refusal = new Refusal(Refusals.Broken, ("reference", reference));
        }
        // From here on what was asked for is kept, or was refused: an answer that cannot be brought changes nothing of it.
        await BringAsync(() =>
            reply is null ? answers.RefuseAsync(turnContext, refusal!, visit?.Language ?? organisation?.Language ?? "en", cancellationToken)
            : caller.IsPersonal ? answers.SendAsync(turnContext, reply, visit!, cancellationToken)
            : SendPrivatelyAsync(turnContext, caller, reply, visit!, cancellationToken));
    }

    protected override Task OnTeamsMessageEditAsync(ITurnContext<IMessageUpdateActivity> turnContext, CancellationToken cancellationToken) =>
        NoteChangeAsync(turnContext, isDeleted: false, cancellationToken);

    protected override Task OnTeamsMessageSoftDeleteAsync(ITurnContext<IMessageDeleteActivity> turnContext, CancellationToken cancellationToken) =>
        NoteChangeAsync(turnContext, isDeleted: true, cancellationToken);

    // A message that is taken back out of the bin changes nothing: the record never left.
    protected override Task OnTeamsMessageUndeleteAsync(ITurnContext<IMessageUpdateActivity> turnContext, CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task OnInstallationUpdateActivityAsync(ITurnContext<IInstallationUpdateActivity> turnContext, CancellationToken cancellationToken)
    {
        var caller = TeamsCaller.Of(turnContext.Activity);
        if (visitors.OrganisationOf(caller) is not { } organisation || !caller.IsPersonal) return;
        if (turnContext.Activity.Action?.StartsWith("remove", StringComparison.Ordinal) == true) await visitors.PartAsync(organisation, caller, cancellationToken);
        else await WelcomeAsync(turnContext, organisation, caller, cancellationToken);
    }

    protected override async Task OnConversationUpdateActivityAsync(ITurnContext<IConversationUpdateActivity> turnContext, CancellationToken cancellationToken)
    {
        var caller = TeamsCaller.Of(turnContext.Activity);
        // It comes beside the installation, in either order: whichever is first brings the welcome.
        if (visitors.OrganisationOf(caller) is { } organisation && caller.IsPersonal && turnContext.Activity.MembersAdded?.Any(m => m.Id == turnContext.Activity.Recipient.Id) == true)
            await WelcomeAsync(turnContext, organisation, caller, cancellationToken);
    }

    protected override Task<InvokeResponse> OnInvokeActivityAsync(ITurnContext<IInvokeActivity> turnContext, CancellationToken cancellationToken) =>
        invokes.AnswerAsync(turnContext, cancellationToken);

    private async Task<Reply> ReplyAsync(Visit visit, TeamsCaller caller, ITurnContext<IMessageActivity> turn, CancellationToken cancel)
    {
        var activity = turn.Activity;
        // A client that knows no Action.Execute sends a button as a message with its data and no text.
        if (string.IsNullOrEmpty(activity.Text) && activity.Value is not null)
        {
            var act = CardAct.Read(TeamsJson.Of(activity.Value));
            return await invokes.ActAsync(visit, caller, act, activity.Id, activity.ReplyToId, cancel);
        }
        var (typed, key) = (TeamsText.Typed(activity), KeyOf(caller, activity.Id));
        // Files come to a bot in its personal chat alone.
        return caller.IsPersonal && fetched.Of(turn) is { Count: > 0 } shared
            ? await files.AnswerAsync(visit, shared, typed, key, cancel)
            : await words.AnswerAsync(visit, typed, new Delivery(key), cancel);
    }

    /// <summary>Teams counts messages within a conversation; with the person who wrote it the id is one of its kind.</summary>
    public static string KeyOf(TeamsCaller caller, string? activityId) => $"teams:{caller.ObjectId}:{activityId}";

    // Where others read along, the bot says no more than that it has written privately.
    private async Task SendPrivatelyAsync(ITurnContext turn, TeamsCaller caller, Reply reply, Visit visit, CancellationToken cancel)
    {
        var text = CardText.For("Shared", visit.Language);
        var said = "teams.wrotePrivately";
        try
        {
            var message = answers.Message(reply, visit);
            var address = await visitors.AddressAsync(visit.Organisation, caller, cancel);
            await messages.SendAsync(caller.Account, address, message, TeamsTurn.Answer, cancel);
        }
        catch (Exception e) when (e is not StoreUnavailableException)
        {
            NotPrivately(e.Message.ReplaceLineEndings(" "));
            said = "teams.notPrivately";
        }
        await turn.SendActivityAsync(MessageFactory.Text(text[said]), cancel);
    }

    private async Task WelcomeAsync(ITurnContext turn, Organisation organisation, TeamsCaller caller, CancellationToken cancel)
    {
        var (visitor, isMet) = await visitors.FindAsync(organisation, caller, TeamsVisitors.PatienceOfAMessage, cancel);
        if (visitor.Person is null || !isMet) return;
        var visit = new Visit(organisation, visitor.Person, ChannelNames.Teams);
        await answers.SendAsync(turn, new CardReply(words.Help(visit)), visit, cancel);
    }

    /// <summary>The message of a report was changed or deleted: the record stays as it is, and the reporter hears once how to correct it.</summary>
    private async Task NoteChangeAsync(ITurnContext turn, bool isDeleted, CancellationToken cancel)
    {
        var caller = TeamsCaller.Of(turn.Activity);
        if (visitors.OrganisationOf(caller) is not { } organisation || caller.ObjectId is null) return;
        var key = KeyOf(caller, turn.Activity.Id);
        if (await store.CreatedByAsync(organisation.Id, IncidentWorkflow.IdPrefix, key, cancel) is not { } reported) return;
        var (visitor, _) = await visitors.FindAsync(organisation, caller, TeamsVisitors.PatienceOfAMessage, cancel);
        if (visitor.Person is null) return;
        var answer = await runner.RunAsync(
            new InboundAction
            {
                Organisation = organisation.Id,
                Actor = Actor.Host,
                Step = NoteMessageChange.Step.Id,
                Record = reported.Id,
                Key = key + ":changed",
                Input = new NoteMessageChange(isDeleted),
                Channel = ChannelNames.Teams,
            },
            CancellationToken.None);
        if (answer is not Kept { Repeated: false } kept) return;
        var visit = new Visit(organisation, visitor.Person, ChannelNames.Teams);
        var reply = new CardReply(await cards.ReceiptAsync(visit, NoteMessageChange.Step, kept.Head, cancel));
        await (caller.IsPersonal ? answers.SendAsync(turn, reply, visit, cancel) : SendPrivatelyAsync(turn, caller, reply, visit, cancel));
    }

    // The person hears that nothing is kept, and a number by which the log is found.
    internal static string Reference(IActivity activity) => activity.Id is { Length: > 0 } id ? id[^Math.Min(8, id.Length)..] : "-";

    private async Task<(Visit?, Refusal?)> VisitAsync(Organisation organisation, TeamsCaller caller, CancellationToken cancel)
    {
        var (visitor, _) = await visitors.FindAsync(organisation, caller, TeamsVisitors.PatienceOfAMessage, cancel);
        return visitor.Person is null ? (null, visitor.Refusal) : (new Visit(organisation, visitor.Person, ChannelNames.Teams), null);
    }

    private async Task BringAsync(Func<Task> say)
    {
        try
        {
            await say();
        }
        catch (Exception e) when (e is not StoreUnavailableException)
        {
            NotSaid(e.Message.ReplaceLineEndings(" "));
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{What} broke, reference {Reference}")]
    private partial void Broke(string what, string reference, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A person could not be written to privately: {Reason}")]
    private partial void NotPrivately(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An answer could not be brought to Teams: {Reason}")]
    private partial void NotSaid(string reason);
}
