using AimsBot.Core;

namespace AimsBot.Workflows.RiskAcceptances;

/// <summary>Who accepted withdraws it, or legal or the compliance lead ends it: the law changed, a control failed (K18).</summary>
public sealed record RevokeAcceptance(string Reason)
{
    public static readonly Step Step = new Step<Acceptance, RevokeAcceptance>("acceptance.revoke", "risk-acceptance-revoked", Decide)
    {
        Form = form => new RevokeAcceptance(form.RequiredText("reason", 3000)),
        FormCard = "Risks/DecideForm",
        Style = "destructive",
    };

    public static Outcome Decide(Acceptance? acceptance, RevokeAcceptance input, StepFacts facts) => AcceptanceWorkflow.Settle(
        acceptance! with { ConfirmBy = null, Last = AcceptanceWorkflow.Act("revoked", facts) with { Reason = input.Reason } }, AcceptanceStates.Ended, facts);
}
