using AimsBot.Core;
using AimsBot.Core.Iso42001;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Audits;

/// <summary>Why somebody does not audit an item.</summary>
/// <param name="Through">Who had to do with it: the auditor, or somebody whom the auditor manages.</param>
public sealed record Conflict(RecordId Auditor, string Item, Involvement How, RecordId? Thing, RecordId Through);

/// <summary>
/// Nobody audits what they owned, wrote, approved or operated within the look-back, nor what somebody whom they manage did
/// (IA4, IA5). It is read from the trails of the things themselves, and from what auditors declare.
/// </summary>
public static class Independence
{
    /// <summary>The types whose trails say who had to do with what.</summary>
    public static readonly IReadOnlyList<string> Types = ["policy", "system", "statement", "method", ProgrammeWorkflow.TypeName];

    // What an act makes of who does it, by its word in the trail.
    private static readonly Dictionary<string, Involvement> Acts = new()
    {
        ["policy-drafted"] = Involvement.Wrote,
        ["policy-revised"] = Involvement.Wrote,
        ["policy-text-added"] = Involvement.Wrote,
        ["policy-approved"] = Involvement.Approved,
        ["policy-reviewed"] = Involvement.Approved,
        ["system-registered"] = Involvement.Wrote,
        ["system-updated"] = Involvement.Operated,
        ["statement-started"] = Involvement.Wrote,
        ["controls-decided"] = Involvement.Wrote,
        ["own-control-added"] = Involvement.Wrote,
        ["statement-approved"] = Involvement.Approved,
        ["method-adopted"] = Involvement.Approved,
        ["method-changed"] = Involvement.Approved,
        ["method-worded"] = Involvement.Approved,
        ["programme-adopted"] = Involvement.Wrote,
        ["programme-changed"] = Involvement.Wrote,
        ["nonconformity-contained"] = Involvement.Operated,
        ["nonconformity-analysed"] = Involvement.Wrote,
        ["corrective-action-planned"] = Involvement.Wrote,
        ["corrective-action-done"] = Involvement.Operated,
        ["no-cause-action-decided"] = Involvement.Approved,
        ["effectiveness-checked"] = Involvement.Approved,
    };

    // Whose parent is their owner.
    private static readonly string[] OwnedTypes = ["policy", "system"];

    // Which of our records a requirement is about, beside the policies that say so themselves.
    private static readonly (string Prefix, string Type)[] About =
    [
        ("5.2", "policy"), ("A.2", "policy"), ("6.1.2", "method"), ("8.2", "method"), ("6.1.3", "statement"), ("9.2.2", ProgrammeWorkflow.TypeName),
        ("A.6.2", "system"), ("A.9", "system"),
    ];

    /// <summary>What keeps an auditor from an item; none where nothing does.</summary>
    public static Conflict? Of(RecordId auditor, string item, IReadOnlyList<Declaration> declared, StepFacts facts)
    {
        // Whoever has two records in the directory is one person, and audits neither the one's work nor the other's.
        var self = facts.Records.TryGetValue(auditor, out var known) ? Person.From(known).Ids.ToHashSet() : [auditor];
        if (declared.Any(d => self.Contains(d.Auditor) && d.Item == item)) return new Conflict(auditor, item, Involvement.Declared, null, auditor);
        var since = facts.Now.AddMonths(-ProgrammeWorkflow.Of(facts).LookBackMonths);
        // Whoever runs the AIMS, or ran it within the look-back, does not audit how it is run (IA6).
        if (Requirements.Find(item) is { IsControl: false } && (IsLead(self, facts) || self.Any(id => WasLead(id, since, facts)))) return new Conflict(auditor, item, Involvement.Operated, null, auditor);
        Conflict? managed = null;
        foreach (var (thing, who, how) in ThingsOf(item, facts).SelectMany(thing => InvolvedIn(thing, since, facts)))
        {
            if (self.Contains(who)) return new Conflict(auditor, item, how, thing, who);
            if (managed is null && facts.Managers.TryGetValue(who, out var line) && line.Any(p => self.Contains(p.Id))) managed = new Conflict(auditor, item, Involvement.Manages, thing, who);
        }
        return managed;
    }

    private static bool IsLead(HashSet<RecordId> self, StepFacts facts) => facts.People.GetValueOrDefault(Role.ComplianceLead)?.Any(p => self.Contains(p.Id)) == true;

    // The trail of a person says which roles they had after each act on it.
    private static bool WasLead(RecordId person, DateTimeOffset since, StepFacts facts)
    {
        var acts = facts.Trails.GetValueOrDefault(person) ?? [];
        return acts.Where((act, i) => act.Dates.Contains(PeopleDirectory.RoleDate(Role.ComplianceLead)) && (i + 1 < acts.Count ? acts[i + 1].At : facts.Now) >= since).Any();
    }

    /// <summary>The conflict as far as nobody overruled it.</summary>
    public static Conflict? Standing(RecordId auditor, string item, Audit audit, StepFacts facts) =>
        audit.Overrules.Any(o => o.Auditor == auditor && o.Item == item) ? null : Of(auditor, item, audit.Declared, facts);

    /// <summary>The records that an item is about.</summary>
    private static IEnumerable<Head> ThingsOf(string item, StepFacts facts)
    {
        if (RecordId.Parse(item) is { } id) return facts.Records.TryGetValue(id, out var record) ? [record] : [];
        string[] types = Statement.RowOf(item) is not null ? ["statement"] : [.. About.Where(a => item == a.Prefix || item.StartsWith(a.Prefix + ".", StringComparison.Ordinal)).Select(a => a.Type)];
        var all = Types.SelectMany(type => facts.Listed.GetValueOrDefault(type) ?? []);
        return all.Where(head => types.Contains(head.Type) || (head.Type == "policy" && Supports(head, item)));
    }

    // A policy says in its own words which clauses and controls it supports.
    private static bool Supports(Head policy, string item)
    {
        using var body = System.Text.Json.JsonDocument.Parse(policy.Body);
        return body.RootElement.TryGetProperty("supports", out var supports) &&
            supports.GetString()!.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries).Any(word => item == word || item.StartsWith(word + ".", StringComparison.Ordinal));
    }

    /// <summary>Who had to do with a record since an instant, from its trail.</summary>
    private static IEnumerable<(RecordId Thing, RecordId Who, Involvement How)> InvolvedIn(Head thing, DateTimeOffset since, StepFacts facts)
    {
        var acts = facts.Trails.GetValueOrDefault(thing.Id) ?? [];
        for (var i = 0; i < acts.Count; i++)
        {
            // Whoever owned it at the beginning of the time that counts owned it in that time.
            var isUntil = i + 1 < acts.Count ? acts[i + 1].At : facts.Now;
            if (isUntil >= since && acts[i].Parent is { } owner && OwnedTypes.Contains(thing.Type)) yield return (thing.Id, owner, Involvement.Owned);
            if (acts[i].At >= since && Acts.TryGetValue(acts[i].Verb, out var how)) yield return (thing.Id, new RecordId(acts[i].Actor), how);
        }
    }
}
