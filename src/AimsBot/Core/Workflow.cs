using System.Collections.Frozen;
using System.Text.Json.Nodes;
using AimsBot.Core.Cards;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Core;

/// <summary>The rules of one record type: its states, its steps, who it waits for, its deadlines.</summary>
public abstract class Workflow
{
    /// <summary>The type's wire name, such as <c>incident</c>.</summary>
    public abstract string Type { get; }

    /// <summary>What its ids begin with, such as <c>INC</c>.</summary>
    public abstract string Prefix { get; }

    /// <summary>The folder under <c>cards/</c> with its cards and texts.</summary>
    public virtual string Folder => "Shared";

    public abstract Lifecycle Lifecycle { get; }

    public IEnumerable<Step> Steps => Lifecycle.Edges.Select(e => e.Step).Distinct();

    public abstract RecordBody Read(ReadOnlyMemory<byte> body);

    /// <summary>The content of a record of this type.</summary>
    public abstract RecordBody Read(Head head);

    public abstract byte[] Write(RecordBody body);

    /// <summary>What the head is found by, as a function of the state.</summary>
    public abstract HeadIndex IndexOf(RecordBody body, string state);

    /// <summary>The keyed date that each commit sets to its time, unless the content sets it; none where nobody asks for what changed.</summary>
    public virtual string? LastChangeDate => null;

    /// <summary>Instants at which the clock takes a step, as a function of the state.</summary>
    public abstract IReadOnlyList<Deadline> DeadlinesOf(RecordBody body, string state);

    /// <summary>What the actor is to the record, in the words that the permission tables use.</summary>
    public abstract IReadOnlySet<string> RelationsOf(Actor actor, RecordBody? body, StepFacts facts);

    /// <summary>The roles whose members <see cref="RelationsOf"/> must know.</summary>
    public virtual IReadOnlyList<Role> RelationRoles => [];

    /// <summary>Records that <see cref="RelationsOf"/> must know, such as the system an incident is about.</summary>
    public abstract IReadOnlyList<RecordId> RelationRecordsOf(RecordBody body);

    /// <summary>The person whose managers <see cref="RelationsOf"/> must know; none where it asks for none.</summary>
    public virtual RecordId? RelationLineOf(RecordBody body, IReadOnlyDictionary<RecordId, Head> records) => null;

    /// <summary>Types whose records <see cref="RelationsOf"/> must know.</summary>
    public virtual IReadOnlyList<string> RelationTypes => [];

    /// <summary>
    /// The fields of the body that may be erased: free text and what names people. What rights hang on is no such field.
    /// </summary>
    public virtual IReadOnlySet<string> Erasable => Nothing;

    private static readonly IReadOnlySet<string> Nothing = new HashSet<string>();

    /// <summary>The other fields of the body, by their stored names: what is known and cannot be erased.</summary>
    public abstract FrozenSet<string> Lasting { get; }

    /// <summary>The one card that shows a record as it stands; none where records of this type are not shown.</summary>
    public virtual string? Card => null;

    /// <summary>The state whose records forms offer as choices; none where none are offered.</summary>
    public virtual string? ListedState => null;

    /// <summary>
    /// The step by which a record of this type hears that a card about it reaches its reader in no chat; its input is
    /// <see cref="CopyGivenUp"/>. None where nobody need know.
    /// </summary>
    public virtual Step? GivenUp => null;

    /// <summary>The totals that the card shows, counted when it is made.</summary>
    public virtual IReadOnlyDictionary<string, RecordQuery> CountsOn(Head head, DateTimeOffset now) => NoCounts;

    private static readonly Dictionary<string, RecordQuery> NoCounts = [];

    /// <summary>Types whose records the card must know, where an organisation has few of them.</summary>
    public virtual IReadOnlyList<string> TypesOn => [];

    /// <summary>Hashes of the documents whose text the card or the form of a step shows.</summary>
    public abstract IReadOnlyList<string> DocumentsOn(RecordBody body, Step? form);

    /// <summary>What a record is called in lists and choices.</summary>
    public abstract string TitleOf(RecordBody body);

    /// <summary>Records and people whose names the card shows.</summary>
    public abstract IReadOnlyList<RecordId> NamedOn(RecordBody body);

    /// <summary>The data of a card about a record, in the reader's words.</summary>
    public abstract JsonObject CardData(RecordBody body, CardFacts facts);

    /// <summary>What was done last, in the reader's words; none where the record does not say.</summary>
    public abstract string? LastOf(RecordBody body, CardFacts facts);

