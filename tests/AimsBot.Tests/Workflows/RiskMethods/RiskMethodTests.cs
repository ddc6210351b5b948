using System.Text.Json;
using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;
using AimsBot.Tests.Workflows.RiskAcceptances;
using AimsBot.Workflows.RiskAcceptances;
using AimsBot.Workflows.RiskMethods;
using AimsBot.Workflows.Risks;
using CsCheck;

namespace AimsBot.Tests.Workflows.RiskMethods;

public sealed class RiskMethodTests : RiskBench
{
    private static readonly ChangeMethod Higher = new(3, 8, 17, [12, 12, 6, 3], "a higher bar");
    private static readonly Gen<Scores> AnyScores = Gen.Select(Gen.Int[1, 5], Gen.Int[1, 5], Gen.Int[1, 5], Gen.Int[1, 5]).Select((l, o, i, s) => new Scores(l, o, i, s));

    /// <summary>Every product of the two scales lies in exactly one band.</summary>
    [Theory, Trait("Rule", "K5"), Trait("Rule", "K4")]
    [InlineData(Band.Low, 1, 2, 3, 4)]
    [InlineData(Band.Medium, 5, 6, 8, 9)]
    [InlineData(Band.High, 10, 12, 15, 16)]
    [InlineData(Band.Critical, 20, 25)]
    public void A_band_has_these_levels(Band band, params int[] levels) => Assert.Equal(
        levels,
        from likelihood in Enumerable.Range(1, 5)
        from impact in Enumerable.Range(1, 5)
        let level = likelihood * impact
        where RiskMethod.Default.Bands.Last(b => b.From <= level).Band == band
        group level by level into one
        orderby one.Key
        select one.Key);

    [Fact, Trait("Rule", "K6")]
    public void An_impact_of_five_is_never_below_high() => AnyScores.Sample(scores =>
        scores.Impact < 5 || RiskMethod.Default.BandOf(scores) >= Band.High);

    [Fact, Trait("Rule", "K6")]
    public void Without_one_the_level_alone_counts() => AnyScores.Sample(scores =>
        scores.Impact == 5 || RiskMethod.Default.BandOf(scores) == RiskMethod.Default.Bands.Last(b => b.From <= scores.Level).Band);

    [Fact, Trait("Rule", "K2")]
    public void The_gravest_impact_counts_and_none_makes_the_level_lower() => AnyScores.Sample(scores =>
        scores.Level == scores.Likelihood * new[] { scores.Organisation, scores.Individuals, scores.Society }.Max() &&
        RiskMethod.Default.BandOf(scores with { Society = Math.Min(5, scores.Society + 1) }) >= RiskMethod.Default.BandOf(scores));

    [Fact, Trait("Rule", "K1")]
    public void Every_band_says_who_accepts_and_for_how_long() => Assert.Equal(
        ["Low 12 LineManager 1", "Medium 12 NextManager 1", "High 6 TopManagement 1", "Critical 3 TopManagement 2"],
        RiskMethod.Default.Bands.Select(b => $"{b.Band} {b.Months} {b.Authority} {b.Votes}"));

    [Fact, Trait("Rule", "K1")]
    public async Task Top_management_alone_changes_it()
    {
        foreach (var other in Everyone.Where(a => a != Tara && a != Tom))
            Assert.Equal(Refusals.NotAllowed, await Bench.RefusalAsync(ChangeMethod.Adopt, Higher, null, other));
        Assert.Equal(2, (await Bench.BodyAsync<RiskMethod>((await Bench.KeepAsync(ChangeMethod.Adopt, Higher, null, Tara)).Id)).Number);
    }

    [Fact, Trait("Rule", "K3")]
    public async Task A_change_has_the_next_number_and_a_reason_and_there_is_one_method()
    {
        var method = await Bench.KeepAsync(ChangeMethod.Adopt, Higher, null, Tara);
        Assert.Equal("method.alreadyAdopted", await Bench.RefusalAsync(ChangeMethod.Adopt, Higher, null, Tom));
        await Bench.KeepAsync(ChangeMethod.Change, Higher with { Reason = "lower again" }, method.Id, Tom);
        var body = await Bench.BodyAsync<RiskMethod>(method.Id);
        Assert.Equal((3, "lower again"), (body.Number, body.Reason));
    }

