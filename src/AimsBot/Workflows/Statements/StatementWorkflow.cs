using System.Globalization;
using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.Iso42001;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Statements;

/// <summary>The statement of applicability, from first draft through its versions (6.1.3).</summary>
public sealed class StatementWorkflow : Workflow<Statement>
{
    public const string TypeName = "statement";
    public const string StatementCard = "Statements/Statement";

    private static readonly string[] Open = [StatementStates.Draft, StatementStates.Revised];

    public override string Type => TypeName;
    public override string Prefix => "SOA";
    public override string Folder => "Statements";
    public override string Card => StatementCard;
    public override IReadOnlySet<string> Erasable { get; } = new HashSet<string> { "draft", "last" };

    public override Lifecycle Lifecycle { get; } = new(
        [StatementStates.Draft, StatementStates.Approved, StatementStates.Revised],
        [
            Lifecycle.Creates(StartStatement.Step, StatementStates.Draft),
            Lifecycle.Stays(DecideControls.Step, Open),
            Lifecycle.Moves(DecideControls.Step, [StatementStates.Approved], StatementStates.Revised),
            Lifecycle.Stays(AddOwnControl.Step, Open),
            Lifecycle.Moves(AddOwnControl.Step, [StatementStates.Approved], StatementStates.Revised),
            Lifecycle.Moves(ApproveStatement.Step, Open, StatementStates.Approved),
        ]);

    public static StatementAct Act(string what, StepFacts facts) => new(what, facts.Actor.Person?.Id, facts.Channel, facts.Now);

    /// <summary>The statement of the organisation; none before one was started.</summary>
    public static Statement? Of(StepFacts facts) =>
        facts.Listed.GetValueOrDefault(TypeName) is { Count: > 0 } all ? all[0].Read<Statement>() : null;

    /// <summary>The draft with other rows, its author, and a card for those who have none.</summary>
    internal static Change Write(Statement body, IEnumerable<StatementRow> rows, string what, StepFacts facts)
    {
        var author = facts.Actor.Person!.Id;
        var written = rows.ToArray();
        var draft = body.Draft.Where(r => written.All(w => w.Control != r.Control)).Concat(written);
        var state = facts.State is null or StatementStates.Draft ? StatementStates.Draft : StatementStates.Revised;
        var next = body with
        {
            Draft = [.. draft.OrderBy(r => Order(r.Control))],
            Authors = facts.State == StatementStates.Approved ? [author] : [.. body.Authors.Union([author])],
            Last = Act(what, facts),
        };
        RecordId[] told = next.Undecided.Count == 0 && facts.People.TryGetValue(Role.TopManagement, out var top) ? [author, .. top.Select(p => p.Id)] : [author];
        return Tell(next, state, told);
    }

    internal static Change Tell(Statement body, string state, IEnumerable<RecordId> whom)
    {
        var told = whom.Distinct().Except(body.Told).ToArray();
        return new Change(body with { Told = [.. body.Told, .. told] }, state)
        {
            Copies = [.. told.Select(id => new NewCopy(id, StatementCard, Lane.Decisions))],
        };
    }

    // The standard's own first, in its order, then the organisation's.
    private static int Order(string control) => Requirements.PlaceOf(control) is { } place
        ? place
        : Requirements.All.Count + int.Parse(control["OWN-".Length..], CultureInfo.InvariantCulture);

    protected override HeadIndex IndexOf(Statement body, string state) => new()
    {
        WaitsFor = Open.Contains(state) && body.Undecided.Count == 0 ? [PeopleDirectory.RoleDate(Role.TopManagement)]
            : Open.Contains(state) ? [PeopleDirectory.RoleDate(Role.ComplianceLead)]
            : [],
    };

    protected override IReadOnlySet<string> RelationsOf(Actor actor, Statement? body, StepFacts facts) =>
        body is not null && actor.Person is { } person && body.Authors.Any(author => person.Is(author)) ? new HashSet<string> { "author" } : [];

    protected override string TitleOf(Statement body) => body.Current is { } version ? $"{version.Number}" : "–";

    protected override IReadOnlyList<RecordId> NamedOn(Statement body) => [.. new[] { body.Last?.By, body.Current?.ApprovedBy }.OfType<RecordId>()];

    protected override JsonObject CardData(Statement body, CardFacts facts) => StatementCards.Statement(body, facts);

    protected override string? LastOf(Statement body, CardFacts facts) => StatementCards.LastLine(body.Last, facts);

    protected override JsonObject FormData(Step step, Statement? body, CardFacts facts) => StatementCards.Form(step, body!, facts);
}
