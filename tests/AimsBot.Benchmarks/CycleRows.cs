using System.Diagnostics;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Pump;
using AimsBot.Core.Records;
using AimsBot.Core.Reminders;
using AimsBot.Workflows.Audits;
using AimsBot.Workflows.Certification;
using AimsBot.Workflows.CorrectiveActions;
using AimsBot.Workflows.People;
using AimsBot.Workflows.Policies;
using AimsBot.Workflows.Reviews;
using AimsBot.Workflows.Training;
using Judgement = AimsBot.Workflows.Reviews.Judgement;

namespace AimsBot.Benchmarks;

/// <summary>An organisation of a thousand lives through a certification cycle in this process, and looks at its certificate at the end.</summary>
internal sealed class CycleRows
{
    private const int People = 1_000;
    private const int Years = 3;
    private const int Looks = 50;

    private static readonly DateOnly First = new(2027, 1, 4);

    // What the store holds at the end, beside what the years left in it: 100,000 in all.
    private static readonly (string Type, string State, int Records, string? Date)[] Others =
    [
        ("acknowledgement", "acknowledged", 40_000, null), ("acknowledgement", "pending", 8_000, null), ("training", "competent", 20_000, null), ("training", "assigned", 4_000, null),
        ("incident", "closed", 12_000, null), ("incident", "reported", 1_000, null), ("risk", "accepted", 4_500, null), ("risk", "unaccepted", 500, null),
        ("corrective-action", "closed", 6_000, "closed"), ("corrective-action", "planned", 1_500, "due"), ("policy", "published", 1_500, null),
    ];

    private readonly Bench _bench;
    private readonly List<Actor> _people = [];
    private Actor _lead = null!;
    private Actor _top = null!;
    private Actor _auditor = null!;
    private Actor _owner = null!;
    private RecordId _certificate;
    private RecordId? _campaign;
    private RecordId? _course;

    private CycleRows(Bench bench) => _bench = bench;

    private DateTimeOffset Now => _bench.Clock.GetUtcNow();

    public static async Task RunAsync(Table table)
    {
        await using var bench = await Bench.OpenAsync();
        var cycle = new CycleRows(bench);
        await cycle.BeginAsync();
        var (began, worked) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var due = await cycle.LiveAsync();
        table.Add(
            $"{Years} years of an organisation with {People:#,0} people, {due:#,0} records attended to when they were due",
            $"{Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s",
            $"{(Environment.CpuUsage.TotalTime - worked).TotalSeconds:0.0} s of processor time");

        foreach (var (type, state, records, date) in Others) bench.Fill(type, state, records, date);
        await cycle.LookAsync();
        var times = new List<double>();
        for (var i = 0; i < Looks; i++) times.Add(await cycle.LookAsync());
        times.Sort();
        table.Add($"the certificate's card with {bench.Heads():#,0} records in the store", $"{times[times.Count / 2]:0.0} ms, at most {times[^1]:0.0} ms");
    }

    private async Task BeginAsync()
    {
        GoTo(First, 9);
        _lead = await _bench.JoinAsync("lead", Role.ComplianceLead);
        _top = await _bench.JoinAsync("top", Role.TopManagement);
        _auditor = await _bench.JoinAsync("auditor", Role.InternalAuditor);
        _owner = await _bench.JoinAsync("owner", Role.Manager);
        foreach (var who in new[] { _lead, _top, _auditor, _owner })
            await _bench.TakeAsync(Actor.Operator, LinkAccount.Step, new LinkAccount(new ChatAccount(ChannelNames.Slack, "T0BENCH", "U" + who.Name.ToUpperInvariant())), who.Person!.Id);
        for (var i = 0; i < People; i++)
        {
            var details = new PersonDetails { Name = $"p{i}", TimeZone = "Etc/UTC", Accounts = [new ChatAccount(ChannelNames.Slack, "T0BENCH", $"U{i}")] };
            _people.Add(Actor.Of(Person.From((await _bench.TakeAsync(Actor.Operator, AddPerson.Step, new AddPerson(details), null)).Head)));
        }
        _certificate = (await _bench.TakeAsync(_lead, BeginCertification.Step, new BeginCertification("Nordic Cert", "AI in recruiting"), null)).Head.Id;
        var visit = await PlanAsync(VisitKind.Stage2, First.AddDays(-30));
        await TakeAsync(_lead, HoldVisit.Step, new HoldVisit(First.AddDays(-30), First.AddDays(-29)), visit);
        await TakeAsync(_lead, GrantCertificate.Step, new GrantCertificate("N-1", First.AddDays(-7), First.AddDays(-7).AddMonths(36), null, "1"), _certificate);
    }

