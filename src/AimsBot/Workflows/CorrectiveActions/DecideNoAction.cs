using AimsBot.Core;

namespace AimsBot.Workflows.CorrectiveActions;

/// <summary>Somebody who does not own it decides that the cause need not be acted on: with the correction alone a case closes only so (N1).</summary>
public sealed record DecideNoAction(string Reason)
{
    public static readonly Step Step = new Step<CorrectiveAction, DecideNoAction>("corrective-action.no-cause-action", "no-cause-action-decided", Decide)
    {
        Form = form => new DecideNoAction(form.RequiredText("words", 3000)),
        FormCard = CaseCards.WordsForm,
    };

    public static Outcome Decide(CorrectiveAction? body, DecideNoAction input, StepFacts facts) => CorrectiveActionWorkflow.Settle(
        body! with
        {
            NoCauseAction = new Ruling(input.Reason, facts.Actor.Person!.Id, facts.Now),
            ClosedAt = facts.Now,
            Last = CorrectiveActionWorkflow.Act("no-cause-action", facts) with { Reason = input.Reason },
        },
        CaseStates.Closed,
        facts);
}

/// <summary>There is no nonconformity, says somebody whom it is not about. The record stays (N7).</summary>
public sealed record RejectCase(string Reason)
{
    public static readonly Step Step = new Step<CorrectiveAction, RejectCase>("corrective-action.reject", "nonconformity-rejected", Decide)
    {
        Form = form => new RejectCase(form.RequiredText("words", 3000)),
        FormCard = CaseCards.WordsForm,
        Style = "destructive",
    };

    public static Outcome Decide(CorrectiveAction? body, RejectCase input, StepFacts facts) => CorrectiveActionWorkflow.Settle(
        body! with
        {
            Rejection = new Ruling(input.Reason, facts.Actor.Person!.Id, facts.Now),
            ClosedAt = facts.Now,
            Last = CorrectiveActionWorkflow.Act("rejected", facts) with { Reason = input.Reason },
        },
        CaseStates.Rejected,
        facts);
}
