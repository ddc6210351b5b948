using System.Buffers;
using System.Text.Json;
using AimsBot.Core.Audit;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Core.Channels;

/// <summary>What an act changes, complete but for the salts, which are random and come from outside.</summary>
internal sealed class CommitDraft
{
    private readonly Head _head;
    private readonly EntryHeader _header;
    private readonly List<PayloadField> _fields;
    private readonly Change? _change;
    private readonly Step _step;
    private readonly DateTimeOffset? _deadline;
    private readonly CardCopy? _joining;
    private readonly IReadOnlyList<CardCopy> _copies;
    private IReadOnlyDictionary<int, ReadOnlyMemory<byte>>? _erased;

    private CommitDraft(Head head, Change? change, Attempt attempt, Workflow workflow, Who quality, SeenCard? seen, IReadOnlyList<CardCopy> copies, CardCopy? joining, DateTimeOffset? deadline, IEnumerable<PayloadField> notes)
    {
        _joining = joining;
        _copies = copies;
        _head = head;
        _change = change;
        _step = attempt.Step;
        _deadline = deadline;
        _header = new EntryHeader
        {
            Organisation = head.Organisation,
            Record = head.Id,
            Revision = head.Revision,
            At = head.Changed,
            Actor = attempt.Actor.Id,
            Channel = attempt.Action.Channel,
            Verb = attempt.Step.Verb,
            Step = attempt.Step.Id,
            Key = attempt.Action.Key,
            Seen = seen,
            PayloadHash = "",
            Previous = attempt.Head?.LastHash ?? EntryHeader.NoPrevious,
        };
        _fields = PayloadFields.Of(head, workflow.Lasting);
        if (attempt.Actor.Name.Length > 0) _fields.Add(PayloadFields.Text(EntryPayload.ActorName, attempt.Actor.Name));
        _fields.Add(PayloadFields.Text(EntryPayload.ActorRole, quality.Name));
        _fields.AddRange(notes);
    }

    public int SaltBytes => EntryPayload.SaltBytesFor(_fields.Count);

    /// <param name="readers">Each person who gets a card, as far as the directory has them.</param>
    /// <param name="joining">The clicked message, where it becomes a copy.</param>
    public static CommitDraft Of(
        Change change, Attempt attempt, Workflow workflow, Who quality, DateTimeOffset now, SeenCard? seen, CardCopy? joining,
        IReadOnlyDictionary<RecordId, Person?> readers)
    {
        var body = workflow.Write(change.Body);
        // The number of the joining copy comes before those of the new ones.
        var first = (attempt.Head?.Copies ?? 0) + (joining is null ? 0 : 1);
        CardCopy[] copies =
        [
            .. change.Copies
                .SelectMany(copy => CopiesOf(copy, readers[copy.Person], attempt.Organisation, now))
                .Select((copy, i) => copy with { Number = first + i }),
        ];
        var (head, deadline) = Next(attempt, workflow, change.Body, change.State, body, now, copies.Length + (joining is null ? 0 : 1));
        var notes = change.Notes.Select(n => PayloadFields.Text(EntryPayload.NotePrefix + n.Key, n.Value));
        return new CommitDraft(head, change, attempt, workflow, quality, seen, copies, joining, deadline, notes);
    }

    public static CommitDraft Of(
        Erasure erasure, IReadOnlyList<AuditEntry> history, Attempt attempt, Workflow workflow, Who quality, DateTimeOffset now)
    {
        var body = Without(attempt.Head!.Body, erasure.Field);
        var (head, deadline) = Next(attempt, workflow, workflow.Read(body), attempt.Head.State, body, now, newCopies: 0);
        PayloadField[] notes =
        [
            PayloadFields.Text(ErasePayload.FieldNote, erasure.Field),
            PayloadFields.Text(EntryPayload.NotePrefix + "reason", erasure.Reason),
        ];
        return new CommitDraft(head, null, attempt, workflow, quality, seen: null, copies: [], joining: null, deadline, notes)
        {
            _erased = history
                .Select(e => (e.Revision, Before: e.Payload, After: EntryPayload.Erase(e.Payload, erasure.Field)))
                .Where(e => !e.Before.Span.SequenceEqual(e.After.Span))
                .ToDictionary(e => e.Revision, e => e.After),
        };
    }

