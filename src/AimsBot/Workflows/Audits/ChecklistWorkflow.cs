using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Core.Reminders;

namespace AimsBot.Workflows.Audits;

/// <summary>One auditor's checklist of an audit (9.2.2): nobody but the auditor answers it.</summary>
public sealed class ChecklistWorkflow : Workflow<Checklist>
{
    public const string TypeName = "checklist";
    public const string IdPrefix = "CHK";
    public const string ChecklistCard = "Audits/Checklist";

    private static readonly string[] Open = [ChecklistStates.Open, ChecklistStates.Answered];
    private static readonly string[] Alive = [.. Open, ChecklistStates.Paused];

    public override string Type => TypeName;
    public override string Prefix => IdPrefix;
    public override string Folder => "Audits";
    public override string Card => ChecklistCard;
    public override IReadOnlySet<string> Erasable { get; } = new HashSet<string> { "items", "last" };

    public override Lifecycle Lifecycle { get; } = new(
        [ChecklistStates.Open, ChecklistStates.Paused, ChecklistStates.Answered, ChecklistStates.Closed],
        [
            Lifecycle.Creates(OpenChecklist.Step, ChecklistStates.Open, ChecklistStates.Answered),
            Lifecycle.Moves(AnswerItem.Step, Open, ChecklistStates.Open, ChecklistStates.Answered),
            Lifecycle.Stays(DrawSample.Step, Open),
            Lifecycle.Stays(AttachFile.Step, Open),
            Lifecycle.Stays(DropFile.Step, Open),
            Lifecycle.Moves(HandOverItem.Step, Open, ChecklistStates.Open, ChecklistStates.Answered),
            Lifecycle.Stays(TurnPage.Next, ChecklistStates.Open),
            Lifecycle.Stays(TurnPage.Back, Open),
            Lifecycle.Stays(TurnPage.Go, Open),
            Lifecycle.Moves(PauseChecklist.Pause, [ChecklistStates.Open], ChecklistStates.Paused),
            Lifecycle.Moves(PauseChecklist.Resume, [ChecklistStates.Paused], ChecklistStates.Open),
            Lifecycle.Moves(TakeOverItem.Step, Alive, ChecklistStates.Open),
            Lifecycle.Stays(RemindAuditor.Step, ChecklistStates.Open, ChecklistStates.Paused),
            Lifecycle.Moves(CloseChecklist.Step, Alive, ChecklistStates.Closed),
        ]);

    /// <summary>Answered as soon as nothing is open.</summary>
    internal static string StateOf(Checklist body) => body.NextOpen("") is null ? ChecklistStates.Answered : ChecklistStates.Open;

    protected override HeadIndex IndexOf(Checklist body, string state) => new()
    {
        Parent = body.Audit,
        WaitsFor = state is ChecklistStates.Open or ChecklistStates.Paused ? [body.Auditor.Value] : [],
    };

    protected override IReadOnlyList<Deadline> DeadlinesOf(Checklist body, string state) =>
        state is ChecklistStates.Open or ChecklistStates.Paused ? [.. Reminding.Deadlines(body, RemindAuditor.Step, new RemindAuditor())] : [];

    protected override IReadOnlySet<string> RelationsOf(Actor actor, Checklist? body, StepFacts facts)
    {
        var relations = new HashSet<string>();
        if (body is null || actor.Person is not { } person) return relations;
        if (person.Is(body.Auditor)) relations.Add("auditor");
        if (person.Is(body.Lead)) relations.Add("lead-auditor");
        return relations;
    }

    protected override string TitleOf(Checklist body) => body.Title;

    protected override IReadOnlyList<RecordId> NamedOn(Checklist body) =>
        [body.Auditor, .. new[] { body.Last?.By }.OfType<RecordId>(), .. body.Items.Select(i => RecordId.Parse(i.Id)).OfType<RecordId>()];

    public override IReadOnlyDictionary<string, RecordQuery> CountsOn(Head head, DateTimeOffset now) => KeptEvidence.For(head.Read<Checklist>());

    protected override JsonObject CardData(Checklist body, CardFacts facts) => ChecklistCards.Checklist(body, facts);

    protected override string? LastOf(Checklist body, CardFacts facts) => AuditCards.LastLine(body.Last, facts);

    protected override JsonObject FormData(Step step, Checklist? body, CardFacts facts) => ChecklistCards.Form(step, body!, facts);
}
