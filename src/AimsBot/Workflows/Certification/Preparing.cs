using System.Text.Json;
using AimsBot.Core;
using AimsBot.Core.Calendar;
using AimsBot.Core.Channels;
using AimsBot.Core.Iso42001;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Core.Reminders;

namespace AimsBot.Workflows.Certification;

/// <summary>What has to be done before a visit, by when, and whether the records show that it was (C9, IA8, IA9).</summary>
public static class Preparing
{
    /// <summary>So many days before the visit, in the order in which one builds on the other: the review looks at the audit.</summary>
    private static readonly Dictionary<PreparationKind, int> DaysBefore = new()
    {
        [PreparationKind.Coverage] = 90,
        [PreparationKind.InternalAudit] = 60,
        [PreparationKind.ManagementReview] = 30,
        [PreparationKind.CorrectiveActions] = 14,
    };

    private static readonly PreparationKind[] BetweenVisits = [PreparationKind.InternalAudit, PreparationKind.ManagementReview, PreparationKind.CorrectiveActions];

    private static readonly Dictionary<VisitKind, PreparationKind[]> Asked = new()
    {
        [VisitKind.Gap] = [],
        [VisitKind.Stage1] = [],
        [VisitKind.Stage2] = BetweenVisits,
        [VisitKind.Surveillance] = BetweenVisits,
        [VisitKind.Recertification] = [PreparationKind.Coverage, .. BetweenVisits],
        [VisitKind.Special] = [],
    };

    public const string OpenCases = "cases";

    /// <summary>The records that show it, which are other workflows'.</summary>
    public static readonly IReadOnlyList<string> Types = ["audit", "review", "statement"];

    public static readonly IReadOnlyDictionary<string, RecordQuery> Queries = new Dictionary<string, RecordQuery>
    {
        [OpenCases] = new RecordQuery { Type = "corrective-action", Date = "due" },
    };

    /// <summary>The proposal. What would be in the past is proposed for a week from now, and never later than the day before the visit; a visit that is over asks for nothing.</summary>
    public static IReadOnlyList<Preparation> Propose(BodyVisit visit, DateOnly today)
    {
        if (visit.From <= today) return [];
        var soon = today.AddDays(7) < visit.From ? today.AddDays(7) : visit.From.AddDays(-1);
        return [.. Asked[visit.Kind].Select(kind => visit.From.AddDays(-DaysBefore[kind]) is var day && day > today ? new Preparation(kind, day, day) : new Preparation(kind, soon, soon))];
    }

    /// <summary>Whether the records show that it was done, after the visit before and before this one.</summary>
    public static bool IsDone(PreparationKind kind, BodyVisit visit, IReadOnlyDictionary<string, IReadOnlyList<Head>> listed, IReadOnlyDictionary<string, int> counts, string zone) => kind switch
    {
        PreparationKind.InternalAudit => Happened(listed.GetValueOrDefault("audit"), "issued", visit.Since, visit.From, zone),
        PreparationKind.ManagementReview => Happened(listed.GetValueOrDefault("review"), "signed", visit.Since, visit.From, zone),
        PreparationKind.CorrectiveActions => counts.GetValueOrDefault(OpenCases) == 0,
        PreparationKind.Coverage => Uncovered(listed, visit.CycleFrom, zone).Count == 0,
    };

    /// <summary>Whether one of the records has the keyed date within a time.</summary>
    public static bool Happened(IReadOnlyList<Head>? heads, string date, DateOnly? after, DateOnly? until, string zone) => (heads ?? []).Any(head =>
        head.Dates.TryGetValue(date, out var at) && LocalTimes.At(at, zone).Day is var day && !(day <= after) && !(day > until));

