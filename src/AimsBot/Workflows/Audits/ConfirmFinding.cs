using AimsBot.Core;
using AimsBot.Core.People;

namespace AimsBot.Workflows.Audits;

/// <summary>
/// The lead auditor confirms a finding, with its grade and who answers for the thing. A minor or major one opens a corrective
/// action now, and not before; an opportunity never does (IA11). The auditor's own grade stays beside another one, with the reason.
/// </summary>
public sealed record ConfirmFinding(string Item, AuditResult? Grade, string? OwnerAddress, string? Reason)
{
    public static readonly IReadOnlyDictionary<string, AuditResult> Grades = new Dictionary<string, AuditResult>
    {
        ["minor"] = AuditResult.Minor,
        ["major"] = AuditResult.Major,
        ["opportunity"] = AuditResult.Opportunity,
    };

    public static readonly Step Step = new Step<Audit, ConfirmFinding>("audit.confirm", "finding-confirmed", Decide)
    {
        Form = form => new ConfirmFinding(form.RequiredText("finding", 100), form.Choice("grade", Grades), form.Text("owner", 200)?.ToLowerInvariant(), form.Text("reason", 1000)),
        FormCard = "Audits/ConfirmForm",
        Needs = (_, input) => new Needs { Addresses = input.OwnerAddress is { } address ? [address] : [] },
        MovesBasis = false,
    };

    public static Outcome Decide(Audit? body, ConfirmFinding input, StepFacts facts)
    {
        var wrong = new Dictionary<string, Refusal>();
        var finding = body!.Findings.FirstOrDefault(f => f.Item == input.Item && f.Confirmed is null);
        if (finding is null) wrong["finding"] = new Refusal("audit.noSuchFinding", ("item", input.Item));
        var grade = input.Grade ?? finding?.Result;
        if (finding is not null && grade != finding.Result && input.Reason is null) wrong["reason"] = new Refusal("audit.regradeReason");
        Person? owner = null;
        if (input.OwnerAddress is { } address && !facts.Holders.TryGetValue(address, out owner)) wrong["owner"] = new Refusal("audit.noSuchAuditor", ("address", address));
        if (owner is null && grade != AuditResult.Opportunity && !wrong.ContainsKey("owner")) wrong["owner"] = new Refusal("audit.ownerMissing");
        if (wrong.Count > 0) return new Corrections(wrong);
        var confirmed = finding! with { Confirmed = grade, Reason = input.Reason, ConfirmedAt = facts.Now, Owner = owner?.Id };
        var next = body with
        {
            Findings = [.. body.Findings.Select(f => f == finding ? confirmed : f)],
            Last = AuditWorkflow.Act("confirmed", facts) with { Reason = finding.Item },
        };
        return new Change(next, facts.State!) { FollowUps = grade == AuditResult.Opportunity ? [] : [CaseOf(confirmed, facts).Open()] };
    }

    private static Nonconformity CaseOf(Finding finding, StepFacts facts) => new(facts.Record, "internal-audit", finding.Observation)
    {
        Item = finding.Item,
        Requirement = finding.Requirement,
        Evidence = finding.Evidence,
        Grade = finding.Confirmed == AuditResult.Major ? "major" : "minor",
        Owner = finding.Owner,
        HearsBy = NoteCase.Step.Id,
    };
}

/// <summary>The audit hears the number of the corrective action that a finding opened.</summary>
public sealed record NoteCase
{
    public static readonly Step Step = new Step<Audit, Notice>("audit.note-case", "finding-linked", Decide) { MovesBasis = false };

    public static Outcome Decide(Audit? body, Notice input, StepFacts facts) => new Change(
        body! with { Findings = [.. body.Findings.Select(f => f.Item == input.What && f.Confirmed is not null ? f with { Case = input.About } : f)] }, facts.State!);
}
