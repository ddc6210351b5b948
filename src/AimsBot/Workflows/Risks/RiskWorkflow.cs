using System.Globalization;
using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Workflows.RiskMethods;

namespace AimsBot.Workflows.Risks;

/// <summary>Risks of AI systems, from being raised to being accepted for a time, and again (6.1.2, 6.1.3, 8.2, 8.3).</summary>
public sealed class RiskWorkflow : Workflow<Risk>
{
    public const string RiskCard = "Risks/Risk";

    private static readonly string[] All = [RiskStates.Raised, RiskStates.Unaccepted, RiskStates.Accepted];
    private static readonly string[] Assessed = [RiskStates.Unaccepted, RiskStates.Accepted];

    public override string Type => "risk";
    public override string Prefix => "RSK";
    public override string Folder => "Risks";
    public override string Card => RiskCard;
    public override IReadOnlySet<string> Erasable { get; } = new HashSet<string> { "event", "controls", "plan" };

    public override Lifecycle Lifecycle { get; } = new(
        All,
        [
            Lifecycle.Creates(RaiseRisk.Step, RiskStates.Raised),
            Lifecycle.Creates(RaiseRisk.FromImpact, RiskStates.Raised),
            Lifecycle.Stays(AssessRisk.Inherent, All),
            Lifecycle.Moves(AssessRisk.Current, All, RiskStates.Unaccepted, RiskStates.Accepted),
            Lifecycle.Stays(AssessRisk.Target, Assessed),
            Lifecycle.Stays(TreatRisk.Step, All),
            Lifecycle.Stays(RequestAcceptance.Step, Assessed),
            Lifecycle.Moves(NoteAcceptance.Step, Assessed, Assessed),
            Lifecycle.Stays(HearOfSystem.Step, All),
            Lifecycle.Stays(ReviewRisk.Step, Assessed),
        ]);

    /// <summary>The change of what an acceptance rests on: what is asked for is out of date, and what covers the risk hears of it.</summary>
    internal static Change Moved(Risk next, Risk before, string state, string what, StepFacts facts) =>
        new(next with { Terms = before.Terms + 1 }, state) { FollowUps = Tell(before, new Notice(facts.Record, what)) };

    /// <summary>Why it is to be looked at again, once this is added: each word once, until somebody assesses it.</summary>
    internal static string Due(Risk risk, string what) => string.Join(' ', $"{risk.ReviewDue} {what}".Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct());

    /// <summary>Tells the acceptance that is asked for and the one that covers the risk.</summary>
    internal static IReadOnlyList<NewFollowUp> Tell(Risk risk, Notice notice) =>
        [.. new[] { risk.Request, risk.Acceptance }.OfType<RecordId>().Distinct().Select(id => NewFollowUp.Tell("acceptance.hear", id, notice))];

    public override IReadOnlyList<string> TypesOn => [RiskMethodWorkflow.TypeName];

    /// <summary>Whether nothing covers a risk that is above the tolerance (K1, K17).</summary>
    internal static bool IsBreach(Risk risk, string state, RiskMethod method) =>
        state == RiskStates.Unaccepted && risk.Current is { } current && !method.Tolerates(method.BandOf(current.Scores));

    protected override HeadIndex IndexOf(Risk body, string state) => new()
    {
        Parent = body.System,
        WaitsFor =
        [
            .. body.ReviewDue is not null || body.Review?.Rung is not null ? [body.Owner.Value] : Array.Empty<string>(),
            .. body.Review?.Rung >= ReviewRisk.LeadAfter ? [PeopleDirectory.RoleDate(Role.ComplianceLead)] : Array.Empty<string>(),
        ],
    };

    protected override IReadOnlyList<Deadline> DeadlinesOf(Risk body, string state) =>
        state != RiskStates.Raised && body.Review?.Next is { } next ? [new Deadline("review", next, ReviewRisk.Step, new ReviewRisk())] : [];

    protected override IReadOnlyList<RecordId> RelationRecordsOf(Risk body) => [body.System];

    protected override IReadOnlySet<string> RelationsOf(Actor actor, Risk? body, StepFacts facts)
    {
        var relations = new HashSet<string>();
        if (body is null || actor.Person is not { } person) return relations;
        if (person.Is(body.RaisedBy)) relations.Add("raiser");
        if (person.Is(body.Owner)) relations.Add("risk-owner");
        if (person.Is(facts.Records.GetValueOrDefault(body.System)?.Parent)) relations.Add("system-owner");
        return relations;
    }

