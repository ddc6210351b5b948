using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.Documents;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Workflows.RiskMethods;

namespace AimsBot.Workflows.Risks;

/// <summary>
/// The register of risks, as far as the reader sees it and the words that were typed narrow it: breaches of tolerance first,
/// with the heat map and the totals; or as a file.
/// </summary>
public sealed class RiskList(Catalogue catalogue, IRecordStore store, IPeople people, CardMaker cards, StepRunner runner, IDocumentLinks links)
{
    private const int MostRisks = 25;

    // Wire id of a step of the directory, which is another workflow.
    private const string Delegate = "person.delegate";

    /// <param name="typed">What was typed after the word.</param>
    public async Task<RenderedCard> ForAsync(Visit visit, string typed, Delivery delivery, CancellationToken cancel)
    {
        var filter = RiskFilter.Parse(typed);
        var method = await MethodAsync(visit, cancel);
        var current = method is null ? RiskMethod.Default : StoredJson.Read<RiskMethod>(method.Body);
        var rows = (await RowsAsync(visit, current, cancel)).Where(row => filter.Has(row, visit.Person))
            .OrderByDescending(row => row.IsBreach).ThenByDescending(row => row.Band).ThenBy(row => row.Head.Opened).ToArray();
        return filter.IsExport ? await ExportAsync(visit, rows, delivery, cancel) : await ListAsync(visit, filter, rows, method, current, cancel);
    }

    private async Task<RenderedCard> ListAsync(Visit visit, RiskFilter filter, RiskRow[] rows, Head? method, RiskMethod current, CancellationToken cancel)
    {
        var text = CardText.For("Risks", visit.Language);
        var data = new JsonObject
        {
            ["risks"] = new JsonArray([.. rows.Take(MostRisks).Select(row => Row(row, text))]),
            ["hidden"] = Math.Max(0, rows.Length - MostRisks),
            ["hint"] = text.Format("risks.hint", JsonSerializer.SerializeToElement(new
            {
                command = CommandWords.Typed(visit.Channel, CommandWords.Risk),
                words = string.Join(", ", RiskFilter.Known),
            })),
        };
        if (filter.Words.Count > 0 || filter.System is not null) data["filter"] = string.Join(", ", filter.Words.Concat(filter.System is { } system ? [system.Value] : []));
        if (filter.Unknown.Count > 0) data["unknown"] = Excerpt.Of(string.Join(", ", filter.Unknown), 100);
        await AddFiguresAsync(data, visit, rows, current, text, cancel);
        var actions = new JsonArray { Button(RaiseRisk.Step.Id, text["step.raise"], new ActionRef(null, null)) };
        if (method is not null) actions.Add(Button(ActionRef.ShowVerb, text["risks.method"], new ActionRef(method.Id, null)));
        else if (catalogue.WhoMayTake(ChangeMethod.Adopt).Grants(Actor.Of(visit.Person), new HashSet<string>()) is not null)
            actions.Add(Button(ChangeMethod.Adopt.Id, text["step.adopt"], new ActionRef(null, null)));
        if (visit.Person.Details.Roles.Any(r => r is Role.Manager or Role.TopManagement))
            actions.Add(Button(Delegate, text["risks.delegate"], new ActionRef(visit.Person.Id, null)));
        data["actions"] = actions;
        return cards.Render("Risks/Risks", visit.Person, visit.Organisation, data);
    }

    // The heat map as a picture where the reader's client can fetch it, else as lines of numbers.
    private async Task AddFiguresAsync(JsonObject data, Visit visit, RiskRow[] rows, RiskMethod method, CardText text, CancellationToken cancel)
    {
        var assessed = rows.Where(row => row.Risk.Current is not null).ToArray();
        if (assessed.Length == 0) return;
        var totals = Enum.GetValues<Band>().Reverse().Select(band => $"{text["band." + RiskWords.Of(band)]} {assessed.Count(row => row.Band == band)}");
        data["totals"] = string.Join(", ", totals.Append($"{text["risks.breaches"]} {rows.Count(row => row.IsBreach)}"));
        var counts = HeatMap.Count(assessed.Select(row => row.Risk.Current!.Scores));
        var picture = HeatMap.Draw(counts, method, text);
        var hash = await store.KeepDocumentAsync(visit.Organisation.Id, picture.Png, cancel);
        if (links.LinkTo(visit.Organisation, hash, DocumentKind.Png, visit.Channel) is { } address)
        {
            data["picture"] = address;
            data["pictureAlt"] = picture.Alt;
            return;
        }
        data["heat"] = new JsonArray([.. HeatMap.Lines(counts, text).Select(line => new JsonObject { ["line"] = line })]);
    }

