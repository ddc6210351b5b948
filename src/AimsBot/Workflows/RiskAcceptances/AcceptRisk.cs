using AimsBot.Core;

namespace AimsBot.Workflows.RiskAcceptances;

/// <summary>
/// The second approval: the leftover risk is accepted, by as many as the band asks for (K11, K12). Checked now, against
/// the risk, the system and the method as they are (K14); one voice does not move what the others see.
/// </summary>
public sealed record AcceptRisk(string Reason)
{
    public static readonly Step Step = new Step<Acceptance, AcceptRisk>("acceptance.accept", "risk-accepted", Decide)
    {
        Form = form => new AcceptRisk(form.RequiredText("reason", 3000)),
        FormCard = "Risks/DecideForm",
        Style = "positive",
        MovesBasis = false,
        IsOnce = true,
    };

    public static Outcome Decide(Acceptance? acceptance, AcceptRisk input, StepFacts facts)
    {
        if (AcceptanceWorkflow.Stale(acceptance!, facts) is { } stale) return stale;
        if (facts.Now >= acceptance!.EndsAt) return new Refusal("acceptance.tooLate");
        if (acceptance.PlanApproved is null) return new Refusal("acceptance.planFirst");
        var vote = AcceptanceWorkflow.VoteOf(acceptance, facts);
        var (person, holder) = (facts.Actor.Person!, Deciders.AuthorityOf(facts.Actor.Person!, acceptance, facts)!.Value.For);
        if (acceptance.Votes.Any(v => person.Is(v.By)) || Deciders.HasAccepted(holder, acceptance)) return new Refusal("acceptance.votedAlready");
        var next = acceptance with
        {
            Votes = [.. acceptance.Votes, vote],
            Last = AcceptanceWorkflow.Act("accepted", facts) with { Reason = input.Reason, For = AcceptanceWorkflow.Other(vote) },
        };
        if (Deciders.Missing(next, facts) > 0) return AcceptanceWorkflow.Settle(next with { Last = next.Last! with { What = "voted" } }, AcceptanceStates.Waiting, facts);
        // A warning whose day has passed already tells nothing new to who has just decided.
        var passed = AcceptanceWorkflow.Warnings.Where(days => facts.Now >= next.EndsAt.AddDays(-days)).ToArray();
        return AcceptanceWorkflow.Settle(passed.Length > 0 ? next with { Warned = passed.Min() } : next, AcceptanceStates.Accepted, facts);
    }
}
