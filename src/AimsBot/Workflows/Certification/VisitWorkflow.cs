using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Calendar;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Core.Reminders;

namespace AimsBot.Workflows.Certification;

/// <summary>The visits of the certification body, each from its plan to the body's decision (C1, C2, C9, C10).</summary>
public sealed class VisitWorkflow : Workflow<BodyVisit>
{
    public const string TypeName = "visit";
    public const string VisitCard = "Certification/Visit";

    private static readonly string[] AfterIt = [VisitStates.Held, VisitStates.FindingsOpen];
    private static readonly string[] Known = [VisitStates.Held, VisitStates.FindingsOpen, VisitStates.Decided];

    public override string Type => TypeName;
    public override string Prefix => "VIS";
    public override string Folder => "Certification";
    public override string Card => VisitCard;
    public override IReadOnlySet<string> Erasable { get; } = new HashSet<string> { "leadAuditor", "agenda", "worries", "findings", "evidence", "last" };

    public override Lifecycle Lifecycle { get; } = new(
        [VisitStates.Planned, VisitStates.Held, VisitStates.FindingsOpen, VisitStates.Decided, VisitStates.Cancelled],
        [
            Lifecycle.Creates(OpenVisit.Step, VisitStates.Planned),
            Lifecycle.Stays(AnswerInvitation.Accept, VisitStates.Planned),
            Lifecycle.Stays(AnswerInvitation.Decline, VisitStates.Planned),
            Lifecycle.Stays(AcceptPlan.Step, VisitStates.Planned),
            Lifecycle.Moves(HoldVisit.Step, [VisitStates.Planned], VisitStates.Held),
            Lifecycle.Moves(NoteFinding.Step, AfterIt, VisitStates.FindingsOpen),
            Lifecycle.Stays(NoteWorry.Step, AfterIt),
            Lifecycle.Stays(RegradeFinding.Step, VisitStates.FindingsOpen),
            Lifecycle.Stays(SendEvidence.Step, Known),
            Lifecycle.Moves(DecideVisit.Step, AfterIt, VisitStates.Decided),
            Lifecycle.Stays(MoveDeadline.Step, VisitStates.Planned),
            Lifecycle.Stays(MoveVisit.Step, VisitStates.Planned),
            Lifecycle.Stays(ArrangeVisit.Step, VisitStates.Planned),
            Lifecycle.Moves(CancelVisit.Step, [VisitStates.Planned], VisitStates.Cancelled),
            Lifecycle.Moves(HearOfDecision.Step, AfterIt, VisitStates.Decided),
            Lifecycle.Stays(HearOfCase.Step, Known),
            Lifecycle.Stays(HearOfVerdict.Step, Known),
            Lifecycle.Stays(RemindOfVisit.Step, VisitStates.Planned, VisitStates.Held, VisitStates.FindingsOpen),
        ]);

    public override IReadOnlyList<string> TypesOn => Preparing.Types;

    public override IReadOnlyDictionary<string, RecordQuery> CountsOn(Head head, DateTimeOffset now) => Preparing.Queries;

    public static WorkingCalendar CalendarOf(BodyVisit body) => WorkingCalendar.For(body.Zone, body.Country);

    /// <summary>The act that opens the n-th visit that was planned for a certificate, from 1.</summary>
    public static string KeyOf(RecordId certificate, int number) => $"visit:{certificate}:{CertificateCards.Number(number)}";

    /// <summary>The visit that it opens.</summary>
    public static RecordId IdOf(string organisation, RecordId certificate, int number) => RecordId.Derive("VIS", organisation, KeyOf(certificate, number), 0);

    /// <summary>The visit without the rungs that have passed: everybody hears of it now anyway (M4).</summary>
    public static BodyVisit Skipped(BodyVisit body, StepFacts facts) => body with
    {
        Reminders = [.. body.Reminders, .. Dues(body, VisitStates.Planned).SelectMany(d => d.Ladder.Pass(d.Day, CalendarOf(body), body.Reminders, facts.Now, sends: false))],
    };

    /// <summary>What the certificate knows of the visit.</summary>
    public static VisitNote NoteOf(BodyVisit body, string state, StepFacts facts) => new(facts.Record, body.Kind, body.From, body.Until, state) { Outcome = body.Outcome, At = facts.Now };

