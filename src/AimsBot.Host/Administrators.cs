using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Workflows.People;

namespace AimsBot.Host;

/// <summary>Makes the configured addresses administrators, once each, with an entry.</summary>
public static class Administrators
{
    public static async Task EnsureAsync(Organisation organisation, Admission admission, IPeople people, StepRunner runner, CancellationToken cancel)
    {
        foreach (var address in organisation.Administrators)
        {
            var key = AccountKey.Email(address);
            var holder = await people.HolderAsync(organisation.Id, key, cancel);
            var person = holder is null ? null : await people.PersonAsync(organisation.Id, holder.Person, cancel);
            if (person is null)
            {
                // Until the person turns up in a chat, the address is all that is known.
                person = await admission.AddAsync(organisation, key, new PersonDetails { Name = address, Email = address }, Actor.Host, cancel);
                await admission.ClaimAsync(organisation, key, person.Id, cancel);
            }
            if (!person.IsActive || person.Details.Roles.Contains(Role.Administrator)) continue;
            await runner.RunAsync(
                new InboundAction
                {
                    Organisation = organisation.Id,
                    Actor = Actor.Host,
                    Step = GrantRole.Step.Id,
                    Record = person.Id,
                    Key = $"configured-administrator:{person.Id}:{person.Details.Roles.Count}",
                    Input = new GrantRole(Role.Administrator),
                },
                cancel);
        }
    }
}