    /// <summary>The clauses and included controls that no issued audit had a result for since a day (IA8).</summary>
    public static IReadOnlyList<string> Uncovered(IReadOnlyDictionary<string, IReadOnlyList<Head>> listed, DateOnly? since, string zone)
    {
        var seen = new HashSet<string>();
        foreach (var head in (listed.GetValueOrDefault("audit") ?? []).Where(h => h.Dates.TryGetValue("issued", out var at) && !(LocalTimes.At(at, zone).Day < since)))
        {
            using var body = JsonDocument.Parse(head.Body);
            if (!body.RootElement.TryGetProperty("results", out var results)) continue;
            foreach (var result in results.EnumerateArray().Where(r => r.GetProperty("result").GetString() != "not-audited")) seen.Add(result.GetProperty("item").GetString()!);
        }
        var excluded = Excluded(listed.GetValueOrDefault("statement"));
        return [.. Requirements.All.Select(r => r.Id).Where(id => !seen.Contains(id) && !excluded.Contains(id))];
    }

    // The controls that the statement in force leaves out; without one in force none is.
    private static HashSet<string> Excluded(IReadOnlyList<Head>? statements)
    {
        if (statements is not { Count: > 0 }) return [];
        using var body = JsonDocument.Parse(statements[0].Body);
        if (!body.RootElement.TryGetProperty("inForce", out var rows) || rows.GetArrayLength() == 0) return [];
        string[] included = ["risk", "law", "contract", "impact"];
        var kept = rows.EnumerateArray().Where(row => included.Contains(row.GetProperty("ground").GetString())).Select(row => row.GetProperty("control").GetString()!).ToHashSet();
        return [.. Requirements.Controls.Select(c => c.Id).Where(id => !kept.Contains(id))];
    }
}

/// <summary>A lead accepts the proposed days as the deadlines.</summary>
public sealed record AcceptPlan
{
    public static readonly Step Step = new Step<BodyVisit, AcceptPlan>("visit.accept-plan", "preparation-accepted", Decide)
    {
        Form = _ => new AcceptPlan(),
        Style = "positive",
    };

    public static Outcome Decide(BodyVisit? body, AcceptPlan input, StepFacts facts) => body!.Preparations.All(p => p.IsAccepted)
        ? new Refusal(Refusals.NotNow)
        : VisitWorkflow.Settle(
            body with { Preparations = [.. body.Preparations.Select(p => p with { IsAccepted = true })], Last = CertificateWorkflow.Act("plan-accepted", facts) }, facts.State!, facts);
}

/// <summary>
/// A lead moves a deadline. What builds on it keeps its distance and is pushed along; where that would reach the visit nothing moves,
/// and the lead is told the latest day.
/// </summary>
public sealed record MoveDeadline(PreparationKind? Kind, DateOnly? On, string Reason)
{
    public static readonly IReadOnlyDictionary<string, PreparationKind> Kinds = new Dictionary<string, PreparationKind>
    {
        ["coverage"] = PreparationKind.Coverage,
        ["internal-audit"] = PreparationKind.InternalAudit,
        ["management-review"] = PreparationKind.ManagementReview,
        ["corrective-actions"] = PreparationKind.CorrectiveActions,
    };

    public static readonly Step Step = new Step<BodyVisit, MoveDeadline>("visit.move-deadline", "preparation-moved", Decide)
    {
        Form = form => new MoveDeadline(form.Choice("kind", Kinds), form.Date("on"), form.RequiredText("words", 1000)),
        FormCard = "Certification/DeadlineForm",
    };

    public static Outcome Decide(BodyVisit? body, MoveDeadline input, StepFacts facts)
    {
        var wrong = new Dictionary<string, Refusal>();
        var moved = body!.Preparations.FirstOrDefault(p => p.Kind == input.Kind);
        if (input.Kind is null) wrong["kind"] = new Refusal("refusal.required");
        else if (moved is null) wrong["kind"] = new Refusal("refusal.noSuchChoice");
        if (input.On is null) wrong["on"] = new Refusal("refusal.required");
        else if (input.On < CertificateWorkflow.Today(facts)) wrong["on"] = new Refusal("certificate.dayOver");
        if (wrong.Count > 0) return new Corrections(wrong);
        var next = Moved(body.Preparations, moved!, input.On!.Value, input.Reason);
        var over = next[^1].Due.DayNumber - (body.From.DayNumber - 1);
        if (over > 0) return new Corrections(new Dictionary<string, Refusal> { ["on"] = new Refusal("certificate.pastVisit", ("latest", NoteProgramme.Iso(input.On.Value.AddDays(-over)))) });
        return VisitWorkflow.Settle(
            body with { Preparations = next, Last = CertificateWorkflow.Act("deadline-moved", facts) with { Day = input.On, Reason = input.Reason } }, facts.State!, facts);
    }

