using AimsBot.Core;
using AimsBot.Core.People;

namespace AimsBot.Workflows.People;

/// <summary>A person is given a role. Nobody gives one to themselves.</summary>
public sealed record GrantRole(Role Role)
{
    public static readonly Step Step = new Step<PersonDetails, GrantRole>("person.grant-role", "role-granted", Decide) { MovesBasis = false };

    public static Outcome Decide(PersonDetails? person, GrantRole input, StepFacts facts) =>
        new Change(person! with { Roles = [.. person.Roles.Append(input.Role).Distinct().Order()] }, facts.State!)
        {
            Notes = new Dictionary<string, string> { ["role"] = Roles.Name(input.Role) },
        };
}
