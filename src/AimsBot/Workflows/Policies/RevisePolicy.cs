using AimsBot.Core;

namespace AimsBot.Workflows.Policies;

/// <summary>The draft is written anew, or a new version of what is in force begins.</summary>
public sealed record RevisePolicy(DraftPolicy Details)
{
    public static readonly Step Step = new Step<Policy, RevisePolicy>("policy.revise", "policy-revised", Decide)
    {
        Form = form => new RevisePolicy(DraftPolicy.Read(form)),
        FormCard = "Policies/PolicyForm",
        Needs = (_, input) => input.Details.Needs,
    };

    public static Outcome Decide(Policy? policy, RevisePolicy input, StepFacts facts) =>
        input.Details.On(policy!, facts, facts.State == PolicyStates.Draft ? PolicyStates.Draft : PolicyStates.Revised, "revised");
}
