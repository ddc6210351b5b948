using System.Collections.ObjectModel;
using System.Text;
using System.Text.Json;
using AimsBot.Core.Audit;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Core.Channels;

/// <summary>Loads what a step, or the rights on a record, must know.</summary>
public sealed class FactsReader(IRecordStore store, IPeople people, TimeProvider clock)
{
    // Longer than any line of managers; a ring that came in from outside ends here too.
    private const int LongestLine = 20;

    /// <param name="loaded">The records that were read for several steps at once; none: they are to be read.</param>
    public async Task<StepFacts> ReadAsync(
        Organisation organisation, Workflow workflow, Actor actor, RecordId id, Head? head, RecordBody? body, Needs needs, string? channel, IReadOnlyDictionary<RecordId, Head>? loaded = null)
    {
        var members = await MembersAsync(organisation.Id, workflow.RelationRoles, needs.Roles);
        IReadOnlyList<RecordId> asked = body is null ? needs.Records : [.. needs.Records, .. workflow.RelationRecordsOf(body)];
        var records = await RecordsAsync(organisation.Id, asked, loaded);
        var holders = await HoldersAsync(organisation.Id, needs.Addresses);
        var page = needs.Page is { } query ? await store.QueryAsync(organisation.Id, query, CancellationToken.None) : RecordPage.Empty;
        if (needs.WithEach is { } with)
        {
            var beside = await store.LoadEachAsync(organisation.Id, [.. page.Heads.SelectMany(each => with(id, each)).Distinct()], CancellationToken.None);
            records = records.Concat(beside.Where(each => !records.ContainsKey(each.Key))).ToDictionary();
        }
        var now = Now(head?.Changed);
        var listed = await ListedAsync(organisation, [.. needs.Listed, .. needs.Trails, .. workflow.RelationTypes]);
        var line = needs.LineOf ?? (body is null ? null : workflow.RelationLineOf(body, records));
        var trails = await TrailsAsync(organisation.Id, TrailsAskedFor(needs, listed, holders));
        return new StepFacts
        {
            Now = now,
            Actor = actor,
            Organisation = organisation,
            Record = id,
            State = head?.State,
            Channel = channel,
            People = members,
            Records = records,
            Holders = holders,
            Page = page,
            Counts = needs.Counts is { } counts ? await CountsAsync(organisation, counts(id, now)) : ReadOnlyDictionary<string, int>.Empty,
            Documents = await TextsAsync(organisation, needs.Documents),
            Listed = listed,
            Trails = trails,
            Managers = await ManagersAsync(organisation.Id, needs.LinesOf, trails),
            Population = needs.Population is { } population ? await PopulationAsync(organisation.Id, population) : [],
            Line = line is { } below ? await LineAsync(organisation.Id, below) : [],
        };
    }

    // Most steps ask for little: what nobody asked for is not gathered.
    private async ValueTask<IReadOnlyDictionary<Role, IReadOnlyList<Person>>> MembersAsync(string organisation, IReadOnlyList<Role> now, IReadOnlyList<Role> asked)
    {
        if (now.Count == 0 && asked.Count == 0) return ReadOnlyDictionary<Role, IReadOnlyList<Person>>.Empty;
        var members = new Dictionary<Role, IReadOnlyList<Person>>();
        foreach (var role in now) members[role] = await people.WithRoleNowAsync(organisation, role, CancellationToken.None);
        foreach (var role in asked.Except(now)) members[role] = await people.WithRoleAsync(organisation, role, CancellationToken.None);
        return members;
    }

    private async ValueTask<IReadOnlyDictionary<string, Person>> HoldersAsync(string organisation, IReadOnlyList<string> addresses)
    {
        if (addresses.Count == 0) return ReadOnlyDictionary<string, Person>.Empty;
        var holders = new Dictionary<string, Person>();
        foreach (var address in addresses)
        {
            if (await people.HolderAsync(organisation, AccountKey.Email(address), CancellationToken.None) is { } holder &&
                await people.PersonAsync(organisation, holder.Person, CancellationToken.None) is { IsActive: true } person)
                holders[address] = person;
        }
        return holders;
    }

    private static IReadOnlyList<RecordId> TrailsAskedFor(Needs needs, IReadOnlyDictionary<string, IReadOnlyList<Head>> listed, IReadOnlyDictionary<string, Person> holders) =>
        needs.Trails.Count == 0 ? [.. needs.TrailsOf.Distinct()] : [.. needs.Trails.SelectMany(type => listed[type]).Select(h => h.Id).Union(needs.TrailsOf).Union(holders.Values.Select(p => p.Id))];

    private async ValueTask<IReadOnlyDictionary<RecordId, Head>> RecordsAsync(string organisation, IReadOnlyCollection<RecordId> asked, IReadOnlyDictionary<RecordId, Head>? loaded)
    {
        if (asked.Count == 0) return ReadOnlyDictionary<RecordId, Head>.Empty;
        if (loaded is null) return await store.LoadEachAsync(organisation, [.. asked.Distinct()], CancellationToken.None);
        var records = new Dictionary<RecordId, Head>(asked.Count);
        foreach (var id in asked)
        {
            if (loaded.TryGetValue(id, out var head)) records[id] = head;
        }
        return records;
    }

