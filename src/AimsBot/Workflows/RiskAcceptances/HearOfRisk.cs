using AimsBot.Core;
using AimsBot.Core.Channels;

namespace AimsBot.Workflows.RiskAcceptances;

/// <summary>
/// The risk or its system is no longer what was asked about: a request returns (K14), an acceptance ends early, is to be
/// confirmed, or only shows what happened (K18).
/// </summary>
public sealed record HearOfRisk
{
    /// <summary>How long an approver has to confirm.</summary>
    public const int DaysToConfirm = 14;

    private static readonly string[] Shown = ["incident-s4", "incident-s3"];
    private static readonly string[] ShownOnAcceptance = ["incident-s4", "scores", "plan", "method"];

    // An approver says whether it still stands.
    private static readonly string[] Doubts = ["incident-s3", "impact-high"];

    public static readonly Step Step = new Step<Acceptance, Notice>("acceptance.hear", "risk-change-heard", Decide)
    {
        Needs = (_, _) => new Needs { Roles = AcceptanceWorkflow.Helpers },
    };

    public static Outcome Decide(Acceptance? acceptance, Notice input, StepFacts facts)
    {
        var next = acceptance! with { Last = AcceptanceWorkflow.Act("heard", facts) with { Reason = input.What } };
        var words = input.What.Split(' ');
        if (facts.State != AcceptanceStates.Accepted)
        {
            return words.All(Shown.Contains)
                ? AcceptanceWorkflow.Settle(next, facts.State!, facts)
                : AcceptanceWorkflow.Settle(next with { Last = next.Last! with { What = "returned" } }, AcceptanceStates.Returned, facts);
        }
        if (words.All(ShownOnAcceptance.Contains)) return AcceptanceWorkflow.Settle(next, AcceptanceStates.Accepted, facts);
        if (words.All(Doubts.Contains))
        {
            next = next with { ConfirmBy = next.ConfirmBy ?? facts.Now.AddDays(DaysToConfirm), Last = next.Last! with { What = "doubted" } };
            return AcceptanceWorkflow.Settle(next, AcceptanceStates.Accepted, facts).Again(next.Deciders, Lane.Decisions);
        }
        return AcceptanceWorkflow.Settle(next with { ConfirmBy = null, Last = next.Last! with { What = "ended" } }, AcceptanceStates.Ended, facts)
            .Again([next.RequestedBy, next.RiskOwner], Lane.Decisions);
    }
}
