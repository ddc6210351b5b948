using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Core.Cards;

/// <summary>What waits for a person and what they reported, as one card that every channel can show whole.</summary>
public sealed class TaskList(Catalogue catalogue, IRecordStore store, IPeople people, CardMaker cards)
{
    public const string Card = "Shared/Tasks";

    // So many rows fit a Slack Home tab (100 blocks) and a Teams message (80 KB) with room to spare.
    private const int MostWaiting = 15;
    private const int MostReported = 10;
    private const int LongestTitle = 150;

    public async Task<RenderedCard> ForAsync(Visit visit, CancellationToken cancel)
    {
        var (organisation, person, channel) = visit;
        var waiting = new List<Head>();
        var hidden = 0;
        foreach (var who in await StandsForAsync(organisation, person, cancel))
        {
            var query = new RecordQuery { WaitsFor = who, Limit = MostWaiting };
            var page = await store.QueryAsync(organisation.Id, query, cancel);
            waiting.AddRange(page.Heads);
            hidden += await store.CountAsync(organisation.Id, query, cancel) - page.Heads.Count;
        }
        waiting = [.. waiting.DistinctBy(h => h.Id).OrderBy(h => h.Opened)];
        hidden += Math.Max(0, waiting.Count - MostWaiting);

        var reported = new List<Head>();
        foreach (var id in person.Ids)
        {
            var mine = new RecordQuery { Type = "incident", Parent = id, NewestFirst = true, Limit = MostReported };
            var page = await store.QueryAsync(organisation.Id, mine, cancel);
            reported.AddRange(page.Heads);
            hidden += await store.CountAsync(organisation.Id, mine, cancel) - page.Heads.Count;
        }
        reported = [.. reported.OrderByDescending(h => h.Opened)];
        hidden += Math.Max(0, reported.Count - MostReported);

        var format = CardMaker.FormatFor(person, organisation);
        var language = CardMaker.LanguageOf(person, organisation);
        return cards.Render(Card, person, organisation, new JsonObject
        {
            ["waiting"] = new JsonArray([.. waiting.Take(MostWaiting).Select(h => Row(h, format, language))]),
            ["reported"] = new JsonArray([.. reported.Take(MostReported).Select(h => Row(h, format, language))]),
            ["hidden"] = hidden,
            ["command"] = CommandWords.Typed(channel, CommandWords.Incident),
        });
    }

    /// <summary>The person, and each role they have or stand in for.</summary>
    private async Task<IReadOnlyList<string>> StandsForAsync(Organisation organisation, Person person, CancellationToken cancel)
    {
        var who = new List<string>(person.Ids.Select(id => id.Value));
        who.AddRange(person.Details.Roles.Where(r => r != Role.Staff).Select(PeopleDirectory.RoleDate));
        var handlers = PeopleDirectory.RoleDate(Role.IncidentHandler);
        if (person.Details.Roles.Contains(Role.ComplianceLead) && !who.Contains(handlers) &&
            (await people.WithRoleAsync(organisation.Id, Role.IncidentHandler, cancel)).Count == 0)
            who.Add(handlers);
        return who;
    }

    private JsonObject Row(Head head, ReaderFormat format, string language)
    {
        var workflow = catalogue.ByType(head.Type)!;
        var body = workflow.Read(head);
        var text = CardText.For(workflow.Folder, language);
        var row = new JsonObject
        {
            ["id"] = head.Id.Value,
            ["text"] = Excerpt.Of(CardMaker.TitleOf(workflow, head, text), LongestTitle),
            ["state"] = text["state." + head.State],
            ["verb"] = ActionRef.ShowVerb,
            ["data"] = new ActionRef(head.Id, null).ToJson(),
        };
        if (workflow.DeadlinesOf(body, head.State).OrderBy(d => d.At).FirstOrDefault() is { } next)
            row["due"] = text.Format("due." + next.Name.Split(':')[0], JsonSerializer.SerializeToElement(new { at = format.Moment(next.At) }));
        return row;
    }
}
