using AimsBot.Core;

namespace AimsBot.Workflows.SystemRegister;

/// <summary>Another record wants to hear of significant changes of a system, and of incidents on it (V5).</summary>
public sealed record WatchSystem
{
    public static readonly Step Step = new Step<AiSystem, Watcher>("system.watch", "system-watched", Decide) { MovesBasis = false };

    public static Outcome Decide(AiSystem? system, Watcher input, StepFacts facts) =>
        new Change(system! with { Watchers = [.. system.Watchers.Where(w => w.Record != input.Record), input] }, facts.State!);
}
