using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Calendar;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Core.Reminders;
using NodaTime;

namespace AimsBot.Workflows.Certification;

/// <summary>The certificate: from preparing to the first decision, through its cycles, to whatever ends it (C1 to C15).</summary>
public sealed class CertificateWorkflow : Workflow<Certificate>
{
    public const string TypeName = "certificate";
    public const string CertificateCard = "Certification/Certificate";

    private static readonly string[] Running = [CertificateStates.Valid, CertificateStates.Suspended];
    private static readonly string[] Alive = [CertificateStates.None, .. Running, CertificateStates.Expired];

    public override string Type => TypeName;
    public override string Prefix => "CRT";
    public override string Folder => "Certification";
    public override string Card => CertificateCard;
    public override IReadOnlySet<string> Erasable { get; } = new HashSet<string> { "changes", "asked", "last" };

    public override Lifecycle Lifecycle { get; } = new(
        [CertificateStates.None, CertificateStates.Valid, CertificateStates.Suspended, CertificateStates.Expired, CertificateStates.Withdrawn],
        [
            Lifecycle.Creates(BeginCertification.Step, CertificateStates.None),
            Lifecycle.Stays(PlanVisit.Step, Alive),
            Lifecycle.Moves(GrantCertificate.Step, Alive, Alive),
            Lifecycle.Stays(CheckReadiness.Step, Alive),
            Lifecycle.Stays(AskForGap.Step, Alive),
            Lifecycle.Stays(RaiseChange.Step, Alive),
            Lifecycle.Stays(AnswerChange.Step, Alive),
            Lifecycle.Stays(HearOfChange.Step, Running),
            Lifecycle.Stays(NoteProgramme.Step, Running),
            Lifecycle.Stays(AnswerYear.Step, Running),
            Lifecycle.Stays(ChangeLimits.Step, Alive),
            Lifecycle.Stays(ChangeScope.Step, Running),
            Lifecycle.Stays(TransferCertificate.Step, Running),
            Lifecycle.Moves(SuspendCertificate.Step, [CertificateStates.Valid], CertificateStates.Suspended),
            Lifecycle.Moves(LiftSuspension.Step, [CertificateStates.Suspended], CertificateStates.Valid),
            Lifecycle.Moves(WithdrawCertificate.Step, Running, CertificateStates.Withdrawn),
            Lifecycle.Stays(HearOfVisit.Step, [.. Alive, CertificateStates.Withdrawn]),
            Lifecycle.Moves(PassExpiry.Step, Running, CertificateStates.Expired),
            Lifecycle.Moves(PassExpiry.Step, [CertificateStates.Expired], CertificateStates.None),
            Lifecycle.Stays(PassExpiry.Step, [.. Running, CertificateStates.Expired]),
            Lifecycle.Stays(RemindOfCycle.Step, [.. Running, CertificateStates.Expired]),
        ]);

    public override IReadOnlyList<string> TypesOn => Readiness.Types;

    public override IReadOnlyDictionary<string, RecordQuery> CountsOn(Head head, DateTimeOffset now) => Readiness.Queries;

    public static CertificationAct Act(string what, StepFacts facts) => new(what, facts.Actor.Person?.Id, facts.Channel, facts.Now);

    /// <summary>The organisation's day: certification dates are plain dates in its zone.</summary>
    public static DateOnly Today(StepFacts facts) => LocalTimes.At(facts.Now, facts.Organisation.TimeZone).Day;

    public static WorkingCalendar CalendarOf(Certificate body) => WorkingCalendar.For(body.Zone, body.Country);

    /// <summary>The change with the zone as it is now, and a card for everyone who must know and has none.</summary>
    public static Change Settle(Certificate body, string state, StepFacts facts, IEnumerable<RecordId>? others = null)
    {
        var told = (others ?? []).Distinct().Except(body.Told).ToArray();
        return new Change(body with { Zone = facts.Organisation.TimeZone, Country = facts.Organisation.Country, Told = [.. body.Told, .. told] }, state)
        {
            Copies = [.. told.Select(id => new NewCopy(id, CertificateCard, Lane.Decisions))],
        };
    }

