using AimsBot.Core.Channels;
using AimsBot.Core.Records;
using AimsBot.Tests.Workflows.RiskAcceptances;
using AimsBot.Workflows.RiskMethods;
using AimsBot.Workflows.Risks;
using AimsBot.Workflows.SystemRegister;

namespace AimsBot.Tests.Workflows.Risks;

public sealed class AssessRiskTests : RiskBench
{
    [Fact, Trait("Rule", "K7")]
    public async Task The_three_assessments_are_kept_beside_each_other()
    {
        var risk = await RaisedAsync(High, inherent: Critical);
        await AssessAsync(risk, AssessRisk.Target, Low);
        var body = await Bench.BodyAsync<Risk>(risk.Id);
        Assert.Equal((Critical, High, Low), (body.Inherent!.Scores, body.Current!.Scores, body.Target!.Scores));
    }

    [Fact, Trait("Rule", "K7")]
    public async Task More_than_before_treatment_needs_a_reason()
    {
        var risk = await RaisedAsync(Low, inherent: Medium);
        var answer = await Bench.TakeAsync(AssessRisk.Current, new AssessRisk(High, null), risk.Id, Rita);
        Assert.Equal("risk.aboveInherent", Assert.IsType<FormReturned>(answer).Fields["reason"].Key);
        Assert.Equal("the control made it worse", (await Bench.BodyAsync<Risk>((await AssessAsync(risk, AssessRisk.Current, High, "the control made it worse")).Id)).Current!.Reason);
    }

    [Fact, Trait("Rule", "K7")]
    public async Task The_inherent_risk_comes_first()
    {
        var risk = await Bench.KeepAsync(RaiseRisk.Step, new RaiseRisk(Screening.Value, "x", null, "rolf@example.com"), null, Rita);
        Assert.Equal("risk.inherentFirst", await Bench.RefusalAsync(AssessRisk.Current, new AssessRisk(Low, null), risk.Id, Rita));
    }

    [Fact, Trait("Rule", "K3")]
    public async Task A_score_keeps_the_number_of_its_method()
    {
        var before = await RaisedAsync(Medium);
        await Bench.KeepAsync(ChangeMethod.Adopt, new ChangeMethod(3, 8, 17, [12, 12, 6, 3], "a higher bar"), null, Tara);
        var after = await RaisedAsync(Medium);
        Assert.Equal((1, Band.Medium), await MethodOf(before));
        Assert.Equal((2, Band.High), await MethodOf(after));

        async Task<(int, Band)> MethodOf(Head risk) => (await Bench.BodyAsync<Risk>(risk.Id)).Current is { } current ? (current.Method, current.Band) : default;
    }

    [Fact, Trait("Rule", "K9"), Trait("Rule", "V5")]
    public async Task A_changed_system_makes_the_review_due_until_it_is_assessed_anew()
    {
        var risk = await RaisedAsync(Medium);
        await Bench.KeepAsync(UpdateSystem.Step, SystemValues(model: "Rank 2", purpose: "decides"), Screening, Lea);
        await SweepAsync();
        Assert.Equal("purpose model", (await Bench.BodyAsync<Risk>(risk.Id)).ReviewDue);
        await AssessAsync(risk, AssessRisk.Current, Medium);
        Assert.Null((await Bench.BodyAsync<Risk>(risk.Id)).ReviewDue);
    }

    [Theory, Trait("Rule", "K8")]
    [InlineData("change", Treatment.Change)]
    [InlineData("avoid", Treatment.Avoid)]
    [InlineData("share", Treatment.Share)]
    [InlineData("accept", Treatment.Accept)]
    public async Task A_risk_is_treated_in_one_of_four_ways(string word, Treatment treatment)
    {
        var risk = await RaisedAsync(Medium);
        await Bench.KeepAsync(TreatRisk.Step, new Dictionary<string, string> { ["treatment"] = word }, risk.Id, Rolf);
        Assert.Equal(treatment, (await Bench.BodyAsync<Risk>(risk.Id)).Treatment);
    }

    [Theory]
    [InlineData("likelihood", "0")]
    [InlineData("society", "6")]
    [InlineData("individuals", "")]
    [InlineData("organisation", "3.5")]
    public async Task What_is_no_number_of_the_scale_is_asked_about(string field, string value)
    {
        var values = new Dictionary<string, string> { ["likelihood"] = "1", ["organisation"] = "1", ["individuals"] = "1", ["society"] = "1" };
        values[field] = value;
        var answer = await Bench.TakeAsync(AssessRisk.Inherent, values, (await RaisedAsync(Low)).Id, Rita);
        Assert.Equal([field], Assert.IsType<FormReturned>(answer).Fields.Keys);
    }

    [Fact]
    public async Task One_request_at_a_time()
    {
        var risk = await RaisedAsync(Medium);
        await AskedAsync(risk);
        Assert.Equal("risk.alreadyAsked", await Bench.RefusalAsync(RequestAcceptance.Step, Request(), risk.Id, Lea));
    }
}
