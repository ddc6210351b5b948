using System.Globalization;
using AimsBot.Core;
using AimsBot.Core.Calendar;

namespace AimsBot.Workflows.SystemRegister;

/// <summary>
/// What a finished impact assessment found goes on the register. A high impact has every risk of the system looked at again,
/// and opens one where there is none (K10).
/// </summary>
public sealed record RecordImpact(DateOnly? On, int Individuals, int Society, string Gravest, string? Where)
{
    /// <summary>The notice's word for it.</summary>
    private const string High = "impact-high";

    // Wire ids of steps of the risks, which are another workflow.
    private const string RiskHears = "risk.hear";
    private const string RiskRaised = "risk.raise-from-impact";

    /// <summary>The values of the scale, as the form sends them.</summary>
    public static readonly IReadOnlyDictionary<string, int> Scale = Enumerable.Range(1, 5).ToDictionary(n => n.ToString(CultureInfo.InvariantCulture));

    public static readonly Step Step = new Step<AiSystem, RecordImpact>("system.record-impact", "impact-recorded", Decide)
    {
        Form = Read,
        FormCard = "SystemRegister/ImpactForm",
    };

    public static Outcome Decide(AiSystem? system, RecordImpact input, StepFacts facts)
    {
        if (input.On is not { } on) return Correct("on", "refusal.required");
        if (on > LocalTimes.At(facts.Now, facts.Organisation.TimeZone).Day) return Correct("on", "system.impactAhead");
        var impact = new ImpactResult(on, input.Individuals, input.Society, input.Gravest, input.Where, facts.Actor.Person!.Id);
        var next = system! with { Impact = impact };
        var notice = new Notice(facts.Record, High) { Said = impact.Gravest };
        return new Change(next, facts.State!)
        {
            FollowUps = !impact.IsHigh ? []
                : next.Watchers.Any(w => w.Step == RiskHears) ? next.Tell(notice)
                : [.. next.Tell(notice), new NewFollowUp(RiskRaised, null, Core.Records.StoredJson.Write(notice))],
        };
    }

    private static RecordImpact Read(FormReader form)
    {
        return new RecordImpact(
            form.Date("on"), Score("individuals"), Score("society"), form.RequiredText("gravest", 500), form.Text("where", 500));

        int Score(string id)
        {
            if (form.Choice(id, Scale) is { } number) return number;
            form.Reject(id, "refusal.required");
            return 1;
        }
    }

    private static Corrections Correct(string field, string key) => new(new Dictionary<string, Refusal> { [field] = new Refusal(key) });
}
