using AimsBot.Core;
using AimsBot.Core.People;

namespace AimsBot.Workflows.People;

/// <summary>
/// What is known of a person changes: name, manager, zone, accounts. Roles have steps of their own, and accounts only
/// ever join: two who link one each at the same time both succeed.
/// </summary>
public sealed record UpdatePerson(PersonDetails Details)
{
    public static readonly Step Step = new Step<PersonDetails, UpdatePerson>("person.update", "person-updated", Decide)
    {
        Needs = (_, input) => PersonWorkflow.NeedsToAsk(input.Details),
        MovesBasis = false,
    };

    public static Outcome Decide(PersonDetails? person, UpdatePerson input, StepFacts facts) =>
        PersonWorkflow.AskToMerge(
            person,
            input.Details with
            {
                Roles = person!.Roles,
                Accounts = [.. person.Accounts.Union(input.Details.Accounts)],
                Aliases = person.Aliases,
                MergedInto = person.MergedInto,
                Delegation = person.Delegation,
                Version = person.Version,
                Unknown = person.Unknown,
                Erased = person.Erased,
            },
            facts.State!,
            facts);
}
