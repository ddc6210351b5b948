using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.IncidentReport;
using AimsBot.Workflows.People;
using AimsBot.Workflows.RiskAcceptances;
using AimsBot.Workflows.RiskMethods;
using AimsBot.Workflows.Risks;
using AimsBot.Workflows.SystemRegister;

namespace AimsBot.Tests.Workflows.RiskAcceptances;

public sealed class AcceptanceTests : RiskBench
{
    // Who may accept.

    [Theory, Trait("Rule", "K12")]
    [InlineData("low", "mia")]
    [InlineData("medium", "max")]
    [InlineData("high", "tara tom")]
    [InlineData("critical", "tara tom")]
    public async Task A_band_is_decided_by_these(string band, string expected) => Assert.Equal(expected, await NamesAsync(await AskedAsync(ScoresOf(band))));

    [Fact, Trait("Rule", "K12")]
    public async Task A_manager_with_a_conflict_is_passed_over_up_the_line()
    {
        var risk = await Bench.KeepAsync(RaiseRisk.Step, new RaiseRisk(Screening.Value, "Another", null, "mia@example.com"), null, Rita);
        await AssessAsync(risk, AssessRisk.Inherent, Low);
        Assert.Equal("max", await NamesAsync(await AskedAsync(await AssessAsync(risk, AssessRisk.Current, Low))));
    }

    [Fact, Trait("Rule", "K12")]
    public async Task Where_the_line_ends_top_management_decides()
    {
        await ManagedAsync(Mia, null);
        Assert.Equal("tara tom", await NamesAsync(await AskedAsync(Medium)));
    }

    [Fact, Trait("Rule", "K12")]
    public async Task A_critical_risk_needs_two_different_people()
    {
        var acceptance = await AskedAsync(Critical);
        await Bench.KeepAsync(ApprovePlan.Step, new ApprovePlan(), acceptance.Id, Tara);
        Assert.Equal("waiting", await AcceptAsync(acceptance, Tara));
        Assert.Equal("acceptance.votedAlready", await AcceptAsync(acceptance, Tara));
        Assert.Equal("accepted", await AcceptAsync(acceptance, Tom));
    }

    [Fact, Trait("Rule", "K12")]
    public async Task One_voice_does_not_move_what_the_other_sees()
    {
        var acceptance = await AskedAsync(Critical);
        await Bench.KeepAsync(ApprovePlan.Step, new ApprovePlan(), acceptance.Id, Tara, acceptance.Basis);
        Assert.Equal("waiting", await AcceptAsync(acceptance, Tara, acceptance.Basis));
        Assert.Equal("accepted", await AcceptAsync(acceptance, Tom, acceptance.Basis));
    }

    // Requester, owners, approver and auditor are kept apart.

    [Fact, Trait("Rule", "K13")]
    public async Task The_requester_does_not_accept_whatever_roles_he_has()
    {
        await GrantAsync(Rita, Role.TopManagement, Role.Administrator);
        Assert.Equal(Refusals.NotAllowed, await AcceptAsync(await AskedAsync(High), Rita));
    }

    [Fact, Trait("Rule", "K13")]
    public async Task Neither_the_owner_of_the_risk_nor_of_the_system_accepts()
    {
        await GrantAsync(Rolf, Role.TopManagement);
        await GrantAsync(Oda, Role.TopManagement);
        var acceptance = await AskedAsync(High);
        Assert.Equal([Refusals.NotAllowed, Refusals.NotAllowed], [await AcceptAsync(acceptance, Rolf), await AcceptAsync(acceptance, Oda)]);
    }

    [Fact, Trait("Rule", "K13")]
    public async Task Who_audits_does_not_accept()
    {
        await GrantAsync(Aino, Role.TopManagement);
        Assert.Equal(Refusals.NotAllowed, await AcceptAsync(await AskedAsync(High), Aino));
    }

    [Fact, Trait("Rule", "K13")]
    public async Task Who_becomes_the_systems_owner_meanwhile_accepts_no_more()
    {
        var acceptance = await AskedAsync(High);
        var values = SystemValues();
        values["owner"] = "tara@example.com";
        await Bench.KeepAsync(UpdateSystem.Step, values, Screening, Lea);
        Assert.Equal("tom", await NamesAsync(acceptance));
    }

    // Standing in.

    [Fact, Trait("Rule", "K13")]
    public async Task Who_stands_in_decides_in_those_days_and_both_names_are_kept()
    {
        await LendAsync(Mia, Sven, 1, 2);
        var acceptance = await AskedAsync(Low);
        Assert.Equal(Refusals.NotAllowed, await AcceptAsync(acceptance, Sven));
        await SweepAtAsync(Monday.AddDays(1));
        acceptance = await Bench.HeadAsync(acceptance.Id);
        await AcceptedAsync(acceptance, Sven);
        var vote = Assert.Single((await BodyAsync(acceptance)).Votes);
        Assert.Equal((Sven.Person!.Id, Mia.Person!.Id), (vote.By, vote.For));
    }

    [Fact, Trait("Rule", "K13")]
    public async Task The_day_after_the_last_one_stands_in_no_more()
    {
        await LendAsync(Mia, Sven, 0, 1);
        var acceptance = await AskedAsync(Low);
        Assert.Equal("mia sven", await NamesAsync(acceptance));
        Bench.Clock.SetUtcNow(Monday.AddDays(2));
        Assert.Equal("mia", await NamesAsync(acceptance));
    }

    [Fact, Trait("Rule", "K13")]
    public async Task Who_stands_in_has_no_second_voice()
    {
        await LendAsync(Tara, Sven, 0, 5);
        var acceptance = await AskedAsync(Critical);
        await Bench.KeepAsync(ApprovePlan.Step, new ApprovePlan(), acceptance.Id, Sven);
        Assert.Equal("waiting", await AcceptAsync(acceptance, Sven));
        Assert.Equal("acceptance.votedAlready", await AcceptAsync(acceptance, Tara));
        Assert.Equal("accepted", await AcceptAsync(acceptance, Tom));
    }

