using AimsBot.Core.Channels;
using AimsBot.Core.People;
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

    [Fact, Trait("Rule", "K9")]
    public async Task It_is_to_be_assessed_anew_after_the_months_of_the_method()
    {
        var risk = await RaisedAsync(Medium);
        Assert.Equal(new DateOnly(2028, 1, 4), (await ReviewAsync(risk))!.Due);
        await Bench.KeepAsync(ChangeMethod.Adopt, new ChangeMethod(5, 10, 17, [12, 12, 6, 3], "oftener") { ReviewMonths = 6 }, null, Tara);
        await AssessAsync(risk, AssessRisk.Current, Medium);
        Assert.Equal(new DateOnly(2027, 7, 4), (await ReviewAsync(risk))!.Due);
    }

    [Fact, Trait("Rule", "K9"), Trait("Rule", "M1"), Trait("Rule", "M3")]
    public async Task Its_owner_is_reminded_on_each_rung_once_and_the_lead_from_a_week_late_on()
    {
        var risk = await RaisedAsync(Medium);
        // 4 January 2028 is a Tuesday.
        var due = DateTimeOffset.Parse("2028-01-04T09:00:00Z", null);
        foreach (var days in new[] { -15, -14, -14, -7, -3, -1, 0 }) await SweepAtAsync(due.AddDays(days));
        Assert.Equal((4, 0, null), (await RemindersAsync(risk, Rolf), await RemindersAsync(risk, Lea), (await Bench.BodyAsync<Risk>(risk.Id)).ReviewDue));
        Assert.Equal([Rolf.Person!.Id.Value], (await Bench.HeadAsync(risk.Id)).WaitsFor);
        foreach (var days in new[] { 1, 3, 7 }) await SweepAtAsync(due.AddDays(days));
        Assert.Equal((7, 1, "rhythm"), (await RemindersAsync(risk, Rolf), await RemindersAsync(risk, Lea), (await Bench.BodyAsync<Risk>(risk.Id)).ReviewDue));
    }

    [Fact, Trait("Rule", "K9"), Trait("Rule", "M5"), Trait("Rule", "M6")]
    public async Task Assessed_anew_it_has_a_ladder_of_its_own_and_the_old_reminders_stay()
    {
        var risk = await RaisedAsync(Medium);
        await SweepAtAsync(DateTimeOffset.Parse("2028-01-05T12:00:00Z", null));
        await AssessAsync(risk, AssessRisk.Current, Medium);
        var body = await Bench.BodyAsync<Risk>(risk.Id);
        Assert.Equal((null, new DateOnly(2029, 1, 5), null), (body.ReviewDue, body.Review!.Due, body.Review.Rung));
        Assert.Equal([-14, -7, -3, -1, 1], body.Review.Reminders.Select(r => r.Rung));
        Assert.Equal([1], body.Review.Reminders.Where(r => r.Sent).Select(r => r.Rung));
        Assert.Empty((await Bench.HeadAsync(risk.Id)).WaitsFor);
    }

    [Fact, Trait("Rule", "K9"), Trait("Case", "24")]
    public async Task Assessed_on_the_29th_of_February_it_is_due_on_the_28th_a_year_later()
    {
        Bench.Clock.SetUtcNow(DateTimeOffset.Parse("2028-02-29T12:00:00Z", null));
        Assert.Equal(new DateOnly(2029, 2, 28), (await ReviewAsync(await RaisedAsync(Medium)))!.Due);
    }

    // What an impact assessment found.

    [Theory, Trait("Rule", "K10")]
    [InlineData(4, 1)]
    [InlineData(1, 5)]
    public async Task A_high_impact_opens_a_risk_where_there_is_none(int individuals, int society)
    {
        await RecordAsync(individuals, society);
        var risk = Assert.Single(await Bench.AllAsync("risk"));
        var body = await Bench.BodyAsync<Risk>(risk.Id);
        Assert.Equal(("raised", Screening, Oda.Person!.Id, "it misleads", "impact-high"), (risk.State, body.System, body.Owner, body.Event, body.ReviewDue));
        // It hears of the system from then on, as every risk does.
        await Bench.KeepAsync(UpdateSystem.Step, SystemValues(model: "Rank 2"), Screening, Lea);
        await SweepAsync();
        Assert.Equal("impact-high model", (await Bench.BodyAsync<Risk>(risk.Id)).ReviewDue);
    }

    [Fact, Trait("Rule", "K10")]
    public async Task A_high_impact_touches_the_risks_that_there_are()
    {
        var (first, second) = (await RaisedAsync(Low), await RaisedAsync(Medium));
        await RecordAsync(4, 2);
        Assert.Equal(2, (await Bench.AllAsync("risk")).Count);
        foreach (var risk in new[] { first, second }) Assert.Equal("impact-high", (await Bench.BodyAsync<Risk>(risk.Id)).ReviewDue);
    }

    [Fact, Trait("Rule", "K10")]
    public async Task A_lesser_impact_is_kept_and_touches_nothing()
    {
        await RecordAsync(3, 3);
        Assert.Empty(await Bench.AllAsync("risk"));
        Assert.Equal((3, 3, "it misleads"), (await Bench.BodyAsync<AiSystem>(Screening)).Impact is { } impact ? (impact.Individuals, impact.Society, impact.Gravest) : default);
    }

    [Fact, Trait("Rule", "K10"), Trait("Rule", "K14")]
    public async Task A_high_impact_returns_what_is_asked_for_and_has_what_is_accepted_confirmed()
    {
        var (accepted, asked) = (await AcceptedAsync(High, Tara), await AskedAsync(High));
        await RecordAsync(5, 2);
        Assert.Equal(("accepted", "returned"), (await StateAsync(accepted), await StateAsync(asked)));
        Assert.Equal(Monday.AddDays(14), (await BodyAsync(accepted)).ConfirmBy);
    }

    [Theory, Trait("Rule", "K10")]
    [InlineData("on", "2027-01-05", "on:system.impactAhead")]
    [InlineData("on", "", "on:refusal.required")]
    [InlineData("individuals", "6", "individuals:refusal.noSuchChoice")]
    [InlineData("society", "", "society:refusal.required")]
    [InlineData("gravest", " ", "gravest:refusal.required")]
    public async Task What_is_wrong_with_an_impact_is_asked_about(string field, string value, string expected)
    {
        var values = new Dictionary<string, string> { ["on"] = "2027-01-04", ["individuals"] = "4", ["society"] = "2", ["gravest"] = "it misleads" };
        values[field] = value;
        var answer = Assert.IsType<FormReturned>(await Bench.TakeAsync(RecordImpact.Step, values, Screening, Oda));
        Assert.Equal(expected, string.Join(' ', answer.Fields.Select(f => $"{f.Key}:{f.Value.Key}")));
    }

    private async Task RecordAsync(int individuals, int society)
    {
        await Bench.KeepAsync(RecordImpact.Step, new RecordImpact(new DateOnly(2027, 1, 3), individuals, society, "it misleads", null), Screening, Oda);
        await SweepAsync();
    }

    private async Task<Review?> ReviewAsync(Head risk) => (await Bench.BodyAsync<Risk>(risk.Id)).Review;

    private async Task<int> RemindersAsync(Head risk, Actor who) =>
        (await Bench.Store.PendingAsync("demo", risk.Id, default))!.Copies.Count(c => c.Person == who.Person!.Id && c.Why?.StartsWith("rung:", StringComparison.Ordinal) == true);

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
