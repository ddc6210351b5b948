using AimsBot.Core;
using AimsBot.Core.People;

namespace AimsBot.Workflows.People;

/// <summary>What is known of a person changes: name, manager, zone, accounts. Roles have steps of their own.</summary>
public sealed record UpdatePerson(PersonDetails Details)
{
    public static readonly Step Step = new Step<PersonDetails, UpdatePerson>("person.update", "person-updated", Decide) { MovesBasis = false };

    public static Outcome Decide(PersonDetails? person, UpdatePerson input, StepFacts facts) =>
        new Change(
            input.Details with { Roles = person!.Roles, Version = person.Version, Unknown = person.Unknown, Erased = person.Erased },
            facts.State!);
}
