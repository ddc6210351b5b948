using System.Globalization;
using System.Text.Json;
using AimsBot.Core.Records;

namespace AimsBot.Core.Audit;

/// <summary>What a look at a whole organisation's trail found.</summary>
public sealed record TrailReport
{
    public int Records { get; init; }
    public int Entries { get; init; }

    /// <summary>How many field values were erased, each under an erasure that is itself an entry.</summary>
    public int Erased { get; init; }

    public int Seals { get; init; }

    /// <summary>When the last seal was made.</summary>
    public DateTimeOffset? SealedAt { get; init; }

    /// <summary>Entries younger than the last seal: their own chains bind them, and no seal yet.</summary>
    public int NotSealed { get; init; }

    /// <summary>The first thing that does not fit, as <c>where: what</c>; none where all fits.</summary>
    public string? Fault { get; init; }
}

/// <summary>
/// Checks an organisation whole: each record against its own chain, the seals against each other, and every record against
/// the seals, also those that are not there any more. What only somebody outside can tell is whether all of it was put back
/// together; for that a witness keeps the hash of a seal.
/// </summary>
public sealed class TrailCheck(string organisation, IRecordStore records, ISealStore seals)
{
    private const int SealsPerPage = 20;

    // What the seals say of each record: the hash of each revision, and the seal that names it.
    private readonly Dictionary<RecordId, Dictionary<int, (string Hash, int Seal)>> _named = [];
    private readonly HashSet<(RecordId, int)> _unnamed = [];
    private Seal? _last;
    private SealContent? _lastContent;
    private string? _fault;

    /// <param name="witness">A seal that somebody kept outside; none: nobody did.</param>
    public async Task<TrailReport> RunAsync(Witness? witness, CancellationToken cancel)
    {
        var report = new TrailReport();
        await ReadSealsAsync(witness, cancel);
        if (_fault is null && witness is not null && (_last?.Number ?? 0) < witness.Number)
            _fault = Line($"seal {witness.Number}: it is not there, and the witness has it: the store was put back to before it");
        var query = new RecordQuery();
        while (_fault is null)
        {
            var page = await records.QueryAsync(organisation, query, cancel);
            foreach (var head in page.Heads)
            {
                var chain = await CheckAsync(head, cancel);
                if (_fault is not null) break;
                report = report with { Records = report.Records + 1, Entries = report.Entries + chain.Entries, Erased = report.Erased + chain.Erased };
            }
            query = query with { Continuation = page.Continuation };
            if (query.Continuation is null) break;
        }
        if (_fault is null && _named.Count > 0)
        {
            var (gone, revisions) = _named.MinBy(named => named.Key.Value, StringComparer.Ordinal);
            _fault = Line($"{gone} entry 1: the record is gone, and seal {revisions.Values.Min(revision => revision.Seal)} names it");
        }
        // What is in no seal is either marked as new, or was sealed since we began.
        if (_fault is null && _unnamed.Count > 0) await CheckNewsAsync(cancel);
        return report with { Seals = _last?.Number ?? 0, SealedAt = _lastContent?.At, NotSealed = _unnamed.Count, Fault = _fault };
    }

    private async Task ReadSealsAsync(Witness? witness, CancellationToken cancel)
    {
        while (_fault is null)
        {
            var page = await seals.SealsAsync(organisation, _last?.Number ?? 0, SealsPerPage, cancel);
            if (page.Count == 0) return;
            foreach (var seal in page)
            {
                _fault = FaultOf(seal, out var content) ?? (witness?.Number == seal.Number && witness.Hash != seal.Hash ? "it is another than the witness has" : null);
                if (_fault is not null)
                {
                    _fault = Line($"seal {(_last?.Number ?? 0) + 1}: {_fault}");
                    return;
                }
                (_last, _lastContent) = (seal, content);
                foreach (var entry in content!.Entries)
                {
                    if (!_named.TryGetValue(entry.Record, out var revisions)) _named[entry.Record] = revisions = [];
                    // Named twice where a process died between a seal and its marks; then by the same hash.
                    if (revisions.TryAdd(entry.Revision, (entry.Hash, seal.Number)) || revisions[entry.Revision].Hash == entry.Hash) continue;
                    _fault = Line($"{entry.Record} entry {entry.Revision}: seal {seal.Number} names another than seal {revisions[entry.Revision].Seal} did");
                    return;
                }
            }
        }
    }

