using AimsBot.Core;
using AimsBot.Core.Iso42001;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Audits;

/// <summary>
/// An audit is planned: what is audited, against which criteria, how, by whom and when (IA3). The scope names clauses, controls
/// or groups of them, own controls, rows of the statement of applicability, and records of ours: policies, systems, earlier findings.
/// </summary>
public sealed record PlanAudit(
    string Title, string Goal, string Criteria, string Method, IReadOnlyList<string> Scope, string LeadAddress, IReadOnlyList<string> AuditorAddresses, DateOnly? From, DateOnly? Until)
{
    public const int MostItems = 90;

    /// <summary>All clauses and every included control.</summary>
    private const string All = "all";

    private static readonly string[] OwnTypes = ["policy", "system", "corrective-action"];

    public static readonly Step Step = new Step<Audit, PlanAudit>("audit.plan", "audit-planned", Decide)
    {
        Form = Read,
        FormCard = "Audits/PlanForm",
        Needs = (_, input) => NeedsOf(input),
    };

    public static readonly Step Change = new Step<Audit, PlanAudit>("audit.change-plan", "audit-plan-changed", Decide)
    {
        Form = Read,
        FormCard = "Audits/PlanForm",
        Needs = (_, input) => NeedsOf(input),
    };

    public static Outcome Decide(Audit? body, PlanAudit input, StepFacts facts)
    {
        var wrong = new Dictionary<string, Refusal>();
        var items = Items(input, facts, wrong);
        if (!facts.Holders.TryGetValue(input.LeadAddress, out var lead)) wrong["lead"] = new Refusal("audit.noSuchAuditor", ("address", input.LeadAddress));
        if (input.AuditorAddresses.FirstOrDefault(a => !facts.Holders.ContainsKey(a)) is { } unknown) wrong["auditors"] = new Refusal("audit.noSuchAuditor", ("address", unknown));
        if (input.From is null) wrong["from"] = new Refusal("refusal.required");
        if (input.Until is null || input.Until < input.From || input.Until < AuditWorkflow.Today(facts)) wrong["until"] = new Refusal(input.Until is null ? "refusal.required" : "audit.untilPast");
        if (wrong.Count > 0) return new Corrections(wrong);
        var next = (body ?? new Audit()) with
        {
            Title = input.Title,
            Goal = input.Goal,
            Criteria = input.Criteria,
            Method = input.Method,
            Items = items,
            Lead = lead!.Id,
            Auditors = [.. input.AuditorAddresses.Select(a => facts.Holders[a].Id).Prepend(lead.Id).Distinct()],
            PlannedBy = facts.Actor.Person!.Id,
            From = input.From!.Value,
            Until = input.Until!.Value,
            Last = AuditWorkflow.Act("planned", facts),
        };
        return AuditWorkflow.Tell(next, AuditStates.Planned, [facts.Actor.Person.Id, .. next.Auditors]);
    }

    // Each once, in the order of the standard, then the organisation's own things.
    private static AuditItem[] Items(PlanAudit input, StepFacts facts, Dictionary<string, Refusal> wrong)
    {
        var rows = IncludedRows(facts);
        var items = new Dictionary<string, AuditItem>();
        foreach (var word in input.Scope)
        {
            var found = word.Equals(All, StringComparison.OrdinalIgnoreCase)
                ? Requirements.All.Where(r => !r.IsControl || rows is null || rows.ContainsKey(r.Id)).Select(r => new AuditItem(r.Id, r.Title))
                : Requirements.Under(word).Select(r => new AuditItem(r.Id, r.Title)).Concat(Own(word, rows, facts));
            var any = false;
            foreach (var item in found)
            {
                items[item.Id] = item;
                any = true;
            }
            if (!any) wrong["scope"] = new Refusal("audit.noSuchItem", ("item", word));
        }
        if (items.Count > MostItems) wrong["scope"] = new Refusal("audit.tooMany", ("most", AuditCards.Number(MostItems)), ("count", AuditCards.Number(items.Count)));
        return [.. items.Values.OrderBy(i => Requirements.PlaceOf(i.Id) ?? Requirements.All.Count).ThenBy(i => i.Id, StringComparer.Ordinal)];
    }

    private static IEnumerable<AuditItem> Own(string word, IReadOnlyDictionary<string, string>? rows, StepFacts facts)
    {
        if (word.StartsWith("OWN-", StringComparison.OrdinalIgnoreCase) && rows?.GetValueOrDefault(word.ToUpperInvariant()) is { } title) yield return new AuditItem(word.ToUpperInvariant(), title);
        // The statement as a whole, or one row of it: is what it says of the control true?
        if (word.Equals("SOA", StringComparison.OrdinalIgnoreCase) || Statement.RowOf(word.ToUpperInvariant()) is not null)
        {
            foreach (var row in Statement.Rows(facts.Listed.GetValueOrDefault("statement")))
            {
                var item = Statement.RowPrefix + row.Control;
                if (word.Length == 3 || word.Equals(item, StringComparison.OrdinalIgnoreCase)) yield return new AuditItem(item, $"{(row.IsIncluded ? "+" : "−")} {row.Reason}");
            }
        }
        if (RecordId.Parse(word) is { } id && facts.Records.TryGetValue(id, out var head) && OwnTypes.Contains(head.Type)) yield return new AuditItem(id.Value, id.Value);
    }

    /// <summary>The controls that the statement in force includes, own ones with their titles; none where there is no approved statement: then every control counts.</summary>
    internal static IReadOnlyDictionary<string, string>? IncludedRows(StepFacts facts) => Statement.Included(facts.Listed.GetValueOrDefault("statement"));

    private static Needs NeedsOf(PlanAudit input) => new()
    {
        Addresses = [.. input.AuditorAddresses.Append(input.LeadAddress).Distinct()],
        Records = [.. input.Scope.Select(RecordId.Parse).OfType<RecordId>()],
        Listed = ["statement"],
    };

    private static PlanAudit Read(FormReader form) => new(
        form.RequiredText("title", 150),
        form.RequiredText("goal", 1000),
        form.RequiredText("criteria", 1000),
        form.RequiredText("method", 1000),
        Words(form.RequiredText("scope", 1000)),
        form.RequiredText("lead", 200).ToLowerInvariant(),
        [.. Words(form.Text("auditors", 1000) ?? "").Select(a => a.ToLowerInvariant())],
        form.Date("from"),
        form.Date("until"));

    internal static IReadOnlyList<string> Words(string text) => [.. text.Split([',', ';', ' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];
}

/// <summary>What changes in the plan after the start is written down with its reason (IA3).</summary>
public sealed record NotePlanChange(string What, string Reason)
{
    public static readonly Step Step = new Step<Audit, NotePlanChange>("audit.note-change", "audit-change-noted", Decide)
    {
        Form = form => new NotePlanChange(form.RequiredText("what", 1000), form.RequiredText("reason", 1000)),
        FormCard = "Audits/ChangeForm",
        MovesBasis = false,
    };

    public static Outcome Decide(Audit? body, NotePlanChange input, StepFacts facts) => new Change(
        body! with
        {
            Changes = [.. body.Changes, new PlanChange(input.What, input.Reason, facts.Actor.Person!.Id, facts.Now)],
            Last = AuditWorkflow.Act("change-noted", facts) with { Reason = input.What },
        },
        facts.State!);
}

/// <summary>The audit is given up; what was found stays on record.</summary>
public sealed record CancelAudit(string Reason)
{
    public static readonly Step Step = new Step<Audit, CancelAudit>("audit.cancel", "audit-cancelled", Decide)
    {
        Form = form => new CancelAudit(form.RequiredText("words", 1000)),
        FormCard = AuditCards.WordsForm,
        Style = "destructive",
    };

    public static Outcome Decide(Audit? body, CancelAudit input, StepFacts facts) => new Change(
        body! with { Last = AuditWorkflow.Act("cancelled", facts) with { Reason = input.Reason } }, AuditStates.Cancelled)
    {
        FollowUps = facts.State == AuditStates.Planned ? [] : StartAudit.CloseAll(body, facts),
    };
}
