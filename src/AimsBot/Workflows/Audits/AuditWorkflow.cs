using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Calendar;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Audits;

/// <summary>Internal audits, from plan to issued report (9.2).</summary>
public sealed class AuditWorkflow : Workflow<Audit>
{
    public const string TypeName = "audit";
    public const string AuditCard = "Audits/Audit";

    /// <summary>The keyed date of an issued report, by which audits are found and counted.</summary>
    public const string IssuedDate = "issued";

    private static readonly string[] AtWork = [AuditStates.Running, AuditStates.Reporting];
    private static readonly string[] Open = [AuditStates.Planned, .. AtWork];

    public override string Type => TypeName;
    public override string Prefix => "AUD";
    public override string Folder => "Audits";
    public override string Card => AuditCard;
    public override IReadOnlySet<string> Erasable { get; } =
        new HashSet<string> { "goal", "criteria", "method", "declared", "changes", "results", "findings", "answers", "last" };

    public override Lifecycle Lifecycle { get; } = new(
        [AuditStates.Planned, AuditStates.Running, AuditStates.Reporting, AuditStates.Issued, AuditStates.Cancelled],
        [
            Lifecycle.Creates(PlanAudit.Step, AuditStates.Planned),
            Lifecycle.Stays(PlanAudit.Change, AuditStates.Planned),
            Lifecycle.Stays(NotePlanChange.Step, AuditStates.Running),
            Lifecycle.Stays(DeclareInvolvement.Step, AuditStates.Planned),
            Lifecycle.Stays(OverruleConflict.Step, AuditStates.Planned, AuditStates.Running),
            Lifecycle.Moves(StartAudit.Step, [AuditStates.Planned], AuditStates.Running),
            // An answer that was on its way when the draft was written is not lost: the report is made anew when it is issued.
            Lifecycle.Stays(NoteAnswer.Step, AtWork),
            Lifecycle.Stays(NoteHandOver.Step, AuditStates.Running),
            Lifecycle.Stays(ConfirmFinding.Step, AtWork),
            Lifecycle.Stays(NoteCase.Step, [.. AtWork, AuditStates.Issued]),
            Lifecycle.Moves(DraftReport.Step, [AuditStates.Running], AuditStates.Reporting),
            Lifecycle.Moves(DraftReport.Again, [AuditStates.Reporting], AuditStates.Reporting),
            Lifecycle.Stays(AnswerReport.Step, AuditStates.Reporting),
            Lifecycle.Moves(IssueReport.Step, [AuditStates.Reporting], AuditStates.Issued),
            Lifecycle.Stays(IssueReport.Correct, AuditStates.Issued),
            Lifecycle.Stays(ExportReport.Step, AuditStates.Issued),
            Lifecycle.Moves(CancelAudit.Step, Open, AuditStates.Cancelled),
        ]);

    public static AuditAct Act(string what, StepFacts facts) => new(what, facts.Actor.Person?.Id, facts.Channel, facts.Now);

    public static DateOnly Today(StepFacts facts) => LocalTimes.At(facts.Now, facts.Organisation.TimeZone).Day;

    /// <summary>The change with a card for everyone who must know and has none.</summary>
    public static Change Tell(Audit body, string state, IEnumerable<RecordId> others, string? why = null)
    {
        var told = others.Distinct().Except(body.Told).ToArray();
        return new Change(body with { Told = [.. body.Told, .. told] }, state)
        {
            Copies = [.. told.Select(id => new NewCopy(id, AuditCard, Lane.Decisions) { Why = why })],
        };
    }

    /// <summary>Each auditor's checklist, by the id that follows from the two.</summary>
    public static RecordId ChecklistOf(string organisation, RecordId audit, RecordId auditor) =>
        RecordId.Derive(ChecklistWorkflow.IdPrefix, organisation, ChecklistKey(audit, auditor), 0);

    public static string ChecklistKey(RecordId audit, RecordId auditor) => $"checklist:{audit}:{auditor}";

    protected override HeadIndex IndexOf(Audit body, string state) => new()
    {
        WaitsFor = state switch
        {
            AuditStates.Planned => [body.Lead.Value],
            AuditStates.Running when body.Unanswered.Count == 0 || body.Findings.Any(f => f.Confirmed is null) => [body.Lead.Value],
            AuditStates.Reporting => [.. new[] { body.Lead }.Concat(Audited(body).Where(a => body.Answers.All(x => x.By != a))).Select(p => p.Value).Distinct()],
            _ => [],
        },
        Dates = body.Versions.Count > 0 ? new Dictionary<string, DateTimeOffset> { [IssuedDate] = body.Versions[0].At } : [],
    };

    /// <summary>Those who answer for what was found.</summary>
    public static IEnumerable<RecordId> Audited(Audit body) => body.Findings.Select(f => f.Owner).OfType<RecordId>().Distinct();

    protected override IReadOnlySet<string> RelationsOf(Actor actor, Audit? body, StepFacts facts)
    {
        var relations = new HashSet<string>();
        if (body is null || actor.Person is not { } person) return relations;
        if (person.Is(body.Lead)) relations.Add("lead-auditor");
        if (body.Auditors.Any(auditor => person.Is(auditor))) relations.Add("auditor");
        if (Audited(body).Any(audited => person.Is(audited))) relations.Add("audited");
        if (body.Told.Contains(person.Id)) relations.Add("told");
        return relations;
    }

    protected override string TitleOf(Audit body) => body.Title;

    protected override IReadOnlyList<RecordId> NamedOn(Audit body) =>
    [
        body.Lead, .. body.Auditors, .. new[] { body.Last?.By }.OfType<RecordId>(), .. body.Overrules.SelectMany(o => new[] { o.By, o.Auditor }),
        .. Audited(body), .. body.Findings.Select(f => f.Auditor), .. body.Answers.Select(a => a.By), .. body.Versions.Select(v => v.IssuedBy), .. body.Results.Select(r => r.Auditor),
    ];

    // The report's own text, where it is issued; before that the draft.
    protected override IReadOnlyList<string> DocumentsOn(Audit body, Step? form) =>
        form is null || form == IssueReport.Step ? [.. new[] { body.Versions.Count > 0 ? body.Versions[^1].Hash : body.Draft }.OfType<string>()] : [];

    protected override JsonObject CardData(Audit body, CardFacts facts) => AuditCards.Audit(body, facts);

    protected override string? LastOf(Audit body, CardFacts facts) => AuditCards.LastLine(body.Last, facts);

    protected override JsonObject FormData(Step step, Audit? body, CardFacts facts) => AuditCards.Form(step, body, facts);
}
