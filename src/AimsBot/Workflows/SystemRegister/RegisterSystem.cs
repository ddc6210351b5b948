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

    public static readonly IReadOnlyDictionary<string, SystemRole> SystemRoles = new Dictionary<string, SystemRole>
    {
        ["maker"] = SystemRole.Maker,
        ["provider"] = SystemRole.Provider,
        ["deployer"] = SystemRole.Deployer,
        ["user"] = SystemRole.User,
    };

    private const int LongestText = 1000;

    public SystemRole Role { get; init; } = SystemRole.Deployer;
    public string? Purpose { get; init; }
    public string? NotFor { get; init; }
    public string? Affected { get; init; }
    public string? Data { get; init; }
    public string? Model { get; init; }
    public string? Supplier { get; init; }
    public string? Hosting { get; init; }

    public static readonly Step Step = new Step<AiSystem, RegisterSystem>("system.register", "system-registered", Decide)
    {
        Form = Read,
        FormCard = "SystemRegister/SystemForm",
        Needs = (_, input) => NeedsOf(input),
    };

    internal static Needs NeedsOf(RegisterSystem input) => new() { Addresses = [input.OwnerAddress], Listed = [SystemWorkflow.TypeName, BigChange.Listed] };

    public static Outcome Decide(AiSystem? system, RegisterSystem input, StepFacts facts) =>
        Decide(system ?? new AiSystem(), input, facts, SystemStates.Active);

    internal static Outcome Decide(AiSystem system, RegisterSystem input, StepFacts facts, string state)
    {
        if (!facts.Holders.TryGetValue(input.OwnerAddress, out var owner))
            return new Corrections(new Dictionary<string, Refusal> { ["owner"] = new Refusal("system.noSuchOwner") });
        var next = system with
        {
            Name = input.Name,
            Owner = owner.Id,
            Status = input.Status,
            Role = input.Role,
            Purpose = input.Purpose,
            NotFor = input.NotFor,
            Affected = input.Affected,
            Data = input.Data,
            Model = input.Model,
            Supplier = input.Supplier,
            Hosting = input.Hosting,
        };
        var changes = AiSystem.Changes(system, next);
        var news = IsOfNewClass(next.Role, facts) ? BigChange.Tell(facts, BigChange.SystemClass, next.Name) : [];
        if (changes.Count == 0 && facts.State is not null) return new Change(next, state) { FollowUps = [.. news] };
        var what = string.Join(' ', changes);
        // Two changes are never at one instant: by it others see whether they are about the system as it is.
        var changed = facts.Now > system.Changed ? facts.Now : system.Changed.AddMilliseconds(1);
        return new Change(next with { Changed = changed }, state)
        {
            Notes = facts.State is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["changes"] = what },
            FollowUps = [.. next.Tell(new Notice(facts.Record, what)), .. news],
        };
    }

    // What the organisation is to its systems is what is certified of it: one of a kind that no other is of is news.
    private static bool IsOfNewClass(SystemRole role, StepFacts facts) => facts.Listed.GetValueOrDefault(SystemWorkflow.TypeName, [])
        .Where(h => h.State == SystemStates.Active || h.Id == facts.Record)
        .All(h => h.Read<AiSystem>().Role != role);

    internal static RegisterSystem Read(FormReader form) => new(
        form.RequiredText("name", 100),
        form.RequiredText("owner", 200).ToLowerInvariant(),
        form.Choice("status", Statuses) ?? SystemStatus.InUse)
    {
        Role = form.Choice("role", SystemRoles) ?? SystemRole.Deployer,
        Purpose = form.Text("purpose", LongestText),
        NotFor = form.Text("notFor", LongestText),
        Affected = form.Text("affected", LongestText),
        Data = form.Text("data", LongestText),
        Model = form.Text("model", LongestText),
        Supplier = form.Text("supplier", LongestText),
        Hosting = form.Text("hosting", LongestText),
    };
}
