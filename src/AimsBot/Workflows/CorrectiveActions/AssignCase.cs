using AimsBot.Core;

namespace AimsBot.Workflows.CorrectiveActions;

/// <summary>A compliance lead says who sees to it. Whoever had it before does not check its effect either.</summary>
public sealed record AssignCase(string OwnerAddress, string Reason)
{
    public static readonly Step Step = new Step<CorrectiveAction, AssignCase>("corrective-action.assign", "corrective-action-assigned", Decide)
    {
        Form = form => new AssignCase(form.RequiredText("owner", 200).ToLowerInvariant(), form.RequiredText("words", 1000)),
        FormCard = "CorrectiveActions/AssignForm",
        Needs = (_, input) => new Needs { Addresses = [input.OwnerAddress] },
    };

    public static Outcome Decide(CorrectiveAction? body, AssignCase input, StepFacts facts)
    {
        if (!facts.Holders.TryGetValue(input.OwnerAddress, out var owner))
            return new Corrections(new Dictionary<string, Refusal> { ["owner"] = new Refusal("case.noSuchOwner") });
        var next = CorrectiveActionWorkflow.Owned(body! with { Last = CorrectiveActionWorkflow.Act("assigned", facts) with { Reason = input.Reason } }, owner, facts);
        return CorrectiveActionWorkflow.Settle(next, facts.State!, facts);
    }
}
