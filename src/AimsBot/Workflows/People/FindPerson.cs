using AimsBot.Core;
using AimsBot.Core.People;

namespace AimsBot.Workflows.People;

/// <summary>A person who could not be reached turned up, or got a card.</summary>
public sealed record FindPerson
{
    public static readonly Step Step = new Step<PersonDetails, FindPerson>("person.find", "person-reached", Decide);

    public static Outcome Decide(PersonDetails? person, FindPerson input, StepFacts facts) =>
        person!.Unreachable ? new Change(person with { Unreachable = false }, facts.State!) : new Refused(new Refusal(Refusals.NotNow));
}
