using AimsBot.Core;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Risks;

/// <summary>Anyone says what could happen with an AI system. It hears of the system's changes from then on (V5, K9).</summary>
public sealed record RaiseRisk(string System, string Event, string? Controls, string OwnerAddress)
{
    public static readonly Step Step = new Step<Risk, RaiseRisk>("risk.raise", "risk-raised", Decide)
    {
        Form = form => new RaiseRisk(
            form.RequiredText("system", 100), form.RequiredText("event", 500), form.Text("controls", 3000), form.RequiredText("owner", 200).ToLowerInvariant()),
        FormCard = "Risks/RiskForm",
        FormLists = ["system"],
        Needs = (_, input) => new Needs { Addresses = [input.OwnerAddress], Records = RecordId.Parse(input.System) is { } id ? [id] : [] },
    };

    /// <summary>
    /// An impact assessment found a high impact, and the system has no risk yet: this becomes one, with the system's owner to
    /// answer for it (K10).
    /// </summary>
    public static readonly Step FromImpact = new Step<Risk, Notice>("risk.raise-from-impact", "risk-raised-from-impact", DecideFromImpact)
    {
        Needs = (_, input) => new Needs { Records = [input.About] },
    };

    public static Outcome Decide(Risk? risk, RaiseRisk input, StepFacts facts)
    {
        var wrong = new Dictionary<string, Refusal>();
        RecordId? system = RecordId.Parse(input.System) is { } id && facts.Records.TryGetValue(id, out var head) && head is { Type: "system", State: "active" } ? id : null;
        if (system is null) wrong["system"] = new Refusal("refusal.noSuchChoice");
        if (!facts.Holders.TryGetValue(input.OwnerAddress, out var owner)) wrong["owner"] = new Refusal("risk.noSuchOwner");
        if (wrong.Count > 0) return new Corrections(wrong);
        return Raised(new Risk { System = system!.Value, Event = input.Event, Controls = input.Controls, Owner = owner!.Id, RaisedBy = facts.Actor.Person!.Id }, facts);
    }

    private static Outcome DecideFromImpact(Risk? risk, Notice input, StepFacts facts) =>
        facts.Records.TryGetValue(input.About, out var head) && head is { Type: "system", State: "active", Parent: { } owner }
            ? Raised(new Risk { System = input.About, Event = input.Said ?? "", Owner = owner, RaisedBy = owner, ReviewDue = input.What }, facts)
            : new Refusal(Refusals.NotNow);

    private static Change Raised(Risk risk, StepFacts facts) => new(risk, RiskStates.Raised)
    {
        Copies = [.. new[] { risk.RaisedBy, risk.Owner }.Distinct().Select(person => new NewCopy(person, RiskWorkflow.RiskCard, Core.Channels.Lane.Decisions))],
        FollowUps = [new NewFollowUp("system.watch", risk.System, StoredJson.Write(new Watcher(facts.Record, HearOfSystem.Step.Id)))],
    };
}
