using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Statements;

/// <summary>The organisation's statement of applicability, or the button that starts it for those who may.</summary>
public sealed class StatementView(Catalogue catalogue, IRecordStore store, CardMaker cards)
{
    public async Task<RenderedCard> ForAsync(Visit visit, CancellationToken cancel)
    {
        var page = await store.QueryAsync(visit.Organisation.Id, new RecordQuery { Type = StatementWorkflow.TypeName, Limit = 1 }, cancel);
        if (page.Heads.Count > 0 && await cards.RecordAsync(visit.Organisation, page.Heads[0], visit.Person, cancel) is { } card) return card;
        var data = new JsonObject();
        if (catalogue.WhoMayTake(StartStatement.Step).Grants(Actor.Of(visit.Person), new HashSet<string>()) is not null)
        {
            var text = CardText.For("Statements", visit.Language);
            data["actions"] = new JsonArray(new JsonObject { ["verb"] = StartStatement.Step.Id, ["title"] = text["step.start"], ["data"] = new ActionRef(null, null).ToJson() });
        }
        return cards.Render("Statements/None", visit.Person, visit.Organisation, data);
    }
}
