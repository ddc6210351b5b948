using AimsBot.Core;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.RiskAcceptances;
using AimsBot.Workflows.RiskMethods;

namespace AimsBot.Tests.Workflows.RiskAcceptances;

/// <summary>
/// Every step of an acceptance for every role, relation to the case, band, delegation and state, against the rules written
/// out here a second time: nobody may do anything by accident.
/// </summary>
public class AcceptanceRightsTests
{
    private static readonly Catalogue Catalogue = WorkflowCatalogue.Make();
    private static readonly AcceptanceWorkflow Workflow = new();
    private static readonly Step[] Steps = [.. Workflow.Steps];
    private static readonly DateTimeOffset Now = Commits.Monday;
    private static readonly DateOnly Today = DateOnly.FromDateTime(Now.UtcDateTime);

    private static readonly RecordId Me = new("PER-0000-0001");
    private static readonly RecordId Somebody = new("PER-0000-0002");
    private static readonly RecordId Line = new("PER-0000-0003");
    private static readonly RecordId Next = new("PER-0000-0004");
    private static readonly RecordId Top = new("PER-0000-0005");
    private static readonly RecordId System = new("SYS-0000-0001");

    private static readonly string[] Decisions = ["acceptance.approve-plan", "acceptance.accept", "acceptance.refuse", "acceptance.ask"];
    private static readonly string[] Relations = ["requester", "risk-owner", "system-owner-then", "system-owner-now", "line", "next", "voter", "told"];

    // Nobody lends; or one of the three holders lends to me: for days that are over, are now, or are to come.
    private static readonly (string? From, int Days)[] Delegations =
        [(null, 0), .. new[] { "line", "next", "top" }.SelectMany(holder => new[] { (holder, -1), (holder, 0), (holder, 1) })];

    [Fact, Trait("Rule", "K12"), Trait("Rule", "K13"), Trait("Rule", "K14")]
    public void Each_may_take_what_the_rules_say_and_nothing_else()
    {
        var (checkedRights, allowed) = (0, new HashSet<string>());
        foreach (var one in Cases())
        {
            var facts = FactsOf(one);
            var body = BodyOf(one);
            var actor = Actor.Of(PersonOf(one));
            var relations = Workflow.RelationsOf(actor, body, facts);
            foreach (var step in Steps)
            {
                var isGranted = Catalogue.WhoMayTake(step).Grants(actor, relations) is not null;
                foreach (var state in Workflow.Lifecycle.States)
                {
                    var may = isGranted && Workflow.Lifecycle.Allows(step, state);
                    if (may != May(step.Id, state, one)) Assert.Fail($"{step.Id} is {(may ? "allowed" : "refused")} in {state} for {one}");
                    if (may) allowed.Add(step.Id);
                    checkedRights++;
                }
            }
        }
        Assert.True(checkedRights > 1_000_000, $"{checkedRights} rights were looked at.");
        Assert.Equal([.. Decisions.Concat(["acceptance.answer", "acceptance.answer-law", "acceptance.confirm", "acceptance.revoke", "acceptance.withdraw"]).Order(StringComparer.Ordinal)], allowed.Order(StringComparer.Ordinal));
    }

    /// <summary>The rules, in their own words.</summary>
    private static bool May(string step, string state, Case one)
    {
        var isApart = one.Has("requester") || one.Has("risk-owner") || one.Has("system-owner-then") || one.Has("system-owner-now") || one.Role == Role.InternalAuditor;
        string[] holders = (one.Band, one.IsLate) switch
        {
            (Band.Low, false) => ["line"],
            (Band.Low, true) => ["line", "next", "top"],
            (Band.Medium, false) => ["next"],
            (Band.Medium, true) => ["next", "top"],
            _ => ["top"],
        };
        var holds = holders.Any(holder => holder == "top" ? one.Role == Role.TopManagement : one.Has(holder));
        // Whoever would have to lend to me is me, or is passed over with me.
        var isLent = one.Delegation is { From: { } lender, Days: 0 } && holders.Contains(lender) && !one.Has(lender);
        var decides = !isApart && (holds || isLent);
        return step switch
        {
            _ when Decisions.Contains(step) => state == AcceptanceStates.Waiting && decides,
            "acceptance.confirm" => state == AcceptanceStates.Accepted && decides,
            "acceptance.revoke" => state == AcceptanceStates.Accepted && (decides || one.Has("voter") || one.Role is Role.Legal or Role.ComplianceLead),
            "acceptance.answer" => state == AcceptanceStates.Asked && one.Has("requester"),
            "acceptance.withdraw" => state is AcceptanceStates.Waiting or AcceptanceStates.Asked or AcceptanceStates.AtLegal && one.Has("requester"),
            "acceptance.answer-law" => state == AcceptanceStates.AtLegal && one.Role == Role.Legal && !one.Has("requester"),
            // Everything else is the clock's.
            _ => false,
        };
    }

