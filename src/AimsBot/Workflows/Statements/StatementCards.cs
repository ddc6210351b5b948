using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Iso42001;

namespace AimsBot.Workflows.Statements;

/// <summary>The data of the cards in <c>cards/Statements</c>.</summary>
public static class StatementCards
{
    private const int LongestReason = 90;

    /// <summary>The statement, a line for each control, grouped as the standard groups them.</summary>
    public static JsonObject Statement(Statement body, CardFacts facts)
    {
        var text = facts.Text;
        var rows = body.Draft.ToDictionary(r => r.Control);
        var data = new JsonObject
        {
            ["id"] = facts.Head!.Id.Value,
            ["state"] = text["state." + facts.Head.State],
            ["included"] = Number(body.Draft.Count(r => r.IsIncluded)),
            ["excluded"] = Number(body.Draft.Count(r => !r.IsIncluded)),
            ["undecided"] = Number(body.Undecided.Count),
        };
        if (body.Current is { } current)
        {
            data["version"] = text.Format("statement.version", Facts(("number", Number(current.Number)), ("by", facts.NameOf(current.ApprovedBy)), ("at", facts.Format.Moment(current.ApprovedAt))));
            data["hash"] = current.Hash;
        }
        data["groups"] = new JsonArray(
        [
            .. Requirements.Groups.Where(g => g.Id.StartsWith("A.", StringComparison.Ordinal)).Select(g => new JsonObject
            {
                ["name"] = $"{g.Id} {Requirements.TitleOf(g.Id, text.Language)}",
                ["text"] = string.Join('\n', Requirements.Controls.Where(c => c.Group == g.Id).Select(c => Line(c.Id, Requirements.TitleOf(c.Id, text.Language), rows.GetValueOrDefault(c.Id), text))),
            }),
            .. body.Draft.Where(r => r.Title is not null).Select(r => new JsonObject { ["name"] = text["statement.own"], ["text"] = Line(r.Control, r.Title!, r, text) }),
        ]);
        if (LastLine(body.Last, facts) is { } last) data["last"] = last;
        var actions = new JsonArray([.. facts.Steps.Where(s => s != ApproveStatement.Step || body.Undecided.Count == 0).Select(s => CardActions.Of(s, facts))]);
        if (actions.Count > 0) data["actions"] = actions;
        return data;
    }

    public static JsonObject Form(Step step, Statement body, CardFacts facts)
    {
        var values = new JsonObject();
        foreach (var (id, value) in facts.Values) values[id] = value;
        var data = new JsonObject { ["values"] = values };
        if (step == DecideControls.Step)
        {
            // Those that nothing is said of yet come first.
            var open = body.Undecided.ToHashSet();
            data["controls"] = new JsonArray(
            [
                .. Requirements.Controls.OrderBy(c => open.Contains(c.Id) ? 0 : 1).Select(c => Choice(c.Id, Requirements.TitleOf(c.Id, facts.Text.Language))),
                .. body.Draft.Where(r => r.Title is not null).Select(r => Choice(r.Control, r.Title!)),
            ]);
        }
        if (step == ApproveStatement.Step)
        {
            data["included"] = Number(body.Draft.Count(r => r.IsIncluded));
            data["excluded"] = Number(body.Draft.Count(r => !r.IsIncluded));
            var before = body.InForce.ToDictionary(r => r.Control);
            data["changes"] = new JsonArray([.. body.Draft.Where(r => before.GetValueOrDefault(r.Control) != r).Select(r => new JsonObject { ["text"] = Line(r.Control, r.Title ?? Requirements.TitleOf(r.Control, facts.Text.Language), r, facts.Text) })]);
        }
        return data;

        static JsonObject Choice(string id, string title) => new() { ["id"] = id, ["name"] = Excerpt.Of($"{id} {title}", 75) };
    }

    public static string? LastLine(StatementAct? last, CardFacts facts) => last is null ? null : facts.Text.Format("last." + last.What, Facts(
        ("by", facts.NameOf(last.By)), ("at", facts.Format.Moment(last.At)), ("channel", facts.Text["channel." + (last.Channel ?? "none")]), ("reason", last.Reason ?? "")));

    private static string Line(string id, string title, StatementRow? row, CardText text) => row is null
        ? $"{id} {title}: {text["statement.open"]}"
        : $"{id} {title}: {text[row.IsIncluded ? "statement.in" : "statement.out"]}, {text["ground." + DecideControls.Grounds.First(g => g.Value == row.Ground).Key]}. {Excerpt.Of(row.Reason, LongestReason)}{(row.Link is null ? "" : $" ({Excerpt.Of(row.Link, 60)})")}";

    private static JsonElement Facts(params (string Name, string Value)[] facts) => JsonSerializer.SerializeToElement(facts.ToDictionary(f => f.Name, f => f.Value));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
