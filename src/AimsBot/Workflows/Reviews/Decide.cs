using AimsBot.Core;

namespace AimsBot.Workflows.Reviews;

/// <summary>
/// A decision is written down: an improvement, or a change to the AIMS, with who sees to it by when (MR5). What was confirmed
/// before no longer holds: every attendee confirms what stands there.
/// </summary>
public sealed record Decide(DecisionKind? Kind, string Text, string OwnerAddress, DateOnly? Due)
{
    public static readonly IReadOnlyDictionary<string, DecisionKind> Kinds = new Dictionary<string, DecisionKind>
    {
        ["improvement"] = DecisionKind.Improvement,
        ["change"] = DecisionKind.Change,
    };

    public static readonly Step Step = new Step<Review, Decide>("review.decide", "review-decision-taken", On)
    {
        Form = form => new Decide(form.Choice("kind", Kinds), form.RequiredText("text", 2000), form.RequiredText("owner", 200).ToLowerInvariant(), form.Date("due")),
        FormCard = "Reviews/DecideForm",
        Needs = (_, input) => new Needs { Addresses = [input.OwnerAddress] },
    };

    private static Outcome On(Review? body, Decide input, StepFacts facts)
    {
        var wrong = new Dictionary<string, Refusal>();
        if (input.Kind is null) wrong["kind"] = new Refusal("refusal.required");
        if (!facts.Holders.TryGetValue(input.OwnerAddress, out var owner)) wrong["owner"] = new Refusal("review.noSuchPerson", ("address", input.OwnerAddress));
        if (input.Due is null || input.Due < ReviewWorkflow.Today(facts)) wrong["due"] = new Refusal(input.Due is null ? "refusal.required" : "review.duePast");
        if (wrong.Count > 0) return new Corrections(wrong);
        var decision = new Decision(body!.Decisions.Count + 1, input.Kind!.Value, input.Text, owner!.Id, input.Due!.Value, facts.Actor.Person!.Id);
        return new Change(body with { Decisions = [.. body.Decisions, decision], Present = [], Last = ReviewWorkflow.Act("decided", facts) with { Reason = input.Text } }, facts.State!);
    }
}

/// <summary>The view that the review must state: whether the AIMS still suits, suffices and works (MR4).</summary>
public sealed record Conclude(Judgement? Suitable, Judgement? Adequate, Judgement? Effective, string Text, string? NoDecisions)
{
    public static readonly IReadOnlyDictionary<string, Judgement> Judgements = new Dictionary<string, Judgement>
    {
        ["yes"] = Judgement.Yes,
        ["partly"] = Judgement.Partly,
        ["no"] = Judgement.No,
    };

    public static readonly Step Step = new Step<Review, Conclude>("review.conclude", "review-concluded", Decide)
    {
        Form = form => new Conclude(form.Choice("suitable", Judgements), form.Choice("adequate", Judgements), form.Choice("effective", Judgements), form.RequiredText("text", 2000), form.Text("none", 1000)),
        FormCard = "Reviews/ConcludeForm",
    };

    private static Outcome Decide(Review? body, Conclude input, StepFacts facts)
    {
        var wrong = new Dictionary<string, Refusal>();
        if (input.Suitable is null) wrong["suitable"] = new Refusal("refusal.required");
        if (input.Adequate is null) wrong["adequate"] = new Refusal("refusal.required");
        if (input.Effective is null) wrong["effective"] = new Refusal("refusal.required");
        if (wrong.Count > 0) return new Corrections(wrong);
        var conclusion = new Conclusion(input.Suitable!.Value, input.Adequate!.Value, input.Effective!.Value, input.Text) { NoDecisions = input.NoDecisions };
        return new Change(body! with { Conclusion = conclusion, Present = [], Last = ReviewWorkflow.Act("concluded", facts) }, facts.State!);
    }
}
