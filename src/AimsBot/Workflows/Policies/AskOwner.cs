using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;

namespace AimsBot.Workflows.Policies;

/// <summary>Instead of confirming, the person asks the owner of the policy. The clock goes on.</summary>
public sealed record AskOwner(string Text)
{
    public static readonly Step Step = new Step<Acknowledgement, AskOwner>("acknowledgement.ask-question", "policy-question-asked", Decide)
    {
        Form = form => new AskOwner(form.RequiredText("words", 2000)),
        FormCard = WordsForm.Card,
        Needs = (body, _) => new Needs { Records = [body!.Policy] },
        MovesBasis = false,
        BindsToBasis = false,
    };

    public static Outcome Decide(Acknowledgement? body, AskOwner input, StepFacts facts)
    {
        if (!facts.Records.TryGetValue(body!.Policy, out var policy) || policy.Parent is not { } owner) return new Refusal(Refusals.NotNow);
        return new Change(
            body with { Owner = owner, Questions = [.. body.Questions, new Question(input.Text, facts.Now)], Last = PolicyWorkflow.Act("asked-question", facts) with { Reason = input.Text } },
            facts.State!)
        {
            Copies = [new NewCopy(owner, AcknowledgementWorkflow.AcknowledgementCard, Lane.Decisions) { Why = "question" }],
        };
    }
}

/// <summary>The owner answers what is open, in chat.</summary>
public sealed record AnswerReader(string Text)
{
    public static readonly Step Step = new Step<Acknowledgement, AnswerReader>("acknowledgement.answer", "policy-question-answered", Decide)
    {
        Form = form => new AnswerReader(form.RequiredText("words", 2000)),
        FormCard = WordsForm.Card,
        MovesBasis = false,
        BindsToBasis = false,
    };

    public static Outcome Decide(Acknowledgement? body, AnswerReader input, StepFacts facts)
    {
        if (body!.Questions.All(q => q.Answer is not null)) return new Refusal(Refusals.NotNow);
        var by = facts.Actor.Person!.Id;
        return new Change(
            body with
            {
                Questions = [.. body.Questions.Select(q => q.Answer is null ? q with { Answer = input.Text, AnsweredBy = by } : q)],
                Last = PolicyWorkflow.Act("answered", facts) with { Reason = input.Text },
            },
            facts.State!)
        {
            // An answer is a message of its own: a card that quietly changes is none.
            Copies = [new NewCopy(body.Person, AcknowledgementWorkflow.AcknowledgementCard, Lane.Decisions) { Why = "answer" }],
        };
    }
}