    protected override string TitleOf(Risk body) => body.Event;

    protected override IReadOnlyList<RecordId> NamedOn(Risk body) => [body.System, body.Owner, body.RaisedBy];

    protected override JsonObject CardData(Risk body, CardFacts facts)
    {
        var data = new JsonObject
        {
            ["id"] = facts.Head!.Id.Value,
            ["event"] = RiskText.Or(body.Event, "event", body, facts),
            ["state"] = facts.Text["state." + facts.Head.State],
            ["system"] = facts.NameOf(body.System),
            ["owner"] = facts.NameOf(body.Owner),
            ["asked"] = body.IsAsked,
        };
        if (body.Controls is not null) data["controls"] = body.Controls;
        if (body.Inherent is { } inherent) data["inherent"] = RiskText.Scores(inherent.Scores, inherent.Band, facts);
        if (body.Current is { } current) data["current"] = RiskText.Scores(current.Scores, current.Band, facts);
        if (body.Target is { } target) data["target"] = RiskText.Scores(target.Scores, target.Band, facts);
        if (body.Current is { } scored) data["method"] = scored.Method.ToString(CultureInfo.InvariantCulture);
        if (body.Treatment is { } treatment) data["treatment"] = facts.Text["treatment." + TreatRisk.Treatments.First(t => t.Value == treatment).Key];
        if (body.Plan is not null) data["plan"] = body.Plan;
        if (body.Acceptance is { } acceptance) data["acceptance"] = acceptance.Value;
        if (body.Request is { } request) data["request"] = request.Value;
        if (body.ReviewDue is not null) data["reviewDue"] = RiskText.Notice(body.ReviewDue, facts);
        if (body.Review is { } review) data["reviewBy"] = facts.Format.Date(review.Due);
        var method = RiskMethod.InForce(facts.Listed);
        if (IsBreach(body, facts.Head.State, method)) data["breach"] = true;
        else if (facts.Head.State == RiskStates.Unaccepted) data["tolerated"] = true;
        var steps = facts.Steps.Where(s => s != RequestAcceptance.Step || (!body.IsAsked && body.Inherent is not null)).Where(s => s != AssessRisk.Current || body.Inherent is not null);
        var actions = new JsonArray([.. steps.Select(s => CardActions.Of(s, facts))]);
        if (actions.Count > 0) data["actions"] = actions;
        return data;
    }

    protected override JsonObject FormData(Step step, Risk? body, CardFacts facts)
    {
        var data = new JsonObject();
        if (facts.Head is { } head) data["id"] = head.Id.Value;
        if (step.FormLists.Count > 0) data["systems"] = new JsonArray([.. facts.Lists["system"].Select(s => new JsonObject { ["id"] = s.Id.Value, ["name"] = s.Title })]);
        if (step.FormCard == "Risks/AssessForm")
        {
            data["which"] = step.Id["risk.assess-".Length..];
            var method = RiskMethod.InForce(facts.Listed);
            data["likelihoods"] = ScaleText.Likelihoods(method, facts.Text);
            data["impacts"] = ScaleText.Impacts(method, facts.Text);
        }
        if (body is not null) data["event"] = RiskText.Or(body.Event, "event", body, facts);
        var values = new JsonObject();
        if (step == RaiseRisk.Step) values["owner"] = facts.Reader.Details.Email ?? "";
        var known = step == AssessRisk.Inherent ? body?.Inherent : step == AssessRisk.Current ? body?.Current : step == AssessRisk.Target ? body?.Target : null;
        if (known is not null)
        {
            values["likelihood"] = Number(known.Scores.Likelihood);
            values["organisation"] = Number(known.Scores.Organisation);
            values["individuals"] = Number(known.Scores.Individuals);
            values["society"] = Number(known.Scores.Society);
            if (known.Reason is not null) values["reason"] = known.Reason;
        }
        if (step == TreatRisk.Step && body is not null)
        {
            if (body.Treatment is { } treatment) values["treatment"] = TreatRisk.Treatments.First(t => t.Value == treatment).Key;
            if (body.Plan is not null) values["plan"] = body.Plan;
            if (body.Controls is not null) values["controls"] = body.Controls;
        }
        if (step == RequestAcceptance.Step && body?.Controls is { } controls) values["mitigations"] = controls;
        foreach (var (id, value) in facts.Values) values[id] = value;
        data["values"] = values;
        return data;

        static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
    }
}
