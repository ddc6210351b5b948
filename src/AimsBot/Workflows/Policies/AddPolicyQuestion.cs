using AimsBot.Core;
using AimsBot.Core.People;
using AimsBot.Core.Quizzes;

namespace AimsBot.Workflows.Policies;

/// <summary>A question on the draft, for whoever has read it. Two to five of them make a quiz, which is approved with the text.</summary>
public sealed record AddPolicyQuestion(NewQuestion Question)
{
    public static readonly Step Step = new Step<Policy, AddPolicyQuestion>("policy.add-question", "policy-question-added", Decide)
    {
        Form = form => new AddPolicyQuestion(NewQuestion.Read(form)),
        FormCard = NewQuestion.FormCard,
        Needs = (policy, _) => new Needs { Documents = [.. new[] { policy!.Draft!.Quiz }.OfType<string>()], Roles = [Role.ComplianceLead, Role.TopManagement] },
    };

    public static Outcome Decide(Policy? policy, AddPolicyQuestion input, StepFacts facts)
    {
        var draft = policy!.Draft!;
        var (quiz, refusal) = input.Question.AddTo(draft.Quiz is { } hash ? Quiz.Read(facts.Documents.GetValueOrDefault(hash)) : null);
        if (quiz is null) return refusal!;
        var authors = draft.Authors.Append(facts.Actor.Person!.Id).Distinct();
        var next = policy with { Draft = draft with { Quiz = quiz.Hash(), Authors = [.. authors] }, Last = PolicyWorkflow.Act("question-added", facts) };
        return PolicyWorkflow.TellApprovers(next, facts.State!, facts) with { Documents = [quiz.Bytes()] };
    }
}

/// <summary>The draft goes without questions.</summary>
public sealed record DropPolicyQuestions
{
    public static readonly Step Step = new Step<Policy, DropPolicyQuestions>("policy.drop-questions", "policy-questions-dropped", Decide)
    {
        Form = _ => new DropPolicyQuestions(),
    };

    public static Outcome Decide(Policy? policy, DropPolicyQuestions input, StepFacts facts) => policy!.Draft!.Quiz is null
        ? new Refusal(Refusals.NotNow)
        : new Change(policy with { Draft = policy.Draft with { Quiz = null }, Last = PolicyWorkflow.Act("questions-dropped", facts) }, facts.State!);
}
