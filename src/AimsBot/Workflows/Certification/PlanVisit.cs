using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Certification;

/// <summary>A lead plans a visit of the body: the days, who comes from the body, what is on, who of ours must be there.</summary>
public sealed record PlanVisit(VisitKind? Kind, DateOnly? From, DateOnly? Until, string? LeadAuditor, string? Agenda, IReadOnlyList<string> AttendeeAddresses)
{
    public static readonly IReadOnlyDictionary<string, VisitKind> Kinds = new Dictionary<string, VisitKind>
    {
        ["gap"] = VisitKind.Gap,
        ["stage1"] = VisitKind.Stage1,
        ["stage2"] = VisitKind.Stage2,
        ["surveillance"] = VisitKind.Surveillance,
        ["recertification"] = VisitKind.Recertification,
        ["special"] = VisitKind.Special,
    };

    /// <summary>The longest visit, in days.</summary>
    public const int MostDays = 60;

    public static readonly Step Step = new Step<Certificate, PlanVisit>("certificate.plan-visit", "visit-plan-made", Decide)
    {
        Form = form => new PlanVisit(
            form.Choice("kind", Kinds), form.Date("from"), form.Date("until"), form.Text("leadAuditor", 200), form.Text("agenda", 2000), Addresses(form, "attendees")),
        FormCard = "Certification/VisitForm",
        Needs = (_, input) => new Needs { Addresses = input.AttendeeAddresses, Roles = [Role.ComplianceLead] },
    };

    public static Outcome Decide(Certificate? body, PlanVisit input, StepFacts facts)
    {
        var wrong = WrongDays(input.From, input.Until);
        if (input.Kind is null) wrong["kind"] = new Refusal("refusal.required");
        if (input.AttendeeAddresses.FirstOrDefault(a => !facts.Holders.ContainsKey(a)) is { } unknown) wrong["attendees"] = new Refusal("certificate.noSuchPerson", ("address", unknown));
        if (wrong.Count > 0) return new Corrections(wrong);
        var (from, until) = (input.From!.Value, input.Until ?? input.From.Value);
        var since = body!.Visits.Where(v => v.IsHeld && v.Until < from && v.Kind != VisitKind.Gap).Select(v => (DateOnly?)v.Until).Max();
        var open = new OpenVisit(new BodyVisit
        {
            Certificate = facts.Record,
            Kind = input.Kind!.Value,
            Body = body.Body,
            LeadAuditor = input.LeadAuditor,
            Agenda = input.Agenda,
            From = from,
            Until = until,
            Since = since,
            CycleFrom = body.Cycle?.Decided,
            Expires = body.Cycle?.Expires,
            Limits = body.Limits,
            Attendees = [.. input.AttendeeAddresses.Select(a => facts.Holders[a].Id).Distinct().Select(id => new Invitation(id, null, null, null))],
        }, [.. facts.People[Role.ComplianceLead].Select(p => p.Id)]);
        var number = body.VisitsPlanned + 1;
        return CertificateWorkflow.Settle(body with { VisitsPlanned = number, Last = CertificateWorkflow.Act("visit-planned", facts) with { Day = from } }, facts.State!, facts) with
        {
            FollowUps = [new NewFollowUp(OpenVisit.Step, null, open) { Key = VisitWorkflow.KeyOf(facts.Record, number) }],
        };
    }

    internal static Dictionary<string, Refusal> WrongDays(DateOnly? from, DateOnly? until)
    {
        var wrong = new Dictionary<string, Refusal>();
        if (from is null) wrong["from"] = new Refusal("refusal.required");
        if (until < from) wrong["until"] = new Refusal("certificate.untilBeforeFrom");
        else if (from is { } first && until is { } last && last.DayNumber - first.DayNumber >= MostDays) wrong["until"] = new Refusal("certificate.visitTooLong", ("days", CertificateCards.Number(MostDays)));
        return wrong;
    }

