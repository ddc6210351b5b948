using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.People;

namespace AimsBot.Workflows.Policies;

/// <summary>The person says that it is not for them. A lead decides, and the clock goes on until then.</summary>
public sealed record SayNotForMe(string Reason)
{
    public static readonly Step Step = new Step<Acknowledgement, SayNotForMe>("acknowledgement.not-for-me", "exemption-asked-for", Decide)
    {
        Form = form => new SayNotForMe(form.RequiredText("words", 1000)),
        FormCard = WordsForm.Card,
        Needs = (_, _) => new Needs { Roles = [Role.ComplianceLead] },
        MovesBasis = false,
    };

    public static Outcome Decide(Acknowledgement? body, SayNotForMe input, StepFacts facts) =>
        new Change(body! with { NotForMe = input.Reason, Last = PolicyWorkflow.Act("not-for-me", facts) with { Reason = input.Reason } }, facts.State!)
        {
            Copies = [.. facts.People[Role.ComplianceLead].Where(p => p.Id != body.Person).Select(p => new NewCopy(p.Id, AcknowledgementWorkflow.AcknowledgementCard, Lane.Decisions) { Why = "not-for-me" })],
        };
}

/// <summary>A lead exempts somebody else, with a reason. It is shown beside the coverage and never in it (P3).</summary>
public sealed record ExemptPerson(string Reason)
{
    public static readonly Step Step = new Step<Acknowledgement, ExemptPerson>("acknowledgement.exempt", "person-exempted", Decide)
    {
        Form = form => new ExemptPerson(form.RequiredText("words", 1000)),
        FormCard = WordsForm.Card,
    };

    public static Outcome Decide(Acknowledgement? body, ExemptPerson input, StepFacts facts) => new Change(
        body! with
        {
            Exemption = new Exemption(input.Reason, facts.Actor.Person!.Id, ByLeave: false, facts.Now),
            NotForMe = null,
            Last = PolicyWorkflow.Act("exempted", facts) with { Reason = input.Reason },
        },
        AcknowledgementStates.Exempt);
}

/// <summary>A lead says that it is for them after all.</summary>
public sealed record DeclineExemption(string Reason)
{
    public static readonly Step Step = new Step<Acknowledgement, DeclineExemption>("acknowledgement.decline", "exemption-declined", Decide)
    {
        Form = form => new DeclineExemption(form.RequiredText("words", 1000)),
        FormCard = WordsForm.Card,
        MovesBasis = false,
    };

    public static Outcome Decide(Acknowledgement? body, DeclineExemption input, StepFacts facts) => body!.NotForMe is null
        ? new Refusal(Refusals.NotNow)
        : new Change(body with { NotForMe = null, Last = PolicyWorkflow.Act("declined", facts) with { Reason = input.Reason } }, facts.State!)
        {
            Copies = [new NewCopy(body.Person, AcknowledgementWorkflow.AcknowledgementCard, Lane.Decisions) { Why = "declined" }],
        };
}