    [Theory, Trait("Rule", "K13")]
    [InlineData("mia", "to:delegate.self")]
    [InlineData("nobody", "to:delegate.nobody")]
    [InlineData("max", "to:delegate.circle")]
    public async Task An_authority_is_not_lent_to(string to, string expected)
    {
        await LendAsync(Max, Mia, 0, 5);
        var monday = DateOnly.FromDateTime(Monday.UtcDateTime);
        var answer = await Bench.TakeAsync(DelegateRisks.Step, new DelegateRisks($"{to}@example.com", monday, monday), Mia.Person!.Id, Mia);
        Assert.Equal(expected, string.Join(' ', Assert.IsType<FormReturned>(answer).Fields.Select(f => $"{f.Key}:{f.Value.Key}")));
    }

    [Theory, Trait("Rule", "K13")]
    [InlineData("risk lend sven@example.com 2027-01-04 2027-01-08", "mia sven")]
    [InlineData("risk lend nobody", "mia")]
    [InlineData("risk lend sven@example.com", "mia")]
    [InlineData("risk lend sven@example.com 2027-01-04 31/02/2027", "mia")]
    public async Task One_line_lends_the_authority_and_takes_it_back(string typed, string expected)
    {
        await Bench.MakeWords().AnswerAsync(CoreBench.Visit(Mia), typed, new Delivery(typed, null), default);
        Assert.Equal(expected, await NamesAsync(await AskedAsync(Low)));
    }

    [Fact]
    public async Task The_word_alone_opens_the_form_and_a_wrong_day_is_said()
    {
        Assert.IsType<FormReply>(await Bench.MakeWords().AnswerAsync(CoreBench.Visit(Mia), "risk lend", new Delivery("1", null), default));
        var wrong = Assert.IsType<FaultsReply>(await Bench.MakeWords().AnswerAsync(CoreBench.Visit(Mia), "risk lend sven@example.com 2027-01-04 2027-02-29", new Delivery("2", null), default));
        Assert.Equal("This is no date. Write it as 2026-11-24.", wrong.Faults["until"]);
    }

    // Two approvals.

    [Fact, Trait("Rule", "K11")]
    public async Task The_plan_is_approved_before_the_risk_is_accepted_and_both_are_entries()
    {
        var acceptance = await AskedAsync(High);
        Assert.Equal("acceptance.planFirst", await AcceptAsync(acceptance, Tara));
        await AcceptedAsync(acceptance, Tara);
        Assert.Equal(["risk-acceptance-opened", "treatment-plan-approved", "risk-accepted"], await VerbsAsync(acceptance));
    }

    [Fact, Trait("Rule", "K11")]
    public async Task The_plans_approval_outlives_the_acceptance_and_not_a_change_of_the_plan()
    {
        var acceptance = await AcceptedAsync(High, Tara);
        var risk = await Bench.HeadAsync((await BodyAsync(acceptance)).Risk);
        await SweepAtAsync((await BodyAsync(acceptance)).EndsAt);
        Assert.Equal("unaccepted", await StateAsync(risk));
        Assert.NotNull((await BodyAsync(await AskedAsync(risk))).PlanApproved);
        await Bench.KeepAsync(TreatRisk.Step, new TreatRisk(Treatment.Change, "another plan", null), risk.Id, Rolf);
        Assert.Null((await Bench.BodyAsync<Risk>(risk.Id)).PlanApproved);
    }

    // As things are at the click.

    [Theory, Trait("Rule", "K14")]
    [InlineData(4)]
    [InlineData(1)]
    public async Task A_new_score_returns_the_request(int likelihood)
    {
        var acceptance = await AskedAsync(High);
        await AssessAsync(await Bench.HeadAsync((await BodyAsync(acceptance)).Risk), AssessRisk.Current, High with { Likelihood = likelihood });
        Assert.Equal("acceptance.riskChanged", await AcceptAsync(acceptance, Tara));
        await SweepAsync();
        Assert.Equal("returned", await StateAsync(acceptance));
    }

    [Fact, Trait("Rule", "K14")]
    public async Task A_changed_system_returns_the_request_and_is_no_longer_decided_before_it_is_heard_of()
    {
        var acceptance = await AskedAsync(High);
        await Bench.KeepAsync(UpdateSystem.Step, SystemValues(model: "Rank 2"), Screening, Lea);
        Assert.Equal("acceptance.systemChanged", await AcceptAsync(acceptance, Tara));
        await SweepAsync();
        Assert.Equal("returned", await StateAsync(acceptance));
    }

    [Fact, Trait("Rule", "K14")]
    public async Task An_authority_that_moved_while_it_waited_does_not_decide()
    {
        var acceptance = await AskedAsync(Medium);
        await Bench.KeepAsync(ChangeMethod.Adopt, new ChangeMethod(3, 8, 17, [12, 12, 6, 3], "a higher bar"), null, Tara);
        Assert.Equal("acceptance.methodChanged", await AcceptAsync(acceptance, Max));
    }

    [Fact, Trait("Rule", "K14")]
    public async Task A_card_from_before_a_question_was_answered_decides_nothing()
    {
        var acceptance = await AskedAsync(High);
        await Bench.KeepAsync(AskBack.Step, new AskBack("who reads?"), acceptance.Id, Tara);
        Assert.Equal(Refusals.Stale, await AcceptAsync(acceptance, Tom, acceptance.Basis));
        await Bench.KeepAsync(AnswerQuestion.Step, new AnswerQuestion("the recruiter"), acceptance.Id, Rita);
        Assert.Equal(Refusals.Stale, await AcceptAsync(acceptance, Tom, acceptance.Basis));
    }

    // The questions of the law.

    [Theory, Trait("Rule", "K15")]
    [InlineData(LawAnswer.Yes, LawAnswer.No, LawAnswer.No, "blocked")]
    [InlineData(LawAnswer.No, LawAnswer.Yes, LawAnswer.No, "blocked")]
    [InlineData(LawAnswer.Unknown, LawAnswer.No, LawAnswer.No, "at-legal")]
    [InlineData(LawAnswer.No, LawAnswer.No, LawAnswer.Unknown, "at-legal")]
    [InlineData(LawAnswer.No, LawAnswer.No, LawAnswer.Yes, "waiting")]
    public async Task The_answers_block_it_or_take_it_to_legal(LawAnswer prohibited, LawAnswer unlawful, LawAnswer people, string state) =>
        Assert.Equal(state, (await AskedAsync(await RaisedAsync(High), law: new LawAnswers(prohibited, unlawful, people))).State);

