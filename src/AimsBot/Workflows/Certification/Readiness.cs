using System.Text.Json;
using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Certification;

/// <summary>One thing that an auditor asks for, what the bot can show for it today, and what is open.</summary>
/// <param name="Key">Such as <c>policy</c>; also the word of the cards' texts.</param>
/// <param name="Supports">The clauses and controls that it supports (G3).</param>
/// <param name="Owner">Whose matter it is.</param>
/// <param name="Shown">How many records show it; none where the bot keeps none of the kind.</param>
/// <param name="Open">How many of them are open.</param>
public sealed record ReadinessLine(string Key, string Supports, Role Owner, int? Shown, int Open)
{
    /// <summary>The newest record that shows it; none where no single one does.</summary>
    public RecordId? Record { get; init; }

    /// <summary>A gap is shown as a gap (G4).</summary>
    public bool IsGap => Shown is null or 0 || Open > 0;
}

/// <summary>What an auditor asks for before a visit, counted from the records as they are (domain rules, section 16).</summary>
public static class Readiness
{
    /// <summary>Counted by type and state: what shows it, and what is open.</summary>
    private static readonly (string Key, string Supports, Role Owner, RecordQuery? Shown, RecordQuery? Open)[] Counted =
    [
        ("policy", "5.2, A.2.2", Role.ComplianceLead, Of("policy", "published"), Of("acknowledgement", "pending")),
        ("risk", "6.1.2, 6.1.3, 8.2, 8.3", Role.ComplianceLead, Of("risk", null), Of("risk", "unaccepted")),
        ("statement", "6.1.3", Role.ComplianceLead, Of("statement", "approved"), Of("statement", "revised")),
        ("inventory", "4.3, A.4.2", Role.ComplianceLead, Of("system", "active"), null),
        ("competence", "7.2, 7.3", Role.ComplianceLead, Of("training", "competent"), Of("training", "assigned")),
        ("incidents", "A.8.4", Role.IncidentHandler, Of("incident", null), Of("incident", "reported")),
        ("actions", "10.2", Role.ComplianceLead, Of("corrective-action", null), new RecordQuery { Type = "corrective-action", Date = "due" }),
        ("visits", "9.2", Role.ComplianceLead, Of("visit", "decided"), Of("visit", "findings-open")),
    ];

    /// <summary>What the bot keeps no records of: to be brought from elsewhere.</summary>
    private static readonly (string Key, string Supports, Role Owner)[] Elsewhere =
    [
        ("context", "4.1, 4.2", Role.ComplianceLead),
        ("bias", "A.6.2.4, A.7.4", Role.ComplianceLead),
        ("operation", "8.1, A.6.2.6", Role.ComplianceLead),
        ("monitoring", "9.1", Role.ComplianceLead),
    ];

    /// <summary>The records that are looked at themselves.</summary>
    public static readonly IReadOnlyList<string> Types = [.. Preparing.Types, "system"];

    public static readonly IReadOnlyDictionary<string, RecordQuery> Queries = Collect();

    public static IReadOnlyList<ReadinessLine> Of(
        Certificate body, IReadOnlyDictionary<string, IReadOnlyList<Head>> listed, IReadOnlyDictionary<string, int> counts, string zone)
    {
        var since = LastHeld(body);
        var impact = (listed.GetValueOrDefault("system") ?? []).Count(HasImpact);
        var systems = counts.GetValueOrDefault("inventory");
        var uncovered = Preparing.Uncovered(listed, body.Cycle?.Decided, zone).Count;
        var audits = Since(listed.GetValueOrDefault("audit"), "issued", since, zone);
        var reviews = Since(listed.GetValueOrDefault("review"), "signed", since, zone);
        var newest = new Dictionary<string, RecordId?>
        {
            ["statement"] = listed.GetValueOrDefault("statement") is { Count: > 0 } statements ? statements[0].Id : null,
            ["visits"] = body.Visits.Where(v => v.IsHeld).MaxBy(v => v.Until)?.Id,
        };
        return
        [
            new ReadinessLine("scope", "4.3", Role.ComplianceLead, body.Scope.Length > 0 ? 1 : 0, body.Changes.Count(c => c.Answer is null)),
            .. Counted.Select(c => new ReadinessLine(c.Key, c.Supports, c.Owner, counts.GetValueOrDefault(c.Key), c.Open is null ? 0 : counts.GetValueOrDefault(c.Key + ":open"))
            {
                Record = newest.GetValueOrDefault(c.Key),
            }),
            new ReadinessLine("impact", "6.1.4, 8.4, A.5", Role.ComplianceLead, impact, Math.Max(0, systems - impact)),
            new ReadinessLine("audit", "9.2", Role.InternalAuditor, audits.Count, 0) { Record = audits.LastOrDefault()?.Id },
            new ReadinessLine("coverage", "9.2.2", Role.InternalAuditor, Core.Iso42001.Requirements.All.Count - uncovered, uncovered) { Record = listed.GetValueOrDefault("audit") is { Count: > 0 } all ? all[^1].Id : null },
            new ReadinessLine("review", "9.3", Role.TopManagement, reviews.Count, 0) { Record = reviews.LastOrDefault()?.Id },
            .. Elsewhere.Select(e => new ReadinessLine(e.Key, e.Supports, e.Owner, null, 0)),
        ];
    }

