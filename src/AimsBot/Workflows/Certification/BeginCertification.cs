using AimsBot.Core;

namespace AimsBot.Workflows.Certification;

/// <summary>A compliance lead begins: with which certification body, for what. A certificate that exists already is entered by its visits and its decision.</summary>
public sealed record BeginCertification(string Body, string Scope)
{
    public static readonly Step Step = new Step<Certificate, BeginCertification>("certificate.begin", "certification-begun", Decide)
    {
        Form = form => new BeginCertification(form.RequiredText("body", 200), form.RequiredText("scope", 1000)),
        FormCard = "Certification/BeginForm",
    };

    public static Outcome Decide(Certificate? none, BeginCertification input, StepFacts facts) => CertificateWorkflow.Settle(
        new Certificate { Body = input.Body, Scope = input.Scope, Last = CertificateWorkflow.Act("begun", facts) },
        CertificateStates.None,
        facts,
        [facts.Actor.Person!.Id]);
}

/// <summary>What this body's rules say of its limits; they hold for what comes after, and never change a limit that was given.</summary>
public sealed record ChangeLimits(int? MajorDays, int? MinorDays, int? StageDays, int? SuspensionMonths)
{
    public const int MostDays = 365;
    public const int MostMonths = 24;

    public static readonly Step Step = new Step<Certificate, ChangeLimits>("certificate.change-limits", "body-limits-changed", Decide)
    {
        Form = form => new ChangeLimits(
            Number(form, "majorDays", MostDays), Number(form, "minorDays", MostDays), Number(form, "stageDays", MostDays), Number(form, "suspensionMonths", MostMonths)),
        FormCard = "Certification/LimitsForm",
    };

    public static Outcome Decide(Certificate? body, ChangeLimits input, StepFacts facts) => CertificateWorkflow.Settle(
        body! with
        {
            Limits = new BodyLimits { MajorDays = input.MajorDays, MinorDays = input.MinorDays, StageDays = input.StageDays, SuspensionMonths = input.SuspensionMonths ?? new BodyLimits().SuspensionMonths },
            Last = CertificateWorkflow.Act("limits", facts),
        },
        facts.State!,
        facts);

    private static int? Number(FormReader form, string id, int most)
    {
        if (form.Text(id, 20) is not { } text) return null;
        if (int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most) return number;
        form.Reject(id, "certificate.noNumber", ("most", CertificateCards.Number(most)));
        return null;
    }
}

/// <summary>A date of the body's audit programme. It wins over the computed one; the computed one stays beside it.</summary>
public sealed record NoteProgramme(string Of, DateOnly? On)
{
    public static readonly IReadOnlyList<string> Steps = [CycleStep.SurveillancePrefix + "1", CycleStep.SurveillancePrefix + "2", CycleStep.SurveillancePrefix + "3", CycleStep.Recertification];

    public static readonly Step Step = new Step<Certificate, NoteProgramme>("certificate.note-programme", "body-programme-noted", Decide)
    {
        Form = form => new NoteProgramme(form.RequiredText("step", 40), form.Date("on")),
        FormCard = "Certification/ProgrammeForm",
    };

    public static Outcome Decide(Certificate? body, NoteProgramme input, StepFacts facts)
    {
        var wrong = new Dictionary<string, Refusal>();
        var cycle = body!.Cycle!;
        if (!Steps.Contains(input.Of)) wrong["step"] = new Refusal("refusal.noSuchChoice");
        if (input.On is not { } on) wrong["on"] = new Refusal("refusal.required");
        else if (on <= cycle.Decided || on > cycle.Expires) wrong["on"] = new Refusal("certificate.outsideCycle", ("from", Iso(cycle.Decided)), ("until", Iso(cycle.Expires)));
        if (wrong.Count > 0) return new Corrections(wrong);
        return CertificateWorkflow.Settle(
            body with
            {
                Programme = [.. body.Programme, new ProgrammeDate(cycle.Decided, input.Of, input.On!.Value, facts.Now)],
                Last = CertificateWorkflow.Act("programme", facts) with { Day = input.On },
            },
            facts.State!,
            facts);
    }

    internal static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>What the body answered: which calendar year counts as the recertification year, where the expiry is early in one (C8).</summary>
public sealed record AnswerYear(string Year)
{
    public static readonly Step Step = new Step<Certificate, AnswerYear>("certificate.answer-year", "recertification-year-answered", Decide)
    {
        Form = form => new AnswerYear(form.RequiredText("year", 10)),
        FormCard = "Certification/YearForm",
    };

    public static Outcome Decide(Certificate? body, AnswerYear input, StepFacts facts)
    {
        var cycle = body!.Cycle!;
        if (!YearsOf(cycle).Contains(input.Year)) return new Corrections(new Dictionary<string, Refusal> { ["year"] = new Refusal("refusal.noSuchChoice") });
        var year = int.Parse(input.Year, System.Globalization.CultureInfo.InvariantCulture);
        return CertificateWorkflow.Settle(
            body with
            {
                RecertificationYears = new Dictionary<string, int>(body.RecertificationYears) { [CyclePlan.KeyOf(cycle)] = year },
                Last = CertificateWorkflow.Act("year", facts) with { Reason = input.Year },
            },
            facts.State!,
            facts);
    }

    public static IReadOnlyList<string> YearsOf(Cycle cycle) => [CertificateCards.Number(cycle.Expires.Year - 1), CertificateCards.Number(cycle.Expires.Year)];
}
