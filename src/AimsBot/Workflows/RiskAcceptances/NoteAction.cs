using AimsBot.Core;

namespace AimsBot.Workflows.RiskAcceptances;

/// <summary>The acceptance hears the number of the corrective action that was opened because it ran out.</summary>
public sealed record NoteAction
{
    public static readonly Step Step = new Step<Acceptance, Notice>("acceptance.note-action", "corrective-action-noted", Decide) { MovesBasis = false };

    public static Outcome Decide(Acceptance? acceptance, Notice input, StepFacts facts) => new Change(acceptance! with { CorrectiveAction = input.About }, facts.State!);
}
