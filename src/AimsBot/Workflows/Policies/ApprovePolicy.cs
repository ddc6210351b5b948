using System.Globalization;
using AimsBot.Core;
using AimsBot.Core.Quizzes;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Policies;

/// <summary>
/// Somebody who did not write it approves the draft, and says whether the change is material, and why (P2). What asks for the
/// version before is ended by a material one.
/// </summary>
public sealed record ApprovePolicy(Significance Significance, string Reason)
{
    public static readonly IReadOnlyDictionary<string, Significance> Choices = new Dictionary<string, Significance>
    {
        ["material"] = Significance.Material,
        ["minor"] = Significance.Minor,
    };

    public static readonly Step Step = new Step<Policy, ApprovePolicy>("policy.approve", "policy-approved", Decide)
    {
        Form = form => new ApprovePolicy(form.Choice("significance", Choices) ?? Significance.Material, form.RequiredText("reason", 1000)),
        FormCard = "Policies/ApproveForm",
        Needs = (policy, _) => new Needs
        {
            Page = new RecordQuery { Type = CampaignWorkflow.TypeName, State = CampaignStates.Running },
            Documents = [.. new[] { policy!.Draft!.Quiz }.OfType<string>()],
        },
        Style = "positive",
    };

    public static Outcome Decide(Policy? policy, ApprovePolicy input, StepFacts facts)
    {
        var draft = policy!.Draft!;
        if (Quiz.Unfinished(draft.Quiz is { } hash ? Quiz.Read(facts.Documents.GetValueOrDefault(hash)) : null) is { } unfinished) return unfinished;
        // There is nothing that a first version could be a small change of.
        if (policy.Current is null && input.Significance == Significance.Minor)
            return new Corrections(new Dictionary<string, Refusal> { ["significance"] = new Refusal("policy.firstIsMaterial") });
        var version = new PolicyVersion(
            Number(policy.Current, input.Significance), draft.Hash, draft.EffectiveFrom, input.Significance, input.Reason, draft.Authors, facts.Actor.Person!.Id, facts.Now)
        {
            Link = draft.Link,
            Quiz = draft.Quiz,
        };
        var next = policy with
        {
            Versions = [.. policy.Versions, version],
            Draft = null,
            ReviewDue = PolicyWorkflow.FirstReview(policy, facts),
            ReviewAsked = false,
            Last = PolicyWorkflow.Act("approved", facts) with { Reason = input.Reason },
        };
        return PolicyWorkflow.Tell(next, PolicyStates.Published, [policy.Owner, .. draft.Authors]) with
        {
            FollowUps = input.Significance == Significance.Material ? CampaignWorkflow.StopAll(facts, "superseded") : [],
        };
    }

    private static string Number(PolicyVersion? before, Significance significance)
    {
        var parts = (before?.Number ?? "0.0").Split('.').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return string.Create(CultureInfo.InvariantCulture, $"{(significance == Significance.Material ? parts[0] + 1 : parts[0])}.{(significance == Significance.Material ? 0 : parts[1] + 1)}");
    }
}
