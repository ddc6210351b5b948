using AimsBot.Core;

namespace AimsBot.Workflows.SystemRegister;

/// <summary>An incident on the system was triaged: whoever watches it is told how severe it is (K18).</summary>
public sealed record NoteIncident
{
    public static readonly Step Step = new Step<AiSystem, Notice>("system.note-incident", "system-incident-noted", Decide) { MovesBasis = false };

    public static Outcome Decide(AiSystem? system, Notice input, StepFacts facts) => new Change(system!, facts.State!)
    {
        Notes = new Dictionary<string, string> { ["incident"] = $"{input.About} {input.What}" },
        FollowUps = system!.Tell(input),
    };
}