    public async ValueTask<IReadOnlyDictionary<string, IReadOnlyList<Head>>> ListedAsync(Organisation organisation, IReadOnlyList<string> types)
    {
        if (types.Count == 0) return ReadOnlyDictionary<string, IReadOnlyList<Head>>.Empty;
        var listed = new Dictionary<string, IReadOnlyList<Head>>();
        foreach (var type in types.Distinct()) listed[type] = await store.AllAsync(organisation.Id, new RecordQuery { Type = type }, CancellationToken.None);
        return listed;
    }

    public async ValueTask<IReadOnlyDictionary<string, int>> CountsAsync(Organisation organisation, IReadOnlyDictionary<string, RecordQuery> queries)
    {
        var counts = new Dictionary<string, int>();
        foreach (var (name, query) in queries) counts[name] = await store.CountAsync(organisation.Id, query, CancellationToken.None);
        return counts;
    }

    public async ValueTask<IReadOnlyDictionary<string, string>> TextsAsync(Organisation organisation, IReadOnlyList<string> hashes)
    {
        if (hashes.Count == 0) return ReadOnlyDictionary<string, string>.Empty;
        var texts = new Dictionary<string, string>();
        foreach (var hash in hashes.Distinct())
        {
            if (await store.DocumentAsync(organisation.Id, hash, CancellationToken.None) is { } content) texts[hash] = Encoding.UTF8.GetString(content);
        }
        return texts;
    }

    private async ValueTask<IReadOnlyDictionary<RecordId, IReadOnlyList<PastAct>>> TrailsAsync(string organisation, IReadOnlyList<RecordId> records)
    {
        if (records.Count == 0) return ReadOnlyDictionary<RecordId, IReadOnlyList<PastAct>>.Empty;
        var trails = new Dictionary<RecordId, IReadOnlyList<PastAct>>();
        foreach (var record in records)
        {
            var history = await store.HistoryAsync(organisation, record, CancellationToken.None);
            trails[record] = [.. history.Select(PastActOf)];
        }
        return trails;
    }

    private static PastAct PastActOf(AuditEntry entry)
    {
        var header = entry.ReadHeader();
        var index = EntryPayload.Read(entry.Payload).First(f => f.Name == EntryPayload.Index);
        using var content = JsonDocument.Parse(index.Value);
        RecordId? parent = content.RootElement.TryGetProperty("parent", out var id) ? new RecordId(id.GetString()!) : null;
        IReadOnlyList<string> dates = content.RootElement.TryGetProperty("dates", out var keyed) ? [.. keyed.EnumerateObject().Select(d => d.Name)] : [];
        return new PastAct(header.At, header.Actor, header.Verb, parent, dates);
    }

    private async ValueTask<IReadOnlyDictionary<RecordId, IReadOnlyList<Person>>> ManagersAsync(
        string organisation, IReadOnlyList<RecordId> asked, IReadOnlyDictionary<RecordId, IReadOnlyList<PastAct>> trails)
    {
        if (asked.Count == 0 && trails.Count == 0) return ReadOnlyDictionary<RecordId, IReadOnlyList<Person>>.Empty;
        var named = trails.Values.SelectMany(acts => acts).SelectMany(act => new RecordId?[] { new RecordId(act.Actor), act.Parent }).OfType<RecordId>();
        var managers = new Dictionary<RecordId, IReadOnlyList<Person>>();
        foreach (var person in asked.Concat(named.Where(IsPerson)).Distinct()) managers[person] = await LineAsync(organisation, person);
        return managers;
    }

    private static bool IsPerson(RecordId id) => id.Value.StartsWith(PeopleDirectory.PersonPrefix + "-", StringComparison.Ordinal);

    private async ValueTask<IReadOnlyList<RecordId>> PopulationAsync(string organisation, RecordQuery query)
    {
        var heads = await store.AllAsync(organisation, query, CancellationToken.None, Needs.MostOfPopulation);
        return [.. heads.Select(h => h.Id).OrderBy(id => id.Value, StringComparer.Ordinal)];
    }

    public DateTimeOffset Now() => Now(null);

    private async ValueTask<IReadOnlyList<Person>> LineAsync(string organisation, RecordId below)
    {
        var line = new List<Person>();
        var first = await people.PersonAsync(organisation, below, CancellationToken.None);
        var seen = new HashSet<RecordId> { first?.Id ?? below };
        var next = first?.Details.Manager;
        // By the record that a manager lives on as: two records of one human are no line.
        while (next is { } id && seen.Count <= LongestLine && await people.PersonAsync(organisation, id, CancellationToken.None) is { } manager && seen.Add(manager.Id))
        {
            if (manager.IsActive) line.Add(manager);
            next = manager.Details.Manager;
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
