using System.Globalization;
using AimsBot.Core;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Certification;

/// <summary>The visit took place, on these days: they count for the rules.</summary>
public sealed record HoldVisit(DateOnly? From, DateOnly? Until)
{
    public static readonly Step Step = new Step<BodyVisit, HoldVisit>("visit.hold", "visit-held", Decide)
    {
        Form = form => new HoldVisit(form.Date("from"), form.Date("until")),
        FormCard = "Certification/HeldForm",
        Style = "positive",
    };

    public static Outcome Decide(BodyVisit? body, HoldVisit input, StepFacts facts)
    {
        var wrong = PlanVisit.WrongDays(input.From, input.Until);
        if ((input.Until ?? input.From) > CertificateWorkflow.Today(facts)) wrong[input.Until is null ? "from" : "until"] = new Refusal("certificate.dayAhead");
        if (wrong.Count > 0) return new Corrections(wrong);
        var from = input.From!.Value;
        return VisitWorkflow.Settle(
            body! with { From = from, Until = input.Until ?? from, Last = CertificateWorkflow.Act("held", facts) with { Day = from } }, VisitStates.Held, facts, isNews: true);
    }
}

/// <summary>Something that the body is worried about and that could become a finding at stage 2 (C2).</summary>
public sealed record NoteWorry(string Text)
{
    public static readonly Step Step = new Step<BodyVisit, NoteWorry>("visit.note-worry", "worry-noted", Decide)
    {
        Form = form => new NoteWorry(form.RequiredText("words", 1000)),
        FormCard = CertificateCards.WordsForm,
        MovesBasis = false,
    };

    public static Outcome Decide(BodyVisit? body, NoteWorry input, StepFacts facts) => VisitWorkflow.Settle(
        body! with { Worries = [.. body.Worries, new Worry(input.Text, facts.Actor.Person!.Id, facts.Now)], Last = CertificateWorkflow.Act("worry", facts) with { Reason = input.Text } }, facts.State!, facts);
}

/// <summary>
/// A finding of the body, with its grade and its limit: the one it gave, else the one that its rules give (1.3). A major and a minor
/// open a corrective action, an opportunity does not.
/// </summary>
public sealed record NoteFinding(BodyGrade? Grade, string Clause, string Text, DateOnly? Limit, string? OwnerAddress)
{
    public static readonly IReadOnlyDictionary<string, BodyGrade> Grades = new Dictionary<string, BodyGrade>
    {
        ["major"] = BodyGrade.Major,
        ["minor"] = BodyGrade.Minor,
        ["opportunity"] = BodyGrade.Opportunity,
    };

    public static readonly Step Step = new Step<BodyVisit, NoteFinding>("visit.note-finding", "body-finding-noted", Decide)
    {
        Form = form => new NoteFinding(form.Choice("grade", Grades), form.RequiredText("clause", 100), form.RequiredText("words", 2000), form.Date("limit"), form.Text("owner", 200)?.ToLowerInvariant()),
        FormCard = "Certification/FindingForm",
        Needs = (_, input) => new Needs { Addresses = input.OwnerAddress is { } address ? [address] : [] },
        MovesBasis = false,
    };

    public static Outcome Decide(BodyVisit? body, NoteFinding input, StepFacts facts)
    {
        var wrong = new Dictionary<string, Refusal>();
        Person? owner = null;
        if (input.Grade is null) wrong["grade"] = new Refusal("refusal.required");
        if (input.Limit < body!.Until) wrong["limit"] = new Refusal("certificate.dayBefore", ("day", NoteProgramme.Iso(body.Until)));
        if (input.OwnerAddress is { } address && !facts.Holders.TryGetValue(address, out owner)) wrong["owner"] = new Refusal("certificate.noSuchPerson", ("address", address));
        if (wrong.Count > 0) return new Corrections(wrong);
        var finding = new BodyFinding(body.Findings.Count + 1, input.Grade!.Value, input.Clause, input.Text, input.Limit ?? LimitOf(input.Grade.Value, body)) { Owner = owner?.Id };
        var next = body with { Findings = [.. body.Findings, finding], Last = CertificateWorkflow.Act("finding", facts) with { Reason = $"{input.Clause}: {input.Text}" } };
        var change = VisitWorkflow.Settle(next, VisitStates.FindingsOpen, facts, isNews: true);
        return finding.Grade == BodyGrade.Opportunity ? change : change with { FollowUps = [.. change.FollowUps, CaseFor(finding, facts.Record).Open()] };
    }