    [Theory, Trait("Rule", "K15")]
    [InlineData(null, "blocked")]
    [InlineData("a second reader", "waiting")]
    public async Task A_critical_risk_with_an_effect_on_people_needs_a_plan(string? plan, string state) =>
        Assert.Equal(state, (await AskedAsync(await RaisedAsync(Critical, plan: plan), law: NoToAll with { People = LawAnswer.Yes })).State);

    [Fact, Trait("Rule", "K15")]
    public async Task Legal_answers_and_it_goes_on()
    {
        var acceptance = await AskedAsync(await RaisedAsync(High), law: NoToAll with { Unlawful = LawAnswer.Unknown });
        Assert.Equal(Refusals.NotNow, await AcceptAsync(acceptance, Tara));
        await Bench.KeepAsync(ClearLaw.Step, new ClearLaw(NoToAll, "looked at"), acceptance.Id, Lotte);
        await AcceptedAsync(acceptance, Tara);
        Assert.Equal("accepted", await RiskStateAsync(acceptance));
    }

    // Time.

    [Theory, Trait("Rule", "K16")]
    [InlineData("low", "2028-01-04", "2028-01-05")]
    [InlineData("medium", "2028-01-04", "2028-01-05")]
    [InlineData("high", "2027-07-04", "2027-07-05")]
    [InlineData("critical", "2027-04-04", "2027-04-05")]
    public async Task No_acceptance_is_asked_for_beyond_its_bands_limit(string band, string last, string beyond)
    {
        var risk = await RaisedAsync(ScoresOf(band), plan: "a second reader");
        var late = await Bench.TakeAsync(RequestAcceptance.Step, Request() with { Until = DateOnly.Parse(beyond, null) }, risk.Id, Rita);
        Assert.Equal("risk.untilTooLate", Assert.IsType<FormReturned>(late).Fields["until"].Key);
        Assert.IsType<Kept>(await Bench.TakeAsync(RequestAcceptance.Step, Request() with { Until = DateOnly.Parse(last, null) }, risk.Id, Rita));
    }

    [Fact, Trait("Rule", "K16")]
    public async Task No_acceptance_is_open_ended()
    {
        var answer = await Bench.TakeAsync(RequestAcceptance.Step, Request() with { Until = null }, (await RaisedAsync(Low)).Id, Rita);
        Assert.Equal("refusal.required", Assert.IsType<FormReturned>(answer).Fields["until"].Key);
    }

    [Fact, Trait("Rule", "K17")]
    public async Task It_ends_at_midnight_after_its_day_on_the_organisations_clock()
    {
        // 28 March 2027 has 23 hours in Oslo; the day of the acceptance is that one.
        var acceptance = await AcceptedAsync(await AskedAsync(await RaisedAsync(High), days: 83), Tara);
        var end = DateTimeOffset.Parse("2027-03-28T22:00:00Z", null);
        Assert.Equal((new DateOnly(2027, 3, 28), end), ((await BodyAsync(acceptance)).Until, (await BodyAsync(acceptance)).EndsAt));
        await SweepAtAsync(end.AddSeconds(-1));
        Assert.Equal("accepted", await RiskStateAsync(acceptance));
        await SweepAtAsync(end);
        Assert.Equal(("ended", "unaccepted"), (await StateAsync(acceptance), await RiskStateAsync(acceptance)));
    }

    [Fact, Trait("Rule", "K17")]
    public async Task Its_end_is_warned_of_four_times_and_no_more()
    {
        var acceptance = await AcceptedAsync(High, Tara);
        var end = (await BodyAsync(acceptance)).EndsAt;
        foreach (var days in new[] { 31, 30, 29, 14, 7, 6, 1 }) await SweepAtAsync(end.AddDays(-days));
        Assert.Equal(4, (await VerbsAsync(acceptance)).Count(v => v == "risk-acceptance-ending"));
    }

    [Fact, Trait("Rule", "K17")]
    public async Task After_a_standstill_one_warning_stands_for_those_that_were_missed()
    {
        var acceptance = await AcceptedAsync(High, Tara);
        await SweepAtAsync((await BodyAsync(acceptance)).EndsAt.AddDays(-2));
        Assert.Equal((1, 7), ((await VerbsAsync(acceptance)).Count(v => v == "risk-acceptance-ending"), (await BodyAsync(acceptance)).Warned));
    }

    [Fact, Trait("Rule", "K17")]
    public async Task A_request_that_nobody_decides_is_reminded_of_escalated_and_never_accepted_by_silence()
    {
        var acceptance = await AskedAsync(Low);
        foreach (var day in new[] { 1, 3, 7 }) await SweepAtAsync(Monday.AddDays(day));
        Assert.Equal("mia", await NamesAsync(acceptance));
        await SweepAtAsync(Monday.AddDays(14));
        Assert.Equal("mia max", await NamesAsync(acceptance));
        await SweepAtAsync(Monday.AddDays(21));
        Assert.Equal("mia max tara tom", await NamesAsync(acceptance));
        await SweepAtAsync((await BodyAsync(acceptance)).EndsAt);
        Assert.Equal(("returned", "unaccepted"), (await StateAsync(acceptance), await RiskStateAsync(acceptance)));
    }

