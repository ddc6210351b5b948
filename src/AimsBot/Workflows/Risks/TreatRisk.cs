using AimsBot.Core;

namespace AimsBot.Workflows.Risks;

/// <summary>What is to be done about the risk, and with which plan (K8). A changed plan is approved anew.</summary>
public sealed record TreatRisk(Treatment Treatment, string? Plan, string? Controls)
{
    public static readonly IReadOnlyDictionary<string, Treatment> Treatments = new Dictionary<string, Treatment>
    {
        ["change"] = Treatment.Change,
        ["avoid"] = Treatment.Avoid,
        ["share"] = Treatment.Share,
        ["accept"] = Treatment.Accept,
    };

    public static readonly Step Step = new Step<Risk, TreatRisk>("risk.treat", "risk-treated", Decide)
    {
        Form = Read,
        FormCard = "Risks/TreatForm",
    };

    public static Outcome Decide(Risk? risk, TreatRisk input, StepFacts facts)
    {
        var next = risk! with { Treatment = input.Treatment, Plan = input.Plan, Controls = input.Controls };
        if (next.Treatment != risk.Treatment || next.Plan != risk.Plan) next = next with { PlanApproved = null };
        // An acceptance rests on the controls that were verified, and not on what is planned beside them (K14, K18).
        return RiskWorkflow.Moved(next, risk, facts.State!, next.Controls == risk.Controls ? "plan" : "controls", facts);
    }

    private static TreatRisk Read(FormReader form)
    {
        var treatment = form.Choice("treatment", Treatments);
        if (treatment is null) form.Reject("treatment", "refusal.required");
        return new TreatRisk(treatment ?? default, form.Text("plan", 3000), form.Text("controls", 3000));
    }
}