    private sealed record Case(Role Role, string First, string? Second, Band Band, bool IsLate, (string? From, int Days) Delegation)
    {
        public bool Has(string relation) => First == relation || Second == relation;
    }

    private static IEnumerable<Case> Cases() =>
        from role in Enum.GetValues<Role>()
        from relations in PairsOfRelations()
        from band in Enum.GetValues<Band>()
        from isLate in new[] { false, true }
        from delegation in Delegations
        select new Case(role, relations.First, relations.Second, band, isLate, delegation);

    // None, each, and each two that can be of one person: nobody is their own manager.
    private static IEnumerable<(string First, string? Second)> PairsOfRelations() =>
    [
        ("none", null),
        .. Relations.Select(relation => (relation, (string?)null)),
        .. Relations.SelectMany(first => Relations.Where(second => IsPair(first, second)).Select(second => (first, (string?)second))),
    ];

    private static bool IsPair(string first, string second) => string.CompareOrdinal(first, second) < 0 && (first, second) != ("line", "next");

    private static Person PersonOf(Case one) => PersonWith(Me, one.Role);

    private static Person PersonWith(RecordId id, Role role, Delegation? delegation = null) =>
        new(id, PersonStates.Active, new PersonDetails { Name = id.Value, Roles = [Role.Staff, role], Delegation = delegation });

    private static StepFacts FactsOf(Case one)
    {
        Person Holder(string name, RecordId other, Role role) => one.Has(name) ? PersonOf(one) : PersonWith(other, role, LentBy(name));
        Delegation? LentBy(string name) => one.Delegation.From == name ? new Delegation(Me, Today.AddDays(one.Delegation.Days), Today.AddDays(one.Delegation.Days)) : null;
        IReadOnlyList<Person> top = [PersonWith(Top, Role.TopManagement, LentBy("top")), .. one.Role == Role.TopManagement ? [PersonOf(one)] : Array.Empty<Person>()];
        return new StepFacts
        {
            Now = Now,
            Actor = Actor.Of(PersonOf(one)),
            Organisation = CoreBench.Organisation,
            Record = new RecordId("RAC-0000-0001"),
            People = new Dictionary<Role, IReadOnlyList<Person>> { [Role.TopManagement] = top },
            Line = [Holder("line", Line, Role.Manager), Holder("next", Next, Role.Manager)],
            Records = new Dictionary<RecordId, Head> { [System] = SystemOf(one.Has("system-owner-now") ? Me : Somebody) },
        };
    }

    private static Head SystemOf(RecordId owner) => new()
    {
        Organisation = "demo",
        Id = System,
        Type = "system",
        State = "active",
        Revision = 1,
        Basis = 1,
        Opened = Now,
        Changed = Now,
        Parent = owner,
        LastHash = "",
        Acts = [],
        Body = "{}"u8.ToArray(),
    };

    private static Acceptance BodyOf(Case one) => new()
    {
        System = System,
        RequestedBy = one.Has("requester") ? Me : Somebody,
        RiskOwner = one.Has("risk-owner") ? Me : Somebody,
        SystemOwner = one.Has("system-owner-then") ? Me : Somebody,
        Band = one.Band,
        Authority = RiskMethod.Default.Rule(one.Band).Authority,
        VotesNeeded = RiskMethod.Default.Rule(one.Band).Votes,
        EscalatedTo = one.IsLate ? Authority.TopManagement : null,
        Votes = one.Has("voter") ? [new Vote(Me, Me, VoteAs.TopManagement, Now)] : [],
        Told = one.Has("told") ? [Me] : [],
    };
}