    [Fact, Trait("Rule", "K1")]
    public async Task What_the_form_leaves_out_stays_as_it_was_and_what_it_says_holds()
    {
        var method = await Bench.KeepAsync(ChangeMethod.Adopt, Higher with { Tolerated = new Tolerance(Band.Low), ReviewMonths = 6 }, null, Tara);
        await Bench.KeepAsync(ChangeMethod.Change, Higher with { Votes = [null, null, 2, BandRule.All], Accepting = [Authority.NextManager, null, null, null] }, method.Id, Tom);
        var body = await Bench.BodyAsync<RiskMethod>(method.Id);
        Assert.Equal((Band.Low, 6), (body.Tolerance, body.ReviewMonths));
        Assert.Equal(["NextManager 1", "NextManager 1", "TopManagement 2", "TopManagement 0"], body.Bands.Select(b => $"{b.Authority} {b.Votes}"));
    }

    [Theory]
    [InlineData("mediumFrom", "1", "criticalFrom:method.bandsOverlap")]
    [InlineData("highFrom", "3", "criticalFrom:method.bandsOverlap")]
    [InlineData("criticalFrom", "26", "criticalFrom:method.noNumber")]
    [InlineData("lowMonths", "0", "lowMonths:method.noNumber")]
    [InlineData("criticalMonths", "many", "criticalMonths:method.noNumber")]
    [InlineData("reason", " ", "reason:refusal.required")]
    [InlineData("mediumAuthority", "the board", "mediumAuthority:refusal.noSuchChoice")]
    [InlineData("criticalAuthority", "line-manager", "criticalAuthority:method.authorityFalls")]
    [InlineData("lowAuthority", "top-management", "mediumAuthority:method.authorityFalls")]
    [InlineData("highVotes", "0", "highVotes:refusal.noSuchChoice")]
    [InlineData("tolerance", "high", "tolerance:refusal.noSuchChoice")]
    [InlineData("reviewMonths", "25", "reviewMonths:method.noNumber")]
    public async Task What_is_wrong_is_asked_about(string field, string value, string expected)
    {
        var values = new Dictionary<string, string>
        {
            ["mediumFrom"] = "3",
            ["highFrom"] = "8",
            ["criticalFrom"] = "17",
            ["lowMonths"] = "12",
            ["mediumMonths"] = "12",
            ["highMonths"] = "6",
            ["criticalMonths"] = "3",
            ["reason"] = "x",
        };
        values[field] = value;
        var answer = Assert.IsType<FormReturned>(await Bench.TakeAsync(ChangeMethod.Adopt, values, null, Tara));
        Assert.Equal(expected, string.Join(' ', answer.Fields.Select(f => $"{f.Key}:{f.Value.Key}")));
    }

    [Fact, Trait("Rule", "K1")]
    public async Task A_change_goes_through_all_open_requests_page_by_page()
    {
        var (low, medium) = (await AskedAsync(Low), await AskedAsync(Medium));
        var workflow = new RiskMethodWorkflow();
        var facts = new StepFacts { Now = Monday, Actor = Tara, Organisation = CoreBench.Organisation, Record = new RecordId("MTH-0000-0001"), State = RiskMethodWorkflow.InForce };
        var first = Assert.IsType<Change>(ChangeMethod.Decide(RiskMethod.Default, Higher, facts with { Page = new RecordPage([await Bench.HeadAsync(low.Id)], "500") }));
        var method = (RiskMethod)first.Body;
        Assert.Equal((2, "500", 1), (method.Number, method.Cursor, first.FollowUps.Count));
        Assert.Equal("touch:2:500", Assert.Single(workflow.DeadlinesOf(first.Body, RiskMethodWorkflow.InForce)).Name);
        Assert.Equal("500", TouchRequests.Step.NeedsFor(method, new TouchRequests()).Page!.Continuation);

        var last = Assert.IsType<Change>(TouchRequests.Decide(method, new TouchRequests(), facts with { Page = new RecordPage([await Bench.HeadAsync(medium.Id)], null) }));
        Assert.Equal([low.Id, medium.Id], ((RiskMethod)last.Body).Touched);
        Assert.Equal(medium.Id, Assert.Single(last.FollowUps).Record);
        Assert.Empty(workflow.DeadlinesOf(last.Body, RiskMethodWorkflow.InForce));
        Assert.IsType<Refused>(TouchRequests.Decide((RiskMethod)last.Body, new TouchRequests(), facts));
    }

