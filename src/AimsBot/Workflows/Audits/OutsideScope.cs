using AimsBot.Core;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Audits;

/// <summary>
/// An auditor from outside reads what their items are about, and no more than an auditor of the organisation would: the record that
/// an item is, what was drawn as its sample, and what was named as its evidence, while the audit runs (IA6).
/// </summary>
public sealed class OutsideScope(Catalogue catalogue, IRecordStore store) : IOutsideScope
{
    private static readonly string[] AtWork = [AuditStates.Running, AuditStates.Reporting];

    public async Task<bool> CoversAsync(Organisation organisation, Person guest, Head head, CancellationToken cancel)
    {
        if (!IsForAuditors(head.Type)) return false;
        foreach (var state in AtWork)
        {
            var audits = await store.QueryAsync(organisation.Id, new RecordQuery { Type = AuditWorkflow.TypeName, State = state, NewestFirst = true }, cancel);
            foreach (var audit in audits.Heads)
            {
                var body = audit.Read<Audit>();
                if (body.Auditors.Any(a => guest.Is(a)) && (await BehindAsync(organisation, audit.Id, body, guest, cancel)).Contains(head.Id)) return true;
            }
        }
        return false;
    }

    private bool IsForAuditors(string type) => catalogue.WhoMayRead(type).Whole is var readers && (readers.Contains(Who.Member) || readers.Contains(Role.InternalAuditor));

    /// <summary>What stands behind the items of the guest; of all items where the guest leads the audit.</summary>
    private async Task<HashSet<RecordId>> BehindAsync(Organisation organisation, RecordId id, Audit audit, Person guest, CancellationToken cancel)
    {
        var isLead = guest.Is(audit.Lead);
        var items = audit.Items.Where(i => isLead || guest.Is(i.Auditor)).Select(i => i.Id).ToHashSet();
        var behind = items.Select(RecordId.Parse).OfType<RecordId>().ToHashSet();
        foreach (var result in audit.Results.Where(r => items.Contains(r.Item))) Add(result.Sample, result.Evidence);
        foreach (var auditor in audit.Auditors.Where(a => isLead || guest.Is(a)))
        {
            if (await store.LoadAsync(organisation.Id, AuditWorkflow.ChecklistOf(organisation.Id, id, auditor), cancel) is not { } list) continue;
            foreach (var item in list.Read<Checklist>().Items.Where(i => items.Contains(i.Id))) Add(item.Sample, item.Result?.Evidence ?? []);
        }
        return behind;

        void Add(Sample? sample, IReadOnlyList<Evidence> evidence)
        {
            behind.UnionWith(sample?.Picked ?? []);
            behind.UnionWith(evidence.Where(e => e.Kind == EvidenceKind.Record).Select(e => new RecordId(e.Reference)));
        }
    }
}
