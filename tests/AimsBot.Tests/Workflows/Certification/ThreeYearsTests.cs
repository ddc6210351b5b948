using AimsBot.Core.Calendar;
using AimsBot.Core.Iso42001;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Core.Reminders;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.Audits;
using AimsBot.Workflows.Certification;
using AimsBot.Workflows.CorrectiveActions;
using AimsBot.Workflows.Reviews;
using AimsBot.Workflows.Statements;

namespace AimsBot.Tests.Workflows.Certification;

/// <summary>
/// A certificate lives through its cycle day by day, with a leap day and both switches of the clocks: visits, internal audits,
/// management reviews and corrective actions, each done when the plan of the visit asks for it. Each night and each morning the
/// clock comes by: one host, two at once, or one that was started anew that day.
/// </summary>
public sealed class ThreeYearsTests : CertificationBench
{
    // From the decision to the day on which the second cycle has begun.
    private const int WholeCycle = 1090;
    private const string LeftOut = "A.10.3";

    private static readonly DateOnly Decided = Day("2026-12-15");
    private static readonly DateOnly First = Day("2027-01-05");

    // All clauses each year, the controls by and by (IA8).
    private static readonly string[] Scopes = ["4 5 6 7 8 9 10 A.2 A.3", "4 5 6 7 8 9 10 A.4 A.5 A.6", "4 5 6 7 8 9 10 A.7 A.8 A.9 A.10.2 A.10.4"];