    [Fact, Trait("Rule", "M2")]
    public async Task After_a_week_the_managers_of_the_silent_hear_of_it_and_decide_nothing()
    {
        await ManagedAsync(Tara, Tom);
        await LeaveAsync(Max);
        await ManagedAsync(Mia, Sven);
        var acceptance = await AskedAsync(Low);
        foreach (var day in new[] { 1, 3 }) await SweepAtAsync(Monday.AddDays(day));
        Assert.Empty((await BodyAsync(acceptance)).Managers);
        await SweepAtAsync(Monday.AddDays(7));
        Assert.Equal([Sven.Person!.Id], (await BodyAsync(acceptance)).Managers);
        Assert.Contains(Sven.Person.Id.Value, (await Bench.HeadAsync(acceptance.Id)).WaitsFor);
        Assert.Contains("the managers of those named know of it", await CardAsync(acceptance, Sven), StringComparison.Ordinal);
        Assert.Equal(Refusals.NotAllowed, await AcceptAsync(acceptance, Sven));
    }

    [Fact, Trait("Rule", "M2")]
    public async Task Where_top_management_stays_silent_the_lead_hears_of_it_once()
    {
        var acceptance = await AskedAsync(High);
        foreach (var day in new[] { 1, 3, 7 }) await SweepAtAsync(Monday.AddDays(day));
        Assert.Empty(await CopiesOf(acceptance, Lea));
        foreach (var day in new[] { 14, 21, 28 }) await SweepAtAsync(Monday.AddDays(day));
        Assert.Single(await CopiesOf(acceptance, Lea));
        Assert.Equal("waiting", await StateAsync(acceptance));
    }

    [Fact, Trait("Rule", "K17")]
    public async Task Near_its_end_it_waits_for_those_who_would_ask_anew_so_that_the_warning_reaches_them()
    {
        var acceptance = await AcceptedAsync(High, Tara);
        Assert.Empty((await Bench.HeadAsync(acceptance.Id)).WaitsFor);
        await SweepAtAsync((await BodyAsync(acceptance)).EndsAt.AddDays(-14));
        Assert.Equal([Rita.Person!.Id.Value, Rolf.Person!.Id.Value], (await Bench.HeadAsync(acceptance.Id)).WaitsFor);
        Assert.DoesNotContain((await CopiesOf(acceptance, Rita)).Concat(await CopiesOf(acceptance, Rolf)), copy => copy.State == CopyState.Dropped);
    }

    [Fact, Trait("Rule", "K17"), Trait("Case", "24")]
    public async Task It_ends_after_the_29th_of_February_where_that_is_its_day()
    {
        Bench.Clock.SetUtcNow(DateTimeOffset.Parse("2027-11-30T12:00:00Z", null));
        var risk = await RaisedAsync(Critical, plan: "a second reader");
        var late = await Bench.TakeAsync(RequestAcceptance.Step, Request() with { Until = new DateOnly(2028, 3, 1) }, risk.Id, Rita);
        Assert.Equal("2028-02-29", Assert.IsType<FormReturned>(late).Fields["until"].Facts["latest"]);
        var acceptance = await AcceptedAsync(await AskedAsync(risk, days: 91), Tara, Tom);
        Assert.Equal(new DateOnly(2028, 2, 29), (await BodyAsync(acceptance)).Until);
        Assert.Contains("29 Feb 2028", await CardAsync(acceptance, Tara), StringComparison.Ordinal);
        await SweepAtAsync(DateTimeOffset.Parse("2028-02-29T22:59:59Z", null));
        Assert.Equal("accepted", await StateAsync(acceptance));
        await SweepAtAsync(DateTimeOffset.Parse("2028-02-29T23:00:00Z", null));
        Assert.Equal(("ended", "unaccepted"), (await StateAsync(acceptance), await RiskStateAsync(acceptance)));
    }

    [Theory, Trait("Rule", "K16"), Trait("Case", "24")]
    [InlineData("critical", "2027-11-30", "2028-02-29")]
    [InlineData("critical", "2027-02-28", "2027-05-28")]
    [InlineData("high", "2027-12-31", "2028-06-30")]
    [InlineData("high", "2027-08-31", "2028-02-29")]
    [InlineData("low", "2028-02-29", "2029-02-28")]
    public async Task A_limit_in_months_ends_with_the_month_where_it_has_no_such_day(string band, string today, string latest)
    {
        Bench.Clock.SetUtcNow(DateTimeOffset.Parse(today + "T12:00:00Z", null));
        var risk = await RaisedAsync(ScoresOf(band), plan: "a second reader");
        var last = DateOnly.Parse(latest, null);
        var late = await Bench.TakeAsync(RequestAcceptance.Step, Request() with { Until = last.AddDays(1) }, risk.Id, Rita);
        Assert.Equal(latest, Assert.IsType<FormReturned>(late).Fields["until"].Facts["latest"]);
        Assert.IsType<Kept>(await Bench.TakeAsync(RequestAcceptance.Step, Request() with { Until = last }, risk.Id, Rita));
    }

    [Theory, Trait("Case", "24")]
    [InlineData("31/02/2027")]
    [InlineData("2027-02-29")]
    [InlineData("29.02.2027")]
    public async Task A_day_that_does_not_exist_is_asked_about_and_nothing_is_saved(string typed)
    {
        var risk = await RaisedAsync(Low);
        var answer = await Bench.TakeAsync(RequestAcceptance.Step, new Dictionary<string, string> { ["reason"] = "x", ["until"] = typed }, risk.Id, Rita);
        Assert.Equal("refusal.noDate", Assert.IsType<FormReturned>(answer).Fields["until"].Key);
        Assert.Equal(risk.Revision, (await Bench.HeadAsync(risk.Id)).Revision);
    }

    // The organisation's own method.

    [Fact, Trait("Rule", "K1"), Trait("Rule", "K14")]
    public async Task A_change_of_the_method_names_the_open_requests_that_it_touches_and_they_return()
    {
        var (medium, low) = (await AskedAsync(Medium), await AskedAsync(Low));
        var method = await Bench.KeepAsync(ChangeMethod.Adopt, Method with { HighFrom = 8 }, null, Tara);
        Assert.Equal([medium.Id], (await Bench.BodyAsync<RiskMethod>(method.Id)).Touched);
        await SweepAsync();
        Assert.Equal(("returned", "waiting"), (await StateAsync(medium), await StateAsync(low)));
        Assert.Contains(medium.Id.Value, await CardAsync(method, Tara), StringComparison.Ordinal);
        Assert.Contains("the risk method changed", await CardAsync(medium, Rita), StringComparison.Ordinal);
    }

