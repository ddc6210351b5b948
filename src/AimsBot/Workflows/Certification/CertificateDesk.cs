using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Certification;

/// <summary>The organisation's certificate as one reader sees it; where there is none yet, how to begin.</summary>
public sealed class CertificateDesk(Catalogue catalogue, IRecordStore store, CardMaker cards)
{
    /// <summary>The one that counts: the newest that was not withdrawn; none before anybody began.</summary>
    public async Task<Head?> CurrentAsync(Organisation organisation, CancellationToken cancel)
    {
        var all = await store.AllAsync(organisation.Id, new RecordQuery { Type = CertificateWorkflow.TypeName, NewestFirst = true }, cancel);
        return all.FirstOrDefault(h => h.State != CertificateStates.Withdrawn) ?? (all.Count > 0 ? all[0] : null);
    }

    public async Task<RenderedCard> ForAsync(Visit visit, CancellationToken cancel)
    {
        var current = await CurrentAsync(visit.Organisation, cancel);
        if (current is not null && current.State != CertificateStates.Withdrawn && await cards.RecordAsync(visit.Organisation, current, visit.Person, cancel) is { } card) return card;
        var text = CardText.For("Certification", visit.Language);
        var data = new JsonObject();
        if (current is not null) data["before"] = new JsonObject { ["id"] = current.Id.Value, ["data"] = new ActionRef(current.Id, null).ToJson() };
        if (catalogue.WhoMayTake(BeginCertification.Step).Grants(Actor.Of(visit.Person), new HashSet<string>()) is not null)
            data["actions"] = new JsonArray(new JsonObject { ["verb"] = BeginCertification.Step.Id, ["title"] = text["step.begin"], ["data"] = new ActionRef(null, null).ToJson() });
        return cards.Render("Certification/None", visit.Person, visit.Organisation, data);
    }
}
