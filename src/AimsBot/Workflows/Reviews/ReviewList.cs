using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Reviews;

/// <summary>The management reviews and the actions from them that are open, as far as the reader sees them.</summary>
public sealed class ReviewList(Catalogue catalogue, IRecordStore store, CardMaker cards)
{
    private const int Most = 12;

    public async Task<RenderedCard> ForAsync(Visit visit, CancellationToken cancel)
    {
        var text = CardText.For("Reviews", visit.Language);
        var data = new JsonObject
        {
            ["reviews"] = await RowsAsync(visit, new RecordQuery { Type = ReviewWorkflow.TypeName, NewestFirst = true, Limit = 3 * Most }, text, cancel),
            ["open"] = await RowsAsync(visit, new RecordQuery { Type = ReviewActionWorkflow.TypeName, State = ReviewActionStates.Open, Limit = 10 * Most }, text, cancel),
        };
        if (catalogue.WhoMayTake(PlanReview.Step).Grants(Actor.Of(visit.Person), new HashSet<string>()) is not null)
            data["actions"] = new JsonArray(new JsonObject { ["verb"] = PlanReview.Step.Id, ["title"] = text["step.plan"], ["data"] = new ActionRef(null, null).ToJson() });
        return cards.Render("Reviews/Reviews", visit.Person, visit.Organisation, data);
    }

    private async Task<JsonArray> RowsAsync(Visit visit, RecordQuery query, CardText text, CancellationToken cancel)
    {
        var rows = new JsonArray();
        foreach (var head in (await store.QueryAsync(visit.Organisation.Id, query, cancel)).Heads)
        {
            if (rows.Count == Most) break;
            if (await cards.SightAsync(visit.Organisation, head, visit.Person) != Sight.Whole) continue;
            rows.Add(new JsonObject
            {
                ["id"] = head.Id.Value,
                ["text"] = $"({text["state." + head.State]}) {Excerpt.Of(CardMaker.TitleOf(catalogue.ByType(head.Type)!, head, text), 150)}",
                ["data"] = new ActionRef(head.Id, null).ToJson(),
            });
        }
        return rows;
    }
}
