using System.Text.Json.Nodes;
using AimsBot.Core.Cards;

namespace AimsBot.Workflows.Audits;

/// <summary>The data of the programme's cards.</summary>
internal static class ProgrammeCards
{
    public static JsonObject Programme(Programme body, CardFacts facts) => AuditCards.Ended(
        new JsonObject
        {
            ["id"] = facts.Head!.Id.Value,
            ["number"] = AuditCards.Number(body.Number),
            ["clauses"] = facts.Text.Format("programme.every", AuditCards.Facts(("months", AuditCards.Number(body.ClauseMonths)))),
            ["controls"] = facts.Text.Format("programme.every", AuditCards.Facts(("months", AuditCards.Number(body.ControlMonths)))),
            ["lookBack"] = facts.Text.Format("programme.lookBackMonths", AuditCards.Facts(("months", AuditCards.Number(body.LookBackMonths)))),
            ["others"] = string.Join(", ", body.Months.Select(m => $"{m.Key}={AuditCards.Number(m.Value)}")),
            ["methods"] = body.Methods,
            ["duties"] = body.Duties,
            ["reporting"] = body.Reporting,
        },
        body.Last,
        facts.Steps,
        facts);

    public static JsonObject Form(Programme body, CardFacts facts)
    {
        var values = new JsonObject
        {
            ["clauseMonths"] = AuditCards.Number(body.ClauseMonths),
            ["controlMonths"] = AuditCards.Number(body.ControlMonths),
            ["lookBack"] = AuditCards.Number(body.LookBackMonths),
            ["months"] = string.Join(", ", body.Months.Select(m => $"{m.Key}={AuditCards.Number(m.Value)}")),
            ["methods"] = body.Methods,
            ["duties"] = body.Duties,
            ["reporting"] = body.Reporting,
        };
        foreach (var (id, value) in facts.Values) values[id] = value;
        return new JsonObject { ["values"] = values };
    }
}