    private async Task<int> LiveAsync()
    {
        var due = 0;
        for (var day = First; day < First.AddYears(Years); day = day.AddDays(1))
        {
            for (var hour = 0; hour < 24; hour++)
            {
                GoTo(day, hour);
                due += await SweepAsync();
                if (hour == 10) await WorkAsync(day);
            }
        }
        return due;
    }

    private async Task WorkAsync(DateOnly today)
    {
        var year = today.Year - First.Year;
        if (today == First.AddYears(year).AddDays(30)) await AskEverybodyAsync(today);
        if (_campaign is { } ended && today == First.AddYears(year).AddDays(100)) await TakeAsync(_lead, EndCampaign.Close, new EndCampaign("everybody has read it"), ended);
        foreach (var (who, i) in _people.Select((who, i) => (who, i)))
        {
            if (_campaign is { } campaign && today == First.AddYears(year).AddDays(31 + (i % 60)))
                await _bench.TakeAsync(who, Acknowledge.Step, new Acknowledge(), AcknowledgementWorkflow.IdOf(Bench.Organisation, campaign, "1.0", who.Person!.Id));
            // The years after the first they renew it, some days before it ends.
            if (_course is { } course && today == First.AddYears(year).AddDays(31 - (5 * year) + (i % 50)))
                await _bench.TakeAsync(who, AttestTraining.Step, new AttestTraining(), AssignmentWorkflow.IdOf(Bench.Organisation, course, who.Person!.Id));
        }
        await CertifyAsync(today);
        await MendAsync(today);
    }

    private async Task AskEverybodyAsync(DateOnly today)
    {
        var policy = (await _bench.TakeAsync(_lead, DraftPolicy.Step, new DraftPolicy($"Assistants {today.Year}", PolicyKind.AcceptableUse, "Use the approved ones.", "lead@example.com", null, 12, null), null)).Head.Id;
        await _bench.TakeAsync(_top, ApprovePolicy.Step, new ApprovePolicy(Significance.Material, "good"), policy);
        _campaign = (await _bench.TakeAsync(_lead, StartCampaign.Step, new StartCampaign(policy.Value, AudienceKind.Everyone, null, today.AddDays(60), 14, Ladder.ShortTasks), null)).Head.Id;
        if (_course is not null) return;
        var details = new CourseDetails("AI literacy", CoursePurpose.Literacy, "Read the guide.", "lead@example.com", [Role.Staff], 12, 60, [], null);
        _course = (await _bench.TakeAsync(_lead, DraftCourse.Step, new DraftCourse(details), null)).Head.Id;
        await _bench.TakeAsync(_lead, PublishCourse.Step, new PublishCourse(true, "the year's"), _course);
    }

    private async Task CertifyAsync(DateOnly today)
    {
        var body = await BodyAsync<Certificate>(_certificate);
        if (CyclePlan.Of(body)!.Next is { Visit: null } next && next.Due.AddDays(-240) <= today && body.Cycles.Count == 1)
            await TakeAsync(_lead, AcceptPlan.Step, new AcceptPlan(), await PlanAsync(next.Step == CycleStep.Recertification ? VisitKind.Recertification : VisitKind.Surveillance, next.Due.AddDays(-30)));
        foreach (var planned in body.Visits.Where(v => v.IsPlanned))
        {
            if (planned.From.AddDays(-100) == today) await AuditAsync(today);
            if (planned.From.AddDays(-35) == today) await ReviewAsync(today);
            if (planned.From.AddDays(1) != today) continue;
            await TakeAsync(_lead, HoldVisit.Step, new HoldVisit(planned.From, today), planned.Id);
            if (planned.Kind == VisitKind.Surveillance) await TakeAsync(_lead, DecideVisit.Step, new DecideVisit("continued", today, null), planned.Id);
            else await TakeAsync(_lead, GrantCertificate.Step, new GrantCertificate("N-1", today, body.Cycle!.Expires.AddMonths(36), null, "1"), _certificate);
        }
    }

    private async Task<RecordId> PlanAsync(VisitKind kind, DateOnly from)
    {
        await TakeAsync(_lead, PlanVisit.Step, new PlanVisit(kind, from, from.AddDays(1), null, null, ["top@example.com"]), _certificate);
        return VisitWorkflow.IdOf(Bench.Organisation, _certificate, (await BodyAsync<Certificate>(_certificate)).VisitsPlanned);
    }

