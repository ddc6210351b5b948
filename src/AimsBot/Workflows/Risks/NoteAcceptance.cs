using AimsBot.Core;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Risks;

/// <summary>An acceptance of this risk was opened, decided or ended: the risk stands as it says.</summary>
public sealed record NoteAcceptance(RecordId Acceptance, string State, PlanApproval? Plan)
{
    public static readonly Step Step = new Step<Risk, NoteAcceptance>("risk.note-acceptance", "risk-acceptance-noted", Decide) { MovesBasis = false };

    public static Outcome Decide(Risk? risk, NoteAcceptance input, StepFacts facts)
    {
        var next = risk!;
        if (input.Plan is not null && next.PlanApproved is null) next = next with { PlanApproved = input.Plan };
        switch (input.State)
        {
            case "waiting" or "asked" or "at-legal":
                return Noted(next with { IsAsked = true, Request = input.Acceptance }, facts.State!);
            case "accepted":
                // Meanwhile the risk may have become another one: its acceptance then hears so and ends.
                var old = next.Acceptance;
                return Noted(next with { IsAsked = false, Request = null, Acceptance = input.Acceptance }, RiskStates.Accepted) with
                {
                    FollowUps = old is { } before && before != input.Acceptance ? [NewFollowUp.Tell("acceptance.hear", before, new Notice(input.Acceptance, "superseded"))] : [],
                };
            default:
                if (next.Request == input.Acceptance || next.Request is null) next = next with { IsAsked = false, Request = null };
                return next.Acceptance == input.Acceptance
                    ? Noted(next with { Acceptance = null }, RiskStates.Unaccepted)
                    : Noted(next, facts.State!);
        }

        Change Noted(Risk body, string state) => new(body, state)
        {
            Notes = new Dictionary<string, string> { ["acceptance"] = $"{input.Acceptance} {input.State}" },
        };
    }
}
