using AimsBot.Core;

namespace AimsBot.Workflows.Risks;

/// <summary>
/// The system changed, or an incident on it was triaged: the risk is to be looked at again, and what was asked for or
/// accepted hears of it (K9, K14, K18).
/// </summary>
public sealed record HearOfSystem
{
    public static readonly Step Step = new Step<Risk, Notice>("risk.hear", "risk-review-due", Decide) { MovesBasis = false };

    public static Outcome Decide(Risk? risk, Notice input, StepFacts facts) => new Change(risk! with { ReviewDue = RiskWorkflow.Due(risk, input.What) }, facts.State!)
    {
        Notes = new Dictionary<string, string> { ["notice"] = $"{input.About} {input.What}" },
        FollowUps = RiskWorkflow.Tell(risk, input),
    };
}
