using System.Text.Json;

namespace AimsBot.Core.Audit;

/// <summary>A record as its trail says it was.</summary>
public sealed record PastRecord(int Revision, DateTimeOffset At, string State, ReadOnlyMemory<byte> Body);

/// <summary>Reads back what a record was at any time. What was erased since is missing there too.</summary>
public static class RecordHistory
{
    /// <summary>The record after the last act at or before <paramref name="instant"/>; none before it existed.</summary>
    public static PastRecord? AsOf(IReadOnlyList<AuditEntry> entries, DateTimeOffset instant)
    {
        for (var i = entries.Count - 1; i >= 0; i--)
        {
            var header = entries[i].ReadHeader();
            if (header.At > instant) continue;
            var fields = EntryPayload.Read(entries[i].Payload);
            var state = JsonSerializer.Deserialize<string>(fields.First(f => f.Name == EntryPayload.State).Value.Span)!;
            return new PastRecord(entries[i].Revision, header.At, state, EntryPayload.BodyOf(fields));
        }
        return null;
    }
}