    private static IEnumerable<CardCopy> CopiesOf(NewCopy copy, Person? reader, Organisation organisation, DateTimeOffset now) =>
        CopyPlaces.Of(reader).Select(channel => new CardCopy
        {
            Card = copy.Card,
            Person = copy.Person,
            Lane = copy.Lane,
            Channel = channel,
            Why = copy.Why,
            Alone = copy.Alone ? true : null,
            Daily = copy.Daily ? true : null,
            NotBefore = reader is not null && copy.Lane == Lane.Campaigns ? CopyPlaces.NotBefore(organisation, reader, copy.Daily, now) : null,
        });

    public Commit Seal(ReadOnlyMemory<byte> salts)
    {
        var (payload, payloadHash) = EntryPayload.Write(_fields, salts);
        var header = (_header with { PayloadHash = payloadHash }).Write();
        var hash = AuditEntry.HashOf(header);
        var head = _head with { LastHash = hash };
        var followUps = (_change?.FollowUps ?? []).Select((followUp, i) => new FollowUp
        {
            // Unique within the record for ever: a revision has far fewer follow-ups than this.
            Number = (head.Revision * 1000) + i,
            Step = followUp.Step,
            Record = followUp.Record,
            Input = followUp.Input,
            Key = followUp.Key ?? $"follow-up:{hash}:{i}",
            NextAttempt = head.Changed,
        }).ToArray();
        return new Commit
        {
            Head = head,
            Entry = new AuditEntry { Revision = head.Revision, Header = header, Hash = hash, Payload = payload },
            NewCopies = _joining is null ? _copies : [_joining, .. _copies],
            FollowUps = followUps,
            ErasedPayloads = _erased ?? new Dictionary<int, ReadOnlyMemory<byte>>(),
            WakeAt = WakeAt(head, followUps.Length > 0),
        };
    }

    private DateTimeOffset? WakeAt(Head head, bool hasFollowUps)
    {
        // Copies of a changed record are behind from now on, and what earlier acts left to do is not known here: the
        // pump looks, and moves the wake item on.
        if (head.Revision > 1 || hasFollowUps) return head.Changed;
        // Of a new record all is known, and a message that waits for the morning is not looked at before.
        return _copies.Select(copy => copy.NotBefore ?? head.Changed).Cast<DateTimeOffset?>().Append(_deadline).Min();
    }

    private static (Head Head, DateTimeOffset? Deadline) Next(
        Attempt attempt, Workflow workflow, RecordBody content, string state, byte[] body, DateTimeOffset now, int newCopies)
    {
        var before = attempt.Head;
        var revision = (before?.Revision ?? 0) + 1;
        var index = workflow.IndexOf(content, state);
        var deadlines = workflow.DeadlinesOf(content, state);
        var head = new Head
        {
            Organisation = attempt.Action.Organisation,
            Id = attempt.Id,
            Type = workflow.Type,
            State = state,
            Revision = revision,
            Basis = before is null || attempt.Step.MovesBasis ? revision : before.Basis,
            Opened = before?.Opened ?? now,
            Changed = now,
            WaitsFor = index.WaitsFor,
            // A parent that was erased from the body is none.
            Parent = index.Parent is { Value: null } ? null : index.Parent,
            Dates = workflow.LastChangeDate is { } changed && !index.Dates.ContainsKey(changed) ? new Dictionary<string, DateTimeOffset>(index.Dates) { [changed] = now } : index.Dates,
            LastHash = "",
            Acts = Head.Remember(before?.Acts ?? [], new TakenAct(attempt.Action.Key, attempt.Step.Id, attempt.Actor.Id, revision)),
            Copies = (before?.Copies ?? 0) + newCopies,
            Body = body,
        };
        return (head, deadlines.Count == 0 ? null : deadlines.Min(d => d.At));
    }

    private static byte[] Without(ReadOnlyMemory<byte> body, string field)
    {
        if (!field.StartsWith(EntryPayload.BodyPrefix, StringComparison.Ordinal)) return body.ToArray();
        var name = field[EntryPayload.BodyPrefix.Length..];
        using var document = JsonDocument.Parse(body);
        var buffer = new ArrayBufferWriter<byte>(body.Length);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true, Encoder = StoredJson.Options.Encoder }))
        {
            var erased = new List<string>();
            json.WriteStartObject();
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (property.Name == "erased") erased.AddRange(property.Value.EnumerateArray().Select(e => e.GetString()!));
                else if (property.Name != name) WriteRaw(json, property);
            }
            json.WriteStartArray("erased"u8);
            foreach (var each in erased.Append(name).Distinct()) json.WriteStringValue(each);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();

        static void WriteRaw(Utf8JsonWriter json, JsonProperty property)
        {
            json.WritePropertyName(property.Name);
            json.WriteRawValue(property.Value.GetRawText(), skipInputValidation: true);
        }
    }
}
