using System.Text.Json;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.Records;
using AimsBot.Workflows.IncidentReport;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;
using Microsoft.Extensions.Logging;
using Newtonsoft.Json.Linq;

namespace AimsBot.Teams;

/// <summary>
/// Answers what Teams waits for: buttons, dialogs and the message extension. Always with HTTP 200 and a body of the
/// protocol: anything else and the person sees nothing.
/// </summary>
public sealed partial class TeamsInvokes(
    TeamsVisitors visitors, Clicks clicks, TaskList tasks, TeamsDialogs dialogs, ILogger<TeamsInvokes> log)
{
    /// <summary>The message extension's commands, as the manifest names them.</summary>
    public const string ReportCommand = "reportIncident";
    public const string AimsCommand = "aims";

    private const string CardType = "application/vnd.microsoft.card.adaptive";
    private const string MessageType = "application/vnd.microsoft.activity.message";
    private const string ErrorType = "application/vnd.microsoft.error";

    private static readonly ActionRef Nothing = new(null, null);

    public async Task<InvokeResponse> AnswerAsync(ITurnContext<IInvokeActivity> turn, CancellationToken cancel)
    {
        var activity = turn.Activity;
        var value = TeamsJson.Of(activity.Value);
        var isDialog = activity.Name is "task/fetch" or "task/submit" or "composeExtension/fetchTask" or "composeExtension/submitAction";
        if (!isDialog && activity.Name != "adaptiveCard/action") return new InvokeResponse { Status = 501 };
        var caller = TeamsCaller.Of(activity);
        var organisation = visitors.OrganisationOf(caller);
        var language = organisation?.Language ?? "en";
        try
        {
            if (organisation is null) return Refused(isDialog, visitors.Strangers(), language);
            var (visitor, _) = await visitors.FindAsync(organisation, caller, TeamsVisitors.PatienceOfAnInvoke, cancel);
            if (visitor.Person is null) return Refused(isDialog, visitor.Refusal!, language);
            var visit = new Visit(organisation, visitor.Person, ChannelNames.Teams);
            language = visit.Language;
            return isDialog ? await DialogAsync(visit, caller, activity, value, cancel) : await CardAsync(visit, caller, turn, value.Get("action"), cancel);
        }
        catch (StoreUnavailableException e)
        {
            NotRecorded(activity.Name, e);
            return Refused(isDialog, new Refusal(Refusals.NotRecorded), language);
        }
        catch (Exception e)
        {
            var reference = TeamsBot.Reference(activity);
            Broke(activity.Name, reference, e);
            return Refused(isDialog, new Refusal(Refusals.Broken, ("reference", reference)), language);
        }
    }

    /// <summary>Does what a button or a form asks for.</summary>
    public async Task<Reply> ActAsync(Visit visit, TeamsCaller caller, CardAct act, string? activityId, string? messageId, CancellationToken cancel)
    {
        return await clicks.ActAsync(visit, act, caller.ObjectId!, TeamsBot.KeyOf(caller, activityId), Clicked(caller, messageId), cancel);
    }

    // What stands where others read along is no copy of one person's card, whoever clicks it.
    private static ClickedMessage? Clicked(TeamsCaller caller, string? messageId) =>
        caller.IsPersonal && messageId is not null ? new ClickedMessage(ChannelNames.Teams, caller.Tenant!, caller.Conversation, messageId) : null;

    private async Task<InvokeResponse> CardAsync(Visit visit, TeamsCaller caller, ITurnContext<IInvokeActivity> turn, JsonElement action, CancellationToken cancel)
    {
        var activity = turn.Activity;
        var act = CardAct.Read(action.Get("data"), action.Text("verb"));
        var reply = await ActAsync(visit, caller, act, activity.Id, activity.ReplyToId, cancel);
        var text = CardText.For("Shared", visit.Language);
        if (!caller.IsPersonal)
        {
            return reply switch
            {
                KeptReply kept => Done(kept, text),
                RefusedReply no => Error(no.Reason),
                // A card about a record is for its reader alone.
                _ => Error(text["teams.openPrivately"]),
            };
        }
        if (await clicks.SuccessorAsync(visit, act.Target, reply, Clicked(caller, activity.ReplyToId), cancel) is { } successor)
        {
            await TeamsAdapter.AfterAnswerAsync(turn, successor.Left);
            if (successor.Card is { } card) return Card(card);
            // The card stays as it is for a moment longer.
            if (reply is KeptReply kept) return Done(kept, text);
        }
        return reply is RefusedReply refused ? Error(refused.Reason) : Card(TeamsAnswers.CardOf(reply, visit, isDialog: false));
    }

    private static InvokeResponse Done(KeptReply kept, CardText text) => Message(text.Format("message.heading", JsonSerializer.SerializeToElement(new { id = kept.Head.Id.Value })));

    private async Task<InvokeResponse> DialogAsync(Visit visit, TeamsCaller caller, IInvokeActivity activity, JsonElement value, CancellationToken cancel)
    {
        var reply = activity.Name == "composeExtension/fetchTask"
            ? await OpenExtensionAsync(visit, value, cancel)
            : await ActAsync(visit, caller, CardAct.Read(value.Get("data")), activity.Id, null, cancel);
        return Dialog(TeamsAnswers.CardOf(reply, visit, isDialog: true));
    }

    private async Task<Reply> OpenExtensionAsync(Visit visit, JsonElement value, CancellationToken cancel)
    {
        if (value.Text("commandId") != ReportCommand) return new CardReply(await tasks.ForAsync(visit, cancel));
        var message = value.Get("messagePayload");
        var quoted = TeamsText.OfHtml(message.Get("body").Text("content"));
        var values = quoted.Length == 0 ? null : new Dictionary<string, string> { ["text"] = IncidentDetails.Quote(quoted, LinkOf(message)) };
        return await clicks.OpenAsync(visit, ReportIncident.Step, Nothing, values, cancel);
    }

    private static string? LinkOf(JsonElement message) =>
        message.Text("linkToMessage") is { Length: <= 1000 } link && Uri.TryCreate(link, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps ? link : null;

    private InvokeResponse Card(RenderedCard card) => Response(CardType, TeamsCards.InChat(card, dialogs.IsDialog));

    private static InvokeResponse Message(string text) => Response(MessageType, text);

    private static InvokeResponse Error(string reason) => Response(ErrorType, new JObject { ["code"] = "Refused", ["message"] = reason }, status: 400);

    private static InvokeResponse Response(string type, JToken value, int status = 200) =>
        new() { Status = 200, Body = new JObject { ["statusCode"] = status, ["type"] = type, ["value"] = value } };

    private static InvokeResponse Dialog(RenderedCard card) => new() { Status = 200, Body = new TaskModuleResponse { Task = TeamsCards.Dialog(card) } };

    private static InvokeResponse Refused(bool isDialog, Refusal refusal, string language)
    {
        var reason = RefusalText.Of(refusal, CardText.For("Shared", language));
        return isDialog ? Dialog(RefusalText.Card(reason, null, language)) : Error(reason);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Invoke} was not recorded: the store is not there")]
    private partial void NotRecorded(string invoke, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Invoke} broke, reference {Reference}")]
    private partial void Broke(string invoke, string reference, Exception exception);
}
