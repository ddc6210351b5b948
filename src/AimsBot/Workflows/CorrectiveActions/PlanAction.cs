using AimsBot.Core;

namespace AimsBot.Workflows.CorrectiveActions;

/// <summary>What is to be done about the cause, and by when. From now on the reminders count from that day.</summary>
public sealed record PlanAction(string Action, DateOnly? Due)
{
    public static readonly Step Step = new Step<CorrectiveAction, PlanAction>("corrective-action.plan", "corrective-action-planned", Decide)
    {
        Form = Read,
        FormCard = "CorrectiveActions/PlanForm",
    };

    public static Outcome Decide(CorrectiveAction? body, PlanAction input, StepFacts facts)
    {
        if (input.Due is not { } due || due < CorrectiveActionWorkflow.Today(body!, facts))
            return new Corrections(new Dictionary<string, Refusal> { ["due"] = new Refusal(input.Due is null ? "refusal.required" : "case.duePast") });
        var next = body! with { Plan = new ActionPlan(input.Action, due), Asked = null, Last = CorrectiveActionWorkflow.Act("planned", facts) };
        return CorrectiveActionWorkflow.Settle(CorrectiveActionWorkflow.DueOn(next, due, facts), CaseStates.Planned, facts);
    }

    private static PlanAction Read(FormReader form) => new(form.RequiredText("action", 3000), form.Date("due"));
}

/// <summary>Work on it has begun.</summary>
public sealed record StartAction
{
    public static readonly Step Step = new Step<CorrectiveAction, StartAction>("corrective-action.start", "corrective-action-started", Decide)
    {
        Form = _ => new StartAction(),
        Style = "positive",
    };

    public static Outcome Decide(CorrectiveAction? body, StartAction input, StepFacts facts) => CorrectiveActionWorkflow.Settle(
        body! with { Last = CorrectiveActionWorkflow.Act("started", facts) }, CaseStates.InProgress, facts);
}
