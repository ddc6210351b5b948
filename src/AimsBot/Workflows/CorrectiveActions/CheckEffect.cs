using AimsBot.Core;

namespace AimsBot.Workflows.CorrectiveActions;

/// <summary>
/// Somebody who never owned it says whether the action worked, and by what that was seen (N3). Before the wait is over that
/// needs a reason. What did not work reopens the same case, with what was tried (N4).
/// </summary>
public sealed record CheckEffect(bool? Effective, string Evidence, string? Early)
{
    public static readonly IReadOnlyDictionary<string, bool> Answers = new Dictionary<string, bool> { ["effective"] = true, ["not-effective"] = false };

    public static readonly Step Step = new Step<CorrectiveAction, CheckEffect>("corrective-action.check", "effectiveness-checked", Decide)
    {
        Form = form => new CheckEffect(form.Choice("effective", Answers), form.RequiredText("evidence", 3000), form.Text("early", 1000)),
        FormCard = "CorrectiveActions/CheckForm",
    };

    public static Outcome Decide(CorrectiveAction? body, CheckEffect input, StepFacts facts)
    {
        var wrong = new Dictionary<string, Refusal>();
        if (input.Effective is null) wrong["effective"] = new Refusal("case.effectMissing");
        if (input.Evidence.Length == 0) wrong["evidence"] = new Refusal("refusal.required");
        if (!body!.IsCheckDue(CorrectiveActionWorkflow.Today(body, facts)) && input.Early is null) wrong["early"] = new Refusal("case.earlyMissing");
        if (wrong.Count > 0) return new Corrections(wrong);
        var check = new EffectCheck(input.Effective!.Value, input.Evidence, facts.Actor.Person!.Id, facts.Now) { Early = input.Early };
        if (check.Effective)
        {
            return CorrectiveActionWorkflow.Settle(
                body with { Check = check, ClosedAt = facts.Now, Last = CorrectiveActionWorkflow.Act("effective", facts) with { Reason = input.Evidence } }, CaseStates.Closed, facts);
        }
        var next = body with
        {
            Rounds = [.. body.Rounds, new Round(body.Analysis, body.Plan, body.Done, check)],
            Analysis = null,
            Plan = null,
            Done = null,
            Check = null,
            Last = CorrectiveActionWorkflow.Act("not-effective", facts) with { Reason = input.Evidence },
        };
        var due = CorrectiveActionWorkflow.Today(next, facts).AddDays(CorrectiveActionWorkflow.DaysToPlan);
        return CorrectiveActionWorkflow.Settle(CorrectiveActionWorkflow.DueOn(next, due, facts), CaseStates.Reopened, facts);
    }
}
