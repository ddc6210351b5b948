using AimsBot.Core;

namespace AimsBot.Workflows.RiskAcceptances;

/// <summary>The requester takes the request back before it is decided; it is kept (K20).</summary>
public sealed record WithdrawRequest
{
    public static readonly Step Step = new Step<Acceptance, WithdrawRequest>("acceptance.withdraw", "risk-acceptance-withdrawn", Decide)
    {
        Form = _ => new WithdrawRequest(),
        Style = "destructive",
        // What an approver adds meanwhile is no reason to keep asking.
        BindsToBasis = false,
    };

    public static Outcome Decide(Acceptance? acceptance, WithdrawRequest input, StepFacts facts) => AcceptanceWorkflow.Settle(
        acceptance! with { Last = AcceptanceWorkflow.Act("withdrawn", facts) }, AcceptanceStates.Withdrawn, facts);
}
