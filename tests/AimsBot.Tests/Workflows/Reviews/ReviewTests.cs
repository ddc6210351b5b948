using System.Text;
using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.CorrectiveActions;
using AimsBot.Workflows.People;
using AimsBot.Workflows.Reviews;

namespace AimsBot.Tests.Workflows.Reviews;

public sealed class ReviewTests : IAsyncLifetime
{
    private static readonly DateOnly Today = new(2027, 1, 4);

    private readonly CoreBench _bench = new();
    private readonly FakeChannel _slack = new();
    private Actor _lea = null!;
    private Actor _tara = null!;
    private Actor _mona = null!;

    public async Task InitializeAsync()
    {
        _lea = await AddAsync("lea", Role.ComplianceLead);
        _tara = await AddAsync("tara", Role.TopManagement);
        _mona = await AddAsync("mona", Role.Manager);
    }

    public Task DisposeAsync()
    {
        _bench.Dispose();
        return Task.CompletedTask;
    }

    // Plan and pack.

    [Fact, Trait("Rule", "MR1")]
    public void The_seven_inputs_of_the_standard_are_required_and_the_others_are_not()
    {
        Assert.Equal(7, ReviewInputs.Required.Count);
        Assert.Contains("risks", ReviewInputs.Extras);
        Assert.Empty(ReviewInputs.Required.Intersect(ReviewInputs.Extras));
    }

    [Fact, Trait("Rule", "MR1")]
    public async Task The_pack_shows_the_extras_apart()
    {
        var text = await TextAsync((await BodyAsync(await PackedAsync())).Pack!);
        Assert.True(text.IndexOf("Extras, not asked for by the standard", StringComparison.Ordinal) is var extras and > 0 && text.IndexOf("risks not accepted now", StringComparison.Ordinal) > extras);
    }

    [Fact, Trait("Rule", "MR2")]
    public async Task The_figures_show_this_period_against_the_one_before()
    {
        await OpenCaseAsync();
        _bench.Clock.Advance(TimeSpan.FromDays(30));
        await OpenCaseAsync();
        await OpenCaseAsync();
        _bench.Clock.Advance(TimeSpan.FromDays(1));
        var head = await PackedAsync(await PlanAsync(Today.AddDays(28), Today.AddDays(55)));
        var figure = (await BodyAsync(head)).Figures.Single(f => f.Name == "cases-opened");
        Assert.Equal((2, (int?)1), (figure.Now, figure.Before));
    }

