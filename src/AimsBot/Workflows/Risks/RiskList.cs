using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Workflows.RiskMethods;

namespace AimsBot.Workflows.Risks;

/// <summary>The register of risks, as far as the reader sees it: those that nothing covers first. With the buttons to raise one, and to lend one's authority.</summary>
public sealed class RiskList(Catalogue catalogue, IRecordStore store, CardMaker cards)
{
    private const int MostRisks = 25;

    // Wire id of a step of the directory, which is another workflow.
    private const string Delegate = "person.delegate";

    public async Task<RenderedCard> ForAsync(Visit visit, CancellationToken cancel)
    {
        var text = CardText.For("Risks", visit.Language);
        var rows = new JsonArray();
        var hidden = 0;
        foreach (var state in new[] { RiskStates.Unaccepted, RiskStates.Raised, RiskStates.Accepted })
        {
            string? from = null;
            do
            {
                var page = await store.QueryAsync(visit.Organisation.Id, new RecordQuery { Type = "risk", State = state, Continuation = from }, cancel);
                foreach (var head in page.Heads)
                {
                    if (await cards.SightAsync(visit.Organisation, head, visit.Person) != Sight.Whole) continue;
                    if (rows.Count < MostRisks) rows.Add(Row(head, text));
                    else hidden++;
                }
                from = page.Continuation;
            }
            while (from is not null);
        }
        var data = new JsonObject { ["risks"] = rows, ["hidden"] = hidden };
        var actions = new JsonArray { Button(RaiseRisk.Step.Id, text["step.raise"], new ActionRef(null, null)) };
        var method = (await store.QueryAsync(visit.Organisation.Id, new RecordQuery { Type = RiskMethodWorkflow.TypeName, Limit = 1 }, cancel)).Heads;
        if (method.Count > 0) actions.Add(Button(ActionRef.ShowVerb, text["risks.method"], new ActionRef(method[0].Id, null)));
        else if (catalogue.WhoMayTake(ChangeMethod.Adopt).Grants(Actor.Of(visit.Person), new HashSet<string>()) is not null)
            actions.Add(Button(ChangeMethod.Adopt.Id, text["step.adopt"], new ActionRef(null, null)));
        if (visit.Person.Details.Roles.Any(r => r is Role.Manager or Role.TopManagement))
            actions.Add(Button(Delegate, text["risks.delegate"], new ActionRef(visit.Person.Id, null)));
        data["actions"] = actions;
        return cards.Render("Risks/Risks", visit.Person, visit.Organisation, data);
    }

    private JsonObject Row(Head head, CardText text)
    {
        var workflow = catalogue.ByType(head.Type)!;
        var risk = (Risk)workflow.Read(head.Body);
        var band = risk.Current is { } current ? text["band." + RiskWords.Of(current.Band)] + ", " : "";
        return new JsonObject
        {
            ["id"] = head.Id.Value,
            ["text"] = $"({band}{text["state." + head.State]}) {Excerpt.Of(CardMaker.TitleOf(workflow, head, text), 150)}",
            ["data"] = new ActionRef(head.Id, null).ToJson(),
        };
    }

    private static JsonObject Button(string verb, string title, ActionRef target) => new() { ["verb"] = verb, ["title"] = title, ["data"] = target.ToJson() };
}
