using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Core;

/// <summary>
/// One thing that a person or the clock can do to a record. The id is written into buttons and follow-ups and the verb
/// into the trail: both are for ever, and never used again for something else.
/// </summary>
public abstract class Step(string id, string verb)
{
    /// <summary>The wire id, such as <c>incident.report</c>.</summary>
    public string Id { get; } = id;

    /// <summary>The word of the audit vocabulary, such as <c>incident-reported</c>.</summary>
    public string Verb { get; } = verb;

    /// <summary>True where the step changes what a card commits its reader to; see <see cref="Head.Basis"/>.</summary>
    public bool MovesBasis { get; init; } = true;

    /// <summary>False where an out-of-date card may still be used for the step, because it commits its reader to nothing.</summary>
    public bool BindsToBasis { get; init; } = true;

    /// <summary>True where a person takes the step once on what the card shows: their second click is the first one again.</summary>
    public bool IsOnce { get; init; }

    /// <summary>The card that asks for what the step needs to know; none where a click is enough.</summary>
    public string? FormCard { get; init; }

    /// <summary>Types of which the form offers the listed records, such as <c>system</c>.</summary>
    public IReadOnlyList<string> FormLists { get; init; } = [];

    /// <summary>How the button looks: <c>positive</c>, <c>destructive</c>, or none.</summary>
    public string? Style { get; init; }

    /// <summary>Reads what a form or a command carried into the step's input, or says what is wrong with it.</summary>
    public abstract bool TryRead(
        IReadOnlyDictionary<string, string> values,
        [NotNullWhen(true)] out object? input,
        [NotNullWhen(false)] out Corrections? corrections);

    /// <summary>What the step must know besides the record itself.</summary>
    public abstract Needs NeedsFor(RecordBody? body, object input);

    /// <summary>Decides: no clock, no randomness, no I/O. <paramref name="body"/> is none where the step creates.</summary>
    public abstract Outcome Decide(RecordBody? body, object input, StepFacts facts);

    public abstract byte[] Store(object input);
    public abstract object Restore(ReadOnlyMemory<byte> stored);
}

/// <inheritdoc/>
public sealed class Step<TBody, TInput>(string id, string verb, Func<TBody?, TInput, StepFacts, Outcome> decide) : Step(id, verb)
    where TBody : RecordBody
    where TInput : class
{
    /// <summary>How the input is read from a form; none where no person sends it.</summary>
    public Func<FormReader, TInput>? Form { get; init; }

    public Func<TBody?, TInput, Needs>? Needs { get; init; }

    public override bool TryRead(
        IReadOnlyDictionary<string, string> values,
        [NotNullWhen(true)] out object? input,
        [NotNullWhen(false)] out Corrections? corrections)
    {
        if (Form is null) throw new InvalidOperationException($"{Id} is not taken by a form.");
        var reader = new FormReader(values);
        input = Form(reader);
        corrections = reader.Corrections;
        return corrections is null;
    }

    public override Needs NeedsFor(RecordBody? body, object input) => Needs?.Invoke((TBody?)body, (TInput)input) ?? Core.Needs.None;

    public override Outcome Decide(RecordBody? body, object input, StepFacts facts) => decide((TBody?)body, (TInput)input, facts);

    public override byte[] Store(object input) => StoredJson.Write((TInput)input);

    public override object Restore(ReadOnlyMemory<byte> stored) => StoredJson.Read<TInput>(stored);
}

/// <summary>What a step must know besides its record; loaded before it decides.</summary>
public sealed record Needs
{
    public static readonly Needs None = new();

    public IReadOnlyList<Role> Roles { get; init; } = [];
    public IReadOnlyList<RecordId> Records { get; init; } = [];

    /// <summary>Addresses whose active holders are asked for.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>One page of records, for a step that goes through many a page at a time.</summary>
    public RecordQuery? Page { get; init; }

    /// <summary>The records that go with each of the page, as seen from the step's own.</summary>
    public Func<RecordId, Head, IReadOnlyList<RecordId>>? WithEach { get; init; }

    /// <summary>How many records each of these queries finds, for the record at the time of the step: totals are counted when they are wanted, and kept nowhere.</summary>
    public Func<RecordId, DateTimeOffset, IReadOnlyDictionary<string, RecordQuery>>? Counts { get; init; }

    /// <summary>Hashes of documents whose text is asked for.</summary>
    public IReadOnlyList<string> Documents { get; init; } = [];

