using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Calendar;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.Files;
using AimsBot.Core.Iso42001;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Audits;

/// <summary>The audits as one reader sees them: their checklists, the audits, the programme's coverage, and what is left to do before certification.</summary>
public sealed class AuditDesk(Catalogue catalogue, IRecordStore store, CardMaker cards, TimeProvider clock, IFileLinks links)
{
    private const int MostAudits = 15;

    /// <summary>The reader's open checklists and the audits, with the buttons to plan one and to see the programme.</summary>
    public async Task<RenderedCard> ForAsync(Visit visit, CancellationToken cancel)
    {
        var text = CardText.For("Audits", visit.Language);
        var mine = await store.QueryAsync(visit.Organisation.Id, new RecordQuery { Type = ChecklistWorkflow.TypeName, WaitsFor = visit.Person.Id.Value, Limit = MostAudits }, cancel);
        var audits = new JsonArray();
        foreach (var head in (await store.QueryAsync(visit.Organisation.Id, new RecordQuery { Type = AuditWorkflow.TypeName, NewestFirst = true, Limit = 3 * MostAudits }, cancel)).Heads)
        {
            if (audits.Count < MostAudits && await cards.SightAsync(visit.Organisation, head, visit.Person) == Sight.Whole) audits.Add(Row(head, text));
        }
        var data = new JsonObject
        {
            ["lists"] = new JsonArray([.. mine.Heads.Select(head => Row(head, text))]),
            ["audits"] = audits,
            ["actions"] = new JsonArray([.. Buttons(visit, text, await ProgrammeAsync(visit.Organisation.Id, cancel))]),
        };
        return cards.Render("Audits/Audits", visit.Person, visit.Organisation, data);
    }

    /// <summary>When each clause and included control was last audited and is due again (IA8), and what is left before certification (IA9).</summary>
    public async Task<RenderedCard> StatusAsync(Visit visit, CancellationToken cancel)
    {
        var text = CardText.For("Audits", visit.Language);
        var format = CardMaker.FormatFor(visit.Person, visit.Organisation);
        var organisation = visit.Organisation.Id;
        var rows = await CoverageAsync(visit.Organisation, cancel);
        var hasAudit = rows.All(r => r.Last is not null);
        var hasReview = await store.CountAsync(organisation, new RecordQuery { Type = "review", State = "signed" }, cancel) > 0;
        var open = await store.CountAsync(organisation, new RecordQuery { Type = "corrective-action", Date = "due" }, cancel);
        var data = new JsonObject
        {
            ["left"] = new JsonArray([.. Left(hasAudit, hasReview, rows.Count(r => r.Last is null), open, text).Select(line => new JsonObject { ["text"] = line })]),
            ["figures"] = Figures(rows, text),
            ["groups"] = new JsonArray(
            [
                .. rows.GroupBy(r => r.Requirement.Group).Select(g => new JsonObject
                {
                    ["name"] = $"{g.Key} {Requirements.TitleOf(g.Key, text.Language)}",
                    ["text"] = string.Join('\n', g.Select(r => Line(r, text, format))),
                }),
            ]),
        };
        // The picture where the reader's client can fetch it; the lines say the same to whoever does not see it.
        if (links.Of(visit.Organisation, visit.Person.Id, CoverageFile.FileName, visit.Person.Id) is { } picture)
        {
            data["picture"] = picture.AbsoluteUri;
            data["pictureAlt"] = CoverageMap.Alt(rows, text);
        }
        return cards.Render("Audits/Status", visit.Person, visit.Organisation, data);
    }

    public DateOnly Today(Organisation organisation) => LocalTimes.At(clock.GetUtcNow(), organisation.TimeZone).Day;

