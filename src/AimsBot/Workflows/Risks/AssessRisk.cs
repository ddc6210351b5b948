using System.Globalization;
using AimsBot.Core;
using AimsBot.Workflows.RiskMethods;

namespace AimsBot.Workflows.Risks;

/// <summary>
/// Likelihood and three impacts, one assessment at a time: inherent, current with the verified controls, target with the
/// planned ones (K2, K7). The scores are pinned to the method in force (K3).
/// </summary>
public sealed record AssessRisk(Scores Scores, string? Reason)
{
    public static readonly Step Inherent = Make("risk.assess-inherent", "risk-assessed-inherent", DecideInherent);
    public static readonly Step Current = Make("risk.assess-current", "risk-assessed-current", DecideCurrent);
    public static readonly Step Target = Make("risk.assess-target", "risk-assessed-target", DecideTarget);

    private static readonly Dictionary<string, int> Numbers = Enumerable.Range(1, Scores.Highest).ToDictionary(n => n.ToString(CultureInfo.InvariantCulture));

    private static Step<Risk, AssessRisk> Make(string id, string verb, Func<Risk?, AssessRisk, StepFacts, Outcome> decide) => new(id, verb, decide)
    {
        Form = Read,
        FormCard = "Risks/AssessForm",
        Needs = (_, _) => new Needs { Listed = [RiskMethodWorkflow.TypeName] },
    };

    private static Outcome DecideInherent(Risk? risk, AssessRisk input, StepFacts facts) =>
        RiskWorkflow.Moved(risk! with { Inherent = Assessed(input, facts) }, risk, facts.State!, "scores", facts);

    private static Outcome DecideCurrent(Risk? risk, AssessRisk input, StepFacts facts)
    {
        if (risk!.Inherent is null) return new Refusal("risk.inherentFirst");
        if (input.Scores.Level > risk.Inherent.Scores.Level && input.Reason is null)
            return new Corrections(new Dictionary<string, Refusal> { ["reason"] = new Refusal("risk.aboveInherent") });
        var assessed = Assessed(input, facts);
        var rose = risk.Current is { } before && (assessed.Scores.Level > before.Scores.Level || assessed.Band > before.Band);
        var next = risk with { Current = assessed, ReviewDue = null, Review = Review.After(risk.Review, RiskMethod.InForce(facts).ReviewMonths, facts) };
        var state = facts.State == RiskStates.Accepted && !rose ? RiskStates.Accepted : RiskStates.Unaccepted;
        return RiskWorkflow.Moved(state == RiskStates.Accepted ? next : next with { Acceptance = null }, risk, state, rose ? "score-rose" : "scores", facts);
    }

    private static Outcome DecideTarget(Risk? risk, AssessRisk input, StepFacts facts) =>
        new Change(risk! with { Target = Assessed(input, facts) }, facts.State!);

    private static Assessment Assessed(AssessRisk input, StepFacts facts)
    {
        var method = RiskMethod.InForce(facts);
        return new Assessment(input.Scores, method.Number, method.BandOf(input.Scores), facts.Actor.Id, facts.Now) { Reason = input.Reason };
    }

    private static AssessRisk Read(FormReader form)
    {
        return new AssessRisk(new Scores(Score("likelihood"), Score("organisation"), Score("individuals"), Score("society")), form.Text("reason", 3000));

        int Score(string id)
        {
            if (form.Choice(id, Numbers) is { } number) return number;
            form.Reject(id, "refusal.required");
            return 1;
        }
    }
}
