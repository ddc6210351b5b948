using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;

namespace AimsBot.Workflows.People;

/// <summary>
/// No chat takes cards for a person any more. Those who can do something about it are told, once until the person is
/// reached again.
/// </summary>
public sealed record LosePerson
{
    public static readonly Step Step = new Step<PersonDetails, LosePerson>("person.lose", "person-unreachable", Decide)
    {
        Needs = (_, _) => new Needs { Roles = [Role.ComplianceLead, Role.Administrator] },
    };

    public static Outcome Decide(PersonDetails? person, LosePerson input, StepFacts facts)
    {
        if (person!.Unreachable) return new Refused(new Refusal(Refusals.NotNow));
        var told = facts.People[Role.ComplianceLead].Concat(facts.People[Role.Administrator]).Select(p => p.Id).Distinct().Where(id => id != facts.Record);
        return new Change(person with { Unreachable = true }, facts.State!)
        {
            Copies = [.. told.Select(id => new NewCopy(id, PersonWorkflow.PersonCard, Lane.Decisions))],
        };
    }
}
