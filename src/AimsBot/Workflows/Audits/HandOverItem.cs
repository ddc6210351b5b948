using AimsBot.Core;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Audits;

/// <summary>
/// An open item goes to another auditor of the audit, whom nothing keeps from it (IA5). The lead hands items on for somebody
/// who left in the middle. What is answered stays with whoever answered it.
/// </summary>
public sealed record HandOverItem(string Item, string Address, string Reason)
{
    public static readonly Step Step = new Step<Checklist, HandOverItem>("checklist.hand-over", "audit-item-handed-on", Decide)
    {
        Form = form => new HandOverItem(form.RequiredText("item", 100), form.RequiredText("auditor", 200).ToLowerInvariant(), form.RequiredText("reason", 1000)),
        FormCard = "Audits/HandOverForm",
        Needs = (body, input) => new Needs
        {
            Roles = [Core.People.Role.ComplianceLead],
            Addresses = [input.Address],
            Records = [body!.Audit, .. new[] { RecordId.Parse(input.Item) }.OfType<RecordId>()],
            Trails = Independence.Types,
            TrailsOf = [.. new[] { RecordId.Parse(input.Item) }.OfType<RecordId>()],
        },
    };

    public static Outcome Decide(Checklist? body, HandOverItem input, StepFacts facts)
    {
        var wrong = new Dictionary<string, Refusal>();
        var audit = facts.Records[body!.Audit].Read<Audit>();
        var item = body.Items.FirstOrDefault(i => i.Id == input.Item && i.Result is null);
        if (item is null) wrong["item"] = new Refusal("checklist.notOpen", ("item", input.Item));
        if (!facts.Holders.TryGetValue(input.Address, out var to) || !audit.Auditors.Contains(to.Id) || to.Id == body.Auditor) wrong["auditor"] = new Refusal("audit.noAuditorOfIt", ("address", input.Address));
        if (wrong.Count > 0) return new Corrections(wrong);
        if (Independence.Standing(to!.Id, item!.Id, audit, facts) is { } conflict)
            return new Corrections(new Dictionary<string, Refusal> { ["auditor"] = new Refusal("conflict." + ConflictWords.Of(conflict.How), ("item", item.Id), ("thing", conflict.Thing?.Value ?? item.Id)) });
        var left = body with { Items = [.. body.Items.Where(i => i != item)] };
        var next = left with { Current = left.NextOpen(left.Current) ?? (left.Items is [.., var other] ? other.Id : ""), Last = AuditWorkflow.Act("handed-over", facts) with { Reason = item.Id } };
        return new Change(next, ChecklistWorkflow.StateOf(next))
        {
            Notes = new Dictionary<string, string> { ["reason"] = input.Reason },
            FollowUps = [new NewFollowUp(NoteHandOver.Step, body.Audit, new NoteHandOver(item.Id, to.Id) { Open = item })],
        };
    }
}

/// <summary>Another auditor's item comes onto the list.</summary>
public sealed record TakeOverItem(ChecklistItem Item)
{
    public static readonly Step Step = new Step<Checklist, TakeOverItem>("checklist.take-over", "audit-item-taken-over", Decide) { MovesBasis = false };

    public static Outcome Decide(Checklist? body, TakeOverItem input, StepFacts facts)
    {
        var items = body!.Items.Where(i => i.Id != input.Item.Id).Append(input.Item).ToArray();
        var next = body with { Items = items, Current = body.NextOpen(body.Current) is null ? input.Item.Id : body.Current, Last = AuditWorkflow.Act("took-over", facts) with { Reason = input.Item.Id } };
        // Whoever had no item has no card yet.
        return new Change(next, ChecklistStates.Open)
        {
            Copies = body.Items.Count == 0 ? [new NewCopy(body.Auditor, ChecklistWorkflow.ChecklistCard, Core.Channels.Lane.Decisions)] : [],
        };
    }
}

/// <summary>The words of a conflict, in texts and on the wire.</summary>
internal static class ConflictWords
{
    public static string Of(Involvement how) => how switch
    {
        Involvement.Owned => "owned",
        Involvement.Wrote => "wrote",
        Involvement.Approved => "approved",
        Involvement.Operated => "operated",
        Involvement.Declared => "declared",
        Involvement.Manages => "manages",
    };
}