    /// <summary>The coverage as it stands today.</summary>
    public async Task<IReadOnlyList<CoverageRow>> CoverageAsync(Organisation organisation, CancellationToken cancel)
    {
        var issued = await store.QueryAsync(organisation.Id, new RecordQuery { Type = AuditWorkflow.TypeName, State = AuditStates.Issued, NewestFirst = true }, cancel);
        var statements = await store.QueryAsync(organisation.Id, new RecordQuery { Type = "statement", Limit = 1 }, cancel);
        var programme = await ProgrammeAsync(organisation.Id, cancel) is { } head ? head.Read<Programme>() : Programme.Default;
        var audits = issued.Heads.Select(h => (h.Read<Audit>(), LocalTimes.At(h.Dates[AuditWorkflow.IssuedDate], organisation.TimeZone).Day));
        return Coverage.Of(programme, Statement.Included(statements.Heads)?.Keys, audits, Today(organisation));
    }

    /// <summary>The numbers of the coverage in words.</summary>
    public static string Figures(IReadOnlyList<CoverageRow> rows, CardText text) =>
        string.Join(", ", Enum.GetValues<CoverageStanding>().Select(s => $"{text["standing." + Word(s)]}: {AuditCards.Number(rows.Count(r => r.Standing == s))}"));

    public static string Word(CoverageStanding standing) => standing switch
    {
        CoverageStanding.Covered => "covered",
        CoverageStanding.DueSoon => "due-soon",
        CoverageStanding.Overdue => "overdue",
        CoverageStanding.Never => "never",
    };

    private static IEnumerable<string> Left(bool hasAudit, bool hasReview, int never, int open, CardText text)
    {
        if (!hasAudit) yield return text.Format("status.audit", AuditCards.Facts(("count", AuditCards.Number(never))));
        if (!hasReview) yield return text["status.review"];
        if (open > 0) yield return text.Format("status.cases", AuditCards.Facts(("count", AuditCards.Number(open))));
        if (hasAudit && hasReview) yield return text["status.ready"];
    }

    private static string Line(CoverageRow row, CardText text, ReaderFormat format) => row.Last is { } last
        ? $"{row.Requirement.Id} {Requirements.TitleOf(row.Requirement.Id, text.Language)}: {text["standing." + Word(row.Standing)]}, {format.Date(last)} → {format.Date(row.Due!.Value)}"
        : $"{row.Requirement.Id} {Requirements.TitleOf(row.Requirement.Id, text.Language)}: {text["standing.never"]}";

    private IEnumerable<JsonObject> Buttons(Visit visit, CardText text, Head? programme)
    {
        if (May(visit, PlanAudit.Step)) yield return Button(PlanAudit.Step.Id, text["step.plan"], new ActionRef(null, null));
        if (programme is not null) yield return Button(ActionRef.ShowVerb, text["audit.programme"], new ActionRef(programme.Id, null));
        else if (May(visit, ChangeProgramme.Adopt)) yield return Button(ChangeProgramme.Adopt.Id, text["step.adopt"], new ActionRef(null, null));
    }

    private bool May(Visit visit, Step step) => catalogue.WhoMayTake(step).Grants(Actor.Of(visit.Person), new HashSet<string>()) is not null;

    private async Task<Head?> ProgrammeAsync(string organisation, CancellationToken cancel) =>
        (await store.QueryAsync(organisation, new RecordQuery { Type = ProgrammeWorkflow.TypeName, Limit = 1 }, cancel)).Heads is [var head, ..] ? head : null;

    private JsonObject Row(Head head, CardText text)
    {
        var workflow = catalogue.ByType(head.Type)!;
        var progress = workflow.Read(head) switch
        {
            Checklist list => $", {AuditCards.Number(list.Answered)}/{AuditCards.Number(list.Items.Count)}",
            Audit audit when head.State == AuditStates.Running => $", {AuditCards.Number(audit.Items.Count - audit.Unanswered.Count)}/{AuditCards.Number(audit.Items.Count)}",
            _ => "",
        };
        return new JsonObject
        {
            ["id"] = head.Id.Value,
            ["text"] = $"({text["state." + head.State]}{progress}) {CardMaker.TitleOf(workflow, head, text)}",
            ["data"] = new ActionRef(head.Id, null).ToJson(),
        };
    }

    private static JsonObject Button(string verb, string title, ActionRef target) => new() { ["verb"] = verb, ["title"] = title, ["data"] = target.ToJson() };
}