    private readonly List<(RecordId Visit, DateOnly Issued, DateOnly Signed)> _years = [];
    private readonly List<string> _atNight = [];
    private readonly List<DateOnly> _without = [];
    private bool _isPutOff;
    private Actor _aino = null!;
    private Actor _oda = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _aino = await AddAsync("aino", Role.InternalAuditor);
        _oda = await AddAsync("oda");
        Slack.Instead = (_, request, _) =>
        {
            var (day, time) = LocalTimes.At(Bench.Clock.GetUtcNow(), CoreBench.Organisation.TimeZone);
            var isWork = time.Hour is >= 9 and < 17 && CoreBench.Organisation.Calendar.IsWorkingDay(NodaTime.LocalDate.FromDateOnly(day));
            // Acts and their answers come at the hour of whoever acts; the clock may wake nobody.
            if (!isWork && time.Hour != 10 && request.Message is null) _atNight.Add($"{day:yyyy-MM-dd} {time} {request.Account.User} {request.CopyId}");
            return Task.FromResult(FakeChannel.Shown(request));
        };
    }

    [Fact, Trait("Rule", "C6"), Trait("Rule", "C9"), Trait("Rule", "M3"), Trait("Rule", "M7")]
    public async Task The_first_year_ends_with_a_surveillance_for_which_everything_was_ready()
    {
        await LiveAsync(340, hosts: 1, restarts: false);
        Assert.Equal([[-180, -120, -90, -60, -30, -14, -7, -1]], await RungsOfVisitsAsync());
        Assert.NotEmpty(Uncovered(await CoverageAsync()));
    }

    [Fact, Trait("Rule", "M3")]
    public Task The_clocks_are_switched_while_two_hosts_are_started_anew_each_day() => LiveAsync(90, hosts: 2, restarts: true);

    [Theory, Trait("Category", "Long"), Trait("Rule", "C6"), Trait("Rule", "C7"), Trait("Rule", "C9"), Trait("Rule", "C10"), Trait("Rule", "IA8"), Trait("Rule", "M1"), Trait("Rule", "M3"), Trait("Rule", "M7")]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public async Task Three_years_end_without_a_surprise(int hosts, bool restarts)
    {
        await LiveAsync(WholeCycle, hosts, restarts);
        var body = await BodyAsync();
        Assert.Equal((CycleStart.Recertification, true), (body.Cycle!.Start, Standing.IsValidOn(body, Today)));
        Assert.Equal([VisitKind.Stage2, VisitKind.Surveillance, VisitKind.Surveillance, VisitKind.Recertification], body.Visits.OrderBy(v => v.From).Select(v => v.Kind));
        Assert.Empty(CyclePlan.Of(body with { Cycles = [body.Cycles[0]] })!.Breaches(body.Cycle.Decided));
        // The second was put off by a week; it then has a ladder of its own (M5).
        Assert.Equal([[-180, -120, -90, -60, -30, -14, -7, -1], [-90, -60, -30, -14, -7, -1], [-180, -120, -90, -60, -30, -14, -7, -1]], await RungsOfVisitsAsync());
        Assert.Empty(Uncovered(await CoverageAsync()));
        await ReviewsWereAskedForAsync();
    }

    private async Task LiveAsync(int days, int hosts, bool restarts)
    {
        await DecideOnControlsAsync();
        await Bench.KeepAsync(ChangeLimits.Step, new ChangeLimits(90, 60, 60, null), Certificate, Lea);
        await CertifiedAsync(Decided);
        for (var day = First; day < First.AddDays(days); day = day.AddDays(1))
        {
            // At two in the morning, which one day in March has not and one in October has twice.
            foreach (var hour in new[] { 2, 10 })
            {
                GoTo(day, hour);
                if (restarts) Bench.Restart();
                await Task.WhenAll(Enumerable.Range(0, hosts).Select(_ => Bench.MakePump(null, Slack).SweepAsync("demo", default)));
            }
            await WorkAsync(day);
            await MendAsync(day);
            var body = await BodyAsync();
            if (!Standing.IsValidOn(body, day) || (await Bench.HeadAsync(Certificate)).State != CertificateStates.Valid || CyclePlan.Of(body)!.Breaches(day).Any()) _without.Add(day);
        }
        Assert.Empty(_without);
        Assert.Empty(_atNight);
        foreach (var record in _years.Select(y => y.Visit).Append(Certificate)) await WasRemindedOnceARungAsync(record);
        foreach (var (visit, issued, signed) in _years.Where(y => y.Issued != default)) await WasReadyAsync(visit, issued, signed);
    }

    // What the lead does of what the card says is next: each visit is agreed on eight months before its limit, and held a month before it.
    private async Task WorkAsync(DateOnly today)
    {
        var body = await BodyAsync();
        if (CyclePlan.Of(body)!.Next is { Visit: null } next && next.Due.AddDays(-240) <= today && body.Cycles.Count == 1)
        {
            var kind = next.Step == CycleStep.Recertification ? VisitKind.Recertification : VisitKind.Surveillance;
            var visit = await PlanAsync(kind, next.Due.AddDays(-30), "tara@example.com");
            _years.Add((visit, default, default));
            await AcceptAsync(visit);
            body = await BodyAsync();
        }
        if (!_isPutOff && _years.Count == 2 && body.Visits.Single(v => v.Id == _years[1].Visit) is { IsPlanned: true } second && second.From.AddDays(-100) == today)
        {
            _isPutOff = true;
            await Bench.KeepAsync(MoveVisit.Step, new MoveVisit(second.From.AddDays(7), second.Until.AddDays(7), "the body asks"), second.Id, Lea);
            await SweepAsync();
            await AcceptAsync(second.Id);
        }
        foreach (var planned in body.Visits.Where(v => v.IsPlanned).ToArray())
        {
            var preparations = (await VisitAsync(planned.Id)).Preparations;
            var audit = preparations.Where(p => p.Kind is PreparationKind.Coverage or PreparationKind.InternalAudit).Min(p => p.Due);
            if (audit.AddDays(-5) == today) await AuditAsync(today);
            if (preparations.Single(p => p.Kind == PreparationKind.ManagementReview).Due.AddDays(-5) == today) await ReviewAsync(today);
            if (planned.From.AddDays(1) != today) continue;
            await HoldAsync(planned.Id, planned.From);
            if (planned.Kind == VisitKind.Surveillance) await ContinueAsync(planned.Id, today);
            else await GrantAsync(today, body.Cycle!.Expires.AddMonths(36));
            await SweepAsync();
        }
    }

    private async Task AcceptAsync(RecordId visit)
    {
        await Bench.KeepAsync(AcceptPlan.Step, new AcceptPlan(), visit, Lea);
        await Bench.KeepAsync(AnswerInvitation.Accept, new AnswerInvitation(true, null), visit, Tara);
    }

    // The body finds a minor thing, accepts the plan against it, and the certificate goes on.
    private async Task ContinueAsync(RecordId visit, DateOnly today)
    {
        await Bench.KeepAsync(NoteFinding.Step, new NoteFinding(BodyGrade.Minor, "8.2", "One reassessment is late.", null, "oda@example.com"), visit, Lea);
        await SweepAsync();
        await Bench.KeepAsync(NoteBodyWord.Step, new NoteBodyWord(BodyVerdict.PlanAccepted, today, null, null), (await VisitAsync(visit)).Findings.Single().Case!.Value, Lea);
        await SweepAsync();
        await Bench.KeepAsync(DecideVisit.Step, new DecideVisit("continued", today, null), visit, Lea);
    }

    // The statement in force leaves one control out.
    private async Task DecideOnControlsAsync()
    {
        var statement = (await Bench.KeepAsync(StartStatement.Step, new StartStatement(), null, Lea)).Id;
        await Bench.KeepAsync(DecideControls.Step, new DecideControls([.. Requirements.Controls.Select(c => c.Id).Where(id => id != LeftOut)], Applicability.Law, "the law asks for it", "the AI Act"), statement, Lea);
        await Bench.KeepAsync(DecideControls.Step, new DecideControls([LeftOut], Applicability.NoSuchActivity, "we have no customers", null), statement, Lea);
        await Bench.KeepAsync(ApproveStatement.Step, new ApproveStatement("all looked at"), statement, Tara);
    }

    private async Task AuditAsync(DateOnly today)
    {
        var scope = Scopes[_years.Count - 1];
        var plan = new PlanAudit("Internal audit", "does it work", "our own rules", "samples", scope.Split(' '), "aino@example.com", [], today, today);
        var audit = (await Bench.KeepAsync(PlanAudit.Step, plan, null, Lea)).Id;
        await Bench.KeepAsync(StartAudit.Step, new StartAudit(), audit, _aino);
        await SweepAsync();
        var list = AuditWorkflow.ChecklistOf("demo", audit, _aino.Person!.Id);
        await Bench.KeepAsync(AnswerItem.Step, new AnswerItem(AuditResult.Minor, null, "4.1", "two issues have no owner", "https://example.com/minutes", null), list, _aino);
        while ((await Bench.BodyAsync<Checklist>(list)).NextOpen("") is not null)
            await Bench.KeepAsync(AnswerItem.Step, new AnswerItem(AuditResult.Conforms, null, null, null, "https://example.com/minutes", null), list, _aino);
        await SweepAsync();
        var finding = (await Bench.BodyAsync<Audit>(audit)).Findings.Single();
        await Bench.KeepAsync(ConfirmFinding.Step, new ConfirmFinding(finding.Item, null, "oda@example.com", null), audit, _aino);
        await SweepAsync();
        await Bench.KeepAsync(DraftReport.Step, new DraftReport(), audit, _aino);
        await Bench.KeepAsync(IssueReport.Step, new IssueReport(), audit, _aino);
        await SweepAsync();
        _years[^1] = _years[^1] with { Issued = today };
    }

    private async Task ReviewAsync(DateOnly today)
    {
        var review = (await Bench.KeepAsync(PlanReview.Step, new PlanReview("Review", "yearly", today, today.AddMonths(-12), today, 12, "tara@example.com", ["lea@example.com"]), null, Lea)).Id;
        foreach (var input in ReviewInputs.Required) await Bench.KeepAsync(NoteInput.Step, new NoteInput(input, "as the year before"), review, Lea);
        await Bench.KeepAsync(MakePack.Step, new MakePack(), review, Lea);
        await Bench.KeepAsync(Decide.Step, new Decide(DecisionKind.Improvement, "a deputy for each week", "mona@example.com", today.AddDays(20)), review, Tara);
        await Bench.KeepAsync(Conclude.Step, new Conclude(Judgement.Yes, Judgement.Yes, Judgement.Yes, "it works", null), review, Tara);
        await Bench.KeepAsync(ConfirmAttendance.Step, new ConfirmAttendance(), review, Tara);
        await Bench.KeepAsync(SignMinutes.Step, new SignMinutes(), review, Tara);
        await SweepAsync();
        foreach (var action in (await Bench.AllAsync("review-action")).Where(a => a.State == ReviewActionStates.Open))
            await Bench.KeepAsync(EndAction.Finish, new EndAction("the rota has one"), action.Id, Mona);
        _years[^1] = _years[^1] with { Signed = today };
    }

    // Whoever owns a corrective action does it at once; the effect is judged as soon as it can be.
    private async Task MendAsync(DateOnly today)
    {
        foreach (var action in await Bench.AllAsync("corrective-action"))
        {
            if (action.State == CaseStates.Open)
            {
                await Bench.KeepAsync(ContainCase.Step, new ContainCase("named now"), action.Id, _oda);
                await Bench.KeepAsync(AnalyseCase.Step, new AnalyseCase("no deputy", false, "the other lists", null), action.Id, _oda);
                await Bench.KeepAsync(PlanAction.Step, new PlanAction("a deputy", today.AddDays(3)), action.Id, _oda);
                await Bench.KeepAsync(StartAction.Step, new StartAction(), action.Id, _oda);
                await Bench.KeepAsync(FinishAction.Step, new FinishAction("the rota has one"), action.Id, _oda);
            }
            else if (action.State == CaseStates.AwaitingEffectiveness && (await Bench.BodyAsync<CorrectiveAction>(action.Id)).IsCheckDue(today))
            {
                await Bench.KeepAsync(CheckEffect.Step, new CheckEffect(true, "looked at five", null), action.Id, Lea);
            }
        }
        await SweepAsync();
    }

    // No rung is lost, none comes twice, none comes late; what falls on one morning is one message.
    private async Task WasRemindedOnceARungAsync(RecordId record)
    {
        var head = await Bench.HeadAsync(record);
        var reminders = head.Type == VisitWorkflow.TypeName ? (await VisitAsync(record)).Reminders : (await BodyAsync()).Reminders;
        Assert.All(reminders.Where(r => r.Sent), r => Assert.True(r.Rung < 0, $"{record} {r.Why}"));
        foreach (var due in reminders.GroupBy(r => r.Due))
        {
            Assert.Equal(due.Select(r => r.Rung).Distinct(), due.Select(r => r.Rung));
            var days = new[] { Ladder.Certification, Ladder.General }.First(ladder => ladder.Days[0] == due.First().Rung).Days;
            Assert.Equal(days.Concat(Enumerable.Range(3, 52).Select(week => 7 * week)).Take(due.Count()), due.Select(r => r.Rung));
        }
        var sent = await RungsAsync(record, Lea);
        Assert.Equal(sent.Select(s => s.Why).Distinct(), sent.Select(s => s.Why));
        Assert.Equal(reminders.Where(r => r.Sent).Select(r => r.At).Distinct().Count(), sent.Count);
    }

    // What was to be ready was reminded of until it was, and was ready by its day.
    private async Task WasReadyAsync(RecordId id, DateOnly issued, DateOnly signed)
    {
        var visit = await VisitAsync(id);
        foreach (var one in visit.Preparations)
        {
            var done = one.Kind == PreparationKind.ManagementReview ? signed : issued;
            if (one.Kind == PreparationKind.CorrectiveActions || done == default) continue;
            Assert.InRange(done, visit.Since!.Value, one.Due);
            var sent = visit.Reminders.Where(r => r.Due == one.Due && r.Sent).Select(r => LocalTimes.At(r.At, "Europe/Oslo").Day).ToArray();
            Assert.InRange(sent.Length, 2, 5);
            Assert.True(sent.Max() <= done, $"{one.Kind} of {id} was done on {done} and reminded of on {sent.Max()}");
        }
    }

    // The leads are asked for the next review once, two months before a year is over.
    private async Task ReviewsWereAskedForAsync()
    {
        var reviews = await Bench.AllAsync("review");
        Assert.Equal(3, reviews.Count);
        foreach (var review in reviews.SkipLast(1))
            Assert.Single((await Bench.Store.PendingAsync("demo", review.Id, default))!.Copies, c => c.Person == Lea.Person!.Id && c.Why == "next" && c.SentAt is not null);
    }

    private async Task<IReadOnlyList<int[]>> RungsOfVisitsAsync()
    {
        var rungs = new List<int[]>();
        foreach (var (id, _, _) in _years)
        {
            var visit = await VisitAsync(id);
            rungs.Add([.. visit.Reminders.Where(r => r.Due == visit.From && r.Sent).Select(r => r.Rung)]);
        }
        return rungs;
    }

    private async Task<IReadOnlyDictionary<string, IReadOnlyList<Head>>> CoverageAsync() => new Dictionary<string, IReadOnlyList<Head>>
    {
        ["audit"] = await Bench.AllAsync("audit"),
        ["statement"] = await Bench.AllAsync("statement"),
    };

    private static IReadOnlyList<string> Uncovered(IReadOnlyDictionary<string, IReadOnlyList<Head>> listed) => Preparing.Uncovered(listed, Decided, "Europe/Oslo");
}
