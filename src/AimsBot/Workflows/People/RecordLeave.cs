using AimsBot.Core;
using AimsBot.Core.People;

namespace AimsBot.Workflows.People;

/// <summary>
/// A manager puts down that somebody of their line is away, both days included; without a last day it is open. Empty it is taken back.
/// Whoever is away for long is asked nothing until then.
/// </summary>
public sealed record RecordLeave(DateOnly? From, DateOnly? Until)
{
    public static readonly Step Step = new Step<PersonDetails, RecordLeave>("person.record-leave", "leave-recorded", Decide)
    {
        Form = form => new RecordLeave(form.Date("from"), form.Date("until")),
        FormCard = "People/LeaveForm",
        MovesBasis = false,
        BindsToBasis = false,
    };

    public static Outcome Decide(PersonDetails? person, RecordLeave input, StepFacts facts)
    {
        if (input.Until is { } until && (input.From is not { } from || until < from))
            return new Corrections(new Dictionary<string, Refusal> { ["until"] = new Refusal("leave.noDays") });
        return new Change(person! with { LeaveFrom = input.From, LeaveUntil = input.Until }, facts.State!);
    }
}
