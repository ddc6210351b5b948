using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.CorrectiveActions;
using AimsBot.Workflows.People;

namespace AimsBot.Tests.Workflows.CorrectiveActions;

/// <summary>An organisation with an owner, her manager, a lead, an auditor and top management, each reached in Slack, and the acts on a case in short.</summary>
public abstract class CaseBench : IAsyncLifetime
{
    private protected static readonly DateOnly Today = new(2027, 1, 4);

    private protected CoreBench Bench { get; } = new();
    private protected FakeChannel Slack { get; } = new();

    private protected Actor Oda { get; private set; } = null!;
    private protected Actor Mia { get; private set; } = null!;
    private protected Actor Lea { get; private set; } = null!;
    private protected Actor Aino { get; private set; } = null!;
    private protected Actor Tara { get; private set; } = null!;
    private protected Actor Rita { get; private set; } = null!;

    private protected Actor[] Everyone => [Oda, Mia, Lea, Aino, Tara, Rita];

    public virtual async Task InitializeAsync()
    {
        Mia = await AddAsync("mia", Role.Manager);
        Lea = await AddAsync("lea", Role.ComplianceLead);
        Aino = await AddAsync("aino", Role.InternalAuditor);
        Tara = await AddAsync("tara", Role.TopManagement);
        Rita = await AddAsync("rita");
        Oda = await AddAsync("oda");
        await Bench.KeepAsync(UpdatePerson.Step, new UpdatePerson(Oda.Person!.Details with { Manager = Mia.Person!.Id }), Oda.Person.Id);
        Oda = Actor.Of(await Bench.PersonAsync(Oda));
    }

    public Task DisposeAsync()
    {
        Bench.Dispose();
        return Task.CompletedTask;
    }

    private protected async Task<Actor> AddAsync(string name, params Role[] roles) =>
        await Bench.LinkAsync(await Bench.PersonAsync(name, roles), new ChatAccount(ChannelNames.Slack, "T0BENCH", "U" + name.ToUpperInvariant()));

    private protected Task<Head> OpenAsync(CaseGrade grade = CaseGrade.Minor, string? owner = "oda@example.com") =>
        Bench.KeepAsync(OpenCase.Step, new OpenCase("no second reader", "A.9.2", "3 of 5", grade, CaseSource.Other, null, owner), null, Rita);

    private protected Task<Head> ContainAsync(Head head) => Bench.KeepAsync(ContainCase.Step, new ContainCase("read again"), head.Id, Oda);

    private protected Task<Head> AnalyseAsync(Head head, string? reason = null) =>
        Bench.KeepAsync(AnalyseCase.Step, new AnalyseCase("no deputy", false, "the translator", reason), head.Id, Oda);

    private protected Task<Head> PlanAsync(Head head, DateOnly? due = null) =>
        Bench.KeepAsync(PlanAction.Step, new PlanAction("a deputy", due ?? Today.AddDays(60)), head.Id, Oda);

    private protected async Task<Head> DoneAsync(Head head)
    {
        await Bench.KeepAsync(StartAction.Step, new StartAction(), head.Id, Oda);
        return await Bench.KeepAsync(FinishAction.Step, new FinishAction("the rota has one"), head.Id, Oda);
    }

    /// <summary>A case of which the action is done and the effect not checked.</summary>
    private protected async Task<Head> AwaitingAsync(CaseGrade grade = CaseGrade.Minor) =>
        await DoneAsync(await PlanAsync(await AnalyseAsync(await ContainAsync(await OpenAsync(grade)))));

    private protected Task<StepAnswer> CheckAsync(Head head, Actor by, bool effective = true, string? early = null) =>
        Bench.TakeAsync(CheckEffect.Step, new CheckEffect(effective, "looked at five", early), head.Id, by);

    private protected Task<CorrectiveAction> BodyAsync(Head head) => Bench.BodyAsync<CorrectiveAction>(head.Id);

    private protected async Task<string> StateAsync(Head head) => (await Bench.HeadAsync(head.Id)).State;

    private protected void WaitDays(int days) => Bench.Clock.Advance(TimeSpan.FromDays(days));

    private protected async Task SweepAsync()
    {
        for (var i = 0; i < 3; i++) await Bench.MakePump(null, Slack).SweepAsync("demo", default);
    }

    private protected IReadOnlyList<ShowRequest> Posts(Actor who) => [.. Slack.Requests.Where(r => r.Account.User == "U" + who.Name.ToUpperInvariant() && r.Message is null)];

    private protected static string Outcome(StepAnswer answer) => answer switch
    {
        Kept kept => kept.Head.State,
        NotTaken no => no.Refusal.Key,
        FormReturned form => string.Join(' ', form.Fields.Keys),
        _ => answer.GetType().Name,
    };
}
