using System.Globalization;
using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Workflows.Risks;

namespace AimsBot.Workflows.RiskMethods;

/// <summary>The organisation's own risk method (6.1.1, 6.1.2).</summary>
public sealed class RiskMethodWorkflow : Workflow<RiskMethod>
{
    public const string TypeName = "method";
    public const string InForce = "in-force";

    private const int MostTouched = 30;

    public override string Type => TypeName;
    public override string Prefix => "MTH";
    public override string Folder => "Risks";
    public override string Card => "Risks/Method";
    public override IReadOnlySet<string> Erasable { get; } = new HashSet<string> { "reason" };

    public override Lifecycle Lifecycle { get; } = new(
        [InForce],
        [
            Lifecycle.Creates(ChangeMethod.Adopt, InForce),
            Lifecycle.Stays(ChangeMethod.Change, InForce),
            Lifecycle.Stays(WordScale.Step, InForce),
            Lifecycle.Stays(TouchRequests.Step, InForce),
        ]);

    // Each page is an act of its own.
    protected override IReadOnlyList<Deadline> DeadlinesOf(RiskMethod body, string state) =>
        body.Cursor is null ? [] : [new Deadline($"touch:{body.Number}:{body.Cursor}", body.ChangedAt, TouchRequests.Step, new TouchRequests())];

    protected override string TitleOf(RiskMethod body) => body.Number.ToString(CultureInfo.InvariantCulture);

    protected override JsonObject CardData(RiskMethod body, CardFacts facts)
    {
        var data = new JsonObject
        {
            ["number"] = body.Number.ToString(CultureInfo.InvariantCulture),
            ["bands"] = new JsonArray([.. body.Bands.Select((rule, i) => new JsonObject
            {
                ["band"] = facts.Text["band." + RiskWords.Of(rule.Band)],
                ["from"] = rule.From.ToString(CultureInfo.InvariantCulture),
                ["to"] = (i + 1 < body.Bands.Count ? body.Bands[i + 1].From - 1 : Scores.Highest * Scores.Highest).ToString(CultureInfo.InvariantCulture),
                ["months"] = rule.Months.ToString(CultureInfo.InvariantCulture),
                ["authority"] = facts.Text["authority." + RiskWords.Of(rule.Authority)],
                ["votes"] = RiskText.Votes(rule.Votes, facts),
            })]),
            ["tolerance"] = facts.Text["tolerance." + ChangeMethod.Tolerances.First(t => t.Value.UpTo == body.Tolerance).Key],
            ["reviewMonths"] = body.ReviewMonths.ToString(CultureInfo.InvariantCulture),
            ["likelihoods"] = ScaleText.Likelihoods(body, facts.Text),
            ["impacts"] = ScaleText.Impacts(body, facts.Text),
        };
        if (body.Touched.Count > 0) data["touched"] = string.Join(", ", body.Touched.Take(MostTouched)) + (body.Touched.Count > MostTouched ? $" … ({body.Touched.Count})" : "");
        if (body.Reason is not null) data["reason"] = body.Reason;
        if (facts.Steps.Count > 0) data["actions"] = new JsonArray([.. facts.Steps.Select(s => CardActions.Of(s, facts))]);
        return data;
    }

    protected override JsonObject FormData(Step step, RiskMethod? body, CardFacts facts)
    {
        var values = new JsonObject();
        var method = body ?? RiskMethod.Default;
        foreach (var number in Enumerable.Range(1, Scores.Highest))
        {
            values[$"likelihood{number}"] = ScaleText.Likelihood(method, number, facts.Text);
            values[$"impact{number}"] = ScaleText.Impact(method, number, facts.Text);
        }
        foreach (var rule in method.Bands)
        {
            var band = RiskWords.Of(rule.Band);
            values[band + "From"] = rule.From.ToString(CultureInfo.InvariantCulture);
            values[band + "Months"] = rule.Months.ToString(CultureInfo.InvariantCulture);
            values[band + "Authority"] = RiskWords.Of(rule.Authority);
            values[band + "Votes"] = ChangeMethod.VoteChoices.First(v => v.Value == rule.Votes).Key;
        }
        values["tolerance"] = ChangeMethod.Tolerances.First(t => t.Value.UpTo == method.Tolerance).Key;
        values["reviewMonths"] = method.ReviewMonths.ToString(CultureInfo.InvariantCulture);
        foreach (var (id, value) in facts.Values) values[id] = value;
        return new JsonObject { ["values"] = values };
    }
}