    private async Task AuditAsync(DateOnly today)
    {
        var audit = (await _bench.TakeAsync(_lead, PlanAudit.Step, new PlanAudit("Internal audit", "does it work", "our own rules", "samples", ["all"], "auditor@example.com", [], today, today), null)).Head.Id;
        await TakeAsync(_auditor, StartAudit.Step, new StartAudit(), audit);
        var list = AuditWorkflow.ChecklistOf(Bench.Organisation, audit, _auditor.Person!.Id);
        await TakeAsync(_auditor, AnswerItem.Step, new AnswerItem(AuditResult.Minor, null, "4.1", "two issues have no owner", "https://example.com/minutes", null), list);
        while ((await BodyAsync<Checklist>(list)).NextOpen("") is not null)
            await _bench.TakeAsync(_auditor, AnswerItem.Step, new AnswerItem(AuditResult.Conforms, null, null, null, "https://example.com/minutes", null), list);
        await SweepAsync();
        await TakeAsync(_auditor, ConfirmFinding.Step, new ConfirmFinding((await BodyAsync<Audit>(audit)).Findings[0].Item, null, "owner@example.com", null), audit);
        await TakeAsync(_auditor, DraftReport.Step, new DraftReport(), audit);
        await TakeAsync(_auditor, IssueReport.Step, new IssueReport(), audit);
    }

    private async Task ReviewAsync(DateOnly today)
    {
        var review = (await _bench.TakeAsync(_lead, PlanReview.Step, new PlanReview("Review", "yearly", today, today.AddMonths(-12), today, 12, "top@example.com", ["lead@example.com"]), null)).Head.Id;
        foreach (var input in ReviewInputs.Required) await _bench.TakeAsync(_lead, NoteInput.Step, new NoteInput(input, "as the year before"), review);
        await _bench.TakeAsync(_lead, MakePack.Step, new MakePack(), review);
        await _bench.TakeAsync(_top, Conclude.Step, new Conclude(Judgement.Yes, Judgement.Yes, Judgement.Yes, "it works", "nothing to change"), review);
        await _bench.TakeAsync(_top, ConfirmAttendance.Step, new ConfirmAttendance(), review);
        await TakeAsync(_top, SignMinutes.Step, new SignMinutes(), review);
    }

    private async Task MendAsync(DateOnly today)
    {
        foreach (var action in await _bench.Get<IRecordStore>().AllAsync(Bench.Organisation, new RecordQuery { Type = CorrectiveActionWorkflow.TypeName, Date = CorrectiveActionWorkflow.DueDate }, default))
        {
            if (action.State == CaseStates.Open)
            {
                await _bench.TakeAsync(_owner, ContainCase.Step, new ContainCase("named now"), action.Id);
                await _bench.TakeAsync(_owner, AnalyseCase.Step, new AnalyseCase("no deputy", false, "the other lists", null), action.Id);
                await _bench.TakeAsync(_owner, PlanAction.Step, new PlanAction("a deputy", today.AddDays(3)), action.Id);
                await _bench.TakeAsync(_owner, StartAction.Step, new StartAction(), action.Id);
                await TakeAsync(_owner, FinishAction.Step, new FinishAction("the rota has one"), action.Id);
            }
            else if (action.State == CaseStates.AwaitingEffectiveness && (await BodyAsync<CorrectiveAction>(action.Id)).IsCheckDue(today))
            {
                await TakeAsync(_lead, CheckEffect.Step, new CheckEffect(true, "looked at five", null), action.Id);
            }
        }
    }

    /// <returns>How many records were due.</returns>
    private async Task<int> SweepAsync()
    {
        var due = await _bench.Get<RecordPump>().SweepAsync(Bench.Organisation, default);
        foreach (var type in new[] { CertificateWorkflow.TypeName, VisitWorkflow.TypeName }) await _bench.Get<RecordPump>().AttendTypeAsync(Bench.Organisation, type, default);
        return due;
    }

    // With what the act made due: the pump is signalled of it.
    private async Task TakeAsync(Actor actor, Step step, object input, RecordId record)
    {
        await _bench.TakeAsync(actor, step, input, record);
        for (var i = 0; i < 3; i++) await _bench.Get<RecordPump>().SweepAsync(Bench.Organisation, default);
    }

    private async Task<double> LookAsync()
    {
        var head = (await _bench.Get<IRecordStore>().LoadAsync(Bench.Organisation, _certificate, default))!;
        var began = Stopwatch.GetTimestamp();
        await _bench.Get<CardMaker>().RecordAsync(_bench.Settings.Organisation, head, _lead.Person!, default);
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private async Task<T> BodyAsync<T>(RecordId id)
        where T : RecordBody => (await _bench.Get<IRecordStore>().LoadAsync(Bench.Organisation, id, default))!.Read<T>();

    private void GoTo(DateOnly day, int hour) => _bench.Clock.GoTo(new DateTimeOffset(day.ToDateTime(new TimeOnly(hour, 0)), TimeSpan.Zero));
}
