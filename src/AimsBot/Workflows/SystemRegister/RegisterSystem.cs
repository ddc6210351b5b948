using AimsBot.Core;

namespace AimsBot.Workflows.SystemRegister;

/// <summary>A system is put on the register, with an owner who answers for it.</summary>
public sealed record RegisterSystem(string Name, string OwnerAddress, SystemStatus Status)
{
    /// <summary>The values that the form's choices send.</summary>
    public static readonly IReadOnlyDictionary<string, SystemStatus> Statuses = new Dictionary<string, SystemStatus>
    {
        ["planned"] = SystemStatus.Planned,
        ["pilot"] = SystemStatus.Pilot,
        ["in-use"] = SystemStatus.InUse,
    };

    public static readonly Step Step = new Step<AiSystem, RegisterSystem>("system.register", "system-registered", Decide)
    {
        Form = Read,
        FormCard = "SystemRegister/SystemForm",
        Needs = (_, input) => new Needs { Addresses = [input.OwnerAddress] },
    };

    public static Outcome Decide(AiSystem? system, RegisterSystem input, StepFacts facts) =>
        Decide(system ?? new AiSystem(), input, facts, SystemStates.Active);

    internal static Outcome Decide(AiSystem system, RegisterSystem input, StepFacts facts, string state)
    {
        if (!facts.Holders.TryGetValue(input.OwnerAddress, out var owner))
            return new Corrections(new Dictionary<string, Refusal> { ["owner"] = new Refusal("system.noSuchOwner") });
        return new Change(system with { Name = input.Name, Owner = owner.Id, Status = input.Status }, state);
    }

    internal static RegisterSystem Read(FormReader form) => new(
        form.RequiredText("name", 100),
        form.RequiredText("owner", 200).ToLowerInvariant(),
        form.Choice("status", Statuses) ?? SystemStatus.InUse);
}
