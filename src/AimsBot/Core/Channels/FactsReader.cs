using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Core.Channels;

/// <summary>Loads what a step, or the rights on a record, must know.</summary>
public sealed class FactsReader(IRecordStore store, IPeople people, TimeProvider clock)
{
    // Longer than any line of managers; a ring that came in from outside ends here too.
    private const int LongestLine = 20;

    public async Task<StepFacts> ReadAsync(
        Organisation organisation, Workflow workflow, Actor actor, RecordId id, Head? head, RecordBody? body, Needs needs, string? channel)
    {
        var members = new Dictionary<Role, IReadOnlyList<Person>>();
        foreach (var role in workflow.RelationRoles) members[role] = await people.WithRoleNowAsync(organisation.Id, role, CancellationToken.None);
        foreach (var role in needs.Roles.Except(workflow.RelationRoles)) members[role] = await people.WithRoleAsync(organisation.Id, role, CancellationToken.None);
        var records = new Dictionary<RecordId, Head>();
        foreach (var other in needs.Records.Concat(body is null ? [] : workflow.RelationRecordsOf(body)).Distinct())
        {
            if (await store.LoadAsync(organisation.Id, other, CancellationToken.None) is { } record) records[other] = record;
        }
        var holders = new Dictionary<string, Person>();
        foreach (var address in needs.Addresses)
        {
            if (await people.HolderAsync(organisation.Id, AccountKey.Email(address), CancellationToken.None) is { } holder &&
                await people.PersonAsync(organisation.Id, holder.Person, CancellationToken.None) is { IsActive: true } person)
                holders[address] = person;
        }
        var listed = new Dictionary<string, IReadOnlyList<Head>>();
        foreach (var type in needs.Listed.Concat(workflow.RelationTypes).Distinct())
            listed[type] = (await store.QueryAsync(organisation.Id, new RecordQuery { Type = type }, CancellationToken.None)).Heads;
        var line = needs.LineOf ?? (body is null ? null : workflow.RelationLineOf(body, records));
        return new StepFacts
        {
            Now = Now(head?.Changed),
            Actor = actor,
            Organisation = organisation,
            Record = id,
            State = head?.State,
            Channel = channel,
            People = members,
            Records = records,
            Holders = holders,
            Listed = listed,
            Line = line is { } below ? await LineAsync(organisation.Id, below) : [],
        };
    }

    private async Task<IReadOnlyList<Person>> LineAsync(string organisation, RecordId below)
    {
        var line = new List<Person>();
        var seen = new HashSet<RecordId> { below };
        var next = (await people.PersonAsync(organisation, below, CancellationToken.None))?.Details.Manager;
        while (next is { } id && seen.Count <= LongestLine && seen.Add(id))
        {
            var manager = await people.PersonAsync(organisation, id, CancellationToken.None);
            if (manager is { IsActive: true }) line.Add(manager);
            next = manager?.Details.Manager;
        }
        return line;
    }

    // The time of an entry is never before the one before it, and has milliseconds as the stored form has.
    private DateTimeOffset Now(DateTimeOffset? before)
    {
        var now = clock.GetUtcNow();
        now = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        return before > now ? before.Value : now;
    }
}
