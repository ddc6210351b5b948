using AimsBot.Core;

namespace AimsBot.Workflows.Policies;

/// <summary>The person acknowledged it already, by a record of theirs that was merged into this one's.</summary>
public sealed record InheritAcknowledgement(Confirmation Confirmation)
{
    public static readonly Step Step = new Step<Acknowledgement, InheritAcknowledgement>("acknowledgement.inherit", "acknowledgement-inherited", Decide);

    public static Outcome Decide(Acknowledgement? body, InheritAcknowledgement input, StepFacts facts) => new Change(
        body! with { Confirmation = input.Confirmation, Exemption = null, Undelivered = null, NotForMe = null, Last = PolicyWorkflow.Act("inherited", facts) },
        AcknowledgementStates.Acknowledged);
}
