using AimsBot.Core;

namespace AimsBot.Workflows.Audits;

/// <summary>The card moves to another item: the next open one, the one before, or one that is chosen.</summary>
public sealed record TurnPage(string? To)
{
    public static readonly Step Next = new Step<Checklist, TurnPage>("checklist.next", "checklist-moved-on", (body, _, facts) => Show(body!, body!.NextOpen(body.Current) ?? body.Current, facts))
    {
        Form = _ => new TurnPage((string?)null),
        BindsToBasis = false,
    };

    public static readonly Step Back = new Step<Checklist, TurnPage>("checklist.back", "checklist-moved-back", (body, _, facts) => Show(body!, Before(body!), facts))
    {
        Form = _ => new TurnPage((string?)null),
        BindsToBasis = false,
    };

    public static readonly Step Go = new Step<Checklist, TurnPage>("checklist.go", "checklist-moved", Decide)
    {
        Form = form => new TurnPage(form.RequiredText("item", 100)),
        FormCard = "Audits/GoForm",
        BindsToBasis = false,
    };

    public static Outcome Decide(Checklist? body, TurnPage input, StepFacts facts) => body!.Items.Any(i => i.Id == input.To)
        ? Show(body, input.To!, facts)
        : new Corrections(new Dictionary<string, Refusal> { ["item"] = new Refusal("audit.noSuchItem", ("item", input.To ?? "")) });

    private static Change Show(Checklist body, string item, StepFacts facts) => new(body with { Current = item, Last = AuditWorkflow.Act("moved", facts) with { Reason = item } }, facts.State!);

    private static string Before(Checklist body)
    {
        var place = body.Items.ToList().FindIndex(i => i.Id == body.Current);
        return body.Items[Math.Max(0, place - 1)].Id;
    }
}

/// <summary>The auditor puts the list aside for a while, or takes it up again where it was.</summary>
public sealed record PauseChecklist
{
    public static readonly Step Pause = new Step<Checklist, PauseChecklist>("checklist.pause", "checklist-paused", (body, _, facts) => To(body!, "paused", ChecklistStates.Paused, facts)) { Form = _ => new PauseChecklist(), BindsToBasis = false };

    public static readonly Step Resume = new Step<Checklist, PauseChecklist>("checklist.resume", "checklist-resumed", (body, _, facts) => To(body!, "resumed", ChecklistStates.Open, facts)) { Form = _ => new PauseChecklist(), BindsToBasis = false, Style = "positive" };

    private static Change To(Checklist body, string what, string state, StepFacts facts) => new(body with { Last = AuditWorkflow.Act(what, facts) }, state);
}
