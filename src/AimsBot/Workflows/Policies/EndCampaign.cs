using AimsBot.Core;
using AimsBot.Core.Cards;

namespace AimsBot.Workflows.Policies;

/// <summary>A campaign ends: by a lead, or by what happened to the policy. A last round tells everyone who was still asked.</summary>
public sealed record EndCampaign(string Reason)
{
    public static readonly Step Close = new Step<Campaign, EndCampaign>("campaign.close", "campaign-closed", (campaign, input, facts) => End(campaign!, input, facts, CampaignStates.Closed, "closed"))
    {
        Form = form => new EndCampaign(form.RequiredText("words", 1000)),
        FormCard = WordsForm.Card,
        Style = "destructive",
    };

    public static readonly Step Stop = new Step<Campaign, EndCampaign>("campaign.stop", "campaign-stopped", (campaign, input, facts) => End(campaign!, input, facts, CampaignStates.Stopped, input.Reason));

    private static Change End(Campaign campaign, EndCampaign input, StepFacts facts, string state, string what) =>
        new(campaign with { Cursor = "", Round = campaign.Round + 1, NextRound = facts.Now, Last = PolicyWorkflow.Act(what, facts) with { Reason = input.Reason } }, state);
}
