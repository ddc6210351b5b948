using AimsBot.Core;
using AimsBot.Core.Documents;
using AimsBot.Core.People;

namespace AimsBot.Workflows.Policies;

/// <summary>A compliance lead writes a policy down; somebody else approves it.</summary>
public sealed record DraftPolicy(string Title, PolicyKind Kind, string Text, string OwnerAddress, DateOnly? EffectiveFrom, int ReviewMonths, string? Supports, string? Link = null)
{
    /// <summary>The values that the form's choices send.</summary>
    public static readonly IReadOnlyDictionary<string, PolicyKind> Kinds = new Dictionary<string, PolicyKind>
    {
        ["ai-policy"] = PolicyKind.AiPolicy,
        ["fairness"] = PolicyKind.Fairness,
        ["data-privacy"] = PolicyKind.DataPrivacy,
        ["human-oversight"] = PolicyKind.HumanOversight,
        ["acceptable-use"] = PolicyKind.AcceptableUse,
        ["other"] = PolicyKind.Other,
    };

    public static readonly IReadOnlyDictionary<string, int> Intervals = new Dictionary<string, int> { ["6"] = 6, ["12"] = 12, ["24"] = 24, ["36"] = 36 };

    public static readonly Step Step = new Step<Policy, DraftPolicy>("policy.draft", "policy-drafted", Decide)
    {
        Form = form => Read(form),
        FormCard = "Policies/PolicyForm",
        Needs = (_, input) => input.Needs,
    };

    internal Needs Needs => new() { Addresses = [OwnerAddress], Roles = [Role.ComplianceLead, Role.TopManagement] };

    public static Outcome Decide(Policy? policy, DraftPolicy input, StepFacts facts) => input.On(policy ?? new Policy(), facts, PolicyStates.Draft, "drafted");

    internal Outcome On(Policy policy, StepFacts facts, string state, string what)
    {
        if (!facts.Holders.TryGetValue(OwnerAddress, out var owner))
            return new Corrections(new Dictionary<string, Refusal> { ["owner"] = new Refusal("policy.noSuchOwner") });
        var author = facts.Actor.Person!.Id;
        var next = policy with
        {
            Title = Title,
            Kind = Kind,
            Owner = owner.Id,
            ReviewMonths = ReviewMonths,
            Supports = Supports,
            Draft = new PolicyDraft(Text.Length > 0 ? ShownText.Hash(Text) : (policy.Draft?.Hash ?? policy.Current?.Hash)!, EffectiveFrom ?? PolicyWorkflow.Today(facts), [.. (policy.Draft?.Authors ?? []).Append(author).Distinct()])
            {
                Link = Link,
                Quiz = policy.Draft is { } draft ? draft.Quiz : policy.Current?.Quiz,
            },
            Last = PolicyWorkflow.Act(what, facts),
        };
        return PolicyWorkflow.TellApprovers(next, state, facts) with { Documents = Text.Length > 0 ? [ShownText.Bytes(Text)] : [] };
    }

    /// <param name="keepsText">Where the text may be left out, since the field does not hold it: then it stays as it is.</param>
    internal static DraftPolicy Read(FormReader form, bool keepsText = false) => new(
        form.RequiredText("title", 150),
        form.Choice("kind", Kinds) ?? PolicyKind.Other,
        keepsText ? form.Text("text", ShownText.MostAtOnce) ?? "" : form.RequiredText("text", ShownText.MostAtOnce),
        form.RequiredText("owner", 200).ToLowerInvariant(),
        form.Date("effective"),
        form.Choice("review", Intervals) ?? 12,
        form.Text("supports", 300),
        ReadLink(form));

    private static string? ReadLink(FormReader form)
    {
        var link = form.Text("link", 1000);
        if (link is not null && !(Uri.TryCreate(link, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps)) form.Reject("link", "policy.noLink");
        return link;
    }
}