    /// <summary>
    /// The days of which the clock reminds: the next surveillance where no visit is planned for it in time (one that is reminds of
    /// itself), the expiry, the end of a suspension, and the last day for restoring.
    /// </summary>
    public static IEnumerable<(string What, DateOnly Day)> Dues(Certificate body, string state)
    {
        if (CyclePlan.Of(body) is not { } plan) yield break;
        if (state == CertificateStates.Expired) yield return ("restore", CycleDates.RestoreLimit(plan.Cycle.Expires));
        if (!Running.Contains(state)) yield break;
        if (plan.Next is { } next && next.Step != CycleStep.Recertification && !(next.Visit?.Until <= next.Due)) yield return (next.Step, next.Due);
        yield return (CycleStep.Recertification, plan.Cycle.Expires);
        if (state == CertificateStates.Suspended) yield return ("suspension", body.Suspensions[^1].Until);
    }

    protected override HeadIndex IndexOf(Certificate body, string state) => new()
    {
        WaitsFor = [.. WaitsFor(body, state).Distinct()],
        Dates = Running.Contains(state) && body.Cycle is { } cycle ? new Dictionary<string, DateTimeOffset> { ["expires"] = EndOf(cycle.Expires, body) } : [],
    };

    protected override IReadOnlyList<Deadline> DeadlinesOf(Certificate body, string state)
    {
        var deadlines = new List<Deadline>();
        if (body.Cycle is { } cycle)
        {
            if (Running.Contains(state)) deadlines.Add(new Deadline("expiry", EndOf(cycle.Expires, body), PassExpiry.Step, new PassExpiry()));
            if (state == CertificateStates.Expired) deadlines.Add(new Deadline("restore", EndOf(CycleDates.RestoreLimit(cycle.Expires), body), PassExpiry.Step, new PassExpiry()));
        }
        foreach (var day in Dues(body, state).Select(d => d.Day).Distinct())
        {
            if (Ladder.Certification.Next(day, CalendarOf(body), body.Reminders) is { } rung)
                deadlines.Add(new Deadline($"rung:{day:yyyy-MM-dd}:{rung.Days}", rung.At, RemindOfCycle.Step, new RemindOfCycle()));
        }
        return deadlines;
    }

    // Who is reminded of a day is waited for until it is dealt with.
    private static IEnumerable<string> WaitsFor(Certificate body, string state)
    {
        var lead = PeopleDirectory.RoleDate(Role.ComplianceLead);
        if (body.Changes.Any(c => c.Answer is null) || (Running.Contains(state) && CyclePlan.Of(body) is { IsYearOpen: true })) yield return lead;
        // What was lost waits for somebody until it is restored, or until a visit for another one is planned.
        if (state == CertificateStates.Expired) yield return PeopleDirectory.RoleDate(Role.TopManagement);
        if (body.Cycle is { } over && (state == CertificateStates.Expired || (state == CertificateStates.None && body.Visits.All(v => v.Until <= over.Expires)))) yield return lead;
        foreach (var (what, day) in Dues(body, state))
        {
            if (!body.Reminders.Any(r => r.Due == day)) continue;
            yield return lead;
            if (RemindOfCycle.CallsTopManagement(what, body.Reminders.Where(r => r.Due == day).Max(r => r.Rung), body)) yield return PeopleDirectory.RoleDate(Role.TopManagement);
        }
    }

    private static DateTimeOffset EndOf(DateOnly day, Certificate body) => CalendarOf(body).EndOfDay(LocalDate.FromDateOnly(day));

    protected override string TitleOf(Certificate body) => body.Cycle is { } cycle ? $"{cycle.Number}, {body.Body}" : body.Body;

    protected override IReadOnlyList<RecordId> NamedOn(Certificate body) =>
        [.. body.Changes.SelectMany(c => new[] { c.RaisedBy, c.Answer?.By }).OfType<RecordId>(), .. body.Asked.SelectMany(a => a.Whom), .. new[] { body.Last?.By }.OfType<RecordId>()];

    protected override JsonObject CardData(Certificate body, CardFacts facts) => CertificateCards.Card(body, facts);

    protected override string? LastOf(Certificate body, CardFacts facts) => CertificateCards.LastLine(body.Last, facts);

    protected override (string Card, JsonObject Data)? ReceiptOf(Step step, Certificate body, CardFacts facts) =>
        step == CheckReadiness.Step ? ("Certification/Readiness", CertificateCards.Readiness(body, facts)) : null;

    protected override JsonObject FormData(Step step, Certificate? body, CardFacts facts) => CertificateCards.Form(step, body, facts);
}
