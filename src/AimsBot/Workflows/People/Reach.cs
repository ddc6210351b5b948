using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;

namespace AimsBot.Workflows.People;

/// <summary>Keeps in a person's record whether they can be reached. Twice is as once: a step that has nothing to change refuses.</summary>
public sealed class Reach(StepRunner runner) : IReach
{
    public Task LostAsync(Organisation organisation, Person person) => TakeAsync(organisation, person, LosePerson.Step, new LosePerson());

    public Task FoundAsync(Organisation organisation, Person person) => TakeAsync(organisation, person, FindPerson.Step, new FindPerson());

    private Task<StepAnswer> TakeAsync(Organisation organisation, Person person, Step step, object input) => runner.RunAsync(
        new InboundAction
        {
            Organisation = organisation.Id,
            Actor = Actor.Host,
            Step = step.Id,
            Record = person.Id,
            Key = $"{step.Id}:{person.Revision}",
            Input = input,
        },
        CancellationToken.None);
}