    /// <summary>
    /// The change, with a card for everyone who must know and has none; the certificate hears of it where a day or the state is another.
    /// </summary>
    public static Change Settle(BodyVisit body, string state, StepFacts facts, bool isNews = false, IEnumerable<RecordId>? others = null)
    {
        var told = body.Attendees.Select(a => a.Person).Concat(others ?? []).Distinct().Except(body.Told).ToArray();
        var next = body with { Zone = facts.Organisation.TimeZone, Country = facts.Organisation.Country, Told = [.. body.Told, .. told] };
        if (isNews) next = next with { Sequence = next.Sequence + 1, ChangedAt = facts.Now };
        return new Change(next, state)
        {
            Copies = [.. told.Select(id => new NewCopy(id, VisitCard, Lane.Decisions))],
            FollowUps = isNews ? [new NewFollowUp(HearOfVisit.Step, body.Certificate, new HearOfVisit(NoteOf(next, state, facts)))] : [],
        };
    }

    /// <summary>
    /// The days of which the clock reminds: the visit itself, before its first day and after its last, what is to be ready before it, and
    /// after it the body's limits.
    /// </summary>
    public static IEnumerable<VisitDue> Dues(BodyVisit body, string state) => (state switch
    {
        VisitStates.Planned =>
        [
            .. body.From == body.Until
                ? [new VisitDue(body.From, Ladder.Certification, IsVisit: true)]
                : new[] { new VisitDue(body.From, Ladder.Certification.Ahead, IsVisit: true), new VisitDue(body.Until, Ladder.Certification.Overdue, IsVisit: true) },
            .. body.Preparations.Where(p => p.DoneOn is null).Select(p => new VisitDue(p.Due, Ladder.General, IsVisit: false)),
        ],
        VisitStates.FindingsOpen => body.Findings.Where(f => f is { Limit: not null, IsReady: false }).Select(f => new VisitDue(f.Limit!.Value, Ladder.General, IsVisit: false)),
        _ => Enumerable.Empty<VisitDue>(),
    }).DistinctBy(due => due.Day);

    protected override HeadIndex IndexOf(BodyVisit body, string state) => new()
    {
        Parent = body.Certificate,
        WaitsFor = [.. WaitsFor(body, state).Distinct()],
    };

    // Who is reminded of the visit is waited for until it is held.
    private static IEnumerable<string> WaitsFor(BodyVisit body, string state)
    {
        var lead = PeopleDirectory.RoleDate(Role.ComplianceLead);
        if (state is VisitStates.Held or VisitStates.FindingsOpen) yield return lead;
        if (state != VisitStates.Planned) yield break;
        if (body.Reminders.Any(r => r.Sent) || body.Preparations.Any(p => !p.IsAccepted)) yield return lead;
        var rungs = body.Reminders.Where(r => (r.Due == body.From || r.Due == body.Until) && r.Sent).Select(r => r.Rung).ToArray();
        foreach (var attendee in body.Attendees.Where(a => a.Comes is null || (a.Comes is true && rungs.Length > 0))) yield return attendee.Person.Value;
        if (rungs.Any(rung => rung >= RemindOfVisit.TopManagementFrom)) yield return PeopleDirectory.RoleDate(Role.TopManagement);
    }

    protected override IReadOnlyList<Deadline> DeadlinesOf(BodyVisit body, string state)
    {
        var deadlines = new List<Deadline>();
        foreach (var (day, ladder, _) in Dues(body, state))
        {
            if (ladder.Next(day, CalendarOf(body), body.Reminders) is { } rung) deadlines.Add(new Deadline($"rung:{day:yyyy-MM-dd}:{rung.Days}", rung.At, RemindOfVisit.Step, new RemindOfVisit()));
        }
        return deadlines;
    }

    protected override IReadOnlySet<string> RelationsOf(Actor actor, BodyVisit? body, StepFacts facts)
    {
        var relations = new HashSet<string>();
        if (body is null || actor.Person is not { } person) return relations;
        if (body.Attendees.Any(a => person.Is(a.Person))) relations.Add("attendee");
        return relations;
    }

    protected override string TitleOf(BodyVisit body) => $"{body.Body}, {NoteProgramme.Iso(body.From)}";

    protected override IReadOnlyList<RecordId> NamedOn(BodyVisit body) =>
        [.. body.Attendees.Select(a => a.Person), .. body.Findings.Select(f => f.Owner).OfType<RecordId>(), .. new[] { body.Last?.By }.OfType<RecordId>()];

    protected override JsonObject CardData(BodyVisit body, CardFacts facts) => VisitCards.Card(body, facts);

    protected override string? LastOf(BodyVisit body, CardFacts facts) => CertificateCards.LastLine(body.Last, facts);

    protected override JsonObject FormData(Step step, BodyVisit? body, CardFacts facts) => VisitCards.Form(step, body!, facts);
}

/// <summary>A day of which a visit's clock reminds.</summary>
/// <param name="IsVisit">Whether it is of the visit itself; else of what is to be ready, or of a limit.</param>
public readonly record struct VisitDue(DateOnly Day, Ladder Ladder, bool IsVisit);
