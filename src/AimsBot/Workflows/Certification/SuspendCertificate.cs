using AimsBot.Core;

namespace AimsBot.Workflows.Certification;

/// <summary>The body suspends: from that day the certificate counts as invalid and may not be advertised (C14).</summary>
public sealed record SuspendCertificate(DateOnly? On, string Reason)
{
    public static readonly Step Step = new Step<Certificate, SuspendCertificate>("certificate.suspend", "certificate-suspended", Decide)
    {
        Form = form => new SuspendCertificate(form.Date("on"), form.RequiredText("words", 1000)),
        FormCard = CertificateCards.DayForm,
        Needs = (_, _) => new Needs { Roles = [Core.People.Role.TopManagement] },
    };

    public static Outcome Decide(Certificate? body, SuspendCertificate input, StepFacts facts)
    {
        if (Days.Wrong(input.On, body!.Cycle!.Decided, facts) is { } wrong) return wrong;
        var on = input.On!.Value;
        return CertificateWorkflow.Settle(
            body with
            {
                Suspensions = [.. body.Suspensions, new Suspension(on, CycleDates.SuspensionEnd(on, body.Limits.SuspensionMonths), input.Reason)],
                Last = CertificateWorkflow.Act("suspended", facts) with { Day = on, Reason = input.Reason },
            },
            CertificateStates.Suspended,
            facts,
            facts.People[Core.People.Role.TopManagement].Select(p => p.Id));
    }
}

/// <summary>The body lifts the suspension: from that day the certificate counts again.</summary>
public sealed record LiftSuspension(DateOnly? On, string Reason)
{
    public static readonly Step Step = new Step<Certificate, LiftSuspension>("certificate.lift", "suspension-lifted", Decide)
    {
        Form = form => new LiftSuspension(form.Date("on"), form.RequiredText("words", 1000)),
        FormCard = CertificateCards.DayForm,
        Style = "positive",
    };

    public static Outcome Decide(Certificate? body, LiftSuspension input, StepFacts facts)
    {
        var last = body!.Suspensions[^1];
        if (Days.Wrong(input.On, last.From, facts) is { } wrong) return wrong;
        return CertificateWorkflow.Settle(
            body with
            {
                Suspensions = [.. body.Suspensions.SkipLast(1), last with { Lifted = input.On }],
                Last = CertificateWorkflow.Act("lifted", facts) with { Day = input.On, Reason = input.Reason },
            },
            CertificateStates.Valid,
            facts);
    }
}

/// <summary>The body withdraws it, or it is given up: there is no certificate from that day on.</summary>
public sealed record WithdrawCertificate(DateOnly? On, string Reason)
{
    public static readonly Step Step = new Step<Certificate, WithdrawCertificate>("certificate.withdraw", "certificate-withdrawn", Decide)
    {
        Form = form => new WithdrawCertificate(form.Date("on"), form.RequiredText("words", 1000)),
        FormCard = CertificateCards.DayForm,
        Needs = (_, _) => new Needs { Roles = [Core.People.Role.TopManagement] },
        Style = "destructive",
    };

    public static Outcome Decide(Certificate? body, WithdrawCertificate input, StepFacts facts)
    {
        if (Days.Wrong(input.On, body!.Cycle!.Decided, facts) is { } wrong) return wrong;
        return CertificateWorkflow.Settle(
            body with { Withdrawn = input.On, Last = CertificateWorkflow.Act("withdrawn", facts) with { Day = input.On, Reason = input.Reason } },
            CertificateStates.Withdrawn,
            facts,
            facts.People[Core.People.Role.TopManagement].Select(p => p.Id));
    }
}

/// <summary>The certificate says something else from now on: another scope, another version of the statement, another number.</summary>
public sealed record ChangeScope(string Scope, string? Statement, string? Number, DateOnly? On)
{
    public static readonly Step Step = new Step<Certificate, ChangeScope>("certificate.change-scope", "certificate-scope-changed", Decide)
    {
        Form = form => new ChangeScope(form.RequiredText("scope", 1000), form.Text("statement", 100), form.Text("number", 100), form.Date("on")),
        FormCard = "Certification/ScopeForm",
    };

    public static Outcome Decide(Certificate? body, ChangeScope input, StepFacts facts)
    {
        var cycle = body!.Cycle!;
        if (Days.Wrong(input.On, cycle.Decided, facts) is { } wrong) return wrong;
        var next = cycle with { Scope = input.Scope, Statement = input.Statement ?? cycle.Statement, Number = input.Number ?? cycle.Number };
        return CertificateWorkflow.Settle(
            body with
            {
                Scope = input.Scope,
                Cycles = [.. body.Cycles.SkipLast(1), next],
                Alterations = [.. body.Alterations, new Alteration(AlterationKind.Scope, input.On!.Value, cycle.Scope, input.Scope)],
                Last = CertificateWorkflow.Act("scope", facts) with { Day = input.On },
            },
            facts.State!,
            facts);
    }
}

/// <summary>Another body takes the certificate over; its dates stay as they are.</summary>
public sealed record TransferCertificate(string Body, string Number, DateOnly? On)
{
    public static readonly Step Step = new Step<Certificate, TransferCertificate>("certificate.transfer", "certificate-transferred", Decide)
    {
        Form = form => new TransferCertificate(form.RequiredText("body", 200), form.RequiredText("number", 100), form.Date("on")),
        FormCard = "Certification/TransferForm",
    };

    public static Outcome Decide(Certificate? body, TransferCertificate input, StepFacts facts)
    {
        var cycle = body!.Cycle!;
        if (Days.Wrong(input.On, cycle.Decided, facts) is { } wrong) return wrong;
        return CertificateWorkflow.Settle(
            body with
            {
                Body = input.Body,
                Cycles = [.. body.Cycles.SkipLast(1), cycle with { Number = input.Number }],
                // The other body has limits of its own, and a programme of its own.
                Limits = new BodyLimits(),
                Programme = [],
                Alterations = [.. body.Alterations, new Alteration(AlterationKind.Body, input.On!.Value, $"{body.Body}, {cycle.Number}", $"{input.Body}, {input.Number}")],
                Last = CertificateWorkflow.Act("transferred", facts) with { Day = input.On, Reason = input.Body },
            },
            facts.State!,
            facts);
    }
}

/// <summary>The days of what a body did.</summary>
internal static class Days
{
    /// <summary>What is wrong with such a day; none where it can be.</summary>
    public static Corrections? Wrong(DateOnly? on, DateOnly notBefore, StepFacts facts) =>
        on is not { } day ? Field(new Refusal("refusal.required"))
        : day < notBefore ? Field(new Refusal("certificate.dayBefore", ("day", NoteProgramme.Iso(notBefore))))
        : day > CertificateWorkflow.Today(facts) ? Field(new Refusal("certificate.dayAhead"))
        : null;

    private static Corrections Field(Refusal refusal) => new(new Dictionary<string, Refusal> { ["on"] = refusal });
}
