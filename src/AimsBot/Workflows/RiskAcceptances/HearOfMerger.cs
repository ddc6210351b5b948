using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.RiskAcceptances;

/// <summary>
/// Two records of people that it names turned out to be one human (K13). From then on it names that one; an approval by who
/// asked or owns, or a second one of the same human, counts no more, and an acceptance that rested on it ends.
/// </summary>
public sealed record HearOfMerger
{
    /// <summary>The notice's word for it.</summary>
    private const string Merged = "merged";

    public static readonly Step Step = new Step<Acceptance, Merger>("acceptance.hear-merger", "merger-heard", Decide)
    {
        Needs = (_, _) => new Needs { Roles = AcceptanceWorkflow.Helpers },
    };

    public static Outcome Decide(Acceptance? acceptance, Merger input, StepFacts facts)
    {
        var next = acceptance! with
        {
            RequestedBy = input.Now(acceptance.RequestedBy),
            RiskOwner = input.Now(acceptance.RiskOwner),
            SystemOwner = input.Now(acceptance.SystemOwner),
            Deciders = [.. acceptance.Deciders.Select(input.Now).Distinct()],
            Managers = [.. acceptance.Managers.Select(input.Now).Distinct()],
            Told = [.. acceptance.Told.Select(input.Now).Distinct()],
        };
        RecordId[] apart = [next.RequestedBy, next.RiskOwner, next.SystemOwner, input.Now(Deciders.OwnerOfSystem(next, facts))];
        var plan = acceptance.PlanApproved is { } approved && Named(approved) is var named && Counts(named) ? named : null;
        var votes = new List<Vote>();
        foreach (var vote in acceptance.Votes.Select(Named).Where(Counts))
        {
            if (votes.All(v => v.By != vote.By && v.For != vote.For)) votes.Add(vote);
        }
        next = next with { PlanApproved = plan, Votes = votes };
        var isLess = votes.Count < acceptance.Votes.Count || plan is null != acceptance.PlanApproved is null;
        if (!isLess) return AcceptanceWorkflow.Settle(next, facts.State!, facts);
        next = next with { Last = AcceptanceWorkflow.Act("heard", facts) with { Reason = Merged } };
        if (facts.State != AcceptanceStates.Accepted) return AcceptanceWorkflow.Settle(next, facts.State!, facts);
        return AcceptanceWorkflow.Settle(next with { ConfirmBy = null, Last = next.Last! with { What = "ended" } }, AcceptanceStates.Ended, facts)
            .Again([next.RequestedBy, next.RiskOwner, .. facts.People[Role.ComplianceLead].Select(p => p.Id)], Lane.Decisions);

        Vote Named(Vote vote) => vote with { By = input.Now(vote.By), For = input.Now(vote.For) };

        bool Counts(Vote vote) => !apart.Contains(vote.By) && !apart.Contains(vote.For);
    }
}
