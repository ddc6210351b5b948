using AimsBot.Core;

namespace AimsBot.Workflows.RiskAcceptances;

/// <summary>After a lesser incident somebody who may accept the risk says that the acceptance still stands (K18).</summary>
public sealed record ConfirmAcceptance(string Reason)
{
    public static readonly Step Step = new Step<Acceptance, ConfirmAcceptance>("acceptance.confirm", "risk-acceptance-confirmed", Decide)
    {
        Form = form => new ConfirmAcceptance(form.RequiredText("reason", 3000)),
        FormCard = "Risks/DecideForm",
        Style = "positive",
    };

    public static Outcome Decide(Acceptance? acceptance, ConfirmAcceptance input, StepFacts facts)
    {
        if (acceptance!.ConfirmBy is null) return new Refusal("acceptance.nothingToConfirm");
        if (AcceptanceWorkflow.Stale(acceptance, facts) is { } stale) return stale;
        return AcceptanceWorkflow.Settle(
            acceptance with { ConfirmBy = null, Last = AcceptanceWorkflow.Act("confirmed", facts) with { Reason = input.Reason } }, AcceptanceStates.Accepted, facts);
    }
}