    /// <summary>By which day the body wants it dealt with; none where neither a rule nor this body's terms say.</summary>
    public static DateOnly? LimitOf(BodyGrade grade, BodyVisit visit)
    {
        var byTerms = grade switch
        {
            BodyGrade.Major => visit.Limits.MajorDays,
            BodyGrade.Minor => visit.Limits.MinorDays,
            BodyGrade.Opportunity => null,
        } is { } days ? visit.Until.AddDays(days) : (DateOnly?)null;
        if (grade != BodyGrade.Major) return byTerms;
        DateOnly? byRule = visit.Kind switch
        {
            VisitKind.Stage2 => CycleDates.VerificationLimit(visit.Until),
            VisitKind.Recertification => visit.Expires,
            _ => null,
        };
        return byTerms is null || byRule < byTerms ? byRule ?? byTerms : byTerms;
    }

    internal static Nonconformity CaseFor(BodyFinding finding, RecordId visit) => new(visit, "external-audit", finding.Text)
    {
        Item = Number(finding.Number),
        Requirement = finding.Clause,
        Grade = finding.Grade == BodyGrade.Major ? "major" : "minor",
        Owner = finding.Owner,
        HearsBy = HearOfCase.Step.Id,
        HearsVerdictBy = HearOfVerdict.Step.Id,
    };

    internal static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The body grades a finding anew, such as several minors on one clause as a major; the grade before stays beside it.</summary>
public sealed record RegradeFinding(string Finding, BodyGrade? Grade, DateOnly? Limit, string Reason)
{
    public static readonly Step Step = new Step<BodyVisit, RegradeFinding>("visit.regrade", "body-finding-regraded", Decide)
    {
        Form = form => new RegradeFinding(form.RequiredText("finding", 10), form.Choice("grade", NoteFinding.Grades), form.Date("limit"), form.RequiredText("words", 1000)),
        FormCard = "Certification/RegradeForm",
        MovesBasis = false,
    };

    public static Outcome Decide(BodyVisit? body, RegradeFinding input, StepFacts facts)
    {
        var wrong = new Dictionary<string, Refusal>();
        var finding = body!.Findings.FirstOrDefault(f => NoteFinding.Number(f.Number) == input.Finding);
        if (finding is null) wrong["finding"] = new Refusal("refusal.noSuchChoice");
        if (input.Grade is null) wrong["grade"] = new Refusal("refusal.required");
        else if (input.Grade == finding?.Grade) wrong["grade"] = new Refusal("certificate.sameGrade");
        if (input.Limit < body.Until) wrong["limit"] = new Refusal("certificate.dayBefore", ("day", NoteProgramme.Iso(body.Until)));
        if (wrong.Count > 0) return new Corrections(wrong);
        var regraded = finding! with
        {
            Regradings = [.. finding.Regradings, new Regrading(finding.Grade, input.Grade!.Value, input.Reason, facts.Actor.Person!.Id, facts.Now)],
            Limit = input.Limit ?? NoteFinding.LimitOf(input.Grade.Value, body) ?? finding.Limit,
            // What the body accepted for a lighter grade it did not accept for this one.
            Verdict = input.Grade == BodyGrade.Major ? null : finding.Verdict,
        };
        var next = body with { Findings = [.. body.Findings.Select(f => f == finding ? regraded : f)], Last = CertificateWorkflow.Act("regraded", facts) with { Reason = input.Reason } };
        var change = VisitWorkflow.Settle(next, facts.State!, facts);
        return regraded.Grade == BodyGrade.Opportunity || regraded.Case is not null
            ? change
            : change with { FollowUps = [.. change.FollowUps, NoteFinding.CaseFor(regraded, facts.Record).Open()] };
    }
}

/// <summary>Evidence was sent to the body, on a day.</summary>
public sealed record SendEvidence(string? Finding, DateOnly? On, string What)
{
    public static readonly Step Step = new Step<BodyVisit, SendEvidence>("visit.send-evidence", "evidence-sent", Decide)
    {
        Form = form => new SendEvidence(form.Text("finding", 10), form.Date("on"), form.RequiredText("words", 1000)),
        FormCard = "Certification/EvidenceForm",
        MovesBasis = false,
    };