    [Fact, Trait("Rule", "K3"), Trait("Rule", "K4")]
    public async Task The_organisations_own_words_stand_beside_the_numbers_under_the_next_number_of_the_method()
    {
        var request = await AskedAsync(Low);
        var method = await Bench.KeepAsync(ChangeMethod.Adopt, new ChangeMethod(5, 10, 17, [12, 12, 6, 3], "as it came"), null, Tara);
        await Bench.KeepAsync(WordScale.Step, ScaleValues, method.Id, Tom);
        Assert.Equal((3, "our words"), ((await Bench.BodyAsync<RiskMethod>(method.Id)).Number, (await Bench.BodyAsync<RiskMethod>(method.Id)).Reason));

        await SweepAsync();
        Assert.Equal(AcceptanceStates.Waiting, (await Bench.HeadAsync(request.Id)).State);

        var risk = await Bench.KeepAsync(RaiseRisk.Step, new RaiseRisk(Screening.Value, "It ranks some last", null, "rolf@example.com"), null, Rita);
        Assert.Equal(["1 likelihood one", "5 likelihood five"], await OfferedAsync(AssessRisk.Inherent, risk.Id, "likelihood", Rita));
        foreach (var impact in new[] { "organisation", "individuals", "society" })
            Assert.Equal(["1 impact one", "5 impact five"], await OfferedAsync(AssessRisk.Inherent, risk.Id, impact, Rita));
        Assert.Equal(3, (await Bench.BodyAsync<Risk>((await AssessAsync(risk, AssessRisk.Inherent, Low)).Id)).Inherent!.Method);
    }

    [Fact, Trait("Rule", "K4")]
    public async Task Until_then_the_numbers_have_the_words_of_the_readers_language()
    {
        var risk = await Bench.KeepAsync(RaiseRisk.Step, new RaiseRisk(Screening.Value, "It ranks some last", null, "rolf@example.com"), null, Rita);
        Assert.Equal(["1 Rare: hardly ever", "5 Almost certain: every month or more"], await OfferedAsync(AssessRisk.Inherent, risk.Id, "likelihood", Rita));
        Assert.Equal(["1 Negligible: hardly noticed", "5 Extreme: life, health or rights of many"], await OfferedAsync(AssessRisk.Inherent, risk.Id, "society", Rita));
    }

    [Theory]
    [InlineData("likelihood3", "")]
    [InlineData("impact5", " ")]
    [InlineData("impact1", "12345678901234567890123456789012345678901234567890123456789012345678901")]
    [InlineData("reason", "")]
    public async Task A_number_without_words_or_with_too_many_is_asked_about(string field, string value)
    {
        var method = await Bench.KeepAsync(ChangeMethod.Adopt, Higher, null, Tara);
        var answer = Assert.IsType<FormReturned>(await Bench.TakeAsync(WordScale.Step, new Dictionary<string, string>(ScaleValues) { [field] = value }, method.Id, Tara));
        Assert.Equal([field], answer.Fields.Keys);
        Assert.Empty((await Bench.BodyAsync<RiskMethod>(method.Id)).Likelihoods);
    }

    private static Dictionary<string, string> ScaleValues
    {
        get
        {
            string[] numbers = ["one", "two", "three", "four", "five"];
            return numbers.SelectMany((number, i) => new[] { ($"likelihood{i + 1}", $"likelihood {number}"), ($"impact{i + 1}", $"impact {number}") })
                .Append(("reason", "our words")).ToDictionary();
        }
    }

    /// <summary>The first and the last choice of an input, as the reader sees them.</summary>
    private async Task<string[]> OfferedAsync(Step step, RecordId record, string input, Actor reader)
    {
        var (form, refusal) = await Bench.MakeCards().FormAsync(CoreBench.Organisation, step, new ActionRef(record, null), reader.Person!, null, default);
        Assert.Null(refusal);
        using var card = JsonDocument.Parse(form!.Json);
        var choices = card.RootElement.GetProperty("body").EnumerateArray().Single(e => e.TryGetProperty("id", out var id) && id.GetString() == input)
            .GetProperty("choices").EnumerateArray().Select(c => c.GetProperty("title").GetString()!).ToArray();
        Assert.Equal(5, choices.Length);
        return [choices[0], choices[^1]];
    }
}
