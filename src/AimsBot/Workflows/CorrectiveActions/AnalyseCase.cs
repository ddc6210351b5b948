using AimsBot.Core;

namespace AimsBot.Workflows.CorrectiveActions;

/// <summary>
/// Why it happened, and where else it was looked for (N2). Straight from open it needs the reason why there was nothing to
/// contain, and after a try that did not work the reason why this is another cause.
/// </summary>
public sealed record AnalyseCase(string Cause, bool? FoundElsewhere, string Checked, string? Reason)
{
    public static readonly IReadOnlyDictionary<string, bool> Answers = new Dictionary<string, bool> { ["yes"] = true, ["no"] = false };

    public static readonly Step Step = new Step<CorrectiveAction, AnalyseCase>("corrective-action.analyse", "nonconformity-analysed", Decide)
    {
        Form = form => new AnalyseCase(
            form.RequiredText("cause", 3000), form.Choice("elsewhere", Answers), form.RequiredText("checked", 3000), form.Text("reason", 3000)),
        FormCard = "CorrectiveActions/AnalyseForm",
    };

    public static Outcome Decide(CorrectiveAction? body, AnalyseCase input, StepFacts facts)
    {
        var wrong = new Dictionary<string, Refusal>();
        if (input.FoundElsewhere is null) wrong["elsewhere"] = new Refusal("case.elsewhereMissing");
        if (input.Checked.Length == 0) wrong["checked"] = new Refusal("case.checkedMissing");
        if (NeedsReason(facts.State!) && input.Reason is null) wrong["reason"] = new Refusal("case.reasonMissing");
        if (wrong.Count > 0) return new Corrections(wrong);
        var next = body! with
        {
            Correction = facts.State == CaseStates.Open ? input.Reason : body.Correction,
            Analysis = new Analysis(input.Cause, input.FoundElsewhere!.Value, input.Checked),
            Last = CorrectiveActionWorkflow.Act("analysed", facts) with { Reason = input.Reason },
        };
        return CorrectiveActionWorkflow.Settle(next, CaseStates.Analysed, facts);
    }

    /// <summary>Whether the way from this state leaves something out that is to be explained.</summary>
    public static bool NeedsReason(string state) => state is CaseStates.Open or CaseStates.Reopened;
}