    public static Outcome Decide(BodyVisit? body, SendEvidence input, StepFacts facts)
    {
        var wrong = new Dictionary<string, Refusal>();
        var finding = body!.Findings.FirstOrDefault(f => NoteFinding.Number(f.Number) == input.Finding);
        if (input.Finding is not null && finding is null) wrong["finding"] = new Refusal("refusal.noSuchChoice");
        if (input.On is null) wrong["on"] = new Refusal("refusal.required");
        else if (input.On > CertificateWorkflow.Today(facts)) wrong["on"] = new Refusal("certificate.dayAhead");
        if (wrong.Count > 0) return new Corrections(wrong);
        return VisitWorkflow.Settle(
            body with
            {
                Evidence = [.. body.Evidence, new SentEvidence(finding?.Number, input.What, input.On!.Value, facts.Actor.Person!.Id)],
                Last = CertificateWorkflow.Act("evidence", facts) with { Day = input.On, Reason = input.What },
            },
            facts.State!,
            facts);
    }
}

/// <summary>The visit hears the number of the corrective action that a finding opened.</summary>
public sealed record HearOfCase
{
    public static readonly Step Step = new Step<BodyVisit, Notice>("visit.hear-case", "body-finding-linked", Decide) { MovesBasis = false };

    public static Outcome Decide(BodyVisit? body, Notice input, StepFacts facts) => VisitWorkflow.Settle(
        body! with { Findings = [.. body.Findings.Select(f => NoteFinding.Number(f.Number) == input.What ? f with { Case = input.About } : f)] }, facts.State!, facts);
}

/// <summary>What the body said of a finding was written down at its corrective action.</summary>
public sealed record HearOfVerdict
{
    public static readonly Step Step = new Step<BodyVisit, Notice>("visit.hear-verdict", "body-verdict-heard", Decide) { MovesBasis = false };

    public static Outcome Decide(BodyVisit? body, Notice input, StepFacts facts) => VisitWorkflow.Settle(
        body! with { Findings = [.. body.Findings.Select(f => f.Case == input.About ? f with { Verdict = input.What } : f)] }, facts.State!, facts);
}

/// <summary>The body decided on the visit, otherwise than by a certificate: that is written down at the certificate.</summary>
public sealed record DecideVisit(string Outcome, DateOnly? On, string? Words)
{
    /// <summary>What can come of a visit besides a certificate.</summary>
    public static readonly IReadOnlyDictionary<VisitKind, IReadOnlyList<VisitOutcome>> Outcomes = new Dictionary<VisitKind, IReadOnlyList<VisitOutcome>>
    {
        [VisitKind.Gap] = [VisitOutcome.Noted],
        [VisitKind.Stage1] = [VisitOutcome.Ready, VisitOutcome.Repeat],
        [VisitKind.Stage2] = [VisitOutcome.Repeat, VisitOutcome.Refused],
        [VisitKind.Surveillance] = [VisitOutcome.Continued, VisitOutcome.Refused],
        [VisitKind.Recertification] = [VisitOutcome.Repeat, VisitOutcome.Refused],
        [VisitKind.Special] = [VisitOutcome.Continued, VisitOutcome.Noted],
    };

    public static readonly IReadOnlyDictionary<string, VisitOutcome> OutcomeWords = Enum.GetValues<VisitOutcome>().ToDictionary(o => o.ToString().ToLowerInvariant());

    public static readonly Step Step = new Step<BodyVisit, DecideVisit>("visit.decide", "visit-decided", Decide)
    {
        Form = form => new DecideVisit(form.RequiredText("outcome", 40), form.Date("on"), form.Text("words", 1000)),
        FormCard = "Certification/OutcomeForm",
    };

    public static Outcome Decide(BodyVisit? body, DecideVisit input, StepFacts facts)
    {
        var wrong = new Dictionary<string, Refusal>();
        if (!OutcomeWords.TryGetValue(input.Outcome, out var outcome) || !Outcomes[body!.Kind].Contains(outcome)) wrong["outcome"] = new Refusal("refusal.noSuchChoice");
        if (Days.Wrong(input.On, body!.Until, facts) is { } day) wrong["on"] = day.Fields["on"];
        if (wrong.Count > 0) return new Corrections(wrong);
        return VisitWorkflow.Settle(
            body with { Outcome = outcome, DecidedOn = input.On, Last = CertificateWorkflow.Act("decided", facts) with { Day = input.On, Reason = input.Words } },
            VisitStates.Decided,
            facts,
            isNews: true);
    }
}

/// <summary>The body granted the certificate on this visit.</summary>
public sealed record HearOfDecision(DateOnly On)
{
    public static readonly Step Step = new Step<BodyVisit, HearOfDecision>("visit.hear-decision", "visit-certified", Decide);

    public static Outcome Decide(BodyVisit? body, HearOfDecision input, StepFacts facts) => VisitWorkflow.Settle(
        body! with { Outcome = VisitOutcome.Certified, DecidedOn = input.On, Last = CertificateWorkflow.Act("certified", facts) with { Day = input.On } },
        VisitStates.Decided,
        facts,
        isNews: true);
}
