using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Reminders;

namespace AimsBot.Workflows.Certification;

/// <summary>
/// The last day is over in the organisation's zone: from now on there is no valid certificate (C12), and half a year later none
/// that could be restored (C13); everybody concerned hears of it in the morning. Where the zone was changed meanwhile the day may not
/// be over yet: then the clock is set anew.
/// </summary>
public sealed record PassExpiry
{
    public static readonly Step Step = new Step<Certificate, PassExpiry>("certificate.pass-expiry", "certificate-expired", Decide)
    {
        Needs = (_, _) => new Needs { Roles = [Role.ComplianceLead, Role.TopManagement] },
    };

    public static Outcome Decide(Certificate? body, PassExpiry input, StepFacts facts)
    {
        var state = Standing.On(body!, CertificateWorkflow.Today(facts));
        if (state == facts.State && body!.Zone == facts.Organisation.TimeZone) return new Refusal(Refusals.NotNow);
        if (state == facts.State) return CertificateWorkflow.Settle(body!, state, facts);
        var told = facts.People[Role.ComplianceLead].Concat(facts.People[Role.TopManagement]).Select(p => p.Id).Distinct().ToArray();
        var change = CertificateWorkflow.Settle(body! with { Told = [.. body.Told.Union(told)], Last = CertificateWorkflow.Act(state == CertificateStates.Expired ? "expired" : "lapsed", facts) }, state, facts);
        return change with { Copies = [.. told.Select(to => new NewCopy(to, CertificateWorkflow.CertificateCard, Lane.Campaigns) { Why = state, Alone = true })] };
    }
}

/// <summary>
/// A rung of the audit ladder has come (M1): one message to each for all that is due together (M3, M4, M8), to the leads, and to
/// top management near the end, and earlier where the next step still has no date: two months before a surveillance, four before the
/// expiry.
/// </summary>
public sealed record RemindOfCycle
{
    private const int TopManagementFrom = -14;
    private const int UndatedSurveillanceFrom = -60;

    // Audit, corrections and decision all come before the expiry (C10).
    private const int UndatedRecertificationFrom = -120;

    public static readonly Step Step = new Step<Certificate, RemindOfCycle>("certificate.remind", "certification-reminded", Decide)
    {
        Needs = (_, _) => new Needs { Roles = [Role.ComplianceLead, Role.TopManagement] },
        MovesBasis = false,
    };

    /// <summary>Whether top management hears of a rung too.</summary>
    internal static bool CallsTopManagement(string what, int rung, Certificate body) => rung >= what switch
    {
        CycleStep.Recertification when !(CyclePlan.Of(body)?.RecertificationVisit?.Until <= body.Cycle!.Expires) => UndatedRecertificationFrom,
        _ when what.StartsWith(CycleStep.SurveillancePrefix, StringComparison.Ordinal) => UndatedSurveillanceFrom,
        _ => TopManagementFrom,
    };

    public static Outcome Decide(Certificate? body, RemindOfCycle input, StepFacts facts)
    {
        var calendar = CertificateWorkflow.CalendarOf(body!);
        var passed = new List<Reminder>();
        var calls = false;
        Reminder? sent = null;
        foreach (var (what, day) in CertificateWorkflow.Dues(body!, facts.State!).DistinctBy(d => d.Day))
        {
            var past = Ladder.Certification.Pass(day, calendar, body!.Reminders, facts.Now, sends: true);
            if (past.Count == 0) continue;
            passed.AddRange(past);
            if (sent is null || past[^1].Rung > sent.Rung) sent = past[^1];
            calls |= CallsTopManagement(what, past[^1].Rung, body);
        }
        if (sent is null) return new Refusal(Refusals.NotNow);
        var told = facts.People[Role.ComplianceLead].Concat(calls ? facts.People[Role.TopManagement] : []).Select(p => p.Id).Distinct().ToArray();
        var next = body! with { Reminders = [.. body.Reminders, .. passed], Told = [.. body.Told.Union(told)] };
        return CertificateWorkflow.Settle(next, facts.State!, facts) with
        {
            Copies = [.. told.Select(to => new NewCopy(to, CertificateWorkflow.CertificateCard, Lane.Campaigns) { Why = sent.Why, Alone = sent.Rung == Ladder.Certification.Last })],
        };
    }
}

/// <summary>A visit was planned, moved, held, decided or called off.</summary>
public sealed record HearOfVisit(VisitNote Visit)
{
    public static readonly Step Step = new Step<Certificate, HearOfVisit>("certificate.hear-visit", "visit-heard", Decide) { MovesBasis = false };

    public static Outcome Decide(Certificate? body, HearOfVisit input, StepFacts facts) => body!.Visits.Any(v => v.Id == input.Visit.Id && v.At > input.Visit.At)
        ? new Refusal(Refusals.NotNow)
        : CertificateWorkflow.Settle(body with { Visits = [.. body.Visits.Where(v => v.Id != input.Visit.Id), input.Visit] }, facts.State!, facts);
}
