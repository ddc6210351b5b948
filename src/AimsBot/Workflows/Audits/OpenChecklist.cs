using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Core.Reminders;

namespace AimsBot.Workflows.Audits;

/// <summary>An auditor gets their items as one card.</summary>
public sealed record OpenChecklist(RecordId Audit, string Title, RecordId Auditor, RecordId Lead, IReadOnlyList<ChecklistItem> Items, DateOnly Until)
{
    public static readonly Step Step = new Step<Checklist, OpenChecklist>("checklist.open", "checklist-opened", Decide)
    {
        Needs = (_, input) => new Needs { Records = [input.Auditor] },
    };

    public static Outcome Decide(Checklist? none, OpenChecklist input, StepFacts facts)
    {
        var auditor = Person.From(facts.Records[input.Auditor]);
        var body = new Checklist
        {
            Audit = input.Audit,
            Title = input.Title,
            Auditor = input.Auditor,
            Lead = input.Lead,
            Items = input.Items,
            Current = input.Items is [var first, ..] ? first.Id : "",
            Until = input.Until,
            Zone = auditor.Details.TimeZone ?? facts.Organisation.TimeZone,
            Country = auditor.Details.Country ?? facts.Organisation.Country,
            Last = AuditWorkflow.Act("opened", facts),
        };
        body = body with { Reminders = Reminding.AtFirst(body, facts.Now) };
        return new Change(body, ChecklistWorkflow.StateOf(body))
        {
            Copies = body.Items.Count > 0 ? [new NewCopy(input.Auditor, ChecklistWorkflow.ChecklistCard, Lane.Decisions)] : [],
        };
    }
}

/// <summary>The report is being written, or the audit is given up: nothing is answered any more.</summary>
public sealed record CloseChecklist
{
    public static readonly Step Step = new Step<Checklist, CloseChecklist>("checklist.close", "checklist-closed", Decide);

    public static Outcome Decide(Checklist? body, CloseChecklist input, StepFacts facts) => new Change(body! with { Last = AuditWorkflow.Act("closed", facts) }, ChecklistStates.Closed);
}

/// <summary>A rung of the short ladder has come: the auditor is reminded, and from three days late on the lead auditor hears of it too.</summary>
public sealed record RemindAuditor
{
    public static readonly Step Step = new Step<Checklist, RemindAuditor>("checklist.remind", "auditor-reminded", Decide) { MovesBasis = false };

    public static Outcome Decide(Checklist? body, RemindAuditor input, StepFacts facts)
    {
        var passed = Ladder.ShortTasks.Pass(body!.Until, Reminding.CalendarOf(body), body.Reminders, facts.Now, sends: true);
        if (passed.Count == 0) return new Refusal(Refusals.NotNow);
        var sent = passed[^1];
        return new Change(body with { Reminders = [.. body.Reminders, .. passed] }, facts.State!)
        {
            Copies =
            [
                new NewCopy(body.Auditor, ChecklistWorkflow.ChecklistCard, Lane.Campaigns) { Why = sent.Why, Alone = sent.Rung == Ladder.ShortTasks.Last },
                // It does not wait for the lead, so it goes with the cards that are sent as they are.
                .. sent.Rung >= Reminding.ManagerAfter && body.Lead != body.Auditor ? [new NewCopy(body.Lead, ChecklistWorkflow.ChecklistCard, Lane.Decisions) { Why = sent.Why }] : Array.Empty<NewCopy>(),
            ],
        };
    }
}
