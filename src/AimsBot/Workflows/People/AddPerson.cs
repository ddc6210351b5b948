using AimsBot.Core;
using AimsBot.Core.People;

namespace AimsBot.Workflows.People;

/// <summary>A person joins the directory: from the people file, or as a member of a listed workspace or tenant.</summary>
public sealed record AddPerson(PersonDetails Details)
{
    public static readonly Step Step = new Step<PersonDetails, AddPerson>("person.add", "person-added", Decide)
    {
        Needs = (_, input) => PersonWorkflow.NeedsToAsk(input.Details),
    };

    // Nobody is born with a role: each is granted, with an entry.
    public static Outcome Decide(PersonDetails? person, AddPerson input, StepFacts facts) =>
        PersonWorkflow.AskToMerge(null, input.Details with { Roles = [Role.Staff] }, PersonStates.Active, facts);
}
