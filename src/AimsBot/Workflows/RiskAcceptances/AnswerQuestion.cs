using AimsBot.Core;

namespace AimsBot.Workflows.RiskAcceptances;

/// <summary>The requester answers. Approvals so far were given without it, so they are asked for anew.</summary>
public sealed record AnswerQuestion(string Answer)
{
    public static readonly Step Step = new Step<Acceptance, AnswerQuestion>("acceptance.answer", "risk-acceptance-answered", Decide)
    {
        Form = form => new AnswerQuestion(form.RequiredText("reason", 3000)),
        FormCard = "Risks/DecideForm",
        Style = "positive",
    };

    public static Outcome Decide(Acceptance? acceptance, AnswerQuestion input, StepFacts facts) => AcceptanceWorkflow.Settle(
        acceptance! with { Answer = input.Answer, Votes = [], Last = AcceptanceWorkflow.Act("answered", facts) with { Reason = input.Answer } },
        AcceptanceStates.Waiting,
        facts);
}