    [Fact, Trait("Rule", "K16")]
    public async Task A_shorter_limit_touches_what_asks_for_longer_and_leaves_what_is_accepted_alone()
    {
        var accepted = await AcceptedAsync(High, Tara);
        var asked = await AskedAsync(High);
        await Bench.KeepAsync(ChangeMethod.Adopt, Method with { Months = [12, 12, 1, 1] }, null, Tara);
        await SweepAsync();
        Assert.Equal(("accepted", "returned"), (await StateAsync(accepted), await StateAsync(asked)));
    }

    [Theory, Trait("Rule", "K12")]
    [InlineData("low", 2, "mia max")]
    [InlineData("low", 3, "mia max tara tom")]
    [InlineData("high", 2, "tara tom")]
    [InlineData("high", BandRule.All, "tara tom")]
    public async Task So_many_accept_as_the_band_asks_for(string band, int votes, string order)
    {
        await Bench.KeepAsync(ChangeMethod.Adopt, Method with { Votes = [votes, null, votes, null] }, null, Tara);
        var acceptance = await AskedAsync(ScoresOf(band));
        Assert.Equal(order, await NamesAsync(acceptance));
        var names = order.Split(' ').Take(votes == BandRule.All ? 2 : votes).ToArray();
        await Bench.KeepAsync(ApprovePlan.Step, new ApprovePlan(), acceptance.Id, Everyone.Single(a => a.Name == names[0]));
        foreach (var name in names[..^1]) Assert.Equal("waiting", await AcceptAsync(acceptance, Everyone.Single(a => a.Name == name)));
        Assert.Equal("accepted", await AcceptAsync(acceptance, Everyone.Single(a => a.Name == names[^1])));
    }

    [Fact, Trait("Rule", "K12")]
    public async Task Where_all_have_to_accept_who_comes_meanwhile_has_to_as_well()
    {
        await Bench.KeepAsync(ChangeMethod.Adopt, Method with { Votes = [null, null, BandRule.All, null] }, null, Tara);
        var acceptance = await AskedAsync(High);
        await Bench.KeepAsync(ApprovePlan.Step, new ApprovePlan(), acceptance.Id, Tara);
        await AcceptAsync(acceptance, Tara);
        await GrantAsync(Sven, Role.TopManagement);
        Assert.Equal("waiting", await AcceptAsync(acceptance, Tom));
        Assert.Equal("accepted", await AcceptAsync(acceptance, Sven));
    }

    [Theory, Trait("Rule", "K1"), Trait("Rule", "K17")]
    [InlineData(null, "low", true)]
    [InlineData(Band.Low, "low", false)]
    [InlineData(Band.Low, "medium", true)]
    [InlineData(Band.Medium, "medium", false)]
    [InlineData(Band.Medium, "high", true)]
    public async Task What_is_above_the_tolerance_and_not_accepted_is_shown_as_a_breach(Band? tolerance, string band, bool isBreach)
    {
        await Bench.KeepAsync(ChangeMethod.Adopt, Method with { Tolerated = new Tolerance(tolerance) }, null, Tara);
        var card = await CardAsync(await RaisedAsync(ScoresOf(band)), Rolf);
        Assert.Equal((isBreach, !isBreach), (card.Contains("Breach of tolerance", StringComparison.Ordinal), card.Contains("Within tolerance", StringComparison.Ordinal)));
    }

    [Fact, Trait("Rule", "K17")]
    public async Task What_was_accepted_is_a_breach_from_its_end_on()
    {
        var acceptance = await AcceptedAsync(High, Tara);
        var risk = await Bench.HeadAsync((await BodyAsync(acceptance)).Risk);
        Assert.DoesNotContain("Breach of tolerance", await CardAsync(risk, Rolf), StringComparison.Ordinal);
        await SweepAtAsync((await BodyAsync(acceptance)).EndsAt);
        Assert.Contains("Breach of tolerance", await CardAsync(risk, Rolf), StringComparison.Ordinal);
    }

    // Ending early.

    [Theory, Trait("Rule", "K18")]
    [InlineData(Severity.S1, "ended", "unaccepted")]
    [InlineData(Severity.S2, "ended", "unaccepted")]
    [InlineData(Severity.S3, "accepted", "accepted")]
    [InlineData(Severity.S4, "accepted", "accepted")]
    public async Task An_incident_that_is_triaged_ends_it_or_not(Severity severity, string state, string risk)
    {
        var acceptance = await AcceptedAsync(High, Tara);
        await IncidentAsync(severity);
        Assert.Equal((state, risk), (await StateAsync(acceptance), await RiskStateAsync(acceptance)));
    }

    [Fact, Trait("Rule", "K18")]
    public async Task After_a_lesser_incident_it_ends_unless_an_approver_confirms_it_in_time()
    {
        var acceptance = await AcceptedAsync(High, Tara);
        await IncidentAsync(Severity.S3);
        await Bench.KeepAsync(ConfirmAcceptance.Step, new ConfirmAcceptance("still worth it"), acceptance.Id, Tom);
        await SweepAtAsync(Monday.AddDays(15));
        Assert.Equal("accepted", await StateAsync(acceptance));
        await IncidentAsync(Severity.S3);
        await SweepAtAsync(Monday.AddDays(30));
        Assert.Equal(("ended", "unaccepted"), (await StateAsync(acceptance), await RiskStateAsync(acceptance)));
    }

    [Theory, Trait("Rule", "K18"), Trait("Rule", "V5")]
    [InlineData("model", "Rank 2", "ended")]
    [InlineData("purpose", "decides", "ended")]
    [InlineData("supplier", "another", "ended")]
    [InlineData("data", "photographs", "ended")]
    [InlineData("affected", "all staff", "ended")]
    [InlineData("name", "ranking", "accepted")]
    public async Task A_significant_change_of_the_system_ends_it(string field, string value, string state)
    {
        var acceptance = await AcceptedAsync(High, Tara);
        var values = SystemValues();
        values[field] = value;
        await Bench.KeepAsync(UpdateSystem.Step, values, Screening, Lea);
        await SweepAsync();
        Assert.Equal(state, await StateAsync(acceptance));
    }

