using AimsBot.Core;

namespace AimsBot.Workflows.SystemRegister;

/// <summary>What the register says of a system changes; where that is significant, its watchers hear of it (V5).</summary>
public sealed record UpdateSystem(RegisterSystem Details)
{
    public static readonly Step Step = new Step<AiSystem, UpdateSystem>("system.update", "system-updated", Decide)
    {
        Form = form => new UpdateSystem(RegisterSystem.Read(form)),
        FormCard = "SystemRegister/SystemForm",
        Needs = (_, input) => RegisterSystem.NeedsOf(input.Details),
    };

    public static Outcome Decide(AiSystem? system, UpdateSystem input, StepFacts facts) =>
        RegisterSystem.Decide(system!, input.Details, facts, facts.State!);
}
