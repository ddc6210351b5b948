using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;

namespace AimsBot.Workflows.Policies;

/// <summary>The policy is looked at again. That nothing needs to change is a record too (P8).</summary>
public sealed record ReviewPolicy(string Reason)
{
    public static readonly Step Step = new Step<Policy, ReviewPolicy>("policy.review", "policy-reviewed", Decide)
    {
        Form = form => new ReviewPolicy(form.RequiredText("words", 1000)),
        FormCard = WordsForm.Card,
        MovesBasis = false,
    };

    /// <summary>The interval is over, and the owner is asked.</summary>
    public static readonly Step Due = new Step<Policy, ReviewDue>("policy.review-due", "policy-review-due", DecideDue) { MovesBasis = false };

    public static Outcome Decide(Policy? policy, ReviewPolicy input, StepFacts facts) => new Change(
        policy! with
        {
            ReviewDue = PolicyWorkflow.NextReview(policy, facts),
            ReviewAsked = false,
            Last = PolicyWorkflow.Act("reviewed", facts) with { Reason = input.Reason },
        },
        facts.State!)
    {
        Notes = new Dictionary<string, string> { ["no-change"] = input.Reason },
    };

    private static Outcome DecideDue(Policy? policy, ReviewDue input, StepFacts facts) =>
        policy!.ReviewAsked || !(policy.ReviewDue <= facts.Now) ? new Refusal(Refusals.NotNow)
        : new Change(policy with { ReviewAsked = true, Told = [.. policy.Told.Union([policy.Owner])], Last = PolicyWorkflow.Act("review-due", facts) }, facts.State!)
        {
            Copies = [new NewCopy(policy.Owner, PolicyWorkflow.PolicyCard, Lane.Campaigns)],
        };
}

/// <summary>The clock's input.</summary>
public sealed record ReviewDue;