    /// <summary>Types whose records are asked for, oldest first, where an organisation has few of them.</summary>
    public IReadOnlyList<string> Listed { get; init; } = [];

    /// <summary>The person whose managers are asked for, up the line.</summary>
    public RecordId? LineOf { get; init; }

    /// <summary>Several people whose managers are asked for, up the line.</summary>
    public IReadOnlyList<RecordId> LinesOf { get; init; } = [];

    /// <summary>Types whose records are asked for with what was done to them, and with the managers of whoever did it or owned them; what was done to the holders of the addresses goes with it.</summary>
    public IReadOnlyList<string> Trails { get; init; } = [];

    /// <summary>Records of which the same is asked for.</summary>
    public IReadOnlyList<RecordId> TrailsOf { get; init; } = [];

    /// <summary>The ids of all that this query finds, up to <see cref="MostOfPopulation"/>: what a sample is drawn from.</summary>
    public RecordQuery? Population { get; init; }

    public const int MostOfPopulation = 100_000;
}

/// <summary>One act of a record's trail: who did what when, and whose the record was after it.</summary>
/// <param name="Dates">The names of the keyed dates that it had after it; a person's roles are among them.</param>
public sealed record PastAct(DateTimeOffset At, string Actor, string Verb, RecordId? Parent, IReadOnlyList<string> Dates);

/// <summary>All that a step may know: the time, who acts, the organisation, and what it asked for.</summary>
public sealed record StepFacts
{
    public required DateTimeOffset Now { get; init; }
    public required Actor Actor { get; init; }
    public required Organisation Organisation { get; init; }

    /// <summary>The record's id; for a creation the one that it will have.</summary>
    public required RecordId Record { get; init; }

    /// <summary>The record's state; none where the step creates.</summary>
    public string? State { get; init; }
    public string? Channel { get; init; }

    /// <summary>Active people by role, for each role that was asked for.</summary>
    public IReadOnlyDictionary<Role, IReadOnlyList<Person>> People { get; init; } = ReadOnlyDictionary<Role, IReadOnlyList<Person>>.Empty;

    /// <summary>Active people by the address that was asked for.</summary>
    public IReadOnlyDictionary<string, Person> Holders { get; init; } = ReadOnlyDictionary<string, Person>.Empty;

    /// <summary>The active managers of the person whose line was asked for, the nearest first.</summary>
    public IReadOnlyList<Person> Line { get; init; } = [];

    /// <summary>The records of the types that were asked for, oldest first.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Head>> Listed { get; init; } = ReadOnlyDictionary<string, IReadOnlyList<Head>>.Empty;

    /// <summary>Heads that were asked for and exist.</summary>
    public IReadOnlyDictionary<RecordId, Head> Records { get; init; } = ReadOnlyDictionary<RecordId, Head>.Empty;

    /// <summary>Whether two records of the directory, as far as they were asked for, are of one human.</summary>
    public bool AreOne(RecordId one, RecordId other) =>
        one == other || (PersonOf(one)?.Is(other) ?? false) || (PersonOf(other)?.Is(one) ?? false);

    private Person? PersonOf(RecordId id) => Records.TryGetValue(id, out var head) && head.Type == PeopleDirectory.PersonType ? Person.From(head) : null;

    /// <summary>The page that was asked for.</summary>
    public RecordPage Page { get; init; } = RecordPage.Empty;

    public IReadOnlyDictionary<string, int> Counts { get; init; } = ReadOnlyDictionary<string, int>.Empty;

    /// <summary>What was done to the records whose trails were asked for, oldest first.</summary>
    public IReadOnlyDictionary<RecordId, IReadOnlyList<PastAct>> Trails { get; init; } = ReadOnlyDictionary<RecordId, IReadOnlyList<PastAct>>.Empty;

    /// <summary>The active managers of each person who was asked for or stands in one of these trails, the nearest first.</summary>
    public IReadOnlyDictionary<RecordId, IReadOnlyList<Person>> Managers { get; init; } = ReadOnlyDictionary<RecordId, IReadOnlyList<Person>>.Empty;

    /// <summary>The population that was asked for, in the order of the ids.</summary>
    public IReadOnlyList<RecordId> Population { get; init; } = [];

    /// <summary>Texts of the documents that were asked for and exist, by hash.</summary>
    public IReadOnlyDictionary<string, string> Documents { get; init; } = ReadOnlyDictionary<string, string>.Empty;
}
