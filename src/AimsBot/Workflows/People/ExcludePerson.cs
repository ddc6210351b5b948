using AimsBot.Core;
using AimsBot.Core.People;

namespace AimsBot.Workflows.People;

/// <summary>
/// Somebody who was let in before the platform's profile could be read turned out to be a guest, a bot or of another
/// company. What they reported stays.
/// </summary>
public sealed record ExcludePerson
{
    public static readonly Step Step = new Step<PersonDetails, ExcludePerson>("person.exclude", "person-excluded", Decide);

    public static Outcome Decide(PersonDetails? person, ExcludePerson input, StepFacts facts) =>
        new Change(person!, PersonStates.Outsider);
}
