using System.Text.Json.Nodes;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.People;

/// <summary>Who to turn to: who has which role, as one card; and how many people there are, for those who keep the directory.</summary>
public sealed class RoleList(IRecordStore store, IPeople people, CardMaker cards)
{
    private static readonly Role[] Shown = [Role.ComplianceLead, Role.IncidentHandler, Role.InternalAuditor, Role.Legal, Role.Privacy, Role.TopManagement, Role.Administrator];

    public async Task<RenderedCard> ForAsync(Visit visit, CancellationToken cancel)
    {
        var organisation = visit.Organisation;
        var text = CardText.For("People", visit.Language);
        var roles = new JsonArray();
        foreach (var role in Shown)
        {
            var holders = await people.WithRoleAsync(organisation.Id, role, cancel);
            roles.Add(new JsonObject
            {
                ["role"] = text["role." + Roles.Name(role)],
                ["people"] = holders.Count == 0 ? text["roles.nobody"] : string.Join(", ", holders.Select(p => p.Details.Name).Where(n => n.Length > 0).Take(20)),
            });
        }
        var data = new JsonObject { ["roles"] = roles };
        if (visit.Person.Details.Roles.Contains(Role.Administrator) || visit.Person.Details.Roles.Contains(Role.ComplianceLead))
        {
            data["active"] = await store.CountAsync(organisation.Id, new RecordQuery { Type = PeopleDirectory.PersonType, State = PersonStates.Active }, cancel);
            data["unconfirmed"] = await store.CountAsync(organisation.Id, new RecordQuery { Type = PeopleDirectory.PersonType, State = PersonStates.Active, Date = PeopleDirectory.UnconfirmedDate }, cancel);
        }
        return cards.Render("People/Roles", visit.Person, organisation, data);
    }
}
