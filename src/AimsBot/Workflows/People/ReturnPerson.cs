using AimsBot.Core;
using AimsBot.Core.People;

namespace AimsBot.Workflows.People;

/// <summary>
/// A person who had left is back, or one who was kept out belongs after all, as staff: the roles of before are granted
/// anew or not.
/// </summary>
public sealed record ReturnPerson
{
    public static readonly Step Step = new Step<PersonDetails, ReturnPerson>("person.return", "person-returned", Decide);

    public static Outcome Decide(PersonDetails? person, ReturnPerson input, StepFacts facts) =>
        new Change(person! with { Roles = [Role.Staff] }, PersonStates.Active);
}
