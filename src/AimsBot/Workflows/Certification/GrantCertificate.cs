using AimsBot.Core;

namespace AimsBot.Workflows.Certification;

/// <summary>
/// The body decided: the certificate's number, the day of the decision, the printed expiry, the scope. Whether it begins a cycle,
/// follows one in time or restores one follows from the dates (C4, C5, C11, C13). No decision stands before its visit, nor before
/// the body has dealt with the findings (1.3, C10).
/// </summary>
public sealed record GrantCertificate(string Number, DateOnly? Decided, DateOnly? Expires, string? Scope, string? Statement)
{
    public static readonly Step Step = new Step<Certificate, GrantCertificate>("certificate.grant", "certificate-granted", Decide)
    {
        Form = form => new GrantCertificate(form.RequiredText("number", 100), form.Date("decided"), form.Date("expires"), form.Text("scope", 1000), form.Text("statement", 100)),
        FormCard = "Certification/GrantForm",
        Needs = (body, input) => new Needs { Records = VisitFor(body!, input.Decided) is { } visit ? [visit.Id] : [] },
        Style = "positive",
    };

    public static Outcome Decide(Certificate? body, GrantCertificate input, StepFacts facts)
    {
        if (body!.Withdrawn is not null) return new Refusal(Refusals.NotNow);
        var today = CertificateWorkflow.Today(facts);
        var wrong = new Dictionary<string, Refusal>();
        if (input.Decided is not { } decided) wrong["decided"] = new Refusal("refusal.required");
        else if (decided > today) wrong["decided"] = new Refusal("certificate.decidedAhead");
        else if (decided <= body.Cycle?.Decided) wrong["decided"] = new Refusal("certificate.decidedBefore", ("day", NoteProgramme.Iso(body.Cycle.Decided)));
        if (input.Expires is null) wrong["expires"] = new Refusal("refusal.required");
        if (wrong.Count > 0) return new Corrections(wrong);

        var (day, expires) = (input.Decided!.Value, input.Expires!.Value);
        var start = StartOf(body, day);
        var latest = CycleDates.LatestExpiry(day, start == CycleStart.Initial ? null : body.Cycle!.Expires);
        if (expires <= day) wrong["expires"] = new Refusal("certificate.expiryBefore");
        else if (expires > latest) wrong["expires"] = new Refusal("certificate.expiryLate", ("day", NoteProgramme.Iso(latest)));
        else if (CycleDates.RestoreLimit(expires) < today) wrong["expires"] = new Refusal("certificate.overForLong");
        var note = VisitFor(body, day);
        if (note is null) wrong["decided"] = new Refusal(start == CycleStart.Initial ? "certificate.noStage2" : "certificate.noRecertification");
        else if (facts.Records.TryGetValue(note.Id, out var head) && Unready(head.Read<BodyVisit>(), day) is { } unready) wrong["decided"] = unready;
        if (wrong.Count > 0) return new Corrections(wrong);

        var next = body with
        {
            Scope = input.Scope ?? body.Scope,
            Cycles = [.. body.Cycles, new Cycle(day, expires, start, input.Number, input.Scope ?? body.Scope, input.Statement)],
            Last = CertificateWorkflow.Act(start switch { CycleStart.Initial => "granted", CycleStart.Recertification => "recertified", CycleStart.Restored => "restored" }, facts) with { Day = day },
        };
        return CertificateWorkflow.Settle(next, Standing.On(next, today), facts) with
        {
            FollowUps = [new NewFollowUp(HearOfDecision.Step, note!.Id, new HearOfDecision(day))],
        };
    }

    /// <summary>In time it follows the cycle before; within six months it restores it; later it begins anew.</summary>
    public static CycleStart StartOf(Certificate body, DateOnly decided) => body.Cycle switch
    {
        { } before when decided <= before.Expires => CycleStart.Recertification,
        { } before when decided <= CycleDates.RestoreLimit(before.Expires) => CycleStart.Restored,
        _ => CycleStart.Initial,
    };

    /// <summary>The visit on which a decision of that day rests; none where none was held.</summary>
    public static VisitNote? VisitFor(Certificate body, DateOnly? decided)
    {
        if (decided is not { } day) return null;
        var isInitial = StartOf(body, day) == CycleStart.Initial;
        return body.Visits
            .Where(v => v.Kind == VisitKind.Stage2 || (v.Kind == VisitKind.Recertification && !isInitial))
            .Where(v => v.IsHeld && v.Outcome is null && v.Until <= day && !(v.Until <= body.Cycle?.Decided))
            .OrderByDescending(v => v.Until)
            .FirstOrDefault();
    }

    private static Refusal? Unready(BodyVisit visit, DateOnly decided)
    {
        var open = visit.Findings.Where(f => !f.IsReady).ToArray();
        if (open.Length > 0) return new Refusal("certificate.findingsOpen", ("findings", string.Join(", ", open.Select(f => f.Case is { } id ? $"{f.Clause} ({id})" : f.Clause))));
        return visit.Kind == VisitKind.Stage2 && visit.Findings.Any(f => f.Grade == BodyGrade.Major) && decided > CycleDates.VerificationLimit(visit.Until)
            ? new Refusal("certificate.stage2TooOld", ("day", NoteProgramme.Iso(CycleDates.VerificationLimit(visit.Until))))
            : null;
    }
}
