using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Policies;

/// <summary>The policy is in force no more, and nobody is asked for it any longer.</summary>
public sealed record WithdrawPolicy(string Reason)
{
    public static readonly Step Step = new Step<Policy, WithdrawPolicy>("policy.withdraw", "policy-withdrawn", Decide)
    {
        Form = form => new WithdrawPolicy(form.RequiredText("words", 1000)),
        FormCard = WordsForm.Card,
        Needs = (_, _) => new Needs { Page = new RecordQuery { Type = CampaignWorkflow.TypeName, State = CampaignStates.Running } },
        Style = "destructive",
    };

    public static Outcome Decide(Policy? policy, WithdrawPolicy input, StepFacts facts) => PolicyWorkflow.Tell(
        policy! with { ReviewDue = null, ReviewAsked = false, Draft = null, Last = PolicyWorkflow.Act("withdrawn", facts) with { Reason = input.Reason } },
        PolicyStates.Withdrawn,
        [policy.Owner]) with
    {
        FollowUps = CampaignWorkflow.StopAll(facts, "withdrawn"),
    };
}
