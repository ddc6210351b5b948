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
    /// <summary>The people who hold the authority themselves, and those of the next one where that had too few, or did not decide in time.</summary>
    public static IReadOnlyList<(Person Person, VoteAs As)> Of(Acceptance acceptance, StepFacts facts)
    {
        var deciders = new List<(Person Person, VoteAs As)>();
        var last = acceptance.EscalatedTo ?? acceptance.Authority;
        for (var authority = acceptance.Authority; authority <= last || (authority <= Authority.TopManagement && deciders.Count < Needed(acceptance)); authority++)
            deciders.AddRange(Holders(authority, acceptance, facts).Where(h => deciders.All(d => d.Person.Id != h.Person.Id)));
        return deciders;
    }

    /// <summary>How many more have to accept. Where everybody has to, those count who have the authority now.</summary>
    public static int Missing(Acceptance acceptance, StepFacts facts)
    {
        var missing = Needed(acceptance) - acceptance.Votes.Count;
        if (IsForAll(acceptance)) missing = Math.Max(missing, Of(acceptance, facts).Count(d => !HasAccepted(d.Person, acceptance)));
        return Math.Max(0, missing);
    }

    /// <summary>Those who could still accept, and have not.</summary>
    public static IEnumerable<Person> Silent(Acceptance acceptance, StepFacts facts) =>
        Of(acceptance, facts).Select(d => d.Person).Where(p => !HasAccepted(p, acceptance));

    /// <summary>Under whose authority somebody may decide now: their own before another's; none where they may not.</summary>
    public static (Person For, VoteAs As)? AuthorityOf(Person person, Acceptance acceptance, StepFacts facts)
    {
        if (!IsApart(person, acceptance, facts)) return null;
        var all = Of(acceptance, facts);
        foreach (var (holder, role) in all)
        {
            if (person.Is(holder.Id)) return (holder, role);
        }
        // One who has accepted already lends no second voice.
        foreach (var (holder, role) in all.Where(d => !HasAccepted(d.Person, acceptance)))
        {
            if (person.Is(StandIn(holder, facts))) return (holder, role);
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

    // So many managers up the line as have to accept; the one who is the first for a low risk is passed over for a medium one.
    private static IEnumerable<(Person Person, VoteAs As)> Holders(Authority authority, Acceptance acceptance, StepFacts facts) => authority switch
    {
        Authority.LineManager => facts.Line.Where(p => IsApart(p, acceptance, facts)).Take(Needed(acceptance)).Select(p => (p, VoteAs.LineManager)),
        Authority.NextManager => facts.Line.Skip(1).Where(p => IsApart(p, acceptance, facts)).Take(Needed(acceptance)).Select(p => (p, VoteAs.LineManager)),
        Authority.TopManagement => facts.People[Role.TopManagement].Where(p => IsApart(p, acceptance, facts)).Select(p => (p, VoteAs.TopManagement)),
    };

    // There is one line, and everybody up it would be everybody.
    private static bool IsForAll(Acceptance acceptance) => acceptance is { VotesNeeded: BandRule.All, Authority: Authority.TopManagement };

    private static int Needed(Acceptance acceptance) => Math.Max(1, acceptance.VotesNeeded);

    /// <summary>Whether somebody accepted under this person's authority.</summary>
    public static bool HasAccepted(Person person, Acceptance acceptance) => acceptance.Votes.Any(v => person.Is(v.For));

    private static bool IsApart(Person person, Acceptance acceptance, StepFacts facts) =>
        !person.Is(acceptance.RequestedBy) && !person.Is(acceptance.RiskOwner) &&
        !person.Is(acceptance.SystemOwner) && !person.Is(OwnerOfSystem(acceptance, facts)) &&
        !person.Details.Roles.Contains(Role.InternalAuditor);
}
