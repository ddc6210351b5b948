using AimsBot.Core;
using AimsBot.Core.People;

namespace AimsBot.Workflows.People;

/// <summary>A role is taken from a person. Nobody takes one from themselves.</summary>
public sealed record TakeRole(Role Role)
{
    public static readonly Step Step = new Step<PersonDetails, TakeRole>("person.take-role", "role-taken", Decide) { MovesBasis = false };

    public static Outcome Decide(PersonDetails? person, TakeRole input, StepFacts facts) =>
        new Change(person! with { Roles = [.. person.Roles.Where(r => r != input.Role)] }, facts.State!)
        {
            Notes = new Dictionary<string, string> { ["role"] = Roles.Name(input.Role) },
        };
}
