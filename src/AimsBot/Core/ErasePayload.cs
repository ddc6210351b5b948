using AimsBot.Core.Audit;
using AimsBot.Core.Records;

namespace AimsBot.Core;

/// <summary>
/// The one way anything is removed: takes a field out of a record's body and out of every payload of it, and says so
/// in an entry of its own (E5, E11, E15). It exists on records of every type.
/// </summary>
public sealed record ErasePayload(string Field, string Reason)
{
    public const string Id = "record.erase";
    public const string Verb = "payload-erased";

    /// <summary>Where the erasing entry names the field.</summary>
    public const string FieldNote = EntryPayload.NotePrefix + "field";

    public static readonly Step Step = new Step<RecordBody, ErasePayload>(Id, Verb, Decide)
    {
        Form = form => new ErasePayload(form.RequiredText("field", 100), form.RequiredText("reason", 2000)),
    };

    public static Outcome Decide(RecordBody? body, ErasePayload input, StepFacts facts)
    {
        if (body is null) return new Refusal(Refusals.NotFound);
        if (input.Reason.Length == 0) return new Refusal(Refusals.ReasonMissing);
        return new Erasure(input.Field, input.Reason);
    }

    /// <summary>What the record is, and that something was erased, stays.</summary>
    public static bool IsErasable(string field, Workflow workflow) =>
        field == EntryPayload.ActorName ||
        (field.StartsWith(EntryPayload.NotePrefix, StringComparison.Ordinal) && field != FieldNote) ||
        (field.StartsWith(EntryPayload.BodyPrefix, StringComparison.Ordinal) && workflow.Erasable.Contains(field[EntryPayload.BodyPrefix.Length..]));
}
