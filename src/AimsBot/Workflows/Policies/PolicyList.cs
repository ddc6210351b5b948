using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Policies;

/// <summary>The policies in force; for a manager how their own line stands, for a lead and top management how each campaign does.</summary>
public sealed class PolicyList(Catalogue catalogue, IRecordStore store, IPeople people, CardMaker cards, FactsReader facts)
{
    private const int MostPolicies = 20;
    private const int MostCampaigns = 5;
    private const int MostPeople = 10;

    public async Task<RenderedCard> ForAsync(Visit visit, CancellationToken cancel)
    {
        var text = CardText.For("Policies", visit.Language);
        var published = await store.QueryAsync(visit.Organisation.Id, new RecordQuery { Type = "policy", State = PolicyStates.Published, Limit = MostPolicies }, cancel);
        var revised = await store.QueryAsync(visit.Organisation.Id, new RecordQuery { Type = "policy", State = PolicyStates.Revised, Limit = MostPolicies }, cancel);
        var running = await store.QueryAsync(
            visit.Organisation.Id, new RecordQuery { Type = CampaignWorkflow.TypeName, State = CampaignStates.Running, NewestFirst = true, Limit = MostCampaigns }, cancel);
        var data = new JsonObject
        {
            ["policies"] = new JsonArray([.. published.Heads.Concat(revised.Heads).OrderBy(h => h.Opened).Select(Row)]),
            ["campaigns"] = new JsonArray(),
            ["lines"] = new JsonArray(),
        };
        var missing = new Dictionary<RecordId, string>();
        var seesFigures = visit.Person.Details.Roles.Any(r => r is Role.ComplianceLead or Role.TopManagement);
        foreach (var head in running.Heads)
        {
            if (seesFigures) data["campaigns"]!.AsArray().Add(await CampaignAsync(visit, head, text));
            if (await LineAsync(visit, head, text, missing, cancel) is { } line) data["lines"]!.AsArray().Add(new JsonObject { ["text"] = line });
        }
        // From here a manager says that somebody is away or has left.
        data["people"] = new JsonArray([.. missing.Take(MostPeople).Select(p => new JsonObject { ["id"] = p.Key.Value, ["name"] = p.Value, ["data"] = new ActionRef(p.Key, null).ToJson() })]);
        var actions = new JsonArray(
            [.. new (Step Step, string Title)[] { (DraftPolicy.Step, "step.draft"), (StartCampaign.Step, "step.start") }
                .Where(b => catalogue.WhoMayTake(b.Step).Grants(Actor.Of(visit.Person), new HashSet<string>()) is not null)
                .Select(b => new JsonObject { ["verb"] = b.Step.Id, ["title"] = text[b.Title], ["data"] = new JsonObject() })]);
        if (actions.Count > 0) data["actions"] = actions;
        return cards.Render("Policies/Policies", visit.Person, visit.Organisation, data);
    }

    private static JsonObject Row(Head head)
    {
        var policy = head.Read<Policy>();
        return new JsonObject { ["id"] = head.Id.Value, ["text"] = $"{policy.Title} {policy.Current?.Number}", ["data"] = new ActionRef(head.Id, null).ToJson() };
    }

    private async Task<JsonObject> CampaignAsync(Visit visit, Head head, CardText text)
    {
        var campaign = head.Read<Campaign>();
        var figures = CampaignFigures.Of(await facts.CountsAsync(visit.Organisation, CampaignFigures.Queries(head.Id, facts.Now())));
        var said = string.Join(", ", PolicyCards.Figures(figures, text).Select(f => $"{f!["name"]}: {f["value"]}"));
        return new JsonObject { ["id"] = head.Id.Value, ["text"] = $"{campaign.Title} {campaign.Number}", ["figures"] = said, ["data"] = new ActionRef(head.Id, null).ToJson() };
    }

    /// <summary>How a manager's own line stands, with the names of those who have not read it; none where nobody of it is asked.</summary>
    private async Task<string?> LineAsync(Visit visit, Head head, CardText text, Dictionary<RecordId, string> missing, CancellationToken cancel)
    {
        var campaign = head.Read<Campaign>();
        var line = new List<Head>();
        foreach (var manager in visit.Person.Ids)
            line.AddRange((await store.QueryAsync(visit.Organisation.Id, new RecordQuery { Type = PeopleDirectory.PersonType, State = PersonStates.Active, Parent = manager }, cancel)).Heads);
        var (read, asked, names) = (0, 0, new List<string>());
        foreach (var person in line)
        {
            var id = AcknowledgementWorkflow.IdOf(visit.Organisation.Id, head.Id, campaign.Number, person.Id);
            if (await store.LoadAsync(visit.Organisation.Id, id, cancel) is not { State: AcknowledgementStates.Pending or AcknowledgementStates.Acknowledged } one) continue;
            asked++;
            if (one.State == AcknowledgementStates.Acknowledged) read++;
            else names.Add(missing[person.Id] = (await people.PersonAsync(visit.Organisation.Id, person.Id, cancel))!.Details.Name);
        }
        if (asked == 0) return null;
        var said = new { title = $"{campaign.Title} {campaign.Number}", read, asked, missing = names.Count == 0 ? "–" : string.Join(", ", names.Take(20)) };
        return text.Format("list.line", JsonSerializer.SerializeToElement(said));
    }
}
