using AimsBot.Core;

namespace AimsBot.Workflows.RiskAcceptances;

/// <summary>An approver wants to know more before deciding; until the requester answers, nobody decides.</summary>
public sealed record AskBack(string Question)
{
    public static readonly Step Step = new Step<Acceptance, AskBack>("acceptance.ask", "risk-acceptance-questioned", Decide)
    {
        Form = form => new AskBack(form.RequiredText("reason", 3000)),
        FormCard = "Risks/DecideForm",
    };

    public static Outcome Decide(Acceptance? acceptance, AskBack input, StepFacts facts) => AcceptanceWorkflow.Settle(
        acceptance! with { Question = input.Question, Answer = null, Last = AcceptanceWorkflow.Act("asked", facts) with { Reason = input.Question } },
        AcceptanceStates.Asked,
        facts);
}
