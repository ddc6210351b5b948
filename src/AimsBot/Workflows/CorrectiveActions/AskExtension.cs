using AimsBot.Core;
using AimsBot.Core.People;

namespace AimsBot.Workflows.CorrectiveActions;

/// <summary>The owner asks for more time; somebody else gives it or does not. Reason, approver and count stay (N5).</summary>
public sealed record AskExtension(DateOnly? To, string Reason)
{
    public static readonly Step Step = new Step<CorrectiveAction, AskExtension>("corrective-action.ask-extension", "extension-asked-for", Decide)
    {
        Form = form => new AskExtension(form.Date("to"), form.RequiredText("words", 1000)),
        FormCard = "CorrectiveActions/ExtendForm",
        Needs = (_, _) => new Needs { Roles = [Role.ComplianceLead] },
    };

    public static readonly Step Grant = new Step<CorrectiveAction, GrantExtension>("corrective-action.grant-extension", "extension-granted", DecideGrant)
    {
        Form = _ => new GrantExtension(),
        Style = "positive",
    };

    public static readonly Step Decline = new Step<CorrectiveAction, DeclineExtension>("corrective-action.decline-extension", "extension-declined", DecideDecline)
    {
        Form = form => new DeclineExtension(form.RequiredText("words", 1000)),
        FormCard = CaseCards.WordsForm,
    };

    public static Outcome Decide(CorrectiveAction? body, AskExtension input, StepFacts facts)
    {
        if (input.To is not { } to || to <= body!.Due || to <= CorrectiveActionWorkflow.Today(body, facts))
            return new Corrections(new Dictionary<string, Refusal> { ["to"] = new Refusal(input.To is null ? "refusal.required" : "case.notLater") });
        var next = body with
        {
            Asked = new Extension(body.Due, to, input.Reason, facts.Actor.Person!.Id),
            Last = CorrectiveActionWorkflow.Act("extension-asked", facts) with { Reason = input.Reason },
        };
        return CorrectiveActionWorkflow.Settle(next, facts.State!, facts, [.. facts.People[Role.ComplianceLead].Select(p => p.Id), .. facts.Line.Take(1).Select(p => p.Id)]);
    }

    private static Outcome DecideGrant(CorrectiveAction? body, GrantExtension input, StepFacts facts)
    {
        if (body!.Asked is not { } asked) return new Refusal(Refusals.NotNow);
        var next = body with
        {
            Asked = null,
            Plan = body.Plan is { } plan ? plan with { Due = asked.To } : null,
            Extensions = [.. body.Extensions, asked with { ApprovedBy = facts.Actor.Person!.Id, At = facts.Now }],
            Last = CorrectiveActionWorkflow.Act("extended", facts) with { Reason = asked.Reason },
        };
        return CorrectiveActionWorkflow.Settle(CorrectiveActionWorkflow.DueOn(next, asked.To, facts), facts.State!, facts);
    }

    private static Outcome DecideDecline(CorrectiveAction? body, DeclineExtension input, StepFacts facts) => body!.Asked is null
        ? new Refusal(Refusals.NotNow)
        : CorrectiveActionWorkflow.Settle(
            body with { Asked = null, Last = CorrectiveActionWorkflow.Act("extension-declined", facts) with { Reason = input.Reason } }, facts.State!, facts);
}

/// <summary>The time that was asked for is given.</summary>
public sealed record GrantExtension;

/// <summary>It is not, and the day stays.</summary>
public sealed record DeclineExtension(string Reason);
