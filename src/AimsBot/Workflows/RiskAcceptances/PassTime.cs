using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Workflows.RiskMethods;

namespace AimsBot.Workflows.RiskAcceptances;

/// <summary>The clock's own steps. None of them accepts anything.</summary>
public sealed record PassTime
{
    // Days after the request. With the third reminder the managers of those who are silent hear of it; with the fourth, and
    // with each one after it, the next authority may decide too.
    private static readonly int[] Ladder = [1, 3, 7, 14];
    private const int ManagersFrom = 3;
    private const int EscalatesFrom = 4;
    private const int ThenEvery = 7;

    /// <summary>Those who may decide are looked up anew and reminded; whoever stays silent is gone over, step by step.</summary>
    public static readonly Step Remind = new Step<Acceptance, PassTime>("acceptance.remind", "risk-acceptance-reminded", DecideRemind)
    {
        Needs = (_, _) => new Needs { Roles = AcceptanceWorkflow.Helpers },
        MovesBasis = false,
    };

    /// <summary>The end comes near (K17).</summary>
    public static readonly Step Warn = new Step<Acceptance, PassTime>("acceptance.warn", "risk-acceptance-ending", DecideWarn)
    {
        Needs = (_, _) => new Needs { Roles = AcceptanceWorkflow.Helpers },
        MovesBasis = false,
    };

    /// <summary>The day has come, or nobody confirmed: what was accepted is so no longer (K16, K17), and a request that nobody decided returns.</summary>
    public static readonly Step Expire = new Step<Acceptance, PassTime>("acceptance.expire", "risk-acceptance-expired", DecideExpire)
    {
        Needs = (_, _) => new Needs { Roles = AcceptanceWorkflow.Helpers },
    };

    /// <summary>The instant of the next reminder after so many.</summary>
    public static DateTimeOffset Next(Acceptance acceptance) => acceptance.RequestedAt.AddDays(
        acceptance.Reminders < Ladder.Length ? Ladder[acceptance.Reminders] : Ladder[^1] + (ThenEvery * (acceptance.Reminders - Ladder.Length + 1)));

    private static Outcome DecideRemind(Acceptance? acceptance, PassTime input, StepFacts facts)
    {
        if (acceptance!.NextReminder > facts.Now) return new Refusal(Refusals.NotNow);
        var reminders = acceptance.Reminders;
        // After a standstill several rungs are past: one message for them all.
        do reminders++;
        while (Next(acceptance with { Reminders = reminders }) <= facts.Now);
        var next = acceptance with { Reminders = reminders, EscalatedTo = EscalatedTo(acceptance.Authority, reminders) };
        next = next with { NextReminder = Next(next), Managers = reminders < ManagersFrom ? [] : ManagersOf(acceptance, facts) };
        var before = acceptance.Deciders;
        var change = AcceptanceWorkflow.Settle(next, AcceptanceStates.Waiting, facts);
        var after = ((Acceptance)change.Body).Deciders;
        // Nobody stands above top management: the compliance lead hears that it does not decide.
        var isOutOfHands = acceptance.Reminders < EscalatesFrom && reminders >= EscalatesFrom && acceptance.Authority == Authority.TopManagement;
        if (isOutOfHands) change = change.Again(facts.People[Role.ComplianceLead].Select(p => p.Id), Lane.Decisions);
        return change.Again(after.Intersect(acceptance.Told), Lane.Campaigns) with
        {
            Notes = before.SequenceEqual(after)
                ? new Dictionary<string, string>()
                : new Dictionary<string, string> { ["decidersBefore"] = string.Join(' ', before), ["decidersAfter"] = string.Join(' ', after) },
        };
    }

    // One authority further with each reminder. None of this accepts anything.
    private static Authority? EscalatedTo(Authority first, int reminders) =>
        reminders < EscalatesFrom ? null : (Authority)Math.Min((int)Authority.TopManagement, (int)first + reminders - EscalatesFrom + 1);

    private static IReadOnlyList<RecordId> ManagersOf(Acceptance acceptance, StepFacts facts) =>
        [.. Deciders.Silent(acceptance, facts).Select(p => p.Details.Manager).OfType<RecordId>().Distinct()];

    private static Outcome DecideWarn(Acceptance? acceptance, PassTime input, StepFacts facts)
    {
        var passed = AcceptanceWorkflow.Warnings.Where(days => facts.Now >= acceptance!.EndsAt.AddDays(-days)).DefaultIfEmpty(int.MaxValue).Min();
        if (passed >= (acceptance!.Warned ?? int.MaxValue)) return new Refusal(Refusals.NotNow);
        var next = acceptance with { Warned = passed };
        return AcceptanceWorkflow.Settle(next, AcceptanceStates.Accepted, facts).Again([next.RequestedBy, next.RiskOwner], Lane.Campaigns);
    }

    private static Outcome DecideExpire(Acceptance? acceptance, PassTime input, StepFacts facts)
    {
        var unconfirmed = acceptance!.ConfirmBy <= facts.Now;
        if (!unconfirmed && facts.Now < acceptance.EndsAt) return new Refusal(Refusals.NotNow);
        var next = acceptance with { ConfirmBy = null, Last = AcceptanceWorkflow.Act(unconfirmed ? "unconfirmed" : "expired", facts) };
        if (facts.State != AcceptanceStates.Accepted) return AcceptanceWorkflow.Settle(next, AcceptanceStates.Returned, facts);
        var ended = AcceptanceWorkflow.Settle(next, AcceptanceStates.Ended, facts)
            .Again([next.RequestedBy, next.RiskOwner, .. next.Votes.Select(v => v.By), .. facts.People[Role.ComplianceLead].Select(p => p.Id)], Lane.Decisions);
        // Nobody renewed it in time: the risk stands unaccepted, and why that could happen is looked into.
        var lapse = new Nonconformity(facts.Record, "expired-acceptance", next.Event) { Requirement = "8.3", Owner = next.RiskOwner, HearsBy = NoteAction.Step.Id };
        return ended with { FollowUps = [.. ended.FollowUps, lapse.Open()] };
    }
}
