using AimsBot.Core;

namespace AimsBot.Workflows.SystemRegister;

/// <summary>A system goes out of use (V4).</summary>
public sealed record RetireSystem
{
    public static readonly Step Step = new Step<AiSystem, RetireSystem>("system.retire", "system-retired", Decide)
    {
        Form = _ => new RetireSystem(),
        Style = "destructive",
    };

    public static Outcome Decide(AiSystem? system, RetireSystem input, StepFacts facts) =>
        new Change(system!, SystemStates.Retired) { FollowUps = system!.Tell(new Notice(facts.Record, "retired")) };
}
