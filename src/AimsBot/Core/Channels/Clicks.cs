using System.Text.Json.Nodes;
using AimsBot.Core.Cards;
using AimsBot.Core.People;
using AimsBot.Core.Pump;
using AimsBot.Core.Records;

namespace AimsBot.Core.Channels;

/// <summary>Answers buttons and forms, the same for every channel: what they mean, and what the person is told.</summary>
public sealed class Clicks(Catalogue catalogue, IRecordStore store, StepRunner runner, CardMaker cards, TaskList tasks, ClickedMessages messages)
{
    private static readonly Dictionary<string, string> NoValues = [];

    /// <summary>A button was pressed.</summary>
    /// <param name="target">What the button carried; none where that is not of our making.</param>
    public async Task<Reply> PressAsync(Visit visit, string verb, ActionRef? target, Delivery delivery, CancellationToken cancel)
    {
        if (verb == CopySender.ListVerb) return new CardReply(await tasks.ForAsync(visit, cancel));
        if (target is null) return await RefuseAsync(visit, new Refusal(Refusals.NotFound), null, null, cancel);
        if (verb == ActionRef.ShowVerb && target.Record is { } shown) return await ShowAsync(visit, shown, cancel, target.Page);
        if (catalogue.ByStep(verb) is not { } found) return await RefuseAsync(visit, new Refusal(Refusals.NotNow), null, target, cancel);
        return found.Step.FormCard is not null
            ? await OpenAsync(visit, found.Step, target, null, cancel)
            : await TakeAsync(visit, found.Step, target, NoValues, delivery, cancel);
    }

    /// <summary>A form was sent.</summary>
    public async Task<Reply> SubmitAsync(
        Visit visit, string verb, ActionRef? target, IReadOnlyDictionary<string, string> values, Delivery delivery, CancellationToken cancel) =>
        target is not null && catalogue.ByStep(verb) is { Step: { FormCard: not null } step }
            ? await TakeAsync(visit, step, target, values, delivery, cancel)
            : await RefuseAsync(visit, new Refusal(Refusals.NotFound), null, null, cancel);

    /// <summary>
    /// Does what a card sent back, in a channel where a form is a card like any other. A form with something wrong in it comes
    /// back with what was filled in, as a form of its own: of the first nothing was kept.
    /// </summary>
    /// <param name="account">Whose form it is: nobody else's nonce is the same act.</param>
    /// <param name="delivery">What makes the press of a button one act; a form has its nonce.</param>
    public async Task<Reply> ActAsync(Visit visit, CardAct act, string account, string delivery, ClickedMessage? message, CancellationToken cancel)
    {
        if (act.Nonce is not { } nonce) return await PressAsync(visit, act.Verb, act.Target, new Delivery($"{delivery}:{act.Verb}", message), cancel);
        var reply = await SubmitAsync(visit, act.Verb, act.Target, act.Values, new Delivery($"{visit.Channel}:form:{account}:{nonce}", message), cancel);
        if (reply is not FaultsReply faults) return reply;
        var again = await OpenAsync(visit, faults.Step, faults.Target, act.Values, cancel);
        return again is FormReply form ? form with { Faults = faults.Faults } : again;
    }

    /// <summary>
    /// What a clicked card becomes: the record as it stands, after an act on it or where the card was out of date, then with
    /// the reason on top. None where it stays: something new has a receipt.
    /// </summary>
    /// <param name="message">The message with the card; none where it is nobody's copy.</param>
    public async Task<Successor?> SuccessorAsync(Visit visit, ActionRef? target, Reply reply, ClickedMessage? message, CancellationToken cancel)
    {
        if (target?.Record is not { } record) return null;
        switch (reply)
        {
            case KeptReply:
                return await CurrentAsync(visit, record, message, cancel);
            case RefusedReply { Current: not null, Refusal.Key: Refusals.Stale or Refusals.NotNow } no:
                var next = await CurrentAsync(visit, record, message, cancel);
                return next?.Card is { } card ? next with { Card = CardChange.WithNotes(card, no.Meanwhile is null ? [no.Reason] : [no.Reason, no.Meanwhile]) } : next;
            default:
                return null;
        }
    }

    /// <summary>A clicked record's card as it stands, for the message that was clicked. None where it is not to be had.</summary>
    public async Task<Successor?> CurrentAsync(Visit visit, RecordId record, ClickedMessage? message, CancellationToken cancel)
    {
        HeldMessage? held = null;
        try
        {
            held = message is null ? new HeldMessage(visit.Organisation.Id, record, null) : await messages.HoldAsync(visit.Organisation.Id, record, message, cancel);
            if (held is null) return new Successor(null, () => Task.CompletedTask);
            if (await ShowAsync(visit, record, cancel) is CardReply current) return new Successor(current.Card, () => messages.LetGoAsync(held));
        }
        catch (StoreUnavailableException)
        {
            // Where nothing can be read after an act that is kept, its receipt still says so.
        }
        if (held is not null) await messages.LetGoAsync(held);
        return null;
    }