    [Fact, Trait("Rule", "MR2"), Trait("Rule", "MR8")]
    public async Task The_picture_shows_two_periods_and_no_small_figure_of_a_confidential_matter()
    {
        await OpenCaseAsync(CaseSource.Concern);
        var body = await BodyAsync(await PackedAsync());
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], FiguresPicture.Draw(body)[..4]);
        Assert.DoesNotContain(FiguresPicture.Of(body), f => f.Name == "concerns");
        Assert.Contains("corrective actions opened: 1", FiguresPicture.Words(body, AimsBot.Core.Cards.CardText.For("Reviews", "en")), StringComparison.Ordinal);
    }

    [Fact, Trait("Rule", "MR2"), Trait("Rule", "R0.5")]
    public async Task The_days_of_the_period_are_the_organisations()
    {
        // Half past midnight in Oslo is still the day before by UTC.
        _bench.Clock.SetUtcNow(new DateTimeOffset(Today.AddDays(9).ToDateTime(new TimeOnly(23, 30)), TimeSpan.Zero));
        await OpenCaseAsync(CaseSource.Concern);
        _bench.Clock.Advance(TimeSpan.FromDays(2));
        var figures = (await BodyAsync(await PackedAsync(await PlanAsync(Today.AddDays(10), Today.AddDays(10))))).Figures;
        Assert.Equal([1, 1], new[] { "cases-opened", "concerns" }.Select(name => figures.Single(f => f.Name == name).Now));
    }

    [Fact, Trait("Rule", "MR2")]
    public async Task An_input_of_which_nobody_says_anything_is_named()
    {
        var head = await PlanAsync();
        await _bench.KeepAsync(NoteInput.Step, new NoteInput("issues", "a new law"), head.Id, _lea);
        var refusal = Assert.IsType<NotTaken>(await _bench.TakeAsync(MakePack.Step, new MakePack(), head.Id, _lea)).Refusal;
        Assert.Equal(("review.noData", "earlier-actions stakeholders nonconformities monitoring audits improvement"), (refusal.Key, refusal.Facts["inputs"]));
    }

    [Fact, Trait("Rule", "MR6")]
    public async Task What_changes_after_the_pack_was_made_changes_nothing_of_it()
    {
        var head = await PackedAsync();
        var before = await BodyAsync(head);
        await OpenCaseAsync();
        var after = await BodyAsync(head);
        Assert.Equal((before.Pack, await TextAsync(before.Pack!)), (after.Pack, await TextAsync(after.Pack!)));
        Assert.Equal(before.Figures, after.Figures);
        Assert.Equal(Refusals.NotNow, await _bench.RefusalAsync(MakePack.Step, new MakePack(), head.Id, _lea));
    }

    [Theory, Trait("Rule", "MR8")]
    [InlineData(0, 0, true)]
    [InlineData(2, 5, true)]
    [InlineData(5, 2, true)]
    [InlineData(3, 3, false)]
    public void A_small_number_of_a_confidential_matter_is_not_told(int now, int before, bool hidden)
    {
        var text = AimsBot.Core.Cards.CardText.For("Reviews", "en");
        Assert.Equal(hidden, ReviewText.Figure(new Figure("stakeholders", "concerns", now, before) { Confidential = true }, text).Contains("fewer than 3", StringComparison.Ordinal));
        Assert.DoesNotContain("fewer than", ReviewText.Figure(new Figure("monitoring", "incidents-reported", now, before), text), StringComparison.Ordinal);
    }

    [Fact, Trait("Rule", "MR8")]
    public async Task Concerns_are_counted_as_confidential()
    {
        await OpenCaseAsync(CaseSource.Concern);
        var figure = (await BodyAsync(await PackedAsync())).Figures.Single(f => f.Name == "concerns");
        Assert.Equal((1, true), (figure.Now, figure.IsHidden));
    }

    // Top management.

    [Fact, Trait("Rule", "MR3")]
    public async Task A_review_without_top_management_is_not_planned() => Assert.Equal(
        "attendees", Outcome(await _bench.TakeAsync(PlanReview.Step, Plan() with { ChairAddress = "lea@example.com", AttendeeAddresses = ["mona@example.com"] }, null, _lea)));

    [Fact, Trait("Rule", "MR3")]
    public async Task Minutes_are_not_signed_where_nobody_of_top_management_took_part()
    {
        var head = await PackedAsync(await _bench.KeepAsync(PlanReview.Step, Plan() with { ChairAddress = "lea@example.com", AttendeeAddresses = ["tara@example.com"] }, null, _lea));
        await DecidedAsync(head, _lea);
        await ConfirmAsync(head, _lea);
        Assert.Equal("review.noTopManagementThere", await _bench.RefusalAsync(SignMinutes.Step, new SignMinutes(), head.Id, _lea));
        await ConfirmAsync(head, _tara);
        Assert.Equal(ReviewStates.MinutesSigned, (await _bench.KeepAsync(SignMinutes.Step, new SignMinutes(), head.Id, _lea)).State);
    }

    [Fact, Trait("Rule", "MR3")]
    public async Task Who_is_no_longer_top_management_does_not_count()
    {
        var head = await DecidedAsync(await PackedAsync());
        await _bench.KeepAsync(TakeRole.Step, new TakeRole(Role.TopManagement), _tara.Person!.Id);
        await ConfirmAsync(head, _tara);
        Assert.Equal("review.noTopManagementThere", await _bench.RefusalAsync(SignMinutes.Step, new SignMinutes(), head.Id, _tara));
    }

    [Fact, Trait("Rule", "MR4")]
    public async Task A_view_must_be_stated_before_anybody_confirms_or_signs()
    {
        var head = await PackedAsync();
        Assert.Equal("review.concludeFirst", await _bench.RefusalAsync(ConfirmAttendance.Step, new ConfirmAttendance(), head.Id, _tara));
        Assert.Equal("review.concludeFirst", await _bench.RefusalAsync(SignMinutes.Step, new SignMinutes(), head.Id, _tara));
        Assert.Equal("suitable adequate effective", Outcome(await _bench.TakeAsync(Conclude.Step, new Conclude(null, null, null, "fine", null), head.Id, _tara)));
    }

    [Fact]
    public async Task Where_nothing_was_decided_somebody_says_why()
    {
        var head = await PackedAsync();
        await _bench.KeepAsync(Conclude.Step, new Conclude(Judgement.Yes, Judgement.Yes, Judgement.Yes, "fine", null), head.Id, _tara);
        await ConfirmAsync(head, _tara);
        Assert.Equal("review.noDecisions", await _bench.RefusalAsync(SignMinutes.Step, new SignMinutes(), head.Id, _tara));
        await _bench.KeepAsync(Conclude.Step, new Conclude(Judgement.Yes, Judgement.Yes, Judgement.Yes, "fine", "all is on its way"), head.Id, _tara);
        await ConfirmAsync(head, _tara);
        Assert.Equal(ReviewStates.MinutesSigned, (await _bench.KeepAsync(SignMinutes.Step, new SignMinutes(), head.Id, _tara)).State);
    }

    [Fact]
    public async Task A_decision_after_a_confirmation_is_confirmed_anew()
    {
        var head = await DecidedAsync(await PackedAsync());
        await ConfirmAsync(head, _tara);
        await DecidedAsync(head);
        Assert.Empty((await BodyAsync(head)).Present);
        Assert.Equal("review.chairFirst", await _bench.RefusalAsync(SignMinutes.Step, new SignMinutes(), head.Id, _tara));
    }

    // Minutes and actions.

    [Fact]
    public async Task Signed_minutes_are_frozen()
    {
        var head = await SignedAsync();
        var body = await BodyAsync(head);
        Assert.Contains($"Signed by {_tara.Person!.Id}", await TextAsync(body.Minutes!), StringComparison.Ordinal);
        Assert.Equal(["review.note-action", "review.ask-for-next", "review.note-export"], new ReviewWorkflow().Lifecycle.StepsFrom(ReviewStates.MinutesSigned).Select(s => s.Id));
        Assert.Equal(Refusals.NotNow, await _bench.RefusalAsync(Decide.Step, new Decide(DecisionKind.Change, "more", "mona@example.com", Today.AddDays(30)), head.Id, _tara));
    }

    [Fact, Trait("Rule", "MR5")]
    public async Task Each_decision_becomes_an_action_linked_both_ways_and_returns_as_the_first_input_of_the_next_review()
    {
        var head = await SignedAsync();
        await SweepAsync();
        var action = Assert.Single(await _bench.AllAsync("review-action"));
        Assert.Equal(action.Id, Assert.Single((await BodyAsync(head)).Decisions).Action);
        Assert.Equal((head.Id, _mona.Person!.Id, Today.AddDays(60)), (await _bench.BodyAsync<ReviewAction>(action.Id)) is var a ? (a.Review, a.Owner, a.Due) : default);
        await _bench.KeepAsync(EndAction.Finish, new EndAction("the rota has one"), action.Id, _mona);
        var next = await BodyAsync(await PackedAsync());
        Assert.Equal((action.Id, "done"), Assert.Single(next.Earlier) is var earlier ? (earlier.Id, earlier.State) : default);
        Assert.Contains($"{action.Id} (done", await TextAsync(next.Pack!), StringComparison.Ordinal);
    }

    [Fact, Trait("Rule", "MR5")]
    public async Task A_decision_has_an_owner_and_a_day() => Assert.Equal(
        "kind owner due", Outcome(await _bench.TakeAsync(Decide.Step, new Decide(null, "more", "nobody@example.com", null), (await PackedAsync()).Id, _tara)));

    [Fact]
    public async Task An_owner_does_not_give_up_their_own_action()
    {
        await SignedAsync();
        await SweepAsync();
        await _bench.KeepAsync(GrantRole.Step, new GrantRole(Role.TopManagement), _mona.Person!.Id);
        Assert.Equal(Refusals.NotAllowed, await _bench.RefusalAsync(EndAction.Drop, new EndAction("no"), (await _bench.AllAsync("review-action"))[0].Id, _mona));
    }

    [Fact, Trait("Rule", "MR7")]
    public async Task The_leads_are_asked_for_the_next_one_before_a_year_is_over()
    {
        await SignedAsync();
        await SweepAsync();
        var before = _slack.Requests.Count(r => r.Account.User == "ULEA");
        _bench.Clock.SetUtcNow(_bench.Clock.GetUtcNow().AddMonths(12).AddDays(-AskForNext.DaysAhead + 3));
        await SweepAsync();
        Assert.True(_slack.Requests.Count(r => r.Account.User == "ULEA") > before);
    }

    [Fact]
    public async Task Of_two_signatures_at_once_there_is_one()
    {
        var head = await DecidedAsync(await PackedAsync());
        var confirmed = await ConfirmAsync(head, _tara);
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => _bench.TakeAsync(SignMinutes.Step, new SignMinutes(), head.Id, _tara, confirmed.Basis))));
        Assert.Single(await _bench.HistoryAsync(head.Id), entry => entry.ReadHeader().Verb == "review-minutes-signed");
        await SweepAsync();
        Assert.Single(await _bench.AllAsync("review-action"));
    }

    private async Task<Actor> AddAsync(string name, params Role[] roles) =>
        await _bench.LinkAsync(await _bench.PersonAsync(name, roles), new ChatAccount(ChannelNames.Slack, "T0BENCH", "U" + name.ToUpperInvariant()));

    private PlanReview Plan(DateOnly? from = null, DateOnly? until = null) =>
        new("Review", "yearly", Today.AddDays(10), from ?? Today.AddMonths(-12), until ?? Today.AddDays(1), 12, "tara@example.com", ["lea@example.com"]);

    private Task<Head> PlanAsync(DateOnly? from = null, DateOnly? until = null) => _bench.KeepAsync(PlanReview.Step, Plan(from, until), null, _lea);

    private async Task<Head> PackedAsync(Head? planned = null)
    {
        var head = planned ?? await PlanAsync();
        foreach (var input in ReviewInputs.Required) await _bench.KeepAsync(NoteInput.Step, new NoteInput(input, "nothing to report: the first year"), head.Id, _lea);
        return await _bench.KeepAsync(MakePack.Step, new MakePack(), head.Id, _lea);
    }

    private async Task<Head> DecidedAsync(Head head, Actor? by = null)
    {
        await _bench.KeepAsync(Decide.Step, new Decide(DecisionKind.Improvement, "a deputy for each week", "mona@example.com", Today.AddDays(60)), head.Id, by ?? _tara);
        return await _bench.KeepAsync(Conclude.Step, new Conclude(Judgement.Yes, Judgement.Partly, Judgement.Yes, "it works where it is used", null), head.Id, by ?? _tara);
    }

    private Task<Head> ConfirmAsync(Head head, Actor by) => _bench.KeepAsync(ConfirmAttendance.Step, new ConfirmAttendance(), head.Id, by);

    private async Task<Head> SignedAsync()
    {
        var head = await DecidedAsync(await PackedAsync());
        await ConfirmAsync(head, _tara);
        return await _bench.KeepAsync(SignMinutes.Step, new SignMinutes(), head.Id, _tara);
    }

    private Task<Head> OpenCaseAsync(CaseSource source = CaseSource.Other) => _bench.KeepAsync(OpenCase.Step, new OpenCase("x", null, null, CaseGrade.Minor, source, null, null), null, _mona);

    private Task<Review> BodyAsync(Head head) => _bench.BodyAsync<Review>(head.Id);

    private async Task<string> TextAsync(string hash) => Encoding.UTF8.GetString((await _bench.Store.DocumentAsync("demo", hash, default))!);

    private async Task SweepAsync()
    {
        for (var i = 0; i < 3; i++) await _bench.MakePump(null, _slack).SweepAsync("demo", default);
    }

    private static string Outcome(StepAnswer answer) => answer switch
    {
        Kept kept => kept.Head.State,
        NotTaken no => no.Refusal.Key,
        FormReturned form => string.Join(' ', form.Fields.Keys),
        _ => answer.GetType().Name,
    };
}
