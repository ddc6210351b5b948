using AimsBot.Core;

namespace AimsBot.Workflows.RiskAcceptances;

/// <summary>Legal answers the open questions: nothing stands against a decision, or it is blocked (K15).</summary>
public sealed record ClearLaw(LawAnswers Law, string Reason)
{
    public static readonly Step Step = new Step<Acceptance, ClearLaw>("acceptance.answer-law", "law-questions-answered", Decide)
    {
        Form = Read,
        FormCard = "Risks/LawForm",
    };

    public static Outcome Decide(Acceptance? acceptance, ClearLaw input, StepFacts facts)
    {
        var next = acceptance! with { Law = input.Law, Last = AcceptanceWorkflow.Act("law-answered", facts) with { Reason = input.Reason } };
        return AcceptanceWorkflow.Settle(next, OpenAcceptance.StateOf(next), facts);
    }

    private static ClearLaw Read(FormReader form)
    {
        return new ClearLaw(new LawAnswers(Answer("prohibited"), Answer("unlawful"), Answer("people")), form.RequiredText("reason", 3000));

        LawAnswer Answer(string id)
        {
            var answer = form.Choice(id, LawAnswers.Words);
            if (answer is null) form.Reject(id, "refusal.required");
            return answer ?? LawAnswer.Unknown;
        }
    }
}
