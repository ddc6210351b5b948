using AimsBot.Core;

namespace AimsBot.Workflows.RiskAcceptances;

/// <summary>An approver says no, with a reason. One no is enough, and the request is kept (K20).</summary>
public sealed record RefuseRisk(string Reason)
{
    public static readonly Step Step = new Step<Acceptance, RefuseRisk>("acceptance.refuse", "risk-acceptance-refused", Decide)
    {
        Form = form => new RefuseRisk(form.RequiredText("reason", 3000)),
        FormCard = "Risks/DecideForm",
        Style = "destructive",
    };

    public static Outcome Decide(Acceptance? acceptance, RefuseRisk input, StepFacts facts) => AcceptanceWorkflow.Settle(
        acceptance! with { Last = AcceptanceWorkflow.Act("refused", facts) with { Reason = input.Reason, For = AcceptanceWorkflow.Other(AcceptanceWorkflow.VoteOf(acceptance, facts)) } },
        AcceptanceStates.Refused,
        facts);
}