    private string? FaultOf(Seal seal, out SealContent? content)
    {
        content = null;
        if (seal.Number != (_last?.Number ?? 0) + 1) return Line($"it is missing: found number {seal.Number}");
        if (AuditEntry.HashOf(seal.Content.Span) != seal.Hash) return "it is not what was hashed";
        try
        {
            content = seal.Read();
        }
        catch (JsonException e)
        {
            return e.Message.TrimEnd('.');
        }
        if (content.Previous != (_last?.Hash ?? EntryHeader.NoPrevious)) return "the link to the seal before is broken";
        if (content.Organisation != organisation || content.Number != seal.Number) return "it belongs elsewhere";
        if (content.Total != (_lastContent?.Total ?? 0) + content.Entries.Count) return "the count is not that of its entries";
        return content.At < _lastContent?.At ? "the time runs backwards" : null;
    }

    private async Task<ChainReport> CheckAsync(Head head, CancellationToken cancel)
    {
        while (true)
        {
            var entries = await records.HistoryAsync(organisation, head.Id, cancel);
            var report = AuditChain.Verify(head, entries);
            if (report.Fault is null)
            {
                CheckAgainstSeals(head.Id, entries);
                return report;
            }
            // Beside a running host the record may have moved on between the two looks.
            if (await records.LoadAsync(organisation, head.Id, cancel) is { } now && now.Revision != head.Revision)
            {
                head = now;
                continue;
            }
            _fault = Line($"{head.Id} {(report.Fault.Revision == 0 ? "head" : Line($"entry {report.Fault.Revision}"))}: {report.Fault.Problem}");
            return report;
        }
    }

    private void CheckAgainstSeals(RecordId id, IReadOnlyList<AuditEntry> entries)
    {
        _named.Remove(id, out var revisions);
        foreach (var entry in entries)
        {
            if (revisions is null || !revisions.Remove(entry.Revision, out var named))
            {
                _unnamed.Add((id, entry.Revision));
            }
            else if (named.Hash != entry.Hash)
            {
                _fault = Line($"{id} entry {entry.Revision}: it is another than seal {named.Seal} names");
                return;
            }
        }
        if (revisions is not { Count: > 0 }) return;
        var (revision, lost) = revisions.MinBy(named => named.Key);
        _fault = Line($"{id} entry {revision}: seal {lost.Seal} names it, and the trail ends at {entries.Count}");
    }

    private async Task CheckNewsAsync(CancellationToken cancel)
    {
        var marked = (await seals.UnsealedAsync(organisation, int.MaxValue, cancel)).Select(entry => (entry.Record, entry.Revision)).ToHashSet();
        var before = _last;
        var between = _unnamed.ToHashSet();
        between.ExceptWith(marked);
        while (_fault is null && between.Count > 0)
        {
            // Sealed between our look at the seals and our look at the record; the entry itself is checked the next time.
            var page = await seals.SealsAsync(organisation, before?.Number ?? 0, SealsPerPage, cancel);
            if (page.Count == 0)
            {
                var (record, revision) = between.OrderBy(entry => entry.Item1.Value, StringComparer.Ordinal).ThenBy(entry => entry.Item2).First();
                _fault = Line($"{record} entry {revision}: no seal names it, and it is not marked as new");
                return;
            }
            foreach (var seal in page)
            {
                foreach (var entry in seal.Read().Entries) between.Remove((entry.Record, entry.Revision));
            }
            before = page[^1];
        }
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A seal as somebody outside keeps it: the store that once had it must have it for ever.</summary>
public sealed record Witness(int Number, string Hash);
