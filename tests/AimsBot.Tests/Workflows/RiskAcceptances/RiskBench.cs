using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.People;
using AimsBot.Workflows.RiskAcceptances;
using AimsBot.Workflows.RiskMethods;
using AimsBot.Workflows.Risks;
using AimsBot.Workflows.SystemRegister;

namespace AimsBot.Tests.Workflows.RiskAcceptances;

/// <summary>An organisation with a line of managers over a system's owner, and the acts on a risk in short.</summary>
public abstract class RiskBench : IAsyncLifetime
{
    private protected static readonly DateTimeOffset Monday = Commits.Monday;

    // Levels 4, 9, 10 and 20.
    private protected static readonly Scores Low = new(2, 1, 2, 1);
    private protected static readonly Scores Medium = new(3, 1, 3, 1);
    private protected static readonly Scores High = new(2, 1, 5, 1);
    private protected static readonly Scores Critical = new(4, 5, 1, 1);

    private protected CoreBench Bench { get; } = new();

    // The requester, the owners of risk and system, her manager, his, top management twice, and those who help.
    private protected Actor Rita { get; private set; } = null!;
    private protected Actor Rolf { get; private set; } = null!;
    private protected Actor Oda { get; private set; } = null!;
    private protected Actor Mia { get; private set; } = null!;
    private protected Actor Max { get; private set; } = null!;
    private protected Actor Tara { get; private set; } = null!;
    private protected Actor Tom { get; private set; } = null!;
    private protected Actor Lea { get; set; } = null!;
    private protected Actor Lotte { get; private set; } = null!;
    private protected Actor Adam { get; private set; } = null!;
    private protected Actor Aino { get; private set; } = null!;
    private protected Actor Sven { get; private set; } = null!;

    private protected RecordId Screening { get; private set; }

    private protected Actor[] Everyone => [Rita, Rolf, Oda, Mia, Max, Tara, Tom, Lea, Lotte, Adam, Aino, Sven];

    public async Task InitializeAsync()
    {
        Rita = await Bench.PersonAsync("rita");
        Rolf = await Bench.PersonAsync("rolf");
        Oda = await Bench.PersonAsync("oda");
        Mia = await Bench.PersonAsync("mia", Role.Manager);
        Max = await Bench.PersonAsync("max", Role.Manager);
        Tara = await Bench.PersonAsync("tara", Role.TopManagement);
        Tom = await Bench.PersonAsync("tom", Role.TopManagement);
        Lea = await Bench.PersonAsync("lea", Role.ComplianceLead);
        Lotte = await Bench.PersonAsync("lotte", Role.Legal);
        Adam = await Bench.PersonAsync("adam", Role.Administrator);
        Aino = await Bench.PersonAsync("aino", Role.InternalAuditor);
        Sven = await Bench.PersonAsync("sven");
        await ManagedAsync(Oda, Mia);
        await ManagedAsync(Mia, Max);
        Screening = (await Bench.KeepAsync(RegisterSystem.Step, SystemValues(), null, Lea)).Id;
    }

    public Task DisposeAsync()
    {
        Bench.Dispose();
        return Task.CompletedTask;
    }

    private protected static Dictionary<string, string> SystemValues(string model = "Rank 1", string purpose = "ranks applicants") => new()
    {
        ["name"] = "screening",
        ["owner"] = "oda@example.com",
        ["status"] = "in-use",
        ["model"] = model,
        ["purpose"] = purpose,
    };

    private protected async Task ManagedAsync(Actor person, Actor? manager)
    {
        var details = (await Bench.PersonAsync(person)).Details;
        await Bench.KeepAsync(UpdatePerson.Step, new UpdatePerson(details with { Manager = manager?.Person!.Id }), person.Person!.Id);
    }

    private protected async Task<Head> RaisedAsync(Scores current, Scores? inherent = null, string? plan = null)
    {
        var risk = await Bench.KeepAsync(RaiseRisk.Step, new RaiseRisk(Screening.Value, "It ranks some last", "a person reads all", "rolf@example.com"), null, Rita);
        await SweepAsync();
        await AssessAsync(risk, AssessRisk.Inherent, inherent ?? new Scores(5, 5, 5, 5));
        if (plan is not null) await Bench.KeepAsync(TreatRisk.Step, new TreatRisk(Treatment.Change, plan, "a person reads all"), risk.Id, Rolf);
        return await AssessAsync(risk, AssessRisk.Current, current);
    }

