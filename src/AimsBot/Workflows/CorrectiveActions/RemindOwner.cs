using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.CorrectiveActions;

/// <summary>
/// A rung of the ladder has come: one message for the nearest (M3, M4) to whom the case waits for. Late ones are told further
/// up (M2), and where the owner is gone the compliance leads.
/// </summary>
public sealed record RemindOwner
{
    public static readonly Step Step = new Step<CorrectiveAction, RemindOwner>("corrective-action.remind", "corrective-action-reminded", Decide)
    {
        Needs = (body, _) => new Needs
        {
            Roles = [Role.ComplianceLead, Role.TopManagement],
            Records = body!.Owner is { } owner ? [owner] : [],
        },
        MovesBasis = false,
    };

    public static Outcome Decide(CorrectiveAction? body, RemindOwner input, StepFacts facts)
    {
        if (CorrectiveActionWorkflow.DueIn(body!, facts.State!) is not { } due) return new Refusal(Refusals.NotNow);
        var passed = due.Ladder.Pass(due.Day, CorrectiveActionWorkflow.CalendarOf(body!), body!.Reminders, facts.Now, sends: true);
        if (passed.Count == 0) return new Refusal(Refusals.NotNow);
        var sent = passed[^1];
        var owner = body.Owner is { } id && facts.Records.TryGetValue(id, out var head) ? Person.From(head) : null;
        var next = body with
        {
            Reminders = [.. body.Reminders, .. passed],
            Escalated = Math.Max(body.Escalated, sent.Rung),
            Manager = facts.Line.Count > 0 ? facts.Line[0].Id : body.Manager,
            OwnerGone = body.Owner is not null && owner is not { IsActive: true },
            Undelivered = owner is { IsActive: true, Details.Unreachable: true } ? body.Undelivered : null,
        };
        var told = Whom(next, facts).ToArray();
        return new Change(next with { Told = [.. next.Told.Union(told)] }, facts.State!)
        {
            Copies = [.. told.Select(to => new NewCopy(to, CorrectiveActionWorkflow.CaseCard, Lane.Campaigns) { Why = sent.Why, Alone = sent.Rung == due.Ladder.Last })],
        };
    }

    private static IEnumerable<RecordId> Whom(CorrectiveAction body, StepFacts facts)
    {
        var isAtWork = facts.State != CaseStates.AwaitingEffectiveness;
        var whom = new List<RecordId>();
        if (isAtWork && body is { Owner: { } owner, OwnerGone: false }) whom.Add(owner);
        if (!isAtWork || body.Owner is null || body.OwnerGone || body.Escalated >= CorrectiveActionWorkflow.LeadAfter) whom.AddRange(facts.People[Role.ComplianceLead].Select(p => p.Id));
        if (isAtWork && body is { Manager: { } manager, Escalated: >= CorrectiveActionWorkflow.ManagerAfter }) whom.Add(manager);
        if (body.Escalated >= CorrectiveActionWorkflow.TopManagementAfter) whom.AddRange(facts.People[Role.TopManagement].Select(p => p.Id));
        return whom.Distinct();
    }
}

/// <summary>No chat takes a card for the owner: never counted as reminded, and the manager hears of it once (M10).</summary>
public sealed record NoteOwnerUnreached
{
    public static readonly Step Step = new Step<CorrectiveAction, CopyGivenUp>("corrective-action.given-up", "corrective-action-undelivered", Decide) { MovesBasis = false };

    public static Outcome Decide(CorrectiveAction? body, CopyGivenUp input, StepFacts facts)
    {
        if (input.Person != body!.Owner || body.Undelivered is not null) return new Refusal(Refusals.NotNow);
        var manager = facts.Line.Count > 0 ? facts.Line[0].Id : (RecordId?)null;
        return new Change(body with { Undelivered = input.Problem, Told = [.. body.Told.Union(manager is { } told ? [told] : [])] }, facts.State!)
        {
            Notes = new Dictionary<string, string> { ["undelivered"] = $"{input.Why}: {input.Problem}" },
            Copies = manager is { } to ? [new NewCopy(to, CorrectiveActionWorkflow.CaseCard, Lane.Decisions) { Why = "undelivered" }] : [],
        };
    }
}
