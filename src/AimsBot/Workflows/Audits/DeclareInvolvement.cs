using AimsBot.Core;
using AimsBot.Core.People;

namespace AimsBot.Workflows.Audits;

/// <summary>An auditor says which items they had to do with; those are then not offered to them (IA5).</summary>
public sealed record DeclareInvolvement(IReadOnlyList<string> Items, string What)
{
    public static readonly Step Step = new Step<Audit, DeclareInvolvement>("audit.declare", "involvement-declared", Decide)
    {
        Form = form => new DeclareInvolvement(PlanAudit.Words(form.RequiredText("items", 1000)), form.RequiredText("what", 1000)),
        FormCard = "Audits/DeclareForm",
        MovesBasis = false,
    };

    public static Outcome Decide(Audit? body, DeclareInvolvement input, StepFacts facts)
    {
        if (Chosen.Of(input.Items, body!, out var items) is { } unknown) return new Corrections(new Dictionary<string, Refusal> { ["items"] = unknown });
        var declared = items.Select(item => new Declaration(facts.Actor.Person!.Id, item, input.What, facts.Now));
        return new Change(body! with { Declared = [.. body.Declared, .. declared], Last = AuditWorkflow.Act("declared", facts) }, facts.State!);
    }
}

/// <summary>Items of an audit as they are typed.</summary>
internal static class Chosen
{
    /// <summary>The items that are meant, with <c>all</c> and whole groups; or which word is none of this audit.</summary>
    public static Refusal? Of(IReadOnlyList<string> words, Audit audit, out IReadOnlyList<string> items)
    {
        var found = new List<string>();
        items = found;
        foreach (var word in words)
        {
            var under = audit.Items.Select(i => i.Id)
                .Where(id => word.Equals("all", StringComparison.OrdinalIgnoreCase) || id.Equals(word, StringComparison.OrdinalIgnoreCase) || id.StartsWith(word + ".", StringComparison.OrdinalIgnoreCase))
                .ToArray();
            if (under.Length == 0) return new Refusal("audit.noSuchItem", ("item", word));
            found.AddRange(under.Except(found));
        }
        return null;
    }
}

/// <summary>
/// The programme owner lets an auditor audit an item in spite of a conflict, with a reason that the report prints. Where the
/// conflict concerns the programme owner, top management alone does (IA5).
/// </summary>
public sealed record OverruleConflict(string AuditorAddress, IReadOnlyList<string> Items, string Reason)
{
    public static readonly Step Step = new Step<Audit, OverruleConflict>("audit.overrule", "conflict-overruled", Decide)
    {
        Form = form => new OverruleConflict(form.RequiredText("auditor", 200).ToLowerInvariant(), PlanAudit.Words(form.RequiredText("items", 1000)), form.RequiredText("reason", 1000)),
        FormCard = "Audits/OverruleForm",
        Needs = (body, input) => StartAudit.IndependenceNeeds(body!) with { Addresses = [input.AuditorAddress] },
    };

    public static Outcome Decide(Audit? body, OverruleConflict input, StepFacts facts)
    {
        var wrong = new Dictionary<string, Refusal>();
        if (!facts.Holders.TryGetValue(input.AuditorAddress, out var auditor) || !body!.Auditors.Contains(auditor.Id)) wrong["auditor"] = new Refusal("audit.noAuditorOfIt", ("address", input.AuditorAddress));
        if (Chosen.Of(input.Items, body!, out var items) is { } unknown) wrong["items"] = unknown;
        if (wrong.Count > 0) return new Corrections(wrong);
        var conflicts = items.Select(item => Independence.Standing(auditor!.Id, item, body!, facts)).OfType<Conflict>().ToArray();
        if (conflicts.Length == 0) return new Refusal("audit.noConflict");
        var actor = facts.Actor.Person!;
        // Nobody lets themselves.
        if (actor.Id == auditor!.Id) return new Refusal("audit.notYourself");
        if (conflicts.Any(c => ConcernsOwner(c, facts)) ? !facts.Actor.Has(Role.TopManagement) : !facts.Actor.Has(Role.ComplianceLead))
            return new Refusal(conflicts.Any(c => ConcernsOwner(c, facts)) ? "audit.topManagementOverrules" : "audit.ownerOverrules");
        var overrules = conflicts.Select(c => new Overrule(c.Auditor, c.Item, c.How, actor.Id, input.Reason, facts.Now));
        return new Change(body! with { Overrules = [.. body.Overrules, .. overrules], Last = AuditWorkflow.Act("overruled", facts) with { Reason = input.Reason } }, facts.State!);
    }

    private static bool ConcernsOwner(Conflict conflict, StepFacts facts) =>
        facts.People[Role.ComplianceLead].Any(p => p.Id == conflict.Auditor || p.Id == conflict.Through);
}
