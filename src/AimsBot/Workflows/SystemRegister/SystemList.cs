using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.SystemRegister;

/// <summary>The AI systems in use, as one card, with the button for a new one for those who may register it.</summary>
public sealed class SystemList(Catalogue catalogue, IRecordStore store, CardMaker cards)
{
    private const int MostSystems = 30;

    public async Task<RenderedCard> ForAsync(Visit visit, CancellationToken cancel)
    {
        var query = new RecordQuery { Type = "system", State = SystemStates.Active, Limit = MostSystems };
        var page = await store.QueryAsync(visit.Organisation.Id, query, cancel);
        var workflow = catalogue.ByType("system")!;
        var data = new JsonObject
        {
            ["systems"] = new JsonArray([.. page.Heads.Select(h => new JsonObject
            {
                ["id"] = h.Id.Value,
                ["text"] = workflow.TitleOf(workflow.Read(h)),
                ["data"] = new ActionRef(h.Id, null).ToJson(),
            })]),
            ["hidden"] = await store.CountAsync(visit.Organisation.Id, query, cancel) - page.Heads.Count,
        };
        if (catalogue.WhoMayTake(RegisterSystem.Step).Grants(Actor.Of(visit.Person), new HashSet<string>()) is not null)
        {
            var text = CardText.For("SystemRegister", visit.Language);
            data["actions"] = new JsonArray(new JsonObject { ["verb"] = RegisterSystem.Step.Id, ["title"] = text["step.register"], ["data"] = new JsonObject() });
        }
        return cards.Render("SystemRegister/Systems", visit.Person, visit.Organisation, data);
    }
}
