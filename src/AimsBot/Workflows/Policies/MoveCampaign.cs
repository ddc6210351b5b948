using AimsBot.Core;

namespace AimsBot.Workflows.Policies;

/// <summary>The last day moves, with a reason. Each person's ladder begins anew, and what was sent stays in their record (M5).</summary>
public sealed record MoveCampaign(DateOnly? Due, string Reason)
{
    public static readonly Step Step = new Step<Campaign, MoveCampaign>("campaign.move", "campaign-moved", Decide)
    {
        Form = Read,
        FormCard = "Policies/MoveForm",
        MovesBasis = false,
    };

    public static Outcome Decide(Campaign? campaign, MoveCampaign input, StepFacts facts) => input.Due < PolicyWorkflow.Today(facts)
        ? new Corrections(new Dictionary<string, Refusal> { ["due"] = new Refusal("campaign.duePast") })
        : new Change(
            campaign! with { Due = input.Due!.Value, Cursor = "", Round = campaign.Round + 1, NextRound = facts.Now, LeadCalled = false, TopManagementCalled = false, Last = PolicyWorkflow.Act("moved", facts) with { Reason = input.Reason } },
            facts.State!);

    private static MoveCampaign Read(FormReader form)
    {
        var due = form.Date("due");
        if (due is null) form.Reject("due", "refusal.required");
        return new MoveCampaign(due, form.RequiredText("words", 1000));
    }
}
