using AimsBot.Core;

namespace AimsBot.Workflows.RiskAcceptances;

/// <summary>The first of two approvals: the treatment plan (K11). It outlives the acceptance.</summary>
public sealed record ApprovePlan
{
    public static readonly Step Step = new Step<Acceptance, ApprovePlan>("acceptance.approve-plan", "treatment-plan-approved", Decide)
    {
        Form = _ => new ApprovePlan(),
        MovesBasis = false,
        IsOnce = true,
    };

    public static Outcome Decide(Acceptance? acceptance, ApprovePlan input, StepFacts facts)
    {
        if (acceptance!.PlanApproved is not null) return new Refusal(Refusals.NotNow);
        if (AcceptanceWorkflow.Stale(acceptance, facts) is { } stale) return stale;
        var vote = AcceptanceWorkflow.VoteOf(acceptance, facts);
        return AcceptanceWorkflow.Settle(
            acceptance with { PlanApproved = vote, Last = AcceptanceWorkflow.Act("plan-approved", facts) with { For = AcceptanceWorkflow.Other(vote) } }, facts.State!, facts);
    }
}