    public static IReadOnlyList<string> Keys { get; } = ["scope", .. Counted.Select(c => c.Key), "impact", "audit", "coverage", "review", .. Elsewhere.Select(e => e.Key)];

    /// <summary>Whose matter a line is.</summary>
    public static Role OwnerOf(string key) => Of(new Certificate(), new Dictionary<string, IReadOnlyList<Head>>(), new Dictionary<string, int>(), "UTC").First(l => l.Key == key).Owner;

    /// <summary>The last day of the last visit that looked at the system as a whole.</summary>
    public static DateOnly? LastHeld(Certificate body) => body.Visits.Where(v => v.IsHeld && v.Kind is not (VisitKind.Gap or VisitKind.Special)).Select(v => (DateOnly?)v.Until).Max();

    private static List<Head> Since(IReadOnlyList<Head>? heads, string date, DateOnly? after, string zone) =>
        [.. (heads ?? []).Where(head => Preparing.Happened([head], date, after, null, zone)).OrderBy(head => head.Dates[date])];

    private static bool HasImpact(Head head)
    {
        using var body = JsonDocument.Parse(head.Body);
        return head.State == "active" && body.RootElement.TryGetProperty("impact", out var impact) && impact.ValueKind == JsonValueKind.Object;
    }

    private static RecordQuery Of(string type, string? state) => new() { Type = type, State = state };

    private static Dictionary<string, RecordQuery> Collect()
    {
        var queries = new Dictionary<string, RecordQuery>(Preparing.Queries);
        foreach (var one in Counted)
        {
            if (one.Shown is { } shown) queries[one.Key] = shown;
            if (one.Open is { } open) queries[one.Key + ":open"] = open;
        }
        return queries;
    }
}

/// <summary>Somebody looks at what is ready; the receipt shows it. That they did so is itself evidence of preparing.</summary>
public sealed record CheckReadiness
{
    public static readonly Step Step = new Step<Certificate, CheckReadiness>("certificate.check", "readiness-checked", Decide)
    {
        Form = _ => new CheckReadiness(),
        MovesBasis = false,
        BindsToBasis = false,
    };

    public static Outcome Decide(Certificate? body, CheckReadiness input, StepFacts facts) =>
        CertificateWorkflow.Settle(body! with { Last = CertificateWorkflow.Act("checked", facts) }, facts.State!, facts);
}

/// <summary>Whoever a line of the readiness belongs to is asked for what is missing.</summary>
public sealed record AskForGap(string Gap, string? Words)
{
    public static readonly Step Step = new Step<Certificate, AskForGap>("certificate.ask", "readiness-asked-for", Decide)
    {
        Form = form => new AskForGap(form.RequiredText("gap", 40), form.Text("words", 1000)),
        FormCard = "Certification/AskForm",
        Needs = (_, input) => new Needs { Roles = Readiness.Keys.Contains(input.Gap) ? [Readiness.OwnerOf(input.Gap)] : [] },
        MovesBasis = false,
        BindsToBasis = false,
    };

    public static Outcome Decide(Certificate? body, AskForGap input, StepFacts facts)
    {
        if (!Readiness.Keys.Contains(input.Gap)) return new Corrections(new Dictionary<string, Refusal> { ["gap"] = new Refusal("refusal.noSuchChoice") });
        RecordId[] whom = [.. facts.People[Readiness.OwnerOf(input.Gap)].Select(p => p.Id)];
        if (whom.Length == 0) return new Corrections(new Dictionary<string, Refusal> { ["gap"] = new Refusal("certificate.nobodyToAsk") });
        var next = body! with
        {
            Asked = [.. body.Asked.Where(a => a.Gap != input.Gap), new Question(input.Gap, input.Words, whom, facts.Now)],
            Told = [.. body.Told.Union(whom)],
            Last = CertificateWorkflow.Act("asked", facts) with { Reason = input.Words },
        };
        return CertificateWorkflow.Settle(next, facts.State!, facts) with
        {
            Copies = [.. whom.Select(to => new NewCopy(to, CertificateWorkflow.CertificateCard, Lane.Decisions) { Why = "asked" })],
        };
    }
}
