using AimsBot.Core;

namespace AimsBot.Workflows.Policies;

/// <summary>A lead takes the list of everyone out as a file. That is an act of its own (E13); the receipt has the address.</summary>
public sealed record ExportCampaign
{
    public static readonly Step Step = new Step<Campaign, ExportCampaign>("campaign.export", "campaign-exported", Decide)
    {
        Form = _ => new ExportCampaign(),
        MovesBasis = false,
        BindsToBasis = false,
    };

    public static Outcome Decide(Campaign? campaign, ExportCampaign input, StepFacts facts) =>
        new Change(campaign! with { Last = PolicyWorkflow.Act("exported", facts) }, facts.State!);
}
