using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Training;

/// <summary>
/// The courses and what I need of them; and the competence table: who needs what, who has it, until when. A lead sees everyone's, a
/// manager their own line's.
/// </summary>
public sealed class TrainingList(Catalogue catalogue, IRecordStore store, IPeople people, CardMaker cards, FactsReader facts)
{
    private const int MostCourses = 20;
    private const int MostFigures = 5;
    private const int MostRows = 30;

    /// <param name="rest">What follows the word: <c>mine</c>, <c>status</c>, <c>list</c>, or nothing, which is the list.</param>
    public async Task<RenderedCard> ForAsync(Visit visit, string rest, CancellationToken cancel) => rest.Split(' ')[0].ToLowerInvariant() switch
    {
        "mine" => await MineAsync(visit, cancel),
        "status" => await StatusAsync(visit, cancel),
        _ => await ListAsync(visit, cancel),
    };

    private async Task<RenderedCard> ListAsync(Visit visit, CancellationToken cancel)
    {
        var text = CardText.For("Training", visit.Language);
        var running = await RunningAsync(visit, cancel);
        var seesFigures = visit.Person.Details.Roles.Any(TrainingCards.SeesFigures);
        var courses = new JsonArray();
        foreach (var (head, i) in running.Select((head, i) => (head, i)))
        {
            var course = head.Read<Course>();
            var row = new JsonObject { ["id"] = head.Id.Value, ["text"] = $"{course.Title} {course.Current!.Number}", ["data"] = new ActionRef(head.Id, null).ToJson() };
            if (seesFigures && i < MostFigures)
            {
                var figures = CourseFigures.Of(await facts.CountsAsync(visit.Organisation, CourseFigures.Queries(head.Id, facts.Now())));
                row["figures"] = string.Join(", ", TrainingCards.Figures(figures, text).Select(f => $"{f!["name"]}: {f["value"]}"));
            }
            courses.Add(row);
        }
        var data = new JsonObject { ["courses"] = courses, ["mine"] = await OwnAsync(visit, running, text, cancel) };
        if (catalogue.WhoMayTake(DraftCourse.Step).Grants(Actor.Of(visit.Person), new HashSet<string>()) is not null)
            data["actions"] = new JsonArray(new JsonObject { ["verb"] = DraftCourse.Step.Id, ["title"] = text["step.draft"], ["data"] = new JsonObject() });
        return cards.Render("Training/Courses", visit.Person, visit.Organisation, data);
    }

    private async Task<RenderedCard> MineAsync(Visit visit, CancellationToken cancel)
    {
        var text = CardText.For("Training", visit.Language);
        return cards.Render("Training/Mine", visit.Person, visit.Organisation, new JsonObject { ["mine"] = await OwnAsync(visit, await RunningAsync(visit, cancel), text, cancel) });
    }

    private async Task<JsonArray> OwnAsync(Visit visit, IReadOnlyList<Head> courses, CardText text, CancellationToken cancel)
    {
        var format = CardMaker.FormatFor(visit.Person, visit.Organisation);
        var mine = new JsonArray();
        foreach (var course in courses)
        {
            var id = AssignmentWorkflow.IdOf(visit.Organisation.Id, course.Id, visit.Person.Id);
            if (await store.LoadAsync(visit.Organisation.Id, id, cancel) is not { } head || head.State == AssignmentStates.Stopped) continue;
            var body = head.Read<Assignment>();
            mine.Add(new JsonObject { ["id"] = head.Id.Value, ["text"] = $"{body.Title} {body.Number}", ["how"] = How(body, head.State, text, format), ["data"] = new ActionRef(head.Id, null).ToJson() });
        }
        return mine;
    }

