using AimsBot.Core;
using AimsBot.Core.Documents;

namespace AimsBot.Workflows.Policies;

/// <summary>The draft is written anew, or a new version of what is in force begins.</summary>
public sealed record RevisePolicy(DraftPolicy Details)
{
    public static readonly Step Step = new Step<Policy, RevisePolicy>("policy.revise", "policy-revised", Decide)
    {
        Form = form => new RevisePolicy(DraftPolicy.Read(form, keepsText: true)),
        FormCard = "Policies/PolicyForm",
        Needs = (policy, input) => input.Details.Needs with { Documents = [.. new[] { HashOf(policy!) }.OfType<string>()] },
    };

    private static string? HashOf(Policy policy) => policy.Draft?.Hash ?? policy.Current?.Hash;

    // A text that the field holds was there to be changed: left empty it is missing.
    public static Outcome Decide(Policy? policy, RevisePolicy input, StepFacts facts) =>
        input.Details.Text.Length == 0 && !(HashOf(policy!) is { } hash && facts.Documents.GetValueOrDefault(hash)?.Length > ShownText.MostAtOnce)
            ? new Corrections(new Dictionary<string, Refusal> { ["text"] = new Refusal("refusal.required") })
            : input.Details.On(policy!, facts, facts.State == PolicyStates.Draft ? PolicyStates.Draft : PolicyStates.Revised, "revised");
}
