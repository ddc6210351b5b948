using System.Text.Json.Nodes;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;
using Newtonsoft.Json.Linq;

namespace AimsBot.Teams;

/// <summary>Cards as Teams takes them: the same Adaptive Cards, with what a place in Teams needs of their buttons.</summary>
public static class TeamsCards
{
    private static readonly string[] KeptBySubmit = ["style", "tooltip", "associatedInputs"];

    private const string ContentType = "application/vnd.microsoft.card.adaptive";

    /// <summary>A card in a chat: each button also works where a client knows no <c>Action.Execute</c>; a form for something new opens as a dialog.</summary>
    /// <param name="isDialog">Whether a verb opens a dialog.</param>
    public static JRaw InChat(RenderedCard card, Func<string, ActionRef?, bool> isDialog) => Changed(card, action =>
    {
        var submit = Submit(action);
        var data = submit["data"]!.AsObject();
        if (!data.ContainsKey(CardAct.NonceName) && isDialog((string?)action["verb"] ?? "", ActionRef.Read(data.ToJsonString())))
        {
            data["msteams"] = new JsonObject { ["type"] = "task/fetch" };
            return submit;
        }
        action["fallback"] = submit;
        return action;
    });

    /// <summary>A card in a dialog, where <c>Action.Submit</c> alone works.</summary>
    public static JRaw InDialog(RenderedCard card) => Changed(card, Submit);

    // The same button for a client, or a place, that knows no verbs.
    private static JsonObject Submit(JsonObject action)
    {
        var data = action["data"]?.DeepClone() as JsonObject ?? [];
        data[CardAct.VerbName] = (string?)action["verb"] ?? "";
        var submit = new JsonObject { ["type"] = "Action.Submit", ["title"] = action["title"]?.DeepClone(), ["data"] = data };
        foreach (var name in KeptBySubmit)
        {
            if (action[name] is { } kept) submit[name] = kept.DeepClone();
        }
        return submit;
    }

    /// <summary>A form to be filled in, with what was wrong above the inputs; sending it twice is one act.</summary>
    public static RenderedCard Form(FormReply form) => CardChange.WithNonce(CardChange.WithFaults(form.Form, form.Faults), CardChange.NewNonce());

    /// <summary>A form in place of the card that it was opened from, with the way back.</summary>
    public static RenderedCard WithWayBack(RenderedCard form, ActionRef target)
    {
        if (target.Record is null) return form;
        var back = new JsonObject
        {
            ["type"] = "Action.Execute",
            ["associatedInputs"] = "none",
            ["verb"] = ActionRef.ShowVerb,
            ["title"] = CardText.For("Shared", form.Language)["modal.close"],
            ["data"] = target.ToJson(),
        };
        return form with { Json = CardChange.WithAction(form.Json, back) };
    }

    public static Attachment Attachment(JRaw card) => new() { ContentType = ContentType, Content = card };

    /// <summary>A message with a card; who only sees a notification reads its heading.</summary>
    public static Activity Message(RenderedCard card, JRaw shown)
    {
        using var json = System.Text.Json.JsonDocument.Parse(card.Json);
        return new Activity(ActivityTypes.Message) { Summary = CardReading.Heading(json.RootElement), Attachments = [Attachment(shown)] };
    }

    public static TaskModuleContinueResponse Dialog(RenderedCard card)
    {
        using var json = System.Text.Json.JsonDocument.Parse(card.Json);
        return new TaskModuleContinueResponse
        {
            Value = new TaskModuleTaskInfo { Title = CardReading.Heading(json.RootElement), Width = "medium", Height = "large", Card = Attachment(InDialog(card)) },
        };
    }

    private static JRaw Changed(RenderedCard card, Func<JsonObject, JsonObject> change) =>
        new(System.Text.Encoding.UTF8.GetString(CardChange.Actions(card.Json, change)));
}
