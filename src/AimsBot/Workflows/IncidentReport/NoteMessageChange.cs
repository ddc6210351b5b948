using AimsBot.Core;

namespace AimsBot.Workflows.IncidentReport;

/// <summary>
/// The chat message by which an incident was reported was edited or deleted afterwards. The record keeps what was
/// reported; that the message is no longer what the record says stands in the trail, once.
/// </summary>
public sealed record NoteMessageChange(bool IsDeleted)
{
    public static readonly Step Step = new Step<Incident, NoteMessageChange>("incident.message-changed", "message-changed", Decide) { MovesBasis = false };

    public static Outcome Decide(Incident? incident, NoteMessageChange input, StepFacts facts) =>
        new Change(incident!, facts.State!) { Notes = new Dictionary<string, string> { ["message"] = input.IsDeleted ? "deleted" : "edited" } };
}
