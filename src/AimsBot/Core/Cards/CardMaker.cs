using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core.Calendar;
using AimsBot.Core.Channels;
using AimsBot.Core.Files;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Core.Cards;

/// <summary>Makes the cards and forms about records: loads what they say, and shows each reader what they may see and do.</summary>
public sealed class CardMaker(Catalogue catalogue, IRecordStore store, IPeople people, FactsReader facts, IFileLinks? links = null, IOutsideScope? outside = null)
{
    /// <summary>The most choices that a list in a form offers; every channel can show so many.</summary>
    private const int MostChoices = 90;

    private readonly CardLibrary _cards = CardLibrary.Embedded;

    /// <summary>The record's card for a reader as it stands; none where the reader may not see it.</summary>
    /// <param name="page">That of a long text on it.</param>
    public async Task<RenderedCard?> RecordAsync(Organisation organisation, Head head, Person reader, CancellationToken cancel, int page = 0)
    {
        if (catalogue.ByType(head.Type) is not { Card: { } card } workflow) return null;
        var body = workflow.Read(head);
        var (steps, sight) = await RightsAsync(organisation, workflow, head, body, reader);
        if (sight != Sight.Whole) return null;
        var cardFacts = await FactsAsync(organisation, workflow, head, body, reader, steps, [], null, cancel) with { Page = page };
        return Render(card, reader, organisation, workflow.CardData(body, cardFacts));
    }

    /// <summary>What was done last on a record, in the reader's words; none where the record does not say.</summary>
    public async Task<string?> LastAsync(Organisation organisation, Head head, Person reader, CancellationToken cancel)
    {
        var workflow = catalogue.ByType(head.Type)!;
        var body = workflow.Read(head);
        return workflow.LastOf(body, await FactsAsync(organisation, workflow, head, body, reader, [], [], null, cancel));
    }

    /// <summary>What acknowledges a step to the one who took it.</summary>
    public async Task<RenderedCard> ReceiptAsync(Visit visit, Step step, Head head, CancellationToken cancel)
    {
        var (organisation, person, channel) = visit;
        var workflow = catalogue.ByType(head.Type)!;
        var body = workflow.Read(head);
        var cardFacts = (await FactsAsync(organisation, workflow, head, body, person, [], [], null, cancel)) with { Channel = channel };
        if (workflow.ReceiptOf(step, body, cardFacts) is { } receipt) return Render(receipt.Card, person, organisation, receipt.Data);
        var said = workflow.LastOf(body, cardFacts) ?? cardFacts.Text["message.kept"];
        return Render("Shared/Message", person, organisation, new JsonObject { ["id"] = head.Id.Value, ["text"] = said });
    }

    /// <summary>The form of a step, or why the reader may not take it now.</summary>
    public async Task<(RenderedCard? Form, Refusal? Refusal)> FormAsync(
        Organisation organisation, Step step, ActionRef target, Person reader, IReadOnlyDictionary<string, string>? values, CancellationToken cancel)
    {
        if (step.FormCard is null || catalogue.ByStep(step.Id)?.Workflow is not { } workflow) return (null, new Refusal(Refusals.NotNow));
        Head? head = null;
        RecordBody? body = null;
        if (target.Record is { } id)
        {
            head = await store.LoadAsync(organisation.Id, id, cancel);
            if (head is null || head.Type != workflow.Type) return (null, new Refusal(Refusals.NotFound));
            body = workflow.Read(head);
            var (steps, sight) = await RightsAsync(organisation, workflow, head, body, reader);
            if (sight != Sight.Whole) return (null, new Refusal(Refusals.NotFound));
            if (step.BindsToBasis && target.Basis is { } basis && basis != head.Basis) return (null, new Refusal(Refusals.Stale));
            if (!workflow.Lifecycle.Allows(step, head.State)) return (null, new Refusal(Refusals.NotNow));
            if (!steps.Contains(step)) return (null, Refusals.NotAllowedBy(catalogue.WhoMayTake(step)));
        }
        else if (!workflow.Lifecycle.Allows(step, null))
        {
            return (null, new Refusal(Refusals.NotFound));
        }
        else if (catalogue.WhoMayTake(step).Grants(Actor.Of(reader), new HashSet<string>()) is null)
        {
            return (null, Refusals.NotAllowedBy(catalogue.WhoMayTake(step)));
        }
        var cardFacts = await FactsAsync(organisation, workflow, head, body, reader, [], step.FormLists, values, cancel, step) with { Page = target.Page, Line = target.Line };
        var data = workflow.FormData(step, body, cardFacts);
        data["submit"] = new JsonObject { ["verb"] = step.Id, ["data"] = new ActionRef(head?.Id, head?.Basis) { Page = target.Page }.ToJson() };
        return (Render(step.FormCard, reader, organisation, data), null);
    }

    /// <summary>Any card from its data, in the reader's language.</summary>
    public RenderedCard Render(string card, Person reader, Organisation organisation, JsonObject data) =>
        _cards.Render(card, LanguageOf(reader, organisation), JsonSerializer.SerializeToElement(data));

    public static string LanguageOf(Person? reader, Organisation organisation) => reader?.Details.Language ?? organisation.Language;