    /// <summary>The form of a step, or why the person may not take it now.</summary>
    /// <param name="values">What its inputs hold at first; none: what the record says.</param>
    public async Task<Reply> OpenAsync(Visit visit, Step step, ActionRef target, IReadOnlyDictionary<string, string>? values, CancellationToken cancel)
    {
        var (form, refusal) = await cards.FormAsync(visit.Organisation, step, target, visit.Person, values, cancel);
        return form is null ? await RefuseAsync(visit, refusal!, step, target, cancel) : new FormReply(form, step, target);
    }

    /// <summary>A record as it stands, for whoever may see it.</summary>
    /// <param name="page">That of a long text on it.</param>
    public async Task<Reply> ShowAsync(Visit visit, RecordId id, CancellationToken cancel, int page = 0)
    {
        var head = await store.LoadAsync(visit.Organisation.Id, id, cancel);
        var card = head is null ? null : await cards.RecordAsync(visit.Organisation, head, visit.Person, cancel, page);
        return card is null ? await RefuseAsync(visit, new Refusal(Refusals.NotFound), null, null, cancel) : new CardReply(card, head);
    }

    /// <summary>A refusal of what is no step of a record.</summary>
    public Reply Refuse(Visit visit, Refusal refusal) => new RefusedReply(refusal, RefusalText.Of(refusal, TextOf(visit, null)));

    /// <summary>Takes a step.</summary>
    /// <param name="input">What was typed or filled in, by the input's id; or the step's own input, where no form carries it.</param>
    public async Task<Reply> TakeAsync(
        Visit visit, Step step, ActionRef target, object input, Delivery delivery, CancellationToken cancel)
    {
        var answer = await runner.RunAsync(
            new InboundAction
            {
                Organisation = visit.Organisation.Id,
                Actor = Actor.Of(visit.Person),
                Step = step.Id,
                Record = target.Record,
                Basis = target.Basis,
                Key = delivery.Key,
                Input = input,
                Channel = visit.Channel,
                Message = delivery.Message,
            },
            cancel);
        return answer switch
        {
            Kept kept => new KeptReply(kept.Head, await ReceiptAsync(visit with { Person = kept.Person! }, step, kept.Head, cancel)),
            FormReturned form => new FaultsReply(form.Fields.ToDictionary(f => f.Key, f => RefusalText.Of(f.Value, TextOf(visit, step))), step, target),
            NotTaken no => await RefuseAsync(visit, no.Refusal, step, target, cancel),
            _ => throw new InvalidOperationException("The step runner answered with something unknown."),
        };
    }

    // The act is kept, whatever cannot be read any more: then the receipt says that and no more.
    private async Task<RenderedCard> ReceiptAsync(Visit visit, Step step, Head head, CancellationToken cancel)
    {
        try
        {
            return await cards.ReceiptAsync(visit, step, head, cancel);
        }
        catch (StoreUnavailableException)
        {
            return cards.Render("Shared/Message", visit.Person, visit.Organisation, new JsonObject { ["id"] = head.Id.Value, ["text"] = TextOf(visit, step)["message.kept"] });
        }
    }

    private async Task<RefusedReply> RefuseAsync(Visit visit, Refusal refusal, Step? step, ActionRef? target, CancellationToken cancel)
    {
        var reason = RefusalText.Of(refusal, TextOf(visit, step));
        var head = target?.Record is { } id ? await store.LoadAsync(visit.Organisation.Id, id, cancel) : null;
        var current = head is null ? null : await cards.RecordAsync(visit.Organisation, head, visit.Person, cancel);
        var meanwhile = current is not null && refusal.Key is (Refusals.Stale or Refusals.NotNow)
            ? await cards.LastAsync(visit.Organisation, head!, visit.Person, cancel)
            : null;
        return new RefusedReply(refusal, reason, meanwhile, current);
    }

    private CardText TextOf(Visit visit, Step? step) =>
        CardText.For(step is null ? "Shared" : catalogue.ByStep(step.Id)?.Workflow?.Folder ?? "Shared", visit.Language);
}

/// <summary>What a clicked message shows next.</summary>
/// <param name="Card">None: the pump is writing to the message just now, and brings the current card after that.</param>
/// <param name="Left">To be called when the answer with the card has gone out, or has failed: until then nobody else writes to the message.</param>
public sealed record Successor(RenderedCard? Card, Func<Task> Left);