    internal static IReadOnlyList<string> Addresses(FormReader form, string id) =>
        [.. (form.Text(id, 1000) ?? "").ToLowerInvariant().Split([',', ';', ' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries).Distinct()];
}

/// <summary>The visit that was planned begins its own record; the bot proposes what is to be ready by when.</summary>
public sealed record OpenVisit(BodyVisit Visit, IReadOnlyList<RecordId> Leads)
{
    public static readonly Step Step = new Step<BodyVisit, OpenVisit>("visit.open", "visit-planned", Decide);

    public static Outcome Decide(BodyVisit? none, OpenVisit input, StepFacts facts)
    {
        var body = input.Visit with
        {
            Zone = facts.Organisation.TimeZone,
            Country = facts.Organisation.Country,
            Preparations = Preparing.Propose(input.Visit, CertificateWorkflow.Today(facts)),
            Last = CertificateWorkflow.Act("visit-opened", facts) with { Day = input.Visit.From },
        };
        return VisitWorkflow.Settle(VisitWorkflow.Skipped(body, facts), VisitStates.Planned, facts, isNews: true, input.Leads);
    }
}

/// <summary>Whoever must be there says whether they come.</summary>
public sealed record AnswerInvitation(bool Comes, string? Reason)
{
    public static readonly Step Accept = new Step<BodyVisit, AnswerInvitation>("visit.accept", "invitation-accepted", Decide)
    {
        Form = _ => new AnswerInvitation(true, null),
        MovesBasis = false,
        Style = "positive",
    };

    public static readonly Step Decline = new Step<BodyVisit, AnswerInvitation>("visit.decline", "invitation-declined", Decide)
    {
        Form = form => new AnswerInvitation(false, form.RequiredText("words", 1000)),
        FormCard = CertificateCards.WordsForm,
        MovesBasis = false,
    };

    public static Outcome Decide(BodyVisit? body, AnswerInvitation input, StepFacts facts) => VisitWorkflow.Settle(
        body! with
        {
            Attendees = [.. body.Attendees.Select(a => facts.Actor.Person!.Is(a.Person) ? a with { Comes = input.Comes, Reason = input.Reason, At = facts.Now } : a)],
            Last = CertificateWorkflow.Act(input.Comes ? "comes" : "declined", facts) with { Reason = input.Reason },
        },
        facts.State!,
        facts);
}

/// <summary>Who comes from the body, what is on, and who of ours must be there too.</summary>
public sealed record ArrangeVisit(string? LeadAuditor, string? Agenda, IReadOnlyList<string> AttendeeAddresses)
{
    public static readonly Step Step = new Step<BodyVisit, ArrangeVisit>("visit.arrange", "visit-arranged", Decide)
    {
        Form = form => new ArrangeVisit(form.Text("leadAuditor", 200), form.Text("agenda", 2000), PlanVisit.Addresses(form, "attendees")),
        FormCard = "Certification/ArrangeForm",
        Needs = (_, input) => new Needs { Addresses = input.AttendeeAddresses },
        MovesBasis = false,
    };

    public static Outcome Decide(BodyVisit? body, ArrangeVisit input, StepFacts facts)
    {
        if (input.AttendeeAddresses.FirstOrDefault(a => !facts.Holders.ContainsKey(a)) is { } unknown)
            return new Corrections(new Dictionary<string, Refusal> { ["attendees"] = new Refusal("certificate.noSuchPerson", ("address", unknown)) });
        var more = input.AttendeeAddresses.Select(a => facts.Holders[a].Id).Distinct().Except(body!.Attendees.Select(a => a.Person));
        return VisitWorkflow.Settle(
            body with
            {
                LeadAuditor = input.LeadAuditor ?? body.LeadAuditor,
                Agenda = input.Agenda ?? body.Agenda,
                Attendees = [.. body.Attendees, .. more.Select(id => new Invitation(id, null, null, null))],
                Last = CertificateWorkflow.Act("arranged", facts),
            },
            facts.State!,
            facts,
            isNews: true);
    }
}

/// <summary>
/// The visit is on other days. What is to be ready before it moves along and is to be accepted anew; whoever must be there is asked
/// anew.
/// </summary>
public sealed record MoveVisit(DateOnly? From, DateOnly? Until, string Reason)
{
    public static readonly Step Step = new Step<BodyVisit, MoveVisit>("visit.move", "visit-moved", Decide)
    {
        Form = form => new MoveVisit(form.Date("from"), form.Date("until"), form.RequiredText("words", 1000)),
        FormCard = "Certification/MoveForm",
    };

    public static Outcome Decide(BodyVisit? body, MoveVisit input, StepFacts facts)
    {
        var wrong = PlanVisit.WrongDays(input.From, input.Until);
        if (wrong.Count > 0) return new Corrections(wrong);
        var from = input.From!.Value;
        var days = from.DayNumber - body!.From.DayNumber;
        var next = body with
        {
            From = from,
            Until = input.Until ?? from,
            Attendees = [.. body.Attendees.Select(a => new Invitation(a.Person, null, null, null))],
            Preparations = [.. body.Preparations.Select(p => p with { Proposed = p.Proposed.AddDays(days), Due = p.Due.AddDays(days), IsAccepted = false, IsPushed = days != 0, DoneOn = null })],
            Last = CertificateWorkflow.Act("moved", facts) with { Day = from, Reason = input.Reason },
        };
        var change = VisitWorkflow.Settle(VisitWorkflow.Skipped(next, facts), facts.State!, facts, isNews: true);
        return change with { Copies = [.. change.Copies, .. next.Attendees.Select(a => new NewCopy(a.Person, VisitWorkflow.VisitCard, Lane.Decisions) { Why = "moved" })] };
    }
}

/// <summary>The visit does not take place; it stays on record.</summary>
public sealed record CancelVisit(string Reason)
{
    public static readonly Step Step = new Step<BodyVisit, CancelVisit>("visit.cancel", "visit-cancelled", Decide)
    {
        Form = form => new CancelVisit(form.RequiredText("words", 1000)),
        FormCard = CertificateCards.WordsForm,
        Style = "destructive",
    };

    public static Outcome Decide(BodyVisit? body, CancelVisit input, StepFacts facts) => VisitWorkflow.Settle(
        body! with { Last = CertificateWorkflow.Act("cancelled", facts) with { Reason = input.Reason } }, VisitStates.Cancelled, facts, isNews: true);
}