    [Fact, Trait("Rule", "K18")]
    public async Task A_higher_score_ends_it_and_a_lower_one_does_not()
    {
        var acceptance = await AcceptedAsync(High, Tara);
        var risk = await Bench.HeadAsync((await BodyAsync(acceptance)).Risk);
        await AssessAsync(risk, AssessRisk.Current, High with { Likelihood = 1 });
        await SweepAsync();
        Assert.Equal("accepted", await StateAsync(acceptance));
        await AssessAsync(risk, AssessRisk.Current, High with { Likelihood = 3 });
        await SweepAsync();
        Assert.Equal(("ended", "unaccepted"), (await StateAsync(acceptance), await StateAsync(risk)));
    }

    [Theory, Trait("Rule", "K14"), Trait("Rule", "K18")]
    [InlineData("a second reader, and a third", "a person reads all", "accepted", "returned")]
    [InlineData("a second reader", "a person reads some", "ended", "returned")]
    public async Task Changed_controls_end_it_and_a_changed_plan_is_only_shown(string plan, string controls, string accepted, string asked)
    {
        var (first, second) = (await AcceptedAsync(High, Tara), await AskedAsync(High));
        foreach (var acceptance in new[] { first, second })
            await Bench.KeepAsync(TreatRisk.Step, new TreatRisk(Treatment.Change, plan, controls), (await BodyAsync(acceptance)).Risk, Rolf);
        await SweepAsync();
        Assert.Equal((accepted, asked), (await StateAsync(first), await StateAsync(second)));
    }

    [Theory, Trait("Rule", "K18")]
    [InlineData("tara")]
    [InlineData("lotte")]
    [InlineData("lea")]
    public async Task Who_accepted_and_legal_and_the_lead_end_it(string name)
    {
        var acceptance = await AcceptedAsync(High, Tara);
        await Bench.KeepAsync(RevokeAcceptance.Step, new RevokeAcceptance("the law changed"), acceptance.Id, Everyone.Single(a => a.Name == name));
        await SweepAsync();
        Assert.Equal("unaccepted", await RiskStateAsync(acceptance));
    }

    // What is kept.

    [Fact, Trait("Rule", "K19")]
    public async Task The_record_holds_what_was_accepted_by_whom_and_until_when()
    {
        var kept = await BodyAsync(await AcceptedAsync(High, Tara));
        var vote = Assert.Single(kept.Votes);
        Assert.Equal((High, Band.High, 1, "the pilot ends soon", "a person reads all", "no new vacancies"), (kept.Scores, kept.Band, kept.Method, kept.Reason, kept.Mitigations, kept.Conditions));
        Assert.Equal((Tara.Person!.Id, VoteAs.TopManagement, Monday), (vote.By, vote.As, vote.At));
        Assert.Equal((3, new DateOnly(2027, 3, 5)), (kept.RiskTerms - 1, kept.Until));
    }

    [Fact, Trait("Rule", "K19"), Trait("Rule", "K17")]
    public async Task Renewing_is_a_new_record_and_the_old_one_ends()
    {
        var first = await AcceptedAsync(High, Tara);
        var risk = await Bench.HeadAsync((await BodyAsync(first)).Risk);
        Bench.Clock.Advance(TimeSpan.FromDays(20));
        var second = await AcceptedAsync(await AskedAsync(risk), Tom);
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(("ended", "accepted", "accepted"), (await StateAsync(first), await StateAsync(second), await StateAsync(risk)));
    }

    [Fact, Trait("Rule", "K20")]
    public async Task What_was_refused_withdrawn_or_returned_is_kept_with_its_reason()
    {
        var refused = await AskedAsync(High);
        await Bench.KeepAsync(RefuseRisk.Step, new RefuseRisk("too grave"), refused.Id, Tom);
        await SweepAsync();
        var risk = await Bench.HeadAsync((await BodyAsync(refused)).Risk);
        Bench.Clock.Advance(TimeSpan.FromHours(1));
        var withdrawn = await AskedAsync(risk);
        await Bench.KeepAsync(WithdrawRequest.Step, new WithdrawRequest(), withdrawn.Id, Rita);
        await SweepAsync();
        Assert.Equal(("refused", "withdrawn", "unaccepted"), (await StateAsync(refused), await StateAsync(withdrawn), await StateAsync(risk)));
        Assert.Equal("too grave", (await BodyAsync(refused)).Last!.Reason);
        Assert.Null((await Bench.VerifyAsync(refused.Id)).Fault);
    }

    // Clicks.

    [Fact, Trait("Case", "16")]
    public async Task A_second_click_of_one_voice_is_told_as_done()
    {
        var acceptance = await AskedAsync(Critical);
        foreach (var _ in new[] { 1, 2 })
            Assert.IsType<Kept>(await Bench.TakeAsync(ApprovePlan.Step, new ApprovePlan(), acceptance.Id, Tara, acceptance.Basis));
        var first = Assert.IsType<Kept>(await Bench.TakeAsync(AcceptRisk.Step, new AcceptRisk("worth it"), acceptance.Id, Tara, acceptance.Basis));
        var second = Assert.IsType<Kept>(await Bench.TakeAsync(AcceptRisk.Step, new AcceptRisk("worth it"), acceptance.Id, Tara, acceptance.Basis));
        Assert.Equal((false, true, first.Revision), (first.Repeated, second.Repeated, second.Revision));
        Assert.Equal(["risk-acceptance-opened", "treatment-plan-approved", "risk-accepted"], await VerbsAsync(acceptance));
    }

