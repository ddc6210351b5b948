using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Calendar;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Core.Reminders;
using NodaTime;

namespace AimsBot.Workflows.CorrectiveActions;

/// <summary>Nonconformities and corrective actions (10.2): no case closes unless somebody else saw that it worked, or decided that the cause need not be acted on.</summary>
public sealed class CorrectiveActionWorkflow : Workflow<CorrectiveAction>
{
    public const string TypeName = "corrective-action";
    public const string CaseCard = "CorrectiveActions/Case";

    /// <summary>The keyed dates by which cases are counted.</summary>
    public const string DueDate = "due";
    public const string ClosedDate = "closed";
    public const string ExtendedDate = "extended";

    /// <summary>Days until the plan is to stand.</summary>
    public const int DaysToPlan = 14;

    /// <summary>Days after the due day at which others are called (M2).</summary>
    public const int ManagerAfter = 3;
    public const int LeadAfter = 7;
    public const int TopManagementAfter = 14;

    // From the day on which the effect can be judged; nobody is asked for it before.
    private static readonly Ladder CheckLadder = new([0, 3, 7, 14]);

    /// <summary>The states in which the owner is at work.</summary>
    public static readonly IReadOnlyList<string> AtWork =
        [CaseStates.Open, CaseStates.Contained, CaseStates.Analysed, CaseStates.Planned, CaseStates.InProgress, CaseStates.Reopened];

    private static readonly string[] Alive = [.. AtWork, CaseStates.AwaitingEffectiveness];

    private static readonly string[] Everywhere = [.. Alive, CaseStates.Closed, CaseStates.Rejected];

    public override string Type => TypeName;
    public override string Prefix => "CAR";
    public override string Folder => "CorrectiveActions";
    public override string Card => CaseCard;
    public override Step GivenUp => NoteOwnerUnreached.Step;
    public override IReadOnlySet<string> Erasable { get; } =
        new HashSet<string> { "what", "evidence", "correction", "analysis", "plan", "done", "check", "noCauseAction", "rejection", "rounds", "asked", "bodyWords", "last" };

    public override Lifecycle Lifecycle { get; } = new(
        [
            CaseStates.Open, CaseStates.Contained, CaseStates.Analysed, CaseStates.Planned, CaseStates.InProgress,
            CaseStates.AwaitingEffectiveness, CaseStates.Closed, CaseStates.Reopened, CaseStates.Rejected,
        ],
        [
            Lifecycle.Creates(OpenCase.Step, CaseStates.Open),
            Lifecycle.Creates(OpenCaseFor.Step, CaseStates.Open),
            Lifecycle.Moves(ContainCase.Step, [CaseStates.Open], CaseStates.Contained),
            Lifecycle.Moves(AnalyseCase.Step, [CaseStates.Open, CaseStates.Contained, CaseStates.Reopened], CaseStates.Analysed),
            Lifecycle.Moves(PlanAction.Step, [CaseStates.Analysed], CaseStates.Planned),
            Lifecycle.Moves(DecideNoAction.Step, [CaseStates.Analysed], CaseStates.Closed),
            Lifecycle.Moves(StartAction.Step, [CaseStates.Planned], CaseStates.InProgress),
            Lifecycle.Moves(FinishAction.Step, [CaseStates.InProgress], CaseStates.AwaitingEffectiveness),
            Lifecycle.Moves(CheckEffect.Step, [CaseStates.AwaitingEffectiveness], CaseStates.Closed, CaseStates.Reopened),
            Lifecycle.Moves(RejectCase.Step, [CaseStates.Open, CaseStates.Contained, CaseStates.Analysed], CaseStates.Rejected),
            Lifecycle.Stays(AskExtension.Step, [.. AtWork]),
            Lifecycle.Stays(AskExtension.Grant, [.. AtWork]),
            Lifecycle.Stays(AskExtension.Decline, [.. AtWork]),
            Lifecycle.Stays(AssignCase.Step, [.. AtWork]),
            Lifecycle.Stays(NoteBodyWord.Step, Everywhere),
            Lifecycle.Stays(RemindOwner.Step, Alive),
            Lifecycle.Stays(NoteOwnerUnreached.Step, Alive),
        ]);

    /// <summary>Days after which the effect of an action can be judged (N3).</summary>
    public static int DaysToJudge(CaseGrade grade) => grade switch
    {
        CaseGrade.Minor => 30,
        CaseGrade.Major => 90,
    };

    public static CaseAct Act(string what, StepFacts facts) => new(what, facts.Actor.Person?.Id, facts.Channel, facts.Now);

    public static DateOnly Today(CorrectiveAction body, StepFacts facts) => LocalTimes.At(facts.Now, body.Zone).Day;

    public static WorkingCalendar CalendarOf(CorrectiveAction body) => WorkingCalendar.For(body.Zone, body.Country);

    /// <summary>The day that is waited for in a state, with its ladder; none where nothing is.</summary>
    public static (DateOnly Day, Ladder Ladder)? DueIn(CorrectiveAction body, string state) => state switch
    {
        CaseStates.AwaitingEffectiveness when body.Done is { } done => (done.CheckFrom, CheckLadder),
        _ when AtWork.Contains(state) => (body.Due, Ladder.General),
        _ => null,
    };

