using AimsBot.Core;

namespace AimsBot.Workflows.CorrectiveActions;

/// <summary>This one case is put right: the correction, which says nothing of the cause (N1).</summary>
public sealed record ContainCase(string Correction)
{
    public static readonly Step Step = new Step<CorrectiveAction, ContainCase>("corrective-action.contain", "nonconformity-contained", Decide)
    {
        Form = form => new ContainCase(form.RequiredText("words", 3000)),
        FormCard = CaseCards.WordsForm,
    };

    public static Outcome Decide(CorrectiveAction? body, ContainCase input, StepFacts facts) => CorrectiveActionWorkflow.Settle(
        body! with { Correction = input.Correction, Last = CorrectiveActionWorkflow.Act("contained", facts) }, CaseStates.Contained, facts);
}
