using AimsBot.Core;

namespace AimsBot.Workflows.CorrectiveActions;

/// <summary>The planned action is carried out. Whether it works is seen later, and by somebody else (N3).</summary>
public sealed record FinishAction(string What)
{
    public static readonly Step Step = new Step<CorrectiveAction, FinishAction>("corrective-action.done", "corrective-action-done", Decide)
    {
        Form = form => new FinishAction(form.RequiredText("words", 3000)),
        FormCard = CaseCards.WordsForm,
        Style = "positive",
    };

    public static Outcome Decide(CorrectiveAction? body, FinishAction input, StepFacts facts)
    {
        var from = CorrectiveActionWorkflow.Today(body!, facts).AddDays(CorrectiveActionWorkflow.DaysToJudge(body!.Grade));
        var next = body with
        {
            Done = new WorkDone(input.What, facts.Actor.Person!.Id, facts.Now, from),
            Asked = null,
            Escalated = 0,
            Last = CorrectiveActionWorkflow.Act("done", facts),
        };
        return CorrectiveActionWorkflow.Settle(next, CaseStates.AwaitingEffectiveness, facts);
    }
}
