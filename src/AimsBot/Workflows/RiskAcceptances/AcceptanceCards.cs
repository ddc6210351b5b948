using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.People;
using AimsBot.Workflows.RiskMethods;
using AimsBot.Workflows.Risks;

namespace AimsBot.Workflows.RiskAcceptances;

/// <summary>The data of the acceptance's card and forms: what exactly a click commits to.</summary>
public static class AcceptanceCards
{
    public static JsonObject Acceptance(Acceptance acceptance, CardFacts facts)
    {
        var state = facts.Head!.State;
        var data = new JsonObject
        {
            ["id"] = facts.Head.Id.Value,
            ["state"] = facts.Text["state." + state],
            ["event"] = RiskText.Or(acceptance.Event, "event", acceptance, facts),
            ["risk"] = acceptance.Risk.Value,
            ["system"] = facts.NameOf(acceptance.System),
            ["scores"] = RiskText.Scores(acceptance.Scores, acceptance.Band, facts),
            ["method"] = acceptance.Method.ToString(CultureInfo.InvariantCulture),
            ["until"] = facts.Format.Date(acceptance.Until),
            ["requester"] = facts.NameOf(acceptance.RequestedBy),
            ["owner"] = facts.NameOf(acceptance.RiskOwner),
            ["reason"] = RiskText.Or(acceptance.Reason, "reason", acceptance, facts),
            ["plan"] = acceptance.Plan ?? facts.Text["acceptance.noPlan"],
            ["authority"] = facts.Text.Format("authorityLine", JsonSerializer.SerializeToElement(new
            {
                authority = facts.Text["authority." + RiskWords.Of(acceptance.Authority)],
                votes = RiskText.Votes(acceptance.VotesNeeded, facts),
            })),
        };
        if (acceptance.Mitigations is not null) data["mitigations"] = acceptance.Mitigations;
        if (acceptance.Conditions is not null) data["conditions"] = acceptance.Conditions;
        if (acceptance.PlanApproved is { } plan) data["planApproved"] = facts.NameOf(plan.By);
        if (acceptance.Votes.Count > 0) data[state is AcceptanceStates.Accepted or AcceptanceStates.Ended ? "acceptedBy" : "votes"] = string.Join(", ", acceptance.Votes.Select(v => v.By == v.For ? facts.NameOf(v.By) : $"{facts.NameOf(v.By)} ({facts.NameOf(v.For)})"));
        if (acceptance.Question is not null) data["question"] = acceptance.Question;
        if (acceptance.Answer is not null) data["answer"] = acceptance.Answer;
        if (acceptance.ConfirmBy is { } confirm) data["confirmBy"] = facts.Format.Moment(confirm);
        if (state == AcceptanceStates.Waiting)
        {
            var open = acceptance.Deciders.Where(d => acceptance.Votes.All(v => v.By != d)).ToArray();
            if (open.Length > 0) data["deciders"] = string.Join(", ", open.Select(d => facts.NameOf(d)));
            if (acceptance.IsStuck) data["stuck"] = true;
            if (acceptance.EscalatedTo > acceptance.Authority)
                data["escalation"] = facts.Text.Format("escalation.authority", JsonSerializer.SerializeToElement(new { authority = facts.Text["authority." + RiskWords.Of(acceptance.EscalatedTo.Value)] }));
            else if (acceptance.Managers.Count > 0) data["escalation"] = facts.Text["escalation.managers"];
            if (WhyNot(acceptance, facts) is { } why) data["whyNot"] = facts.Text["whyNot." + why];
        }
        if (LastLine(acceptance, facts) is { } last) data["last"] = last;
        data["next"] = facts.Text["next." + state];
        var steps = facts.Steps
            .Where(s => s != ApprovePlan.Step || acceptance.PlanApproved is null)
            .Where(s => s != AcceptRisk.Step || (acceptance.PlanApproved is not null && acceptance.Votes.All(v => !facts.Reader.Is(v.By))))
            .Where(s => s != ConfirmAcceptance.Step || acceptance.ConfirmBy is not null);
        var actions = new JsonArray([.. steps.Select(s => CardActions.Of(s, facts))]);
        if (actions.Count > 0) data["actions"] = actions;
        return data;
    }

    public static string? LastLine(Acceptance acceptance, CardFacts facts)
    {
        if (acceptance.Last is not { } last) return null;
        var words = new JsonObject
        {
            ["by"] = last.For is { } other
                ? facts.Text.Format("last.byFor", JsonSerializer.SerializeToElement(new { by = facts.NameOf(last.By), other = facts.NameOf(other) }))
                : facts.NameOf(last.By),
            ["channel"] = facts.Text["channel." + (last.Channel ?? "none")],
            ["at"] = facts.Format.Moment(last.At),
            ["reason"] = last.What is "heard" or "returned" or "ended" or "doubted" && last.Reason is not null ? RiskText.Notice(last.Reason, facts) : last.Reason ?? "",
        };
        return facts.Text.Format("last." + last.What, JsonSerializer.SerializeToElement(words));
    }

    public static JsonObject Form(Step step, Acceptance acceptance, CardFacts facts)
    {
        var values = new JsonObject();
        foreach (var (id, value) in facts.Values) values[id] = value;
        return new JsonObject
        {
            ["id"] = facts.Head!.Id.Value,
            ["action"] = step.Id["acceptance.".Length..],
            ["title"] = facts.Text["step." + step.Id["acceptance.".Length..]],
            ["event"] = RiskText.Or(acceptance.Event, "event", acceptance, facts),
            ["scores"] = RiskText.Scores(acceptance.Scores, acceptance.Band, facts),
            ["until"] = facts.Format.Date(acceptance.Until),
            ["values"] = values,
        };
    }

    // Said before the click, not after it.
    private static string? WhyNot(Acceptance acceptance, CardFacts facts) =>
        facts.Steps.Contains(AcceptRisk.Step) ? null
        : facts.Reader.Is(acceptance.RequestedBy) ? "requester"
        : facts.Reader.Is(acceptance.RiskOwner) ? "risk-owner"
        : facts.Reader.Is(acceptance.SystemOwner) ? "system-owner"
        : facts.Reader.Details.Roles.Contains(Role.InternalAuditor) ? "auditor"
        : facts.Reader.Details.Roles.Any(r => r is Role.Manager or Role.TopManagement) ? "limit"
        : null;
}