    public static ReaderFormat FormatFor(Person reader, Organisation organisation) =>
        new(LanguageOf(reader, organisation), reader.Details.TimeZone ?? organisation.TimeZone);

    /// <summary>How much of a record a person sees.</summary>
    public async Task<Sight> SightAsync(Organisation organisation, Head head, Person reader)
    {
        if (catalogue.ByType(head.Type) is not { } workflow) return Sight.Nothing;
        return (await RightsAsync(organisation, workflow, head, workflow.Read(head), reader)).Sight;
    }

    private async Task<(IReadOnlyList<Step> Steps, Sight Sight)> RightsAsync(
        Organisation organisation, Workflow workflow, Head head, RecordBody body, Person reader)
    {
        var actor = Actor.Of(reader);
        var known = await facts.ReadAsync(organisation, workflow, actor, head.Id, head, body, Needs.None, null);
        if (reader.IsGuest && !reader.MayComeOn(LocalTimes.At(known.Now, organisation.TimeZone).Day)) return ([], Sight.Nothing);
        var relations = workflow.RelationsOf(actor, body, known);
        var steps = workflow.Lifecycle.StepsFrom(head.State).Where(s => catalogue.WhoMayTake(s).Grants(actor, relations) is not null);
        var sight = catalogue.WhoMayRead(head.Type).SightOf(actor, relations);
        if (sight == Sight.Nothing && reader.IsGuest && outside is not null && await outside.CoversAsync(organisation, reader, head, CancellationToken.None)) return ([], Sight.Whole);
        return ([.. steps], sight);
    }

    private async Task<CardFacts> FactsAsync(
        Organisation organisation,
        Workflow workflow,
        Head? head,
        RecordBody? body,
        Person reader,
        IReadOnlyList<Step> steps,
        IReadOnlyList<string> lists,
        IReadOnlyDictionary<string, string>? values,
        CancellationToken cancel,
        Step? form = null)
    {
        var text = _cards.Text(workflow.Folder, LanguageOf(reader, organisation));
        var names = new Dictionary<RecordId, string>();
        var addresses = new Dictionary<RecordId, string>();
        foreach (var id in body is null ? [] : workflow.NamedOn(body).Distinct())
        {
            var person = reader.Is(id) ? reader.Details : await PersonAsync(organisation.Id, id, cancel);
            names[id] = person is null ? await TitleAsync(organisation.Id, id, text, cancel) : person.Name.Length > 0 ? person.Name : text["name.unknown"];
            if (person?.Email is { } address) addresses[id] = address;
        }
        var choices = new Dictionary<string, IReadOnlyList<(RecordId, string)>>();
        foreach (var type in lists) choices[type] = await ChoicesAsync(organisation.Id, type, text, cancel);
        return new CardFacts
        {
            Head = head,
            Organisation = organisation,
            Reader = reader,
            Format = FormatFor(reader, organisation),
            Now = facts.Now(),
            Text = text,
            Steps = steps,
            Names = names,
            Addresses = addresses,
            Lists = choices,
            Counts = head is null ? new Dictionary<string, int>() : await facts.CountsAsync(organisation, workflow.CountsOn(head, facts.Now())),
            Listed = await facts.ListedAsync(organisation, workflow.TypesOn),
            Documents = body is null ? new Dictionary<string, string>() : await facts.TextsAsync(organisation, workflow.DocumentsOn(body, form)),
            Values = values ?? new Dictionary<string, string>(),
            ChosenFileOf = (file, filter) => head is null ? null : links?.Of(organisation, head.Id, file, reader.Id, filter),
            FileOf = file => head is null ? null : links?.Of(organisation, head.Id, file, reader.Id),
        };
    }

    private async Task<PersonDetails?> PersonAsync(string organisation, RecordId id, CancellationToken cancel) =>
        id.Value.StartsWith(PeopleDirectory.PersonPrefix + "-", StringComparison.Ordinal)
            ? (await people.PersonAsync(organisation, id, cancel))?.Details ?? new PersonDetails()
            : null;

    private async Task<string> TitleAsync(string organisation, RecordId id, CardText text, CancellationToken cancel)
    {
        var head = await store.LoadAsync(organisation, id, cancel);
        return head is not null && catalogue.ByType(head.Type) is { } workflow ? TitleOf(workflow, head, text) : id.Value;
    }

    /// <summary>What a record is called; where that was erased, it says so.</summary>
    public static string TitleOf(Workflow workflow, Head head, CardText text) =>
        workflow.TitleOf(workflow.Read(head)) is { Length: > 0 } title ? title : text["text.erased"];

    private async Task<IReadOnlyList<(RecordId, string)>> ChoicesAsync(string organisation, string type, CardText text, CancellationToken cancel)
    {
        if (catalogue.ByType(type) is not { ListedState: { } state } workflow) return [];
        var page = await store.QueryAsync(organisation, new RecordQuery { Type = type, State = state, Limit = MostChoices }, cancel);
        return [.. page.Heads.Select(h => (h.Id, TitleOf(workflow, h, text))).OrderBy(c => c.Item2, StringComparer.OrdinalIgnoreCase)];
    }
}
