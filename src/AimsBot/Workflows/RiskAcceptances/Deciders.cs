using AimsBot.Core;
using AimsBot.Core.Calendar;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Workflows.RiskMethods;

namespace AimsBot.Workflows.RiskAcceptances;

/// <summary>
/// Who may decide on an acceptance (K12): those whom the band names, without the requester, the owners of risk and system,
/// and auditors (K13), and whoever stands in for one of them on that day.
/// </summary>
public static class Deciders
{
    /// <summary>The people who hold the authority themselves.</summary>
    public static IReadOnlyList<(Person Person, VoteAs As)> Of(Acceptance acceptance, StepFacts facts)
    {
        var deciders = new List<(Person, VoteAs)>();
        var line = facts.Line.Skip(acceptance.Authority == Authority.NextManager ? 1 : 0).Where(p => IsApart(p, acceptance, facts));
        if (acceptance.Authority != Authority.TopManagement && line.FirstOrDefault() is { } manager) deciders.Add((manager, VoteAs.LineManager));
        // Where the line ends, and where it did not answer, the next authority decides.
        if (deciders.Count == 0 || acceptance.IsEscalated)
            deciders.AddRange(facts.People[Role.TopManagement].Where(p => IsApart(p, acceptance, facts) && deciders.All(d => d.Item1.Id != p.Id)).Select(p => (p, VoteAs.TopManagement)));
        return deciders;
    }

    /// <summary>Under whose authority somebody may decide now: their own before another's; none where they may not.</summary>
    public static (Person For, VoteAs As)? AuthorityOf(Person person, Acceptance acceptance, StepFacts facts)
    {
        if (!IsApart(person, acceptance, facts)) return null;
        var all = Of(acceptance, facts);
        foreach (var (holder, role) in all)
        {
            if (holder.Id == person.Id) return (holder, role);
        }
        // One who has accepted already lends no second voice.
        foreach (var (holder, role) in all.Where(d => acceptance.Votes.All(v => v.For != d.Person.Id)))
        {
            if (StandIn(holder, facts) == person.Id) return (holder, role);
        }
        return null;
    }

    /// <summary>Who stands in for somebody today; none on other days. A stand-in passes nothing on, so there is no circle.</summary>
    public static RecordId? StandIn(Person person, StepFacts facts)
    {
        if (person.Details.Delegation is not { } delegation) return null;
        var today = LocalTimes.At(facts.Now, facts.Organisation.TimeZone).Day;
        return delegation.From <= today && today <= delegation.Until ? delegation.To : null;
    }

    /// <summary>Those who get a card: who holds the authority, and who stands in for them and may decide this.</summary>
    public static IReadOnlyList<RecordId> ToTell(Acceptance acceptance, StepFacts facts) =>
    [
        .. Of(acceptance, facts)
            .SelectMany(d => new[] { d.Person.Id, StandIn(d.Person, facts) })
            .OfType<RecordId>()
            // A delegation to the requester or an owner is void for this case.
            .Where(id => id != acceptance.RequestedBy && id != acceptance.RiskOwner && id != OwnerOfSystem(acceptance, facts))
            .Where(id => !facts.Records.TryGetValue(id, out var head) || head.State == PersonStates.Active)
            .Distinct(),
    ];

    /// <summary>The owner of the system as the register has it now.</summary>
    public static RecordId OwnerOfSystem(Acceptance acceptance, StepFacts facts) =>
        facts.Records.GetValueOrDefault(acceptance.System)?.Parent ?? acceptance.SystemOwner;

    private static bool IsApart(Person person, Acceptance acceptance, StepFacts facts) =>
        person.Id != acceptance.RequestedBy && person.Id != acceptance.RiskOwner &&
        person.Id != acceptance.SystemOwner && person.Id != OwnerOfSystem(acceptance, facts) &&
        !person.Details.Roles.Contains(Role.InternalAuditor);
}