    /// <summary>
    /// The case with an owner and the owner's working hours. A due day of its own has a ladder of its own; the rungs that have
    /// passed are skipped, since the owner hears of it now (M4).
    /// </summary>
    public static CorrectiveAction Owned(CorrectiveAction body, Person? owner, StepFacts facts) => owner is null
        ? body with { Zone = facts.Organisation.TimeZone, Country = facts.Organisation.Country }
        : body with
        {
            Owner = owner.Id,
            Owners = [.. body.Owners.Union([owner.Id])],
            OwnerGone = false,
            Undelivered = null,
            Zone = owner.Details.TimeZone ?? facts.Organisation.TimeZone,
            Country = owner.Details.Country ?? facts.Organisation.Country,
        };

    /// <summary>The case with another due day.</summary>
    public static CorrectiveAction DueOn(CorrectiveAction body, DateOnly due, StepFacts facts) => Skipped(body with { Due = due, Escalated = 0 }, due, Ladder.General, facts);

    internal static CorrectiveAction Skipped(CorrectiveAction body, DateOnly due, Ladder ladder, StepFacts facts) => body with
    {
        Reminders = [.. body.Reminders, .. ladder.Pass(due, CalendarOf(body), body.Reminders, facts.Now, sends: false)],
    };

    /// <summary>The change with a card for everyone who must know and has none: owner, raiser, the leads where they must act.</summary>
    public static Change Settle(CorrectiveAction body, string state, StepFacts facts, IEnumerable<RecordId>? others = null)
    {
        var tell = new[] { body.Owner, body.RaisedBy }.OfType<RecordId>().Concat(others ?? []);
        if (body.Owner is null && facts.People.TryGetValue(Role.ComplianceLead, out var leads)) tell = tell.Concat(leads.Select(l => l.Id));
        var told = tell.Distinct().Except(body.Told).ToArray();
        return new Change(body with { Told = [.. body.Told, .. told] }, state)
        {
            Copies = [.. told.Select(id => new NewCopy(id, CaseCard, Lane.Decisions))],
        };
    }

    public override RecordId? RelationLineOf(RecordBody body, IReadOnlyDictionary<RecordId, Head> records) => ((CorrectiveAction)body).Owner;

    protected override HeadIndex IndexOf(CorrectiveAction body, string state)
    {
        var dates = new Dictionary<string, DateTimeOffset>();
        if (DueIn(body, state) is { } due) dates[DueDate] = CalendarOf(body).EndOfDay(LocalDate.FromDateOnly(due.Day));
        if (body.ClosedAt is { } closed) dates[ClosedDate] = closed;
        if (body.Extensions.Count > 0 && body.Extensions[^1].At is { } extended) dates[ExtendedDate] = extended;
        return new HeadIndex { Parent = body.From, WaitsFor = WaitsFor(body, state), Dates = dates };
    }

    private static string[] WaitsFor(CorrectiveAction body, string state)
    {
        if (!Alive.Contains(state)) return [];
        var lead = PeopleDirectory.RoleDate(Role.ComplianceLead);
        var isAtWork = AtWork.Contains(state);
        var waits = new List<string>();
        if (isAtWork && body.Owner is { } owner) waits.Add(owner.Value);
        if (!isAtWork || body.Owner is null || body.OwnerGone || body.Asked is not null || body.Escalated >= LeadAfter) waits.Add(lead);
        if (body.Manager is { } manager && body.Escalated >= ManagerAfter) waits.Add(manager.Value);
        if (body.Escalated >= TopManagementAfter) waits.Add(PeopleDirectory.RoleDate(Role.TopManagement));
        return [.. waits.Distinct()];
    }

    protected override IReadOnlyList<Deadline> DeadlinesOf(CorrectiveAction body, string state) =>
        DueIn(body, state) is { } due && due.Ladder.Next(due.Day, CalendarOf(body), body.Reminders) is { } rung
            ? [new Deadline($"rung:{due.Day:yyyy-MM-dd}:{rung.Days}", rung.At, RemindOwner.Step, new RemindOwner())]
            : [];

    protected override IReadOnlySet<string> RelationsOf(Actor actor, CorrectiveAction? body, StepFacts facts)
    {
        var relations = new HashSet<string>();
        if (body is null || actor.Person is not { } person) return relations;
        if (person.Is(body.Owner)) relations.Add("owner");
        if (body.Owners.Any(owner => person.Is(owner))) relations.Add("had-owned");
        if (person.Is(body.RaisedBy)) relations.Add("raiser");
        if (body.Told.Contains(person.Id)) relations.Add("told");
        if (facts.Line.Count > 0 && person.Is(facts.Line[0].Id)) relations.Add("manager");
        return relations;
    }

    protected override string TitleOf(CorrectiveAction body) => body.What;

    protected override IReadOnlyList<RecordId> NamedOn(CorrectiveAction body) =>
        [.. new[] { body.Owner, body.RaisedBy, body.Last?.By, body.Check?.By, body.Done?.By, body.NoCauseAction?.By, body.Rejection?.By, body.Asked?.AskedBy }.OfType<RecordId>()];

    protected override JsonObject CardData(CorrectiveAction body, CardFacts facts) => CaseCards.Case(body, facts);

    protected override string? LastOf(CorrectiveAction body, CardFacts facts) => CaseCards.LastLine(body.Last, facts);

    protected override JsonObject FormData(Step step, CorrectiveAction? body, CardFacts facts) => CaseCards.Form(step, body, facts);
}
