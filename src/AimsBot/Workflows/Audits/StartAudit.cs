using AimsBot.Core;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Audits;

/// <summary>
/// The lead auditor starts: each item goes to an auditor whom nothing keeps from it (IA5), as evenly as that allows, and each
/// auditor gets a checklist. Where nobody is independent of an item the audit does not start, and it is said why.
/// </summary>
public sealed record StartAudit
{
    private const int MostNamed = 8;

    public static readonly Step Step = new Step<Audit, StartAudit>("audit.start", "audit-started", Decide)
    {
        Form = _ => new StartAudit(),
        Needs = (body, _) => IndependenceNeeds(body!),
        Style = "positive",
    };

    /// <summary>What independence is judged by: the trails of the things, the auditors and their roles.</summary>
    public static Needs IndependenceNeeds(Audit audit) => new()
    {
        Roles = [Role.ComplianceLead],
        Records = [.. audit.Items.Select(i => i.Record).OfType<RecordId>(), .. audit.Auditors],
        Trails = Independence.Types,
        TrailsOf = [.. audit.Items.Select(i => i.Record).OfType<RecordId>(), .. audit.Auditors],
    };

    public static Outcome Decide(Audit? body, StartAudit input, StepFacts facts)
    {
        var auditors = body!.Auditors.Where(id => facts.Records.TryGetValue(id, out var head) && Person.From(head).IsActive).ToArray();
        var load = auditors.ToDictionary(id => id, _ => 0);
        var assigned = new List<AuditItem>();
        var without = new List<string>();
        foreach (var item in body.Items)
        {
            var free = auditors.Where(id => Independence.Standing(id, item.Id, body, facts) is null).ToArray();
            if (free.Length == 0)
            {
                without.Add(item.Id);
                continue;
            }
            var auditor = free.MinBy(id => load[id]);
            load[auditor]++;
            assigned.Add(item with { Auditor = auditor });
        }
        if (without.Count > 0)
            return new Refusal("audit.nobodyIndependent", ("items", string.Join(", ", without.Take(MostNamed)) + (without.Count > MostNamed ? " …" : "")), ("count", AuditCards.Number(without.Count)));
        var next = body with { Items = assigned, Last = AuditWorkflow.Act("started", facts) };
        return AuditWorkflow.Tell(next, AuditStates.Running, next.Auditors) with
        {
            // Also for those who have no item yet: one may be handed over to them.
            FollowUps = [.. auditors.Select(auditor => Open(next, auditor, facts))],
        };
    }

    private static NewFollowUp Open(Audit audit, RecordId auditor, StepFacts facts)
    {
        var items = audit.Items.Where(i => i.Auditor == auditor).Select(i => new ChecklistItem(i.Id, i.Title));
        return new NewFollowUp(OpenChecklist.Step, null, new OpenChecklist(facts.Record, audit.Title, auditor, audit.Lead, [.. items], audit.Until))
        {
            Key = AuditWorkflow.ChecklistKey(facts.Record, auditor),
        };
    }

    /// <summary>Closes every auditor's checklist.</summary>
    internal static IReadOnlyList<NewFollowUp> CloseAll(Audit audit, StepFacts facts) =>
    [
        .. audit.Auditors
            .Select(auditor => new NewFollowUp(CloseChecklist.Step, AuditWorkflow.ChecklistOf(facts.Organisation.Id, facts.Record, auditor), new CloseChecklist())),
    ];
}

/// <summary>An auditor's answer arrives at the audit; where it was changed, the last one counts. What the lead confirmed stays confirmed.</summary>
public sealed record NoteAnswer(ItemResult Result, string? Requirement, string? Observation)
{
    public static readonly Step Step = new Step<Audit, NoteAnswer>("audit.note-answer", "audit-answer-noted", Decide) { MovesBasis = false };

    public static Outcome Decide(Audit? body, NoteAnswer input, StepFacts facts)
    {
        var item = input.Result.Item;
        var findings = body!.Findings.Where(f => f.Item != item || f.Confirmed is not null).ToList();
        if (input.Result.Result is AuditResult.Minor or AuditResult.Major or AuditResult.Opportunity && findings.All(f => f.Item != item))
        {
            findings.Add(new Finding(
                item, input.Result.Result, input.Requirement ?? item, input.Observation ?? input.Result.Note ?? "", string.Join("\n", input.Result.Evidence), input.Result.Auditor));
        }
        return new Change(body with { Results = [.. body.Results.Where(r => r.Item != item), input.Result], Findings = findings }, facts.State!);
    }
}

/// <summary>An item went from one auditor to another.</summary>
public sealed record NoteHandOver(string Item, RecordId To)
{
    /// <summary>The item with what was drawn and shared for it so far.</summary>
    public ChecklistItem? Open { get; init; }

    public static readonly Step Step = new Step<Audit, NoteHandOver>("audit.note-hand-over", "audit-item-handed-over", Decide) { MovesBasis = false };

    public static Outcome Decide(Audit? body, NoteHandOver input, StepFacts facts)
    {
        var item = body!.Items.First(i => i.Id == input.Item);
        var next = body with { Items = [.. body.Items.Select(i => i == item ? i with { Auditor = input.To } : i)] };
        var to = AuditWorkflow.ChecklistOf(facts.Organisation.Id, facts.Record, input.To);
        return new Change(next, facts.State!) { FollowUps = [new NewFollowUp(TakeOverItem.Step, to, new TakeOverItem(input.Open ?? new ChecklistItem(item.Id, item.Title)))] };
    }
}