    [Fact, Trait("Case", "16")]
    public async Task After_a_question_was_answered_the_same_voice_is_a_new_one()
    {
        var acceptance = await AskedAsync(Critical);
        await Bench.KeepAsync(ApprovePlan.Step, new ApprovePlan(), acceptance.Id, Tara, acceptance.Basis);
        await AcceptAsync(acceptance, Tara, acceptance.Basis);
        await Bench.KeepAsync(AskBack.Step, new AskBack("who reads?"), acceptance.Id, Tom, acceptance.Basis);
        var answered = await Bench.KeepAsync(AnswerQuestion.Step, new AnswerQuestion("the recruiter"), acceptance.Id, Rita);
        Assert.Empty((await BodyAsync(acceptance)).Votes);
        var again = Assert.IsType<Kept>(await Bench.TakeAsync(AcceptRisk.Step, new AcceptRisk("now too"), acceptance.Id, Tara, answered.Basis));
        Assert.False(again.Repeated);
        Assert.Single((await BodyAsync(acceptance)).Votes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whose_click_came_second_sees_who_was_first_and_what_they_did(bool acceptedFirst)
    {
        var acceptance = await AskedAsync(High);
        await Bench.KeepAsync(ApprovePlan.Step, new ApprovePlan(), acceptance.Id, Tara);
        var (accepts, refuses) = ((AcceptRisk.Step, Tara), (RefuseRisk.Step, Tom));
        var ((step, who), (lateStep, lateWho)) = acceptedFirst ? (accepts, refuses) : (refuses, accepts);
        Assert.IsType<KeptReply>(await ClickAsync(step, who, acceptance, "1"));
        var late = Assert.IsType<RefusedReply>(await ClickAsync(lateStep, lateWho, acceptance, "2"));
        Assert.Contains(acceptedFirst ? "Accepted by tara in Slack" : "Refused by tom in Slack", late.Meanwhile, StringComparison.Ordinal);
        Assert.NotNull(late.Current);
    }

    [Fact]
    public async Task Who_would_approve_a_plan_that_is_approved_sees_by_whom()
    {
        var acceptance = await AskedAsync(High);
        await ClickAsync(ApprovePlan.Step, Tara, acceptance, "1");
        var late = Assert.IsType<RefusedReply>(await ClickAsync(ApprovePlan.Step, Tom, acceptance, "2"));
        Assert.Contains("Plan approved by tara", late.Meanwhile, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_opposite_clicks_one_wins_and_the_other_is_told()
    {
        var acceptance = await AskedAsync(High);
        await Bench.KeepAsync(ApprovePlan.Step, new ApprovePlan(), acceptance.Id, Tara);
        var clicks = new[]
        {
            Bench.TakeAsync(AcceptRisk.Step, new AcceptRisk("yes"), acceptance.Id, Tara, acceptance.Basis),
            Bench.TakeAsync(RefuseRisk.Step, new RefuseRisk("no"), acceptance.Id, Tom, acceptance.Basis),
        };
        var answers = await Task.WhenAll(clicks);
        Assert.Single(answers.OfType<Kept>());
        Assert.Contains(Assert.Single(answers.OfType<NotTaken>()).Refusal.Key, new[] { Refusals.Stale, Refusals.NotNow });
    }

    [Fact, Trait("Rule", "K13")]
    public async Task Two_who_lent_to_each_other_at_once_have_one_voice_each_and_no_circle_is_walked()
    {
        var lent = new[] { LendAsync(Tara, Tom, 0, 30), LendAsync(Tom, Tara, 0, 30) };
        await Task.WhenAll(lent.Select(async one => await Record.ExceptionAsync(() => one)));
        var acceptance = await AskedAsync(Critical);
        Assert.Equal("tara tom", await NamesAsync(acceptance));
        await Bench.KeepAsync(ApprovePlan.Step, new ApprovePlan(), acceptance.Id, Tara);
        Assert.Equal("waiting", await AcceptAsync(acceptance, Tara));
        Assert.Equal("acceptance.votedAlready", await AcceptAsync(acceptance, Tara));
        Assert.Equal("accepted", await AcceptAsync(acceptance, Tom));
    }

    // Bad input.

    [Fact]
    public async Task An_approver_without_any_account_is_waited_for_and_those_who_can_help_are_told()
    {
        var slack = new FakeChannel();
        Lea = await Bench.LinkAsync(Lea, new ChatAccount(ChannelNames.Slack, "T0BENCH", "U0LEA"));
        var risk = await RaisedAsync(High);
        await Bench.KeepAsync(RequestAcceptance.Step, Request(), risk.Id, Rita);
        var pump = Bench.MakePump(null, slack);
        for (var i = 0; i < 5; i++) await pump.SweepAsync("demo", default);
        var acceptance = Assert.Single(await Bench.AllAsync("acceptance"));
        Assert.Contains(slack.Requests, request => request.Account.User == "U0LEA" && request.Card.Name == "People/Person");
        Assert.Equal("waiting", await StateAsync(acceptance));
        Assert.Contains(Tara.Person!.Id.Value, (await Bench.HeadAsync(acceptance.Id)).WaitsFor);
    }

    [Fact]
    public async Task A_requester_who_left_takes_nothing_back_and_the_others_still_decide()
    {
        var acceptance = await AskedAsync(High);
        await LeaveAsync(Rita);
        Assert.Equal(Refusals.Deactivated, await Bench.RefusalAsync(WithdrawRequest.Step, new WithdrawRequest(), acceptance.Id, Rita));
        await AcceptedAsync(acceptance, Tara);
        Assert.Equal("accepted", await RiskStateAsync(acceptance));
    }

    [Fact]
    public async Task A_card_that_is_three_revisions_old_decides_nothing_and_becomes_the_current_one()
    {
        var acceptance = await AskedAsync(High);
        await Bench.KeepAsync(AskBack.Step, new AskBack("who reads?"), acceptance.Id, Tara);
        await Bench.KeepAsync(AnswerQuestion.Step, new AnswerQuestion("the recruiter"), acceptance.Id, Rita);
        await Bench.KeepAsync(ApprovePlan.Step, new ApprovePlan(), acceptance.Id, Tara);
        var reply = Assert.IsType<RefusedReply>(await ClickAsync(RefuseRisk.Step, Tom, acceptance, "old"));
        Assert.Equal(Refusals.Stale, reply.Refusal.Key);
        Assert.Contains("Plan approved by tara", System.Text.Encoding.UTF8.GetString(reply.Current!.Json), StringComparison.Ordinal);
        Assert.Equal("waiting", await StateAsync(acceptance));
    }

    [Fact, Trait("Case", "27")]
    public async Task Where_nobody_is_entitled_the_administrator_reads_what_to_do_and_a_new_role_sets_it_going()
    {
        foreach (var one in new[] { Tara, Tom }) await LeaveAsync(one);
        var acceptance = await AskedAsync(High);
        Assert.Contains("An administrator gives somebody the role", await CardAsync(acceptance, Adam), StringComparison.Ordinal);
        Assert.Contains(acceptance.Id.Value, System.Text.Encoding.UTF8.GetString((await Bench.MakeTasks().ForAsync(CoreBench.Visit(Adam), default)).Json), StringComparison.Ordinal);
        await GrantAsync(Sven, Role.TopManagement);
        Assert.Equal("sven", await NamesAsync(acceptance));
        await SweepAtAsync(Monday.AddDays(1));
        Assert.Equal((false, Sven.Person!.Id), ((await BodyAsync(acceptance)).IsStuck, Assert.Single((await BodyAsync(acceptance)).Deciders)));
    }

    // Cases.

    [Fact, Trait("Case", "16")]
    public async Task Of_two_that_wait_in_one_conversation_the_decision_on_one_leaves_the_other_alone()
    {
        var (first, second) = (await AskedAsync(High), await AskedAsync(High));
        await AcceptedAsync(second, Tara);
        var (after, card) = (await Bench.HeadAsync(first.Id), await CardAsync(first, Tara));
        Assert.Equal(("waiting", first.Revision, "accepted"), (after.State, after.Revision, await StateAsync(second)));
        Assert.Contains("acceptance.approve-plan", card, StringComparison.Ordinal);
    }

    [Fact, Trait("Case", "27")]
    public async Task Where_the_requester_alone_is_entitled_the_request_waits_and_those_who_can_act_are_told()
    {
        await LeaveAsync(Tara);
        await LeaveAsync(Tom);
        await LeaveAsync(Adam);
        await GrantAsync(Rita, Role.TopManagement, Role.Administrator);
        var acceptance = await AskedAsync(High);
        Assert.Equal((Refusals.NotAllowed, "waiting", true), (await AcceptAsync(acceptance, Rita), acceptance.State, (await BodyAsync(acceptance)).IsStuck));
        Assert.Contains(Lea.Person!.Id, (await BodyAsync(acceptance)).Told);
        var card = await CardAsync(acceptance, Rita);
        Assert.Contains("Nobody is left who may decide", card, StringComparison.Ordinal);
        Assert.Contains("You asked for this, so you may not decide on it.", card, StringComparison.Ordinal);
        Assert.DoesNotContain("acceptance.accept", card, StringComparison.Ordinal);
    }

    [Fact, Trait("Case", "27")]
    public async Task A_delegation_to_the_requester_is_void_and_the_delegator_is_waited_for()
    {
        await LeaveAsync(Tom);
        await LendAsync(Tara, Rita, 0, 30);
        var acceptance = await AskedAsync(High);
        Assert.Equal((Refusals.NotAllowed, "tara"), (await AcceptAsync(acceptance, Rita), await NamesAsync(acceptance)));
        Assert.Equal([Tara.Person!.Id], (await BodyAsync(acceptance)).Deciders);
    }

    [Fact, Trait("Case", "27")]
    public async Task When_who_stands_in_is_gone_it_returns_to_the_delegator_with_an_entry()
    {
        await LeaveAsync(Tom);
        await LendAsync(Tara, Sven, 0, 30);
        var acceptance = await AskedAsync(High);
        Assert.Equal([Tara.Person!.Id, Sven.Person!.Id], (await BodyAsync(acceptance)).Deciders);
        await LeaveAsync(Sven);
        await SweepAtAsync(Monday.AddDays(1));
        Assert.Equal([Tara.Person!.Id], (await BodyAsync(acceptance)).Deciders);
        Assert.Equal("risk-acceptance-reminded", (await VerbsAsync(acceptance))[^1]);
    }

    private static readonly ChangeMethod Method = new(5, 10, 17, [12, 12, 6, 3], "our own");

    private async Task<IReadOnlyList<CardCopy>> CopiesOf(Head acceptance, Actor who) =>
        [.. (await Bench.Store.PendingAsync("demo", acceptance.Id, default))!.Copies.Where(c => c.Person == who.Person!.Id)];

    private async Task<Reply> ClickAsync(Step step, Actor who, Head acceptance, string key) => await Bench.MakeClicks().TakeAsync(
        CoreBench.Visit(who),
        step,
        new ActionRef(acceptance.Id, acceptance.Basis),
        step.FormCard is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["reason"] = "as I see it" },
        new Delivery(key, null),
        default);

    private static Scores ScoresOf(string band) => band switch
    {
        "low" => Low,
        "medium" => Medium,
        "high" => High,
        _ => Critical,
    };

    private async Task GrantAsync(Actor who, params Role[] roles)
    {
        foreach (var role in roles) await Bench.KeepAsync(GrantRole.Step, new GrantRole(role), who.Person!.Id);
    }

    private async Task IncidentAsync(Severity severity)
    {
        var incident = await Bench.KeepAsync(ReportIncident.Step, new ReportIncident(new IncidentDetails { Text = "it ranked her last" }), null, Sven);
        await Bench.KeepAsync(
            TriageIncident.Step,
            new TriageIncident(IncidentKind.Incident, [IncidentCategory.Bias], severity, Screening.Value, new SeriousIncident(Answer.No, Answer.No, Answer.No, Answer.No, Answer.No)),
            incident.Id,
            Lea);
        await SweepAsync();
    }

    private async Task<string> CardAsync(Head acceptance, Actor reader) =>
        System.Text.Encoding.UTF8.GetString(Assert.IsType<CardReply>(await Bench.MakeClicks().ShowAsync(CoreBench.Visit(Actor.Of(await Bench.PersonAsync(reader))), acceptance.Id, default)).Card.Json);
}