    private async Task<RenderedCard> StatusAsync(Visit visit, CancellationToken cancel)
    {
        var text = CardText.For("Training", visit.Language);
        var format = CardMaker.FormatFor(visit.Person, visit.Organisation);
        var isLead = visit.Person.Details.Roles.Contains(Role.ComplianceLead);
        var rows = new List<(Assignment Body, string State)>();
        var hidden = 0;
        foreach (var course in await RunningAsync(visit, cancel))
        {
            var (found, of) = isLead ? await OfAllAsync(visit, course, cancel) : await OfLineAsync(visit, course, cancel);
            var shown = found.Take(Math.Max(0, MostRows - rows.Count)).ToArray();
            rows.AddRange(shown);
            hidden += of - shown.Length;
        }
        var table = new JsonArray();
        foreach (var (body, state) in rows)
        {
            var name = (await people.PersonAsync(visit.Organisation.Id, body.Person, cancel))?.Details.Name is { Length: > 0 } known ? known : text["name.unknown"];
            table.Add(new JsonObject { ["who"] = name, ["what"] = $"{body.Title} {body.Number}: {How(body, state, text, format)}" });
        }
        return cards.Render("Training/Competence", visit.Person, visit.Organisation, new JsonObject { ["rows"] = table, ["hidden"] = hidden });
    }

    // Who is late comes first: a table of 100,000 is no card.
    private async Task<(IReadOnlyList<(Assignment, string)> Rows, int Of)> OfAllAsync(Visit visit, Head course, CancellationToken cancel)
    {
        var all = new RecordQuery { Type = AssignmentWorkflow.TypeName, Parent = course.Id, Limit = MostRows };
        var found = new List<Head>();
        foreach (var query in new[] { all with { State = AssignmentStates.Assigned }, all with { State = AssignmentStates.Attested }, all with { State = AssignmentStates.Competent }, all with { State = AssignmentStates.Exempt } })
            found.AddRange((await store.QueryAsync(visit.Organisation.Id, query, cancel)).Heads);
        var stopped = await store.CountAsync(visit.Organisation.Id, all with { State = AssignmentStates.Stopped }, cancel);
        return (Rows(found), await store.CountAsync(visit.Organisation.Id, all, cancel) - stopped);
    }

    private async Task<(IReadOnlyList<(Assignment, string)> Rows, int Of)> OfLineAsync(Visit visit, Head course, CancellationToken cancel)
    {
        var line = await store.QueryAsync(visit.Organisation.Id, new RecordQuery { Type = PeopleDirectory.PersonType, State = PersonStates.Active, Parent = visit.Person.Id }, cancel);
        var found = new List<Head>();
        foreach (var person in line.Heads.Select(h => h.Id).Prepend(visit.Person.Id))
        {
            if (await store.LoadAsync(visit.Organisation.Id, AssignmentWorkflow.IdOf(visit.Organisation.Id, course.Id, person), cancel) is { } head && head.State != AssignmentStates.Stopped)
                found.Add(head);
        }
        return (Rows(found), found.Count);
    }

    private static IReadOnlyList<(Assignment, string)> Rows(IEnumerable<Head> heads) =>
        [.. heads.Select(head => (head.Read<Assignment>(), head.State))];

    private static string How(Assignment body, string state, CardText text, ReaderFormat format)
    {
        var said = TrainingCards.StateOf(body, state, text);
        if (state == AssignmentStates.Assigned) said = text.Format("how.due", JsonSerializer.SerializeToElement(new { state = said, due = format.Date(body.Due) }));
        return body.Current is not { } current ? said : text.Format("how.taken", JsonSerializer.SerializeToElement(new
        {
            state = said,
            evidence = text["evidenceWord." + AssignmentWorkflow.DateOf(current.Evidence)],
            until = TrainingCards.Until(body, current, format),
        }));
    }

    private async Task<IReadOnlyList<Head>> RunningAsync(Visit visit, CancellationToken cancel)
    {
        var heads = new List<Head>();
        foreach (var state in new[] { CourseStates.Published, CourseStates.Revised })
            heads.AddRange((await store.QueryAsync(visit.Organisation.Id, new RecordQuery { Type = CourseWorkflow.TypeName, State = state, Limit = MostCourses }, cancel)).Heads);
        return [.. heads.OrderBy(h => h.Opened).Take(MostCourses)];
    }
}
