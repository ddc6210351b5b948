using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.CorrectiveActions;

/// <summary>The corrective actions that are not closed, as far as the reader sees them, with the button to open one.</summary>
public sealed class ActionList(Catalogue catalogue, IRecordStore store, CardMaker cards)
{
    private const int MostCases = 20;

    public async Task<RenderedCard> ForAsync(Visit visit, CancellationToken cancel)
    {
        var text = CardText.For("CorrectiveActions", visit.Language);
        var format = CardMaker.FormatFor(visit.Person, visit.Organisation);
        var rows = new JsonArray();
        var hidden = 0;
        foreach (var state in CorrectiveActionWorkflow.AtWork.Prepend(CaseStates.AwaitingEffectiveness))
        {
            string? from = null;
            do
            {
                var page = await store.QueryAsync(visit.Organisation.Id, new RecordQuery { Type = CorrectiveActionWorkflow.TypeName, State = state, Continuation = from }, cancel);
                foreach (var head in page.Heads)
                {
                    if (rows.Count >= MostCases) hidden++;
                    else if (await cards.SightAsync(visit.Organisation, head, visit.Person) == Sight.Whole) rows.Add(Row(head, text, format));
                }
                from = page.Continuation;
            }
            while (from is not null);
        }
        return cards.Render("CorrectiveActions/Actions", visit.Person, visit.Organisation, new JsonObject
        {
            ["cases"] = rows,
            ["hidden"] = hidden,
            ["actions"] = new JsonArray(new JsonObject { ["verb"] = OpenCase.Step.Id, ["title"] = text["step.open"], ["data"] = new ActionRef(null, null).ToJson() }),
        });
    }

    private JsonObject Row(Head head, CardText text, ReaderFormat format)
    {
        var workflow = catalogue.ByType(head.Type)!;
        var body = (CorrectiveAction)workflow.Read(head);
        var due = CorrectiveActionWorkflow.DueIn(body, head.State) is { } day ? $", {format.Date(day.Day)}" : "";
        return new JsonObject
        {
            ["id"] = head.Id.Value,
            ["text"] = $"({text["state." + head.State]}{due}) {Excerpt.Of(CardMaker.TitleOf(workflow, head, text), 150)}",
            ["data"] = new ActionRef(head.Id, null).ToJson(),
        };
    }
}