    private async Task<RenderedCard> ExportAsync(Visit visit, RiskRow[] rows, Delivery delivery, CancellationToken cancel)
    {
        var names = new Dictionary<RecordId, string>();
        foreach (var id in rows.SelectMany(row => new[] { row.Risk.System, row.Risk.Owner }).Distinct()) names[id] = await NameAsync(visit, id, cancel);
        var hash = await store.KeepDocumentAsync(visit.Organisation.Id, RiskCsv.Write(rows, names), cancel);
        var data = new JsonObject { ["count"] = rows.Length };
        if (links.LinkTo(visit.Organisation, hash, DocumentKind.Csv, visit.Channel) is { } address)
        {
            // Written down before anybody has the file.
            var answer = await runner.RunAsync(
                new InboundAction
                {
                    Organisation = visit.Organisation.Id,
                    Actor = Actor.Of(visit.Person),
                    Step = Export.NotedBy,
                    Record = visit.Person.Id,
                    Key = $"{delivery.Key}:export",
                    Input = new Export("risks", rows.Length, hash),
                    Channel = visit.Channel,
                },
                cancel);
            if (answer is Kept) data["address"] = address;
        }
        return cards.Render("Risks/Export", visit.Person, visit.Organisation, data);
    }

    private async Task<IReadOnlyList<RiskRow>> RowsAsync(Visit visit, RiskMethod method, CancellationToken cancel)
    {
        var rows = new List<RiskRow>();
        string? from = null;
        do
        {
            var page = await store.QueryAsync(visit.Organisation.Id, new RecordQuery { Type = "risk", Continuation = from }, cancel);
            foreach (var head in page.Heads)
            {
                if (await cards.SightAsync(visit.Organisation, head, visit.Person) != Sight.Whole) continue;
                var risk = StoredJson.Read<Risk>(head.Body);
                rows.Add(new RiskRow(head, risk, risk.Current is { } scored ? method.BandOf(scored.Scores) : null, RiskWorkflow.IsBreach(risk, head.State, method)));
            }
            from = page.Continuation;
        }
        while (from is not null);
        return rows;
    }

    private async Task<Head?> MethodAsync(Visit visit, CancellationToken cancel) =>
        (await store.QueryAsync(visit.Organisation.Id, new RecordQuery { Type = RiskMethodWorkflow.TypeName, Limit = 1 }, cancel)).Heads is [var head, ..] ? head : null;

    private async Task<string> NameAsync(Visit visit, RecordId id, CancellationToken cancel)
    {
        if (await people.PersonAsync(visit.Organisation.Id, id, cancel) is { } person) return person.Details.Name;
        return await store.LoadAsync(visit.Organisation.Id, id, cancel) is { } head && catalogue.ByType(head.Type) is { } workflow ? workflow.TitleOf(workflow.Read(head.Body)) : id.Value;
    }

    private JsonObject Row(RiskRow row, CardText text)
    {
        var workflow = catalogue.ByType(row.Head.Type)!;
        var band = row.Band is { } known ? text["band." + RiskWords.Of(known)] + ", " : "";
        var state = row.IsBreach ? text["risks.breach"] : text["state." + row.Head.State];
        return new JsonObject
        {
            ["id"] = row.Head.Id.Value,
            ["text"] = $"({band}{state}) {Excerpt.Of(CardMaker.TitleOf(workflow, row.Head, text), 150)}",
            ["data"] = new ActionRef(row.Head.Id, null).ToJson(),
        };
    }

    private static JsonObject Button(string verb, string title, ActionRef target) => new() { ["verb"] = verb, ["title"] = title, ["data"] = target.ToJson() };
}
