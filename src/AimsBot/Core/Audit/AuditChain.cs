using System.Text.Json;
using AimsBot.Core.Records;

namespace AimsBot.Core.Audit;

/// <summary>What a look at one record's chain found.</summary>
public sealed record ChainReport
{
    public required RecordId Record { get; init; }
    public required int Entries { get; init; }

    /// <summary>The first entry that does not fit, and why; none where all fit.</summary>
    public ChainFault? Fault { get; init; }

    /// <summary>How many field values were erased, each under an erasure that is itself an entry.</summary>
    public int Erased { get; init; }
}

/// <summary>The first bad entry of a record: its revision (0: the head), and what is wrong with it.</summary>
public sealed record ChainFault(int Revision, string Problem);

/// <summary>
/// Checks a record against its own trail: each header's hash and link, each payload against its header, and the head
/// against the last entry. It shows tampering by anyone who cannot write the whole chain anew; a record put back or
/// removed whole shows in the organisation's seals only (<see cref="TrailCheck"/>).
/// </summary>
public static class AuditChain
{
    public static ChainReport Verify(Head head, IReadOnlyList<AuditEntry> entries)
    {
        var erasures = new Dictionary<string, int>();
        var erased = new List<(int Revision, PayloadField Field)>();
        var headers = new List<EntryHeader>(entries.Count);
        IReadOnlyList<PayloadField> last = [];
        var previous = EntryHeader.NoPrevious;
        for (var i = 0; i < entries.Count; i++)
        {
            var (fault, header, fields) = VerifyEntry(head, entries[i], i + 1, previous, headers.LastOrDefault());
            if (fault is not null) return Report(fault);
            foreach (var field in fields!)
            {
                if (field.Digest is not null) erased.Add((i + 1, field));
                else if (header!.Step == ErasePayload.Id && field.Name == ErasePayload.FieldNote)
                    erasures[JsonSerializer.Deserialize<string>(field.Value.Span)!] = i + 1;
            }
            headers.Add(header!);
            last = fields;
            previous = entries[i].Hash;
        }
        foreach (var (revision, field) in erased)
        {
            // An erasure takes what is there, not what comes later.
            if (!EntryPayload.NamesOf(field).Any(name => erasures.GetValueOrDefault(name) > revision))
                return Report(new ChainFault(revision, $"the field {field.Name} is gone and no entry says that it was erased"));
        }
        try
        {
            return Report(VerifyHead(head, headers, last, previous));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or no UTF-8.
            return Report(new ChainFault(0, "the head's body cannot be read"));
        }

        ChainReport Report(ChainFault? fault) => new() { Record = head.Id, Entries = entries.Count, Fault = fault, Erased = erased.Count };
    }

    private static (ChainFault?, EntryHeader?, IReadOnlyList<PayloadField>?) VerifyEntry(
        Head head, AuditEntry entry, int revision, string previous, EntryHeader? before)
    {
        try
        {
            if (entry.Revision != revision) return Bad($"an entry is missing: found number {entry.Revision}");
            if (AuditEntry.HashOf(entry.Header.Span) != entry.Hash) return Bad("the header is not what was hashed");
            var header = entry.ReadHeader();
            if (header.Previous != previous) return Bad("the link to the entry before is broken");
            if (header.Organisation != head.Organisation || header.Record != head.Id || header.Revision != revision)
                return Bad("the entry belongs elsewhere");
            if (before is not null && header.At < before.At) return Bad("the time runs backwards");
            var fields = EntryPayload.Read(entry.Payload);
            if (EntryPayload.HashOf(fields) != header.PayloadHash) return Bad("the payload is not what the header binds");
            return (null, header, fields);
        }
        catch (JsonException e)
        {
            return Bad(e.Message);
        }

        (ChainFault, EntryHeader?, IReadOnlyList<PayloadField>?) Bad(string problem) => (new ChainFault(revision, problem), null, null);
    }

    private static ChainFault? VerifyHead(Head head, List<EntryHeader> headers, IReadOnlyList<PayloadField> last, string lastHash)
    {
        if (head.Revision != headers.Count) return new ChainFault(0, $"the head is at revision {head.Revision}, the trail ends at {headers.Count}");
        if (head.LastHash != lastHash) return new ChainFault(0, "the head does not end the chain");
        if (headers.Count == 0) return new ChainFault(0, "there is no entry");
        if (head.Changed != headers[^1].At || head.Opened != headers[0].At) return new ChainFault(0, "the head's times are not the trail's");
        var acts = headers.Aggregate<EntryHeader, IReadOnlyList<TakenAct>>(
            [], (before, header) => Head.Remember(before, new TakenAct(header.Key, header.Step, header.Actor, header.Revision)));
        if (!acts.SequenceEqual(head.Acts)) return new ChainFault(0, "the head remembers its acts otherwise than the trail");
        var now = PayloadFields.Of(head);
        last = EntryPayload.Singles(last);
        foreach (var field in now)
        {
            var there = last.FirstOrDefault(f => f.Name == field.Name);
            if (there is null || there.Digest is not null || !there.Value.Span.SequenceEqual(field.Value.Span))
                return new ChainFault(0, $"the head's {field.Name} is not that of the last entry");
        }
        var known = now.Select(f => f.Name).ToHashSet();
        var lost = last.FirstOrDefault(f => f.Digest is null && f.Name.StartsWith(EntryPayload.BodyPrefix, StringComparison.Ordinal) && !known.Contains(f.Name));
        if (lost is not null) return new ChainFault(0, $"the head lacks {lost.Name} of the last entry");
        return EntryPayload.BodyOf(last).Span.SequenceEqual(head.Body.Span) ? null : new ChainFault(0, "the head's body is not in its one form");
    }
}
