using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Risks;

/// <summary>
/// The day comes near, or has passed, by which the risk is assessed anew (K9): its owner is reminded, and from a week late on
/// the compliance lead too.
/// </summary>
public sealed record ReviewRisk
{
    /// <summary>The notice's word for it.</summary>
    public const string Rhythm = "rhythm";

    public const int LeadAfter = 7;

    public static readonly Step Step = new Step<Risk, ReviewRisk>("risk.review-due", "risk-reassessment-due", Decide)
    {
        Needs = (_, _) => new Needs { Roles = [Role.ComplianceLead] },
        MovesBasis = false,
    };

    public static Outcome Decide(Risk? risk, ReviewRisk input, StepFacts facts)
    {
        var review = risk!.Review!;
        var passed = Review.Ladder.Pass(review.Due, facts.Organisation.Calendar, review.Reminders, facts.Now, sends: true);
        if (passed.Count == 0) return new Refusal(Refusals.NotNow);
        var sent = passed[^1];
        RecordId[] told = [risk.Owner, .. sent.Rung >= LeadAfter ? facts.People[Role.ComplianceLead].Select(p => p.Id) : []];
        return new Change(
            risk with
            {
                Review = Review.On(review.Due, [.. review.Reminders, .. passed], facts),
                ReviewDue = sent.Rung > 0 ? RiskWorkflow.Due(risk, Rhythm) : risk.ReviewDue,
            },
            facts.State!)
        {
            Copies = [.. told.Distinct().Select(id => new NewCopy(id, RiskWorkflow.RiskCard, Lane.Campaigns) { Why = sent.Why, Alone = sent.Rung == Review.Ladder.Last })],
        };
    }
}