    private static List<Preparation> Moved(IReadOnlyList<Preparation> all, Preparation moved, DateOnly on, string reason)
    {
        var days = on.DayNumber - moved.Due.DayNumber;
        var isAfter = false;
        var next = new List<Preparation>();
        foreach (var one in all)
        {
            next.Add(one == moved ? one with { Due = on, IsAccepted = true, Moved = reason, IsPushed = false, DoneOn = null }
                : isAfter && days > 0 ? one with { Due = one.Due.AddDays(days), IsPushed = true, DoneOn = null }
                : one with { IsPushed = false });
            isAfter |= one == moved;
        }
        return next;
    }
}

/// <summary>
/// A rung has come (M1): one message to each (M3, M4) of all that is due together; what the records show to be done is not reminded of
/// (M6). To the leads, of the visit itself also to those who must be there, and near it to top management.
/// </summary>
public sealed record RemindOfVisit
{
    internal const int TopManagementFrom = -14;

    public static readonly Step Step = new Step<BodyVisit, RemindOfVisit>("visit.remind", "visit-reminded", Decide)
    {
        Needs = (_, _) => new Needs { Roles = [Role.ComplianceLead, Role.TopManagement], Listed = Preparing.Types, Counts = (_, _) => Preparing.Queries },
        MovesBasis = false,
    };

    public static Outcome Decide(BodyVisit? body, RemindOfVisit input, StepFacts facts)
    {
        var calendar = VisitWorkflow.CalendarOf(body!);
        var passed = new List<Reminder>();
        var told = new HashSet<RecordId>();
        Reminder? sent = null;
        var done = facts.State == VisitStates.Planned
            ? body!.Preparations.Where(p => Preparing.IsDone(p.Kind, body, facts.Listed, facts.Counts, facts.Organisation.TimeZone)).Select(p => p.Kind).ToHashSet()
            : [];
        foreach (var (day, ladder, isVisit) in VisitWorkflow.Dues(body!, facts.State!))
        {
            var isDone = facts.State == VisitStates.Planned && !isVisit && body!.Preparations.Where(p => p.Due == day).All(p => done.Contains(p.Kind));
            var past = ladder.Pass(day, calendar, body!.Reminders, facts.Now, sends: !isDone);
            passed.AddRange(past);
            if (past.Count == 0 || isDone) continue;
            if (sent is null || past[^1].Rung > sent.Rung) sent = past[^1];
            told.UnionWith(facts.People[Role.ComplianceLead].Select(p => p.Id));
            if (!isVisit) continue;
            if (past[^1].Rung < 0) told.UnionWith(body.Attendees.Where(a => a.Comes != false).Select(a => a.Person));
            if (past[^1].Rung >= TopManagementFrom) told.UnionWith(facts.People[Role.TopManagement].Select(p => p.Id));
        }
        if (passed.Count == 0) return new Refusal(Refusals.NotNow);
        var today = CertificateWorkflow.Today(facts);
        var next = body! with
        {
            Reminders = [.. body.Reminders, .. passed],
            // A corrective action may still be opened; what was issued or signed stays so.
            Preparations = [.. body.Preparations.Select(p => p.DoneOn is null && p.Kind != PreparationKind.CorrectiveActions && done.Contains(p.Kind) ? p with { DoneOn = today } : p)],
            Told = [.. body.Told.Union(told)],
        };
        var change = VisitWorkflow.Settle(next, facts.State!, facts);
        return sent is null
            ? change
            : change with { Copies = [.. told.Select(to => new NewCopy(to, VisitWorkflow.VisitCard, Lane.Campaigns) { Why = sent.Why, Alone = sent.Rung == Ladder.Certification.Last })] };
    }
}