    /// <summary>The card by which a step is acknowledged, with its data; none where a line that says what was done is enough.</summary>
    public abstract (string Card, JsonObject Data)? ReceiptOf(Step step, RecordBody body, CardFacts facts);

    /// <summary>The data of the form of a step: what it says and what its inputs hold at first.</summary>
    public abstract JsonObject FormData(Step step, RecordBody? body, CardFacts facts);
}

/// <inheritdoc/>
public abstract class Workflow<TBody> : Workflow
    where TBody : RecordBody
{
    private static readonly IReadOnlySet<string> NoRelations = new HashSet<string>();

    public sealed override FrozenSet<string> Lasting =>
        field ??= StoredJson.Options.GetTypeInfo(typeof(TBody)).Properties.Where(p => !p.IsExtensionData).Select(p => p.Name).Except(Erasable).ToFrozenSet();

    public sealed override RecordBody Read(ReadOnlyMemory<byte> body) => StoredJson.Read<TBody>(body);

    public sealed override RecordBody Read(Head head) => head.Read<TBody>();

    public sealed override byte[] Write(RecordBody body) => StoredJson.Write((TBody)body);

    public sealed override HeadIndex IndexOf(RecordBody body, string state) => IndexOf((TBody)body, state);

    public sealed override IReadOnlyList<Deadline> DeadlinesOf(RecordBody body, string state) => DeadlinesOf((TBody)body, state);

    public sealed override IReadOnlySet<string> RelationsOf(Actor actor, RecordBody? body, StepFacts facts) =>
        RelationsOf(actor, (TBody?)body, facts);

    public sealed override IReadOnlyList<RecordId> RelationRecordsOf(RecordBody body) => RelationRecordsOf((TBody)body);

    public sealed override IReadOnlyList<string> DocumentsOn(RecordBody body, Step? form) => DocumentsOn((TBody)body, form);

    public sealed override string TitleOf(RecordBody body) => TitleOf((TBody)body);

    public sealed override IReadOnlyList<RecordId> NamedOn(RecordBody body) => NamedOn((TBody)body);

    public sealed override JsonObject CardData(RecordBody body, CardFacts facts) => CardData((TBody)body, facts);

    public sealed override JsonObject FormData(Step step, RecordBody? body, CardFacts facts) => FormData(step, (TBody?)body, facts);

    public sealed override (string Card, JsonObject Data)? ReceiptOf(Step step, RecordBody body, CardFacts facts) => ReceiptOf(step, (TBody)body, facts);

    public sealed override string? LastOf(RecordBody body, CardFacts facts) => LastOf((TBody)body, facts);

    protected virtual (string Card, JsonObject Data)? ReceiptOf(Step step, TBody body, CardFacts facts) => null;

    protected virtual string? LastOf(TBody body, CardFacts facts) => null;

    protected virtual IReadOnlyList<RecordId> RelationRecordsOf(TBody body) => [];

    protected virtual IReadOnlyList<string> DocumentsOn(TBody body, Step? form) => [];

    protected virtual string TitleOf(TBody body) => "";

    protected virtual IReadOnlyList<RecordId> NamedOn(TBody body) => [];

    protected virtual JsonObject CardData(TBody body, CardFacts facts) => [];

    protected virtual JsonObject FormData(Step step, TBody? body, CardFacts facts) => [];

    protected virtual HeadIndex IndexOf(TBody body, string state) => HeadIndex.Empty;

    protected virtual IReadOnlyList<Deadline> DeadlinesOf(TBody body, string state) => [];

    protected virtual IReadOnlySet<string> RelationsOf(Actor actor, TBody? body, StepFacts facts) => NoRelations;
}

/// <summary>A card that reaches its reader nowhere.</summary>
/// <param name="Why">What it was sent for.</param>
public sealed record CopyGivenUp(RecordId Person, string Problem, string? Why);

/// <summary>The queried fields of a head that follow from its content.</summary>
public sealed record HeadIndex
{
    public static readonly HeadIndex Empty = new();

    public IReadOnlyList<string> WaitsFor { get; init; } = [];
    public RecordId? Parent { get; init; }
    public IReadOnlyDictionary<string, DateTimeOffset> Dates { get; init; } = new Dictionary<string, DateTimeOffset>();
}

/// <summary>An instant at which the clock takes a step on a record. Its act's key is record, name and instant.</summary>
public sealed record Deadline(string Name, DateTimeOffset At, Step Step, object Input);