    private protected Task<Head> AssessAsync(Head risk, Step step, Scores scores, string? reason = null) =>
        Bench.KeepAsync(step, new AssessRisk(scores, reason), risk.Id, Rita);

    private protected static readonly LawAnswers NoToAll = new(LawAnswer.No, LawAnswer.No, LawAnswer.No);

    private protected static RequestAcceptance Request(int days = 60, LawAnswers? law = null) =>
        new("the pilot ends soon", null, "no new vacancies", DateOnly.FromDateTime(Monday.UtcDateTime).AddDays(days), law ?? NoToAll);

    /// <summary>The acceptance that is asked for.</summary>
    private protected async Task<Head> AskedAsync(Head risk, int days = 60, LawAnswers? law = null, Actor? by = null)
    {
        var until = DateOnly.FromDateTime(Bench.Clock.GetUtcNow().UtcDateTime).AddDays(days);
        await Bench.KeepAsync(RequestAcceptance.Step, Request(law: law) with { Until = until }, risk.Id, by ?? Rita);
        await SweepAsync();
        return (await Bench.AllAsync("acceptance")).Where(h => h.Parent == risk.Id).MaxBy(h => h.Opened)!;
    }

    private protected async Task<Head> AskedAsync(Scores scores) => await AskedAsync(await RaisedAsync(scores, plan: "a second reader"));

    private protected async Task<Head> AcceptedAsync(Scores scores, Actor by) => await AcceptedAsync(await AskedAsync(scores), by);

    private protected async Task<Head> AcceptedAsync(Head acceptance, params Actor[] by)
    {
        if ((await BodyAsync(acceptance)).PlanApproved is null) await Bench.KeepAsync(ApprovePlan.Step, new ApprovePlan(), acceptance.Id, by[0]);
        Head? head = null;
        foreach (var approver in by) head = await Bench.KeepAsync(AcceptRisk.Step, new AcceptRisk("worth it"), acceptance.Id, approver);
        await SweepAsync();
        return head!;
    }

    private protected async Task<string> AcceptAsync(Head acceptance, Actor by, int? basis = null) =>
        await Bench.TakeAsync(AcceptRisk.Step, new AcceptRisk("worth it"), acceptance.Id, by, basis) switch
        {
            NotTaken no => no.Refusal.Key,
            Kept kept => kept.Head.State,
            var other => other.GetType().Name,
        };

    private protected Task<Acceptance> BodyAsync(Head acceptance) => Bench.BodyAsync<Acceptance>(acceptance.Id);

    private protected async Task<string> StateAsync(RecordId id) => (await Bench.HeadAsync(id)).State;

    private protected Task<string> StateAsync(Head head) => StateAsync(head.Id);

    private protected async Task<string> RiskStateAsync(Head acceptance) => await StateAsync((await BodyAsync(acceptance)).Risk);

    private protected async Task SweepAsync()
    {
        var pump = Bench.MakePump();
        // What one record tells another may be told on, a few times over.
        for (var i = 0; i < 5; i++) await pump.SweepAsync("demo", default);
    }

    private protected async Task SweepAtAsync(DateTimeOffset at)
    {
        Bench.Clock.SetUtcNow(at);
        await SweepAsync();
    }

    private protected async Task<string[]> VerbsAsync(Head head) => [.. (await Bench.HistoryAsync(head.Id)).Select(entry => entry.ReadHeader().Verb)];

    private protected async Task<Actor[]> MayAcceptAsync(Head acceptance)
    {
        var may = new List<Actor>();
        foreach (var actor in Everyone)
        {
            var card = await Bench.MakeCards().FormAsync(
                CoreBench.Organisation, AcceptRisk.Step, new ActionRef(acceptance.Id, acceptance.Basis), await Bench.PersonAsync(actor), null, default);
            if (card.Form is not null) may.Add(actor);
        }
        return [.. may];
    }

    private protected async Task<string> NamesAsync(Head acceptance) => string.Join(' ', (await MayAcceptAsync(acceptance)).Select(a => a.Name));

    private protected Task<Head> LendAsync(Actor from, Actor to, int firstDay, int lastDay)
    {
        var monday = DateOnly.FromDateTime(Monday.UtcDateTime);
        return Bench.KeepAsync(DelegateRisks.Step, new DelegateRisks($"{to.Name}@example.com", monday.AddDays(firstDay), monday.AddDays(lastDay)), from.Person!.Id, from);
    }

    private protected Task<Head> LeaveAsync(Actor who) => Bench.KeepAsync(LeavePerson.Step, new LeavePerson("gone"), who.Person!.Id);
}
