using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.Files;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Workflows.RiskMethods;

namespace AimsBot.Workflows.Risks;

/// <summary>
/// The register of risks, as far as the reader sees it and the words that were typed narrow it: breaches of tolerance first,
/// with the heat map and the totals; or as a file.
/// </summary>
public sealed class RiskList(Catalogue catalogue, IRecordStore store, IPeople people, CardMaker cards, StepRunner runner, IFileLinks links)
{
    private const int MostRisks = 25;

    // Wire id of a step of the directory, which is another workflow.
    private const string Delegate = "person.delegate";

    /// <param name="typed">What was typed after the word.</param>
    public async Task<RenderedCard> ForAsync(Visit visit, string typed, Delivery delivery, CancellationToken cancel)
    {
        var filter = RiskFilter.Parse(typed);
        var register = await ReadAsync(visit.Organisation, visit.Person, filter, cancel);
        return filter.IsExport ? await ExportAsync(visit, filter, register.Rows, delivery, cancel) : List(visit, filter, register);
    }

    /// <summary>The risks that the filter means and the reader sees: breaches of tolerance first, then the gravest.</summary>
    public async Task<RiskRegister> ReadAsync(Organisation organisation, Person reader, RiskFilter filter, CancellationToken cancel)
    {
        var head = (await store.QueryAsync(organisation.Id, new RecordQuery { Type = RiskMethodWorkflow.TypeName, Limit = 1 }, cancel)).Heads is [var first, ..] ? first : null;
        var method = head is null ? RiskMethod.Default : head.Read<RiskMethod>();
        var rows = (await RowsAsync(organisation, reader, method, cancel)).Where(row => filter.Has(row, reader))
            .OrderByDescending(row => row.IsBreach).ThenByDescending(row => row.Band).ThenBy(row => row.Head.Opened);
        return new RiskRegister([.. rows], method, head);
    }

    private RenderedCard List(Visit visit, RiskFilter filter, RiskRegister register)
    {
        var (rows, current, method) = register;
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
        AddFigures(data, visit, filter, register, text);
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
    private void AddFigures(JsonObject data, Visit visit, RiskFilter filter, RiskRegister register, CardText text)
    {
        var rows = register.Rows;
        var assessed = rows.Where(row => row.Risk.Current is not null).ToArray();
        if (assessed.Length == 0) return;
        var totals = Enum.GetValues<Band>().Reverse().Select(band => $"{text["band." + RiskWords.Of(band)]} {assessed.Count(row => row.Band == band)}");
        data["totals"] = string.Join(", ", totals.Append($"{text["risks.breaches"]} {rows.Count(row => row.IsBreach)}"));
        var counts = register.Counts;
        if (links.Of(visit.Organisation, visit.Person.Id, HeatMapFile.FileName, visit.Person.Id, filter.Typed) is { } address)
        {
            data["picture"] = address.AbsoluteUri;
            data["pictureAlt"] = HeatMap.Alt(counts, text);
            return;
        }
        data["heat"] = new JsonArray([.. HeatMap.Lines(counts, text).Select(line => new JsonObject { ["line"] = line })]);
    }

    /// <summary>The register as a file.</summary>
    public async Task<byte[]> CsvAsync(Organisation organisation, IReadOnlyList<RiskRow> rows, CancellationToken cancel)
    {
        var names = new Dictionary<RecordId, string>();
        foreach (var id in rows.SelectMany(row => new[] { row.Risk.System, row.Risk.Owner }).Distinct()) names[id] = await NameAsync(organisation, id, cancel);
        return RiskCsv.Write(rows, names);
    }

    private async Task<RenderedCard> ExportAsync(Visit visit, RiskFilter filter, RiskRow[] rows, Delivery delivery, CancellationToken cancel)
    {
        var data = new JsonObject { ["count"] = rows.Length };
        if (links.Of(visit.Organisation, visit.Person.Id, RiskFile.FileName, visit.Person.Id, filter.Typed) is { } address)
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(await CsvAsync(visit.Organisation, rows, cancel)));
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
            if (answer is Kept) data["address"] = address.AbsoluteUri;
        }
        return cards.Render("Risks/Export", visit.Person, visit.Organisation, data);
    }

    private async Task<IReadOnlyList<RiskRow>> RowsAsync(Organisation organisation, Person reader, RiskMethod method, CancellationToken cancel)
    {
        var rows = new List<RiskRow>();
        string? from = null;
        do
        {
            var page = await store.QueryAsync(organisation.Id, new RecordQuery { Type = "risk", Continuation = from }, cancel);
            foreach (var head in page.Heads)
            {
                if (await cards.SightAsync(organisation, head, reader) != Sight.Whole) continue;
                var risk = head.Read<Risk>();
                rows.Add(new RiskRow(head, risk, risk.Current is { } scored ? method.BandOf(scored.Scores) : null, RiskWorkflow.IsBreach(risk, head.State, method)));
            }
            from = page.Continuation;
        }
        while (from is not null);
        return rows;
    }

    private async Task<string> NameAsync(Organisation organisation, RecordId id, CancellationToken cancel)
    {
        if (await people.PersonAsync(organisation.Id, id, cancel) is { } person) return person.Details.Name;
        return await store.LoadAsync(organisation.Id, id, cancel) is { } head && catalogue.ByType(head.Type) is { } workflow ? workflow.TitleOf(workflow.Read(head)) : id.Value;
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

/// <summary>The risks that were asked for, by the method in force.</summary>
/// <param name="Kept">The method's record; none while the default is in force.</param>
public sealed record RiskRegister(RiskRow[] Rows, RiskMethod Method, Head? Kept)
{
    /// <summary>How many there are at each likelihood and impact, as the heat map has them.</summary>
    public int[][] Counts => HeatMap.Count(Rows.Select(row => row.Risk.Current?.Scores).OfType<Scores>());
}
